"""The search index, and the change sequence that it follows."""

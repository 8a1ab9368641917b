"""One module a theme: declarations, and what a selector cannot say."""

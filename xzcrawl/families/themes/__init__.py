"""Has one module for each theme: declarations, and what a selector cannot say."""

"""Has one file for each site."""

"""Commands of Scrapy's own command line that this project says better. One module a command, by its name."""

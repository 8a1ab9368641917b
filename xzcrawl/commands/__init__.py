"""Commands of Scrapy's own command line for which this project has clearer errors.

Each module has the name of its command.
"""

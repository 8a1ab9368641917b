"""Commands of Scrapy's own command line for which this project has clearer errors.

Each module has the name of its command. Scrapy loads them first, so that little was searched for garbage by
then: else that takes a fifth of the time to load the rest.
"""

from xzcrawl import garbage

garbage.search_seldom()

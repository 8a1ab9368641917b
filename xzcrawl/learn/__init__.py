"""Learns how a site that nobody has described is made, from some of its pages. Pure.

``learner`` says which pages it wants and gives a description (``families.described``). Addresses:
``addresses`` makes patterns of them, ``article_addresses`` and ``list_patterns`` say which are whose,
``confusion`` which are taken for others. Parts of pages: ``lists`` and ``pagers`` of lists; ``layouts``,
``titles``, ``beside``, ``neighbours`` and ``articles`` of articles, ``furniture`` what in
their bodies is not their text; ``selectors`` makes CSS selectors of them.
"""

from xzcrawl.learn.description import Learned
from xzcrawl.learn.layouts import ShownElsewhere
from xzcrawl.learn.learner import Learner
from xzcrawl.learn.sample import Sample
from xzcrawl.learn.seen_pages import SeenPages
from xzcrawl.learn.titles import same_title

__all__ = ["Learned", "Learner", "Sample", "SeenPages", "ShownElsewhere", "same_title"]

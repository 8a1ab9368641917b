"""How a site that nobody has described is made, learned from some of its pages. Pure.

``Learner`` says which pages it wants and gives a description (``families.described``); ``addresses`` finds
the patterns of addresses, ``lists`` and ``pagers`` the parts of lists, ``articles`` those of articles,
``selectors`` the CSS selectors of what these have found.
"""

from xzcrawl.learn.layouts import ShownElsewhere
from xzcrawl.learn.learner import Learned, Learner
from xzcrawl.learn.sample import Sample
from xzcrawl.learn.titles import same_title

__all__ = ["Learned", "Learner", "Sample", "ShownElsewhere", "same_title"]

"""Articles whose text goes on on further pages: each page shows a part, all parts are the article. Pure."""

from collections.abc import Sequence
from dataclasses import replace

from xzcrawl.errors import NotAnArticle
from xzcrawl.extract.contents import Contents
from xzcrawl.extract.limits import MOST_BLOCKS, MOST_HTML, refuse_more
from xzcrawl.families import Site
from xzcrawl.items import Article, Image


def next_part(contents: Contents, before: Sequence[Article], site: Site) -> Article:
    """What a page shows as the part that follows the parts ``before`` of its article.

    Raises ``NotAnArticle`` where it is not that part: a site may answer with its last part, the first or an
    error for one that it does not have.
    """
    article, number = contents.article, len(before) + 1
    if article is None:
        raise NotAnArticle(contents.problem or "")
    url = article.page.url
    landed = site.part_at(url)
    if landed is None or landed.page != number or article.key != before[0].key:
        raise NotAnArticle(f"{url} is not the address of part {number} of {before[0].url}")
    if any(_content(article) == _content(one) for one in before if one.blocks):
        raise NotAnArticle(f"{url} shows an earlier part again")
    return article


def _content(article: Article) -> tuple[str, tuple[Image, ...]]:
    return article.text, article.images


def joined(first: Article, *others: Article) -> Article:
    """An article with the text of all its parts, each as its page shows it; all else is that of the first.

    It is read by habits (``read_by``) where any of its parts is. Raises HostilePage for a body beyond all
    bounds (``limits``).
    """
    further = (
        replace(block, part=number) for number, other in enumerate(others, 2) for block in other.blocks
    )
    blocks = (*first.blocks, *further)
    refuse_more("lines in its body", blocks, MOST_BLOCKS)
    refuse_more("characters in its body", range(sum(len(block.html) for block in blocks)), MOST_HTML)
    removed = (*first.removed, *(cut for other in others for cut in other.removed))
    files = {link.url: link for one in (first, *others) for link in one.attachments}
    generic = any(one.read_by == "generic" for one in (first, *others))
    return replace(
        first,
        read_by="generic" if generic else "family",
        blocks=blocks,
        removed=removed,
        attachments=tuple(files.values()),
        parts=tuple(other.page for other in others),
    )

"""The site's contact footer, wherever and however an editor put it.

Neighbouring lines with a footer's shapes (``shapes``) make a run, whatever their order. A run is cut if it
holds a strong line and company, or, with nothing but a few short lines after it (来源, 编辑), one strong line
or two different fair ones. Its topmost lines stay if they may be the article's own contact. Of a paragraph
that holds a sentence too, the tail is cut only if it is several footer lines, one of them strong. So a phone
number, 微信号 or 扫一扫 in a sentence always stays.

The QR code goes with the lines: images between them; images next to them whose address or alt text says what
they are; else one right behind the run that has no alt text. One before the run that says nothing may be the
article's last photo and stays.
"""

import re
from collections.abc import Container, Iterator, Sequence
from urllib.parse import unquote, urlsplit

from xzcrawl.boilerplate.cut import Cut
from xzcrawl.boilerplate.shapes import Level, Shape, is_name_line, is_ruler, scanned_name, shape
from xzcrawl.items import Block

RULE = "contact-footer"

#: In a file name or alt text. 微信图片_2022… is what WeChat calls any picture it saves.
_QR = re.compile(
    r"qr|erweima|ewm|二维码|微信(?!图片|截图|文章)|扫码|扫一扫|长按|^(?:weixin|wechat|wx)[\d_-]*\.",
    re.IGNORECASE,
)
#: What may follow a footer at the end of a body: this many lines, each at most this long (来源:徐州日报).
_AFTERWORDS = 3
_AFTERWORD_LENGTH = 40

_Run = list[tuple[int, Shape]]


def find(blocks: Sequence[Block], skipped: Container[int] = ()) -> list[Cut]:
    """The cuts of all footers of a body, leaving out blocks that another rule has cut already."""
    indexes = [index for index in range(len(blocks)) if index not in skipped]
    cuts: list[Cut] = []
    for run in _runs(blocks, indexes):
        own = _without_own_sentence(_without_article_contact(run))
        if own and _is_footer(own, _is_end(blocks, indexes, own[-1][0])):
            cuts += [Cut(index, 0, RULE) for index in _name_line(blocks, indexes, own)]
            cuts += [Cut(index, found.start, RULE) for index, found in own]
            cuts += [Cut(index, 0, RULE) for index in _rulers(blocks, indexes, own)]
            cuts += [
                Cut(index, 0, RULE) for index in _codes(blocks, indexes, own, _is_below(own, indexes, cuts))
            ]
    return cuts


def _is_below(run: _Run, indexes: Sequence[int], cuts: Sequence[Cut]) -> bool:
    """Whether the article, or a part of it, stands above a run."""
    gone = {cut.index for cut in cuts}
    return run[0][1].start > 0 or any(index not in gone for index in indexes if index < run[0][0])


def _runs(blocks: Sequence[Block], indexes: Sequence[int]) -> Iterator[_Run]:
    """Footer-shaped lines with only images and rulers between; a line that begins otherwise opens a run."""
    run: _Run = []
    for index in indexes:
        if blocks[index].image:
            continue
        found = shape(blocks[index].text)
        if found is None and run and is_ruler(blocks[index].text):
            continue
        if run and (found is None or found.start):
            yield run
            run = []
        run += [(index, found)] if found else []
    if run:
        yield run


def _without_article_contact(run: _Run) -> _Run:
    """The run without the lines at its top that may be the article's own contact.

    Those are weak lines, and a second hotline or number, unless they name a person or number of the footer.
    """
    for position, (_, found) in enumerate(run):
        rest = [other for _, other in run[position + 1 :]]
        known = {kind for other in rest for kind, _ in other.kinds}
        doubled = all(kind in ("hotline", "mobile") and kind in known for kind, _ in found.kinds)
        related = any(found.tokens & other.tokens for other in rest)
        if found.level is Level.STRONG or related or not (found.level is Level.WEAK or doubled):
            return run[position:]
    return []


def _without_own_sentence(run: _Run) -> _Run:
    """The run without a first line that is footer only in its tail, and hardly that: it may be a sentence."""
    first = run[0][1] if run else None
    sure = first is None or not first.start or (first.level is Level.STRONG and len(first.kinds) > 1)
    return run if sure else run[1:]


def _rulers(blocks: Sequence[Block], indexes: Sequence[int], run: _Run) -> list[int]:
    """The rulers between the lines of a run, right below it, and right above it if it begins a line."""
    places = [indexes.index(index) for index, _ in (run[0], run[-1])]
    first, last = places[0], places[1] + 1
    while not run[0][1].start and first > 0 and _divides(blocks[indexes[first - 1]]):
        first -= 1
    while last < len(indexes) and _divides(blocks[indexes[last]]):
        last += 1
    return [index for index in indexes[first:last] if _divides(blocks[index])]


def _divides(block: Block) -> bool:
    return block.image is None and is_ruler(block.text)


def _name_line(blocks: Sequence[Block], indexes: Sequence[int], run: _Run) -> list[int]:
    """The line right above the run if it names, in whatever shape, whom the 扫一扫 line names."""
    above = [index for index in indexes if index < run[0][0] and not blocks[index].image][-1:]
    names = {name for index, _ in run if (name := scanned_name(blocks[index].text))}
    return [index for index in above if any(is_name_line(blocks[index].text, name) for name in names)]


def _is_footer(run: _Run, at_end: bool) -> bool:
    kinds = [kind for _, found in run for kind in found.kinds]
    if any(level is Level.STRONG for _, level in kinds):
        return at_end or len(kinds) > 1
    return at_end and len({kind for kind, level in kinds if level is Level.FAIR}) > 1


def _is_end(blocks: Sequence[Block], indexes: Sequence[int], last: int) -> bool:
    after = [blocks[index].text for index in indexes if index > last and not blocks[index].image]
    return len(after) <= _AFTERWORDS and all(len(text) <= _AFTERWORD_LENGTH for text in after)


def _codes(blocks: Sequence[Block], indexes: Sequence[int], run: _Run, below: bool) -> list[int]:
    """The images that belong to a footer; one under a footer above all else may be the whole article."""
    first, last = run[0][0], run[-1][0]
    inside = [index for index in indexes if first < index < last and blocks[index].image]
    before = _images(blocks, [index for index in reversed(indexes) if index < first])
    after = _images(blocks, [index for index in indexes if index > last])
    told = [index for index in (*before, *after) if _is_code(blocks[index])]
    return [*inside, *told] or [index for index in after[:1] if below and not blocks[index].text]


def _images(blocks: Sequence[Block], indexes: Sequence[int]) -> list[int]:
    """The images at the beginning of ``indexes``, up to the first line of text."""
    count = next((n for n, index in enumerate(indexes) if not blocks[index].image), len(indexes))
    return list(indexes[:count])


def _is_code(block: Block) -> bool:
    if block.image is None:
        return False
    name = unquote(urlsplit(block.image.url).path.rsplit("/", 1)[-1])
    return bool(_QR.search(name) or _QR.search(block.image.alt))

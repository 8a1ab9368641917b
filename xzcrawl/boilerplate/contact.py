"""Finds the site's contact footer, wherever and however an editor put it. Pure.

Neighbouring lines with a footer's shapes (``shapes``) make a run, whatever their order. A run is cut if it
has a strong line and at least one more. Where only a few short lines follow it (来源, 编辑), one strong line
or two different fair ones are enough. Its topmost lines stay if they may be the article's own contact. Where
a paragraph also has a sentence, its tail is cut only if it has several footer lines, one of them strong. So a
phone number, 微信号 or 扫一扫 in a sentence always stays.

The QR code is cut with the lines. It is an image between them, an image next to them whose address or alt
text names a code, or else one image right behind the run that has no alt text. An image before the run that
names nothing may be the article's last photo, and stays.
"""

import re
from collections.abc import Container, Iterator, Sequence
from itertools import takewhile
from urllib.parse import unquote, urlsplit

from xzcrawl.boilerplate.cut import Cut
from xzcrawl.boilerplate.shapes import Level, Shape, is_name_line, is_ruler, scanned_name, shape
from xzcrawl.items import Block, Image

RULE = "contact-footer"

#: Words for a QR code in a file name or alt text. WeChat names any picture that it saves 微信图片_2022….
_QR = re.compile(
    r"qr|erweima|ewm|二维码|微信(?!图片|截图|文章)|扫码|扫一扫|长按|^(?:weixin|wechat|wx)[\d_-]*\.",
    re.IGNORECASE,
)
#: At the end of a body this many lines may follow a footer, each with at most so many characters
#: (来源:徐州日报).
_AFTERWORDS = 3
_AFTERWORD_LENGTH = 40
#: The kinds of lines of which an article may have its own above that of the footer.
_NUMBERED = frozenset(("hotline", "mobile"))

_Run = list[tuple[int, Shape]]


def find(blocks: Sequence[Block], skipped: Container[int] = ()) -> list[Cut]:
    """The cuts of all footers of a body; ``skipped`` are the indexes of blocks that another rule has cut."""
    indexes = [index for index in range(len(blocks)) if index not in skipped]
    starts = _starts([blocks[index] for index in indexes])
    return [Cut(indexes[position], start, RULE) for position, start in starts.items()]


def _starts(shown: Sequence[Block]) -> dict[int, int]:
    """The character from which each block of a footer is to be cut, by the position of the block."""
    starts: dict[int, int] = {}
    end, top = _end(shown), 0
    for run in _runs(shown):
        own = _without_own_sentence(_without_article_contact(run))
        if own and _is_footer(own, own[-1][0] >= end):
            lines = {position: found.start for position, found in own}
            starts |= lines | dict.fromkeys((*_name_line(shown, own), *_rulers(shown, own)), 0)
            while top in starts:
                top += 1
            is_below = bool(own[0][1].start) or top < own[0][0]
            starts |= dict.fromkeys(_codes(shown, own, is_below), 0)
    return starts


def _end(shown: Sequence[Block]) -> int:
    """The position at which, or behind which, a footer must end to count as one at the end of the body.

    A few short lines may follow it.
    """
    after = 0
    for position, block in reversed([*enumerate(shown)]):
        if block.image is None:
            after += 1
            if after > _AFTERWORDS or len(block.text) > _AFTERWORD_LENGTH:
                return position
    return 0


def _runs(shown: Sequence[Block]) -> Iterator[_Run]:
    """The runs of footer lines with only images and rulers between them.

    A line that begins with other text and ends as a footer opens a new run.
    """
    run: _Run = []
    for position, block in enumerate(shown):
        if block.image:
            continue
        found = shape(block.text)
        if found is None and run and is_ruler(block.text):
            continue
        if run and (found is None or found.start):
            yield run
            run = []
        run += [(position, found)] if found else []
    if run:
        yield run


def _without_article_contact(run: _Run) -> _Run:
    """The run without the lines at its top that may be the article's own contact.

    Those are weak lines, and the first of two hotlines or mobile numbers, unless they name a person or number
    that the footer names too.
    """
    last_kind = {kind: position for position, (_, found) in enumerate(run) for kind, _ in found.kinds}
    last_token = {token: position for position, (_, found) in enumerate(run) for token in found.tokens}
    for position, (_, found) in enumerate(run):
        doubled = all(kind in _NUMBERED and last_kind[kind] > position for kind, _ in found.kinds)
        related = any(last_token[token] > position for token in found.tokens)
        if found.level is Level.STRONG or related or not (found.level is Level.WEAK or doubled):
            return run[position:]
    return []


def _without_own_sentence(run: _Run) -> _Run:
    """The run without a first line of which only the tail looks like a footer, unless the tail is sure.

    Such a line may be a sentence of the article. A tail is sure if it has several footer lines, one of them
    strong.
    """
    first = run[0][1] if run else None
    sure = first is None or not first.start or (first.level is Level.STRONG and len(first.kinds) > 1)
    return run if sure else run[1:]


def _rulers(shown: Sequence[Block], run: _Run) -> list[int]:
    """The rulers between the lines of a run, right below it, and right above it.

    Those above count only if the run begins at the start of a line.
    """
    first, last = run[0][0], run[-1][0] + 1
    while not run[0][1].start and first > 0 and _divides(shown[first - 1]):
        first -= 1
    while last < len(shown) and _divides(shown[last]):
        last += 1
    return [position for position in range(first, last) if _divides(shown[position])]


def _divides(block: Block) -> bool:
    return block.image is None and is_ruler(block.text)


def _name_line(shown: Sequence[Block], run: _Run) -> list[int]:
    """The line right above the run if it names, in any shape, the person whom the 扫一扫 line names."""
    above = next((at for at in range(run[0][0] - 1, -1, -1) if not shown[at].image), None)
    if above is None:
        return []
    names = {name for position, _ in run if (name := scanned_name(shown[position].text))}
    return [above] if is_name_line(shown[above].text, names) else []


def _is_footer(run: _Run, at_end: bool) -> bool:
    kinds = [kind for _, found in run for kind in found.kinds]
    if any(level is Level.STRONG for _, level in kinds):
        return at_end or len(kinds) > 1
    return at_end and len({kind for kind, level in kinds if level is Level.FAIR}) > 1


def _codes(shown: Sequence[Block], run: _Run, below: bool) -> list[int]:
    """The images that belong to a footer.

    An image without a name under a footer at the very top of a body (``below`` is false) may be the whole
    article, and stays.
    """
    first, last = run[0][0], run[-1][0]
    inside = [position for position in range(first, last) if shown[position].image]
    before = _images(shown, range(first - 1, -1, -1))
    after = _images(shown, range(last + 1, len(shown)))
    told = [at for at in (*before, *after) if (image := shown[at].image) and _is_code(image)]
    return [*inside, *told] or [position for position in after[:1] if below and not shown[position].text]


def _images(shown: Sequence[Block], positions: range) -> list[int]:
    """The images at the beginning of ``positions``, up to the first line of text."""
    return list(takewhile(lambda position: shown[position].image, positions))


def _is_code(image: Image) -> bool:
    name = unquote(urlsplit(image.url).path.rpartition("/")[2])
    return bool(_QR.search(name) or _QR.search(image.alt))

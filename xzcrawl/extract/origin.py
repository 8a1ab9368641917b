"""Where an article is from, as a line of its text says: ``（来源：徐州日报 编辑：王芳）``. Pure."""

from collections.abc import Sequence

from xzcrawl.extract.labelled_date import labelled_date
from xzcrawl.families.foot_lines import is_credit
from xzcrawl.families.info_line import origin_in
from xzcrawl.items import Block

#: Such lines are among so many first and last ones.
_FIRST, _LAST = 2, 6


def origin_beside(body: Sequence[Block]) -> str:
    """What lines of credits, or with the labelled date, say at the ends of a body; "" where none does."""
    lines = [block for block in body if block.kind != "image"]
    ends = (*lines[-_LAST:], *lines[:_FIRST])
    told = (line.text for line in ends if is_credit(line.text) or labelled_date([line]))
    return next((name for text in told if (name := origin_in(text))), "")

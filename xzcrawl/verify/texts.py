"""Checks that titles and texts match their digests."""

from collections.abc import Iterable
from typing import Literal

from xzcrawl.archive.audit import Content
from xzcrawl.text import content_sha256
from xzcrawl.verify.report import Fault, VerifyReport


def look_at_texts(
    contents: Iterable[Content], what: Literal["articles", "revisions"], report: VerifyReport
) -> None:
    """Compute every digest again, and check that an article is the same as its latest revision."""
    for content in contents:
        report.counts[what] += 1
        where = f"article {content.article_id}"
        if what == "revisions":
            where += f", revision {content.number}"
        if content_sha256(content.title, content.text) != content.content_sha256:
            report.problems.append(Fault("changed", where, "title and text are not what their digest says"))
        if content.revised is None:
            report.problems.append(Fault("missing", where, f"it has no revision {content.number}"))
        elif content.revised != content.content_sha256:
            words = f"its content is not that of its revision {content.number}"
            report.problems.append(Fault("wrong", where, words))

"""The state of a site's crawls as a JSON object."""

from typing import Any

from xzcrawl.outcome import Standing
from xzcrawl.plain.values import plain


def standing_object(standing: Standing) -> dict[str, Any]:
    """The object: whether the crawls go ``well``, the ``problems``, the last run, and the last success."""
    run = standing.run
    return {
        "site": standing.site,
        "name": standing.name,
        "well": standing.is_well,
        "problems": list(standing.problems),
        "outcome": standing.outcome,
        "reason": run.reason,
        "started_at": plain(run.started_at),
        "ended_at": plain(run.ended_at),
        "succeeded_at": plain(standing.succeeded_at),
        "articles": standing.articles,
    }

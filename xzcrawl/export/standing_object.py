"""How the crawls of a site stand, as an object of JSON."""

from typing import Any

from xzcrawl.export.plain import plain
from xzcrawl.outcome import Standing


def standing_object(standing: Standing) -> dict[str, Any]:
    """``well`` with its ``problems``, the last run, and when one last ended well."""
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

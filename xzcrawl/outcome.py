"""How a run went, in a word. Pure."""

from collections.abc import Collection, Sequence

from xzcrawl.archive.records import RunRecord


def newest_of_each_site(runs: Sequence[RunRecord]) -> list[RunRecord]:
    """The run of each site that was started last; ``runs`` are the newest first."""
    last: dict[str, RunRecord] = {}
    for run in runs:
        last.setdefault(run.site, run)
    return list(last.values())


def outcome(run: RunRecord, newest: Collection[RunRecord], running: Collection[int]) -> str:
    """Its outcome, or of a run without an end ``running``, ``killed`` or ``not ended``.

    ``newest`` are the last runs of all sites, ``running`` the ids of those that hold a lock. Only a later run
    of its site makes sure that one was killed.
    """
    if run.outcome:
        return run.outcome
    if run.id in running:
        return "running"
    return "not ended" if run in newest else "killed"

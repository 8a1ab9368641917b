"""Figures for Prometheus: requests are counted as they come, the archive when the figures are asked for."""

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from time import perf_counter
from typing import Final

from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.registry import Collector
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from xzcrawl.archive import Archive
from xzcrawl.outcome import Standing

#: The figures of each site with their descriptions, in the order of ``_crawls``.
OF_SITES: Final = {
    "xzcrawl_last_run_started_seconds": "Start of the last run",
    "xzcrawl_last_run_ended_seconds": "End of the last run",
    "xzcrawl_last_run_findings": "What looks wrong with it",
    "xzcrawl_last_success_seconds": "End of the last run that ended well",
    "xzcrawl_crawl_well": "1 where the crawls of the site go well, else 0",
}
_BUCKETS: Final = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 10.0)


class Metrics:
    """The figures of one application, in a registry of its own: two in one process count apart."""

    def __init__(self, archive: Archive, standings: Callable[[], Sequence[Standing]]) -> None:
        self._registry = CollectorRegistry()
        self.requests = Counter(
            "xzcrawl_http_requests", "Requests answered", ("route", "status"), registry=self._registry
        )
        self.seconds = Histogram(
            "xzcrawl_http_request_seconds",
            "Time until the answer was sent",
            ("route",),
            registry=self._registry,
            buckets=_BUCKETS,
        )
        self._registry.register(_Holdings(archive, standings))

    def text(self) -> bytes:
        """All figures in Prometheus's text format. Raises ArchiveError where the archive cannot be read."""
        return generate_latest(self._registry)


class _Holdings(Collector):
    """The archive's own figures."""

    def __init__(self, archive: Archive, standings: Callable[[], Sequence[Standing]]) -> None:
        self._archive, self._standings = archive, standings

    def describe(self) -> list[Metric]:
        """No metrics, so that the archive is read only when the figures are asked for."""
        return []

    def collect(self) -> Iterator[Metric]:
        """The number of articles, of those that are gone, and the state of each site's crawls."""
        yield GaugeMetricFamily("xzcrawl_articles", "Articles in the archive", self._archive.count())
        gone = self._archive.count(gone=True)
        yield GaugeMetricFamily("xzcrawl_articles_gone", "Articles that their site no longer has", gone)
        yield from _crawls(self._standings())


def _crawls(standings: Sequence[Standing]) -> Iterator[Metric]:
    """The last run of each site, the end of the last successful one, and whether all is well."""
    about = {name: GaugeMetricFamily(name, text, labels=["site"]) for name, text in OF_SITES.items()}
    info = GaugeMetricFamily(
        "xzcrawl_last_run_info",
        "How the last run ended, and why",
        labels=["site", "mode", "outcome", "reason"],
    )
    for one in standings:
        run, site = one.run, [one.site]
        info.add_metric([one.site, run.mode, one.outcome, run.reason or ""], 1)
        figures = (run.started_at, run.ended_at, len(run.findings), one.succeeded_at, one.is_well)
        for family, figure in zip(about.values(), figures, strict=True):
            if figure is not None:
                family.add_metric(site, figure.timestamp() if isinstance(figure, datetime) else figure)
    yield from (*about.values(), info)


class Measured:
    """Counts and times the answers of the application inside it, by route."""

    def __init__(self, app: ASGIApp, metrics: Metrics) -> None:
        self._app, self._metrics = app, metrics

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answers a request, and counts it."""
        begun, status = perf_counter(), 500

        async def sending(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        try:
            await self._app(scope, receive, sending)
        finally:
            if scope["type"] == "http":
                # an unknown address is not used as a label, because anybody can send any number of them
                route = getattr(scope.get("route"), "path", "other")
                self._metrics.requests.labels(route, str(status)).inc()
                self._metrics.seconds.labels(route).observe(perf_counter() - begun)

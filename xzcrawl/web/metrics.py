"""Figures for Prometheus: requests as they come, the archive as it is when it is asked."""

from collections.abc import Iterator
from time import perf_counter
from typing import Final

from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.registry import Collector
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from xzcrawl.archive.overview import Overview

_BUCKETS: Final = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 10.0)


class Metrics:
    """A registry of its own, so that two applications in one process count apart."""

    def __init__(self, archive: Overview) -> None:
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
        self._registry.register(_Holdings(archive))

    def text(self) -> bytes:
        """Everything, in Prometheus's text format. Raises ArchiveError where the archive cannot be read."""
        return generate_latest(self._registry)


class _Holdings(Collector):
    """The archive's own figures."""

    def __init__(self, archive: Overview) -> None:
        self._archive = archive

    def describe(self) -> list[Metric]:
        """Nothing: asking is left to the moment when the figures are wanted."""
        return []

    def collect(self) -> Iterator[Metric]:
        """Articles, those that are gone, and of each site's last run when it ended and what was found."""
        yield GaugeMetricFamily("xzcrawl_articles", "Articles in the archive", self._archive.count())
        gone = self._archive.count_vanished()
        yield GaugeMetricFamily("xzcrawl_articles_gone", "Articles that their site no longer has", gone)
        started = GaugeMetricFamily(
            "xzcrawl_last_run_started_seconds", "Start of the last run", labels=["site"]
        )
        ended = GaugeMetricFamily("xzcrawl_last_run_ended_seconds", "End of the last run", labels=["site"])
        found = GaugeMetricFamily("xzcrawl_last_run_findings", "What looks wrong with it", labels=["site"])
        for site in self._archive.sites():
            for run in self._archive.runs(1, site=site.key):
                started.add_metric([site.key], run.started_at.timestamp())
                found.add_metric([site.key], len(run.findings))
                if run.ended_at:
                    ended.add_metric([site.key], run.ended_at.timestamp())
        yield from (started, ended, found)


class Measured:
    """Counts and times the answers of the application inside it, by route."""

    def __init__(self, app: ASGIApp, metrics: Metrics) -> None:
        self._app, self._metrics = app, metrics

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, and count it."""
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
                # an unknown address is no label: there are as many as anybody cares to send
                route = getattr(scope.get("route"), "path", "other")
                self._metrics.requests.labels(route, str(status)).inc()
                self._metrics.seconds.labels(route).observe(perf_counter() - begun)

"""``xzcrawl new-site``: a checkout gets a spider for a site that it does not know yet."""

import json
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread

import pytest

from tests import warm
from tests.unknown_sites.dede import Dede
from tests.unknown_sites.serving import serving
from tests.unknown_sites.truth import BEIJING, Response
from xzcrawl.archive import Archive
from xzcrawl.demo import DemoSite, Options, serve
from xzcrawl.families import ZBLOG_ZIT
from xzcrawl.survey.declaration import declaration, described_as, is_name, name_of

ROOT = Path(__file__).parents[2]
FAST = ("-s", "DOWNLOAD_DELAY=0")


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A folder that Scrapy takes for a checkout, with a spider of its own."""
    shutil.copy(ROOT / "scrapy.cfg", tmp_path)
    shutil.copytree(ROOT / "spiders", tmp_path / "spiders")
    return tmp_path


def xzcrawl(checkout: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return warm.run("xzcrawl", *arguments, cwd=checkout)


def site(**options: object) -> DemoSite:
    return DemoSite(Options(articles=25, **options), lambda: datetime.now(UTC))  # type: ignore[arg-type]


@pytest.mark.crawl
@pytest.mark.parametrize("theme", ["tpure", "default", "Zit", "WhitePage", "metro", "HTML5CSS3", "garland"])
def test_a_site_of_a_known_theme_gets_a_spider_that_crawls_it(checkout: Path, theme: str) -> None:
    with serve(site(theme=theme, site_name="苏州厂房网")) as base:
        made = xzcrawl(checkout, "new-site", base, "--name", "szinfo", *FAST)
        assert made.returncode == 0, made.stderr
        assert f"苏州厂房网: Z-BlogPHP with the theme {theme}, because {base}" in made.stdout
        crawled = xzcrawl(checkout, "crawl", "szinfo", *FAST, "--archive", "new.db")
    assert crawled.stdout.startswith("szinfo finished: 25 articles (25 new, 0 changed)"), crawled.stderr
    with Archive(f"sqlite:///{checkout}/new.db") as archive:
        (kept,) = archive.sites()
        titles = {article.title for article in archive.articles()}
    assert kept.name == "苏州厂房网"
    drafted = json.loads((checkout / "data/drafts/szinfo.json").read_text(encoding="utf-8"))
    assert drafted["why"] == ""
    assert drafted["title"] in titles
    assert drafted["title"] in made.stdout
    assert drafted["title"].encode() in (checkout / "data/drafts/szinfo.html").read_bytes()


@pytest.mark.crawl
def test_a_dry_run_prints_the_file_and_writes_nothing(checkout: Path) -> None:
    with serve(site()) as base:
        made = xzcrawl(checkout, "new-site", base, "--dry-run", *FAST)
    assert made.returncode == 0, made.stderr
    assert "class MysiteSpider(SiteSpider):" in made.stdout
    assert sorted(path.name for path in checkout.rglob("*") if path.name.startswith("mysite")) == []


TITLE = "新沂市召开制造业高质量发展推进大会"
UNKNOWN = (
    '<meta name=generator content="PbootCMS 3.2"><title>新沂新闻</title>'
    f'<a href="/1.html">{TITLE}</a><a href="http://elsewhere.example/">别处的一篇标题很长很长很长的文章</a>'
)


@contextmanager
def answering(page: str, robots: str) -> Iterator[str]:
    """A site that answers alike at each address; gives its base URL."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.end_headers()
            self.wfile.write((robots if self.path == "/robots.txt" else page).encode())

        def log_message(self, format: str, *args: object) -> None:
            """Standard error stays clean."""

    with HTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()
        thread.join()


@pytest.mark.crawl
def test_a_site_of_no_known_family_is_told_with_what_it_says_of_itself(checkout: Path) -> None:
    with answering(UNKNOWN, robots="") as base:
        made = xzcrawl(checkout, "new-site", base, *FAST)
    assert made.returncode == 1
    assert made.stdout == (
        f"{base} is of no family that is known: it says it is made with PbootCMS 3.2\n"
        "no description could be learned: no lists of articles were found\n"
    )
    assert not (checkout / "spiders/mysite.py").exists()


@pytest.mark.crawl
def test_a_site_that_nobody_described_gets_a_description_that_crawls_it(checkout: Path) -> None:
    with serving(Dede(now=datetime.now(BEIJING))) as base:
        made = xzcrawl(checkout, "new-site", base, "--name", "fastener", *FAST)
        assert made.returncode == 0, made.stderr
        assert made.stderr.splitlines()[0] == f"  1  {base}"
        told = made.stdout.splitlines()
        assert told[0] == "华东紧固件资讯网: of no known family; this was learned of it:"
        assert "14 of 14 articles are read with it" in told
        assert "spiders/fastener.py is written" in made.stdout
        drafted = json.loads((checkout / "data/drafts/fastener.json").read_text(encoding="utf-8"))
        assert "footers" not in drafted["family"]
        assert f"    family = {described_as(drafted['family'])}\n" in (
            checkout / "spiders/fastener.py"
        ).read_text(encoding="utf-8")
        crawled = xzcrawl(checkout, "crawl", "fastener", *FAST, "--archive", "new.db")
        assert crawled.stdout.startswith("fastener finished: 118 articles (118 new, 0 changed)"), (
            crawled.stderr
        )
        fits = xzcrawl(checkout, "new-site", "--again", "fastener", *FAST)
    assert (fits.returncode, fits.stdout) == (
        0,
        "the description of fastener fits: it reads all of 14 articles\n",
    )


class Rebuilt(Dede):
    """The same site after a relaunch: the elements of articles have other names."""

    def respond(self, path: str, query: str) -> Response:
        status, headers, body = super().respond(path, query)
        renamed = body.replace(b'class="viewbox"', b'class="detail"').replace(
            b'class="title"', b'class="head"'
        )
        return status, headers | {"Content-Length": str(len(renamed))}, renamed


@pytest.mark.crawl
def test_a_site_whose_pages_changed_is_looked_at_again(checkout: Path) -> None:
    spider = checkout / "spiders/fastener.py"
    with serving(Dede(now=datetime.now(BEIJING))) as base:
        assert xzcrawl(checkout, "new-site", base, "--name", "fastener", *FAST).returncode == 0
    with serving(Rebuilt(now=datetime.now(BEIJING))) as moved:
        old = spider.read_text(encoding="utf-8").replace(base, moved)
        spider.write_text(old, encoding="utf-8")
        again = xzcrawl(checkout, "new-site", "--again", "fastener", *FAST)
        assert again.returncode == 0, again.stderr
        assert again.stdout.startswith("the description of fastener reads 0 of 14 articles, and ")
        assert "  title: .title h2  ->  .head h2\n" in again.stdout
        assert spider.read_text(encoding="utf-8") == old
        proposed = again.stdout[again.stdout.index("    family = ") :]
        begin, end = old.index("    family = "), old.index("    base_url = ")
        spider.write_text(old[:begin] + proposed + old[end:], encoding="utf-8")
        crawled = xzcrawl(checkout, "crawl", "fastener", *FAST, "--archive", "new.db")
    assert crawled.stdout.startswith("fastener finished: 118 articles (118 new, 0 changed)"), crawled.stderr


@pytest.mark.crawl
def test_a_site_that_forbids_it_is_not_looked_at(checkout: Path) -> None:
    with answering(UNKNOWN, robots="User-agent: *\nDisallow: /\n") as base:
        forbidden = xzcrawl(checkout, "new-site", base, *FAST)
    assert forbidden.returncode == 1
    assert forbidden.stdout == f"not read: {base}: robots.txt forbids it\nno page of {base} could be read\n"


@pytest.mark.crawl
def test_a_site_that_does_not_answer_is_told_so(checkout: Path) -> None:
    with HTTPServer(("127.0.0.1", 0), BaseHTTPRequestHandler) as closed:
        base = f"http://127.0.0.1:{closed.server_port}/"
    made = xzcrawl(checkout, "new-site", base, *FAST)
    assert made.returncode == 1
    assert f"{base}robots.txt unreachable (connection refused)" in made.stdout
    assert "forbids" not in made.stdout


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("http://suzhou.example/", "--name", "xzinfo"), "spiders/xzinfo.py is there already"),
        (("http://suzhou.example/", "--name", "苏州"), "'苏州' cannot name a spider"),
        (("http://suzhou.example/", "--name", "class"), "'class' cannot name a spider"),
        (("suzhou",), "suzhou"),
        ((), "give the address of the site's home page, or --again and the name of a spider"),
        (
            ("http://suzhou.example/", "--again", "xzinfo"),
            "--again takes no address, --name or --dry-run",
        ),
        (("--again", "xzinfo"), "xzinfo is read as zblog-tpure, which has no description to be learned"),
    ],
)
def test_wrong_usage_is_told_before_anything_is_asked_for(
    checkout: Path, arguments: tuple[str, ...], told: str
) -> None:
    done = xzcrawl(checkout, "new-site", *arguments)
    assert done.returncode == 2
    assert told in done.stderr
    assert done.stdout == ""


@pytest.mark.parametrize(
    ("host", "name"),
    [
        ("xuzhou.021cf.cn", "xuzhou"),
        ("www.js-news.cn", "jsnews"),
        ("m.sohu.example", "sohu"),
        ("127.0.0.1", "mysite"),
        ("class.example.cn", "example"),
        ("新闻.中国", "mysite"),
    ],
)
def test_a_spider_is_named_by_its_host(host: str, name: str) -> None:
    assert name_of(host) == name
    assert is_name(name)


def test_a_declaration_is_python_whatever_the_site_calls_itself() -> None:
    text = declaration("szinfo", 'http://sz.example/"x/', ZBLOG_ZIT, '"""苏州\\厂房网"')
    names: dict[str, object] = {}
    exec(compile(text, "szinfo.py", "exec"), names)
    spider = names["SzinfoSpider"]
    assert (spider.name_zh, spider.base_url) == ('"""苏州\\厂房网"', 'http://sz.example/"x/')  # type: ignore[attr-defined]

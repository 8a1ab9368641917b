"""Every article that is exported is what docs/dump.schema.json says."""

import copy
import io
import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from pyarrow.parquet import read_schema

from tests.crawling import archive_url, crawl, demo
from xzcrawl.archive import Archive, ArticleRecord
from xzcrawl.demo import serve
from xzcrawl.export import FORMATS, Dump
from xzcrawl.export.dump_schema import dump_schema

pytestmark = pytest.mark.crawl

SCHEMA = json.loads((Path(__file__).parents[2] / "docs" / "dump.schema.json").read_text("utf-8"))
DUMP = Dump(datetime(2023, 7, 22, tzinfo=UTC), {"category": "产业", "limit": 3, "tag": None})


def problems(value: object, name: str) -> list[str]:
    """What the schema's definition of that name finds wrong."""
    validator = Draft202012Validator(SCHEMA | {"oneOf": [{"$ref": f"#/$defs/{name}"}]})
    return [f"{error.json_path}: {error.message}" for error in validator.iter_errors(value)]


def written(name: str, *records: ArticleRecord) -> list[Any]:
    stream = io.BytesIO()
    FORMATS[name].write(iter(records), stream, DUMP)
    return [json.loads(line) for line in stream.getvalue().splitlines()] if name == "jsonl" else [
        json.loads(stream.getvalue())
    ]  # fmt: skip


def test_the_document_is_made_from_the_table_of_fields() -> None:
    """``make schema`` writes it."""
    assert dump_schema() == SCHEMA


def test_the_schema_is_one() -> None:
    Draft202012Validator.check_schema(SCHEMA)


def test_articles_of_every_kind_pass(full: ArticleRecord, bare: ArticleRecord) -> None:
    assert [problems(line, "article") for line in written("jsonl", full, bare)] == [[], []]
    assert problems(written("json", full, bare)[0], "dump") == []
    assert problems(written("json")[0], "dump") == []


def test_every_field_is_described_and_required_in_the_order_of_the_dump(full: ArticleRecord) -> None:
    article, fields = SCHEMA["$defs"]["article"], list(written("jsonl", full)[0])
    assert list(article["properties"]) == fields
    assert article["required"] == fields


def test_the_tables_have_every_field_too(full: ArticleRecord) -> None:
    fields = list(written("jsonl", full)[0])
    stream = io.BytesIO()
    FORMATS["parquet"].write([full], stream, DUMP)
    assert read_schema(stream).names == [name for name in fields if name != "schema"]
    table = io.BytesIO()
    FORMATS["csv"].write([], table, DUMP)
    columns = table.getvalue().decode("utf-8-sig").strip().split(",")
    assert columns == [name for name in fields if name not in ("schema", "html", "snapshot")]


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("schema", "xzcrawl.article/2"),
        ("id", "1"),
        ("url", "javascript:alert(1)"),
        ("published_at", "2022-09-24"),
        ("published_at", "2022-09-23T16:00:00Z"),
        ("published_precision", "week"),
        ("text", "一\n\n二"),
        ("images", [{"url": "http://x.cn/a.jpg"}]),
        ("content_sha256", "AB"),
        ("revision", 0),
        ("snapshot", {"file": "a.warc.gz"}),
        ("surprise", 1),
    ],
)
def test_what_is_not_promised_does_not_pass(full: ArticleRecord, field: str, value: object) -> None:
    article = copy.deepcopy(written("jsonl", full)[0]) | {field: value}
    assert len(problems(article, "article")) == 1
    assert problems({"schema": "xzcrawl.dump/1", "articles": [article]}, "dump") != []


def test_every_article_of_a_real_crawl_passes(tmp_path: Path) -> None:
    site, url = demo(articles=60, seed=5), archive_url(tmp_path)
    with serve(site) as base:
        crawl(site, base, url)
        site.delete(site.articles[7].id)
        crawl(site, base, url, "-a", "mode=recheck")
    with Archive(url) as archive:
        lines, (document,) = written("jsonl", *archive.articles()), written("json", *archive.articles())
    assert [found for line in lines for found in problems(line, "article")] == []
    assert problems(document, "dump") == []
    assert len(lines) == len(document["articles"]) == 60
    assert sum(line["gone_at"] is not None for line in lines) == 1

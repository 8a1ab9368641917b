"""What a site is made with is said in ``families`` alone, and each family is known by its pages."""

import json
import pickle
import re
from pathlib import Path

import pytest

from xzcrawl.errors import UsageError
from xzcrawl.families import FAMILIES, Site, named, recognise
from xzcrawl.families.labelled import labelled
from xzcrawl.families.tree import Tree

ROOT = Path(__file__).parents[1]
SAMPLES = sorted((ROOT / "tests/samples").glob("*.html"))
#: Elements, classes, paths, parameters and names of a CMS or theme.
TERMS = re.compile(
    r"tpure|z-?blog|zb_|copynotice|relate(?:con|list)|single-(?:prev|next)|singlenext|div\.single|pagebar|\.sitemap"
    r"|backlist|inpId|istop|AddViewCount|feed\.php|index\.php|post-(?:title|body|date)|kico|[?&](?:cate|auth|tags)=",
    re.IGNORECASE,
)
#: Names of families, as a spider declares one.
DECLARED = re.compile(r"\bZBLOG_[A-Z]+\b")
#: What knows them: the families, the embedded site, and steps of the schema that were taken.
KNOWING = ("families", "demo", "migrations")
MODULES = [
    path
    for part in ("xzcrawl", "pipelines")
    for path in sorted((ROOT / part).rglob("*.py"))
    if not any(name in path.parent.relative_to(ROOT).parts for name in KNOWING)
]


def test_nothing_outside_families_knows_a_cms_or_a_theme() -> None:
    said = [
        f"{path.relative_to(ROOT)}:{number}: {line.strip()}"
        for path in MODULES
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if TERMS.search(DECLARED.sub("", line))
    ]
    assert said == []


@pytest.mark.parametrize("name", FAMILIES)
def test_a_site_is_pickled_by_the_name_of_its_family(name: str) -> None:
    site = Site.at("http://xz.example/", named(name))
    again = pickle.loads(pickle.dumps(site))
    assert again == site
    assert again.family is FAMILIES[name]


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample.stem)
def test_an_article_tells_that_it_is_one_and_by_which_family(sample: Path) -> None:
    tree = Tree(sample.read_bytes())
    own = named(json.loads(sample.with_suffix(".json").read_text(encoding="utf-8")).get("family"))
    built = [family for family in FAMILIES.values() if family.theme.built(tree)]
    assert (recognise(tree), built, own.theme.kind(tree)) == (own, [own], "article")


def test_a_family_that_there_is_not_is_refused_with_those_there_are() -> None:
    with pytest.raises(UsageError, match=r"no family 'wordpress'.*zblog-zit"):
        named("wordpress")


@pytest.mark.parametrize(
    ("line", "label", "value"),
    [
        ("作者:admin <small>|</small> 查看:38", "查看", "38"),
        ("作者：<a href=#>王 五</a> | 分类：动态", "作者", "王 五"),
        ("作者：<a href=#>王 五</a> | 分类：动态", "分类", "动态"),
        ("发布: 2023-01-02 10:05 <small>·</small> 来源:徐州日报", "发布", "2023-01-02 10:05"),
        ("作者:admin", "分类", ""),
        ("", "作者", ""),
    ],
)
def test_a_line_of_labelled_values_is_read_by_its_labels(line: str, label: str, value: str) -> None:
    assert labelled("p.post-footer", label)(Tree(f"<p class=post-footer>{line}</p>")) == value

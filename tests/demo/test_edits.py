"""What happens to the demo site between two crawls."""

from collections.abc import Callable
from datetime import timedelta

from xzcrawl.demo import DemoSite
from xzcrawl.demo.content.truth import Truth
from xzcrawl.demo.edits import unsettle

MakeSite = Callable[..., DemoSite]


def known(site: DemoSite) -> dict[int, Truth]:
    return {truth.id: truth for truth in site.articles}


def test_one_article_each_is_retitled_edited_redated_deleted_and_published(make_site: MakeSite) -> None:
    site = make_site(articles=300)
    before = known(site)
    lines = list(unsettle(site, 1))
    after = known(site)
    assert [line.split()[0] for line in lines] == ["retitled", "edited", "re-dated", "deleted", "published"]
    kept = [(before[number], after[number]) for number in before if number in after]
    assert [new.title for old, new in kept if old.title != new.title] == [
        f"{old.title}(更新)" for old, new in kept if old.title != new.title
    ]
    assert sum(old.title != new.title for old, new in kept) == 1
    assert [new.paragraphs[-1] for old, new in kept if old.paragraphs != new.paragraphs] == [
        "据最新消息,该项目将提前半年投产。"
    ]
    assert [new.published - old.published for old, new in kept if old.published != new.published] == [
        timedelta(days=3)
    ]
    assert (len(before.keys() - after.keys()), len(after.keys() - before.keys())) == (1, 1)


def test_another_turn_befalls_others(make_site: MakeSite) -> None:
    site = make_site(articles=300)
    first, second = list(unsettle(site, 1)), list(unsettle(site, 2))
    assert [line.split()[1] for line in first] != [line.split()[1] for line in second]

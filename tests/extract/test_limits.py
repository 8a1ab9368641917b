"""What no article is or has: left out where it is one name, and else the article is refused."""

import pytest

from tests.extract.pages import BASE, post, read
from xzcrawl.errors import HostilePage
from xzcrawl.extract import limits

LONG = "字" * 10_000
REFUSED = {
    "title": post("<p>一").replace("标题", LONG),
    "lines": post("<pre>" + "一\n" * (limits.MOST_BLOCKS + 1)),
    "body": post("<p>" + "字" * (limits.MOST_HTML + 1)),
    "a link that each line repeats": post(f"<a href=/{'a' * 7_000}>" + "一<br>" * 1_000),
    "tags": post("<p>一").replace("</div></body>", "").replace(
        "</div></div></div>", "</div><div class=tags>" + "<a href=/tags-1.html>签</a>" * 501 + "</div></div>"
    ),
    "breadcrumbs": post("<p>一", around="<div class=sitemap>" + "<a href=/category-2.html>类</a>" * 501),
    "related": post("<p>一", around="<div class=relatelist>" + "<a href=/post/1.html>文</a>" * 501),
}  # fmt: skip


@pytest.mark.parametrize("html", REFUSED.values(), ids=REFUSED)
def test_an_article_that_has_more_than_any_is_refused_with_a_reason(html: str) -> None:
    with pytest.raises(HostilePage, match=r"built to fill the archive: [\d,]+ \w+"):
        read(html)


def test_a_name_that_is_none_is_left_out_and_the_article_is_read() -> None:
    info = "".join(f"<span class={name}><a>{LONG}</a></span>" for name in ("user", "cate", "view", "date"))
    article = read(post(f"<p>一<img src=/a.jpg alt={LONG}>", info))
    assert (article.author, article.category, article.views, article.date_text) == (None, None, None, None)
    assert ([block.text for block in article.blocks], article.images[0].alt) == (["一", ""], "")


def test_a_tag_that_is_none_is_left_out_among_others() -> None:
    tags = f"<div class=tags><a href=/tags-1.html>一</a><a href=/tags-2.html>{LONG}</a></div>"
    html = f"<div class=post><h1>题</h1><div class=single><p>文</p></div>{tags}</div>"
    assert read(html).tags == ("一",)


def test_a_link_longer_than_any_address_is_none() -> None:
    assert read(post(f"<a href=/{'a' * 8_000}>一</a>")).blocks[0].html == "<p>一</p>"


def test_an_id_longer_than_any_is_none() -> None:
    form = f"<input name=inpId value={'1' * 5_000}><script>AddViewCount({'1' * 5_000})</script>"
    assert read(post("<p>一", around=form), f"{BASE}index.php/post/alias.html").source_id == "alias"

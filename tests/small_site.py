"""A small site of few lists, whose addresses and layouts a test chooses."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from tests.learning import learned
from tests.unknown_sites.truth import BEIJING, NOW, Response
from xzcrawl.survey.first_look import FirstLook

COLUMNS = {"xinwen": "工业要闻", "gonggao": "通知公告", "dangjian": "党建工作"}
PLACES = ("铜山区", "贾汪区", "沛县", "丰县", "睢宁县", "邳州市", "新沂市", "云龙区", "鼓楼区", "泉山区")


SUBJECTS = ("工程机械产量稳步增长", "召开安全生产工作会议", "新开工项目集中签约", "光伏企业扩大出口")


@dataclass
class Small:
    """A site of lists of 20 articles, in pages of 8. ``article`` and ``later`` are their addresses.

    ``columns`` are the folders and the names of the lists.
    ``layouts`` are the title and the body of an article, by turns, ``info`` its line of particulars.
    """

    article: str = "/{list}/{id}.html"
    later: str = "/{list}/{page}.html"
    first_id: int = 1001
    names: tuple[str, ...] = ()
    layouts: tuple[str, ...] = (
        '<h1 class="bt">{title}</h1><div class="info">{info}</div><div id="zw">{body}</div>',
    )
    columns: Mapping[str, str] = field(default_factory=lambda: COLUMNS)
    info: str = "发布时间：{day:%Y-%m-%d} 来源：徐州日报"
    base_url: str = "http://xz.example/"
    now: datetime = NOW
    pages: Mapping[str, str] = field(init=False)

    def __post_init__(self) -> None:
        self.pages = dict(self._made())

    def _made(self) -> Any:
        menu = (
            '<div class="menu"><a href="/">首页</a>'
            + "".join(f'<a href="/{name}/">{said}</a>' for name, said in self.columns.items())
            + "</div>"
        )
        newest = []
        for place, (name, said) in enumerate(self.columns.items()):
            rows = []
            for number in range(20):
                title = f"{PLACES[number % 10]}{said}：{SUBJECTS[(number + place) % 4]}（{number}）"
                day = self.now - timedelta(days=number * 3 + place + 1)
                address = self.at(name, self.first_id + 60 - number * 3 - place)
                info = self.info.format(day=day)
                body = "".join(
                    f"<p>{title}，这是第{line}段，记者{number}日从{PLACES[(number + line) % 10]}获悉，"
                    f"{SUBJECTS[(number + line) % 4]}，企业生产经营情况良好，成效明显。</p>"
                    for line in range(1, 5)
                )
                layout = self.layouts[number % len(self.layouts)]
                shown = layout.format(title=title, info=info, body=body)
                yield address, f"<html><head><title>{title}</title></head><body>{menu}{shown}</body></html>"
                rows.append(f'<li><a href="{address}">{title}</a><span>{day:%Y-%m-%d}</span></li>')
            newest += rows[:3]
            addresses = [f"/{name}/", *(self.later.format(list=name, page=page) for page in (2, 3))]
            for page, address in enumerate(addresses):
                listed = "".join(rows[page * 8 : page * 8 + 8])
                pager = "".join(f'<a href="{other}">{n}</a>' for n, other in enumerate(addresses, 1))
                yield (
                    address,
                    (
                        f"<html><head><title>{said}</title></head><body>{menu}"
                        f'<ul class="list">{listed}</ul><div class="pages">{pager}</div></body></html>'
                    ),
                )
        yield "/", f"<html><body>{menu}<ul class=new>{''.join(newest)}</ul></body></html>"

    def at(self, name: str, number: int) -> str:
        named = self.names[number % len(self.names)] if self.names else ""
        return self.article.format(list=name, id=number, name=f"{named}-{chr(97 + number % 26)}{named[::-1]}")

    def respond(self, path: str, query: str) -> Response:
        shown = self.pages.get(path + (f"?{query}" if query else ""))
        if shown is None:
            return 404, {"Content-Type": "text/html"}, b""
        return 200, {"Content-Type": "text/html; charset=utf-8"}, f"<!DOCTYPE html>{shown}".encode()


def looked_at(site: Small) -> FirstLook:
    seen, _ = learned(site, NOW.astimezone(BEIJING))  # type: ignore[arg-type]
    return seen

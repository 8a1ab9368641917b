"""The generic reader: the judged pages, the made-up unknown sites, and pages that have no article."""

import json
from collections.abc import Sequence
from functools import cache
from statistics import mean

import pytest

from bench.judged import Score, judged_pages, read_generic, scored, similarity
from tests.generic_pages import HEADING, HTML, MENU, NOON, SENTENCES, paragraphs
from tests.unknown_sites.every import SITES
from tests.unknown_sites.truth import Truth, UnknownSite
from xzcrawl.extract import plain_tree
from xzcrawl.generic import FoundArticle, find_article, statements_of
from xzcrawl.items import Page


@cache
def scores() -> dict[str, Score]:
    return {each.name: scored(each) for each in judged_pages()}


@pytest.mark.slow
def test_the_text_of_the_judged_pages_is_the_one_that_a_person_sees() -> None:
    assert mean(score.f1 for score in scores().values()) >= 0.998
    assert {name: score.f1 for name, score in scores().items() if score.f1 < 0.999}.keys() <= {
        "webplus_files"
    }


@pytest.mark.slow
def test_the_title_and_the_day_of_every_judged_page_are_right() -> None:
    assert {name: score.wrong for name, score in scores().items() if {"title", "day"} & {*score.wrong}} == {}


@pytest.mark.slow
def test_the_authors_and_origins_of_judged_pages_are_right() -> None:
    assert sum(score.author for score in scores().values()) >= 65
    assert [name for name, score in scores().items() if not score.origin] == []


@cache
def unknown(name: str) -> UnknownSite:
    site = SITES[name]()
    site.base_url = "http://news.example.cn/"
    return site


def page_of(site: UnknownSite, url: str) -> Page:
    path, _, query = url.partition("?")
    status, headers, body = site.respond(path, query)
    lower = {name.lower(): value for name, value in headers.items()}
    return Page(site.base_url + url[1:], status, lower, body, site.now, site.now)


def texts_of(truth: Truth) -> Sequence[str]:
    """The article's paragraphs and rows of tables; then with the names of files, which may stand below."""
    parts = [*truth.paragraphs, *(" | ".join(row) for table in truth.tables for row in table)]
    return ["\n".join(parts), "\n".join([*parts, *(each.name for each in truth.attachments)])]


@pytest.mark.slow
@pytest.mark.parametrize("name", SITES)
def test_every_article_of_a_site_that_nobody_described_is_read(name: str) -> None:
    site = unknown(name)
    f1, wrong = [], []
    for truth in site.truths:
        article = read_generic(page_of(site, truth.url))
        if article is None or article.reading is None or article.reading.interval is None:
            wrong.append(truth.url)
            continue
        day = article.reading.interval.earliest.date(), article.reading.interval.latest.date()
        said = article.title, article.author, day
        if said != (truth.title, truth.author, (truth.published.date(), truth.published.date())):
            wrong.append(truth.url)
        if not truth.parts:
            f1.append(max(similarity(article.text, text) for text in texts_of(truth)))
    assert wrong == []
    assert mean(f1) >= 0.999


@pytest.mark.parametrize("name", SITES)
def test_no_list_and_no_error_page_of_such_a_site_is_an_article(name: str) -> None:
    site = unknown(name)
    lists = [url for column in site.columns for url in (*column.pages, column.beyond)]
    pages = {url: page_of(site, url) for url in ("/", site.absent, *sorted(site.dead), *lists)}
    found = {url: find_article(plain_tree(page), NOON) for url, page in pages.items() if page.body}
    assert [url for url, article in found.items() if article is not None] == []


def read(
    body: str, title: str = "十二个项目签约 - 高新区要闻 - 徐州产业网", head: str = ""
) -> FoundArticle | None:
    source = f"<html><head><title>{title}</title>{head}</head><body>{body}</body></html>"
    return find_article(plain_tree(Page("http://x.cn/1", 200, HTML, source.encode(), NOON, NOON)), NOON)


def text_of(article: FoundArticle) -> str:
    return " ".join(article.body.text(separator=" ").split())


def test_an_article_is_found_between_menu_and_neighbours() -> None:
    below = "<p>上一篇：<a href='/2'>园区召开安全会议</a></p>"
    article = read(f"{MENU}{HEADING}<div id='zoom'>{paragraphs(*SENTENCES)}</div>{below}")
    assert article is not None
    assert (article.title, article.date_text, article.author) == (
        "十二个项目签约",
        "2026-03-18 09:30",
        "王芳",
    )
    assert text_of(article) == " ".join(SENTENCES)


def test_a_part_that_a_button_shows_is_of_the_text() -> None:
    fold = f"<div style='display:none'>{paragraphs(*SENTENCES[1:])}</div><div class='more'>展开全文</div>"
    article = read(f"{MENU}{HEADING}<div id='zoom'>{paragraphs(SENTENCES[0])}{fold}</div>")
    assert article is not None
    assert text_of(article) == " ".join(SENTENCES)


FOREIGN = (
    *("（责任编辑：李明）", "来源：徐州日报", "免责声明：本文仅代表作者个人观点。", "【打印】【关闭窗口】"),
    *(
        "原标题：高新区签约十二个项目",
        "长按二维码关注我们的公众号",
        "广告",
        "【字体：大 中 小】",
        "浏览次数：120",
        "点赞 38 分享 2",
    ),
    *(
        "未经授权不得转载、摘编本文。",
        "更多资讯请扫描下方二维码关注我们的微信公众号。",
        "点击上方蓝字，关注我们",
    ),
)
OWN = (
    *("附件：<a href='/files/1.pdf'>项目清单.pdf</a>", "2026年3月17日", "徐州高新区管委会", "（王芳 摄）"),
    *(
        "编者按：本报推出系列报道。",
        "记者：园区下一步怎么做？",
        "时间：3月20日下午3时",
        "主办单位：徐州市工业和信息化局",
    ),
    *("关闭高耗能产线，改造老厂房", "请各单位高度关注安全生产。", "更多企业开始关注数字化转型。"),
    *("相关文章和办事指南都在里面。", "如需了解详情，欢迎拨打招商热线400 0123 021咨询。"),
    *("未经许可的企业不得开工。", "作者：我在这座城市住了二十年。", "分享经济走进车间"),
)


@pytest.mark.parametrize("line", FOREIGN)
def test_a_line_that_is_no_text_goes(line: str) -> None:
    article = read(f"{HEADING}<div id='zoom'>{paragraphs(*SENTENCES, line)}</div>")
    assert article is not None
    assert text_of(article) == " ".join(SENTENCES)


@pytest.mark.parametrize("line", OWN)
def test_a_line_of_the_article_stays(line: str) -> None:
    article = read(f"{HEADING}<div id='zoom'>{paragraphs(*SENTENCES, line, SENTENCES[0])}</div>")
    assert article is not None
    assert len(text_of(article)) > len(" ".join((*SENTENCES, SENTENCES[0])))


@pytest.mark.parametrize(
    "line", ["admin5天前招商政策1,204", "<span>王芳</span> 发布<span>2026-03-18 09:30</span> 浏览3862 2"]
)
def test_a_line_of_the_date_without_labels_is_no_text(line: str) -> None:
    article = read(
        f"<div class='content'><h1>十二个项目签约</h1><div>{line}</div>{paragraphs(*SENTENCES)}</div>"
    )
    assert article is not None
    assert text_of(article) == " ".join(SENTENCES)
    assert article.date_text in ("5天前", "2026-03-18 09:30")


def test_a_date_may_stand_below_the_text() -> None:
    below = "<div>发布于 2026年3月18日</div>"
    article = read(f"<h1>十二个项目签约</h1><div class='entry-content'>{paragraphs(*SENTENCES)}</div>{below}")
    assert article is not None
    assert article.date_text == "2026年3月18日"


def test_a_date_that_contradicts_itself_is_told_as_it_stands() -> None:
    article = read(f"<h1>十二个项目签约</h1><p>2天前 (01-05)</p>{paragraphs(*SENTENCES)}")
    assert article is not None
    assert article.date_text == "2天前 (01-05)"


def test_the_name_of_the_site_is_no_title_and_a_date_within_the_heading_no_part_of_it() -> None:
    name = "<h1><a href='http://www.xz.example/'>徐州产业网</a></h1>"
    heading = "<h2 class='post-title'>十二个项目签约<span class='post-date'>2026-03-18 09:30:07</span></h2>"
    article = read(f"{name}{heading}{paragraphs(*SENTENCES)}", "徐州产业网-十二个项目签约")
    assert article is not None
    assert (article.title, article.date_text) == ("十二个项目签约", "2026-03-18 09:30:07")


@pytest.mark.parametrize("is_below", [True, False])
def test_links_that_end_a_body_are_cut_above_a_card_and_below_it(is_below: bool) -> None:
    links = '<p><a href="/gywm.html">关于我们</a> | <a href="/lxwm.html">联系我们</a></p>'
    card = paragraphs("联系人：王经理　电话：0516-83888888　手机：13800000000")
    foot = links + card if is_below else card + links
    article = read(f"{HEADING}<div id='zoom'>{paragraphs(*SENTENCES)}{foot}</div>")
    assert article is not None
    assert text_of(article) == " ".join(SENTENCES)


def test_a_link_of_the_article_above_a_card_stays() -> None:
    link = '<p><a href="https://form.example/vm/1.aspx">点击填写报名表</a></p>'
    card = paragraphs("联系人：王经理　联系电话：0516-83888888　手机：13800000000")
    article = read(f"{HEADING}<div id='zoom'>{paragraphs(*SENTENCES)}{link}{card}</div>")
    assert article is not None
    assert text_of(article) == " ".join((*SENTENCES, "点击填写报名表"))


def test_the_contact_lines_of_a_seller_go_and_those_of_a_notice_stay() -> None:
    card = "联系人：王经理　电话：0516-83888888　手机：13800000000"
    sentence = "联系人：王芳、李明，联系电话：80000412。"
    article = read(f"{HEADING}<div id='zoom'>{paragraphs(*SENTENCES, sentence, '======', card)}</div>")
    assert article is not None
    assert text_of(article) == " ".join((*SENTENCES, sentence))


def test_the_table_of_a_documents_particulars_goes_and_another_stays() -> None:
    labels = "<td>索 引 号：</td><td>0140/2026-1</td><td>发文字号：</td><td>徐高〔2026〕3号</td>"
    document = f"<table><tr>{labels}</tr></table>"
    prices = "<table><tr><td>品种</td><td>3月18日</td></tr><tr><td>螺纹钢</td><td>3620</td></tr></table>"
    article = read(f"{HEADING}<div id='zoom'>{document}{paragraphs(*SENTENCES)}{prices}</div>")
    assert article is not None
    assert "索 引 号" not in text_of(article)
    assert text_of(article).endswith("3620")


def test_a_heading_is_found_where_the_page_states_only_its_site() -> None:
    heading = "<td align=center><font size=4><b>十二个项目签约</b></font></td>"
    line = "<td>发布时间：2026-3-18　来源：本站　点击：100次</td>"
    body = paragraphs(*SENTENCES, "徐州产业网")
    article = read(f"<table><tr>{heading}</tr><tr>{line}</tr><tr><td>{body}</td></tr></table>", "徐州产业网")
    assert article is not None
    assert article.title == "十二个项目签约"


def test_what_readers_see_and_what_the_page_states_are_told_apart() -> None:
    meta = "<meta name='PubDate' content='2026-03-15'>"
    age = "<time datetime='2026-03-18T09:30:15+00:00'>2天前</time>"
    line = f"<p>{age} <i title='发表于 2026-3-18 09:30'>周三</i></p>"
    article = read(f"<h1>十二个项目签约</h1>{line}{paragraphs(*SENTENCES)}", head=meta)
    assert article is not None
    assert article.date_text == "2天前"
    assert article.stated_dates == ["2026-03-18T09:30:15+00:00", "2026-3-18 09:30", "2026-03-15"]


@pytest.mark.parametrize(
    ("line", "date_text"),
    [
        ("成文日期：2026-03-10 发布日期：2026-03-18", "2026-03-18"),
        ("更新时间：2026-03-19 10:00 发布时间：2026-03-18 09:30", "2026-03-18 09:30"),
        ("更新时间：2026-03-19 10:00", "2026-03-19 10:00"),
        ("今天是：2026年3月20日", ""),
    ],
)
def test_of_several_dates_the_publication_counts(line: str, date_text: str) -> None:
    article = read(f"<h1>十二个项目签约</h1><p>{line}</p>{paragraphs(*SENTENCES, *SENTENCES)}")
    assert article is not None
    assert article.date_text == date_text


EVENT = ["时间：2026年3月10日9:00", "地点：市图书馆", "主讲人：王芳"]


@pytest.mark.parametrize(
    "lines",
    [
        EVENT,
        ["1.时间：3月10日", "2.地点：市图书馆"],
        ["【时间】3月10日", "【地点】市图书馆"],
        ["时 间：2026年3月10日", "地 点：市图书馆"],
    ],
)
def test_the_time_of_an_event_is_text(lines: Sequence[str]) -> None:
    body = paragraphs(*lines, *SENTENCES)
    article = read(f"{MENU}<h1>十二个项目签约</h1><p>2026-03-09</p><div id='zoom'>{body}</div>")
    assert article is not None
    assert text_of(article).startswith(" ".join(lines))


def test_the_time_of_an_event_is_no_publication_where_there_is_no_other_date() -> None:
    body = paragraphs(*EVENT, *SENTENCES * 3)
    article = read(f"{MENU}<h1>十二个项目签约</h1><div id='zoom'>{body}</div>")
    assert article is not None
    assert article.date_text == ""


CELLS = "<table><tr><td>{}</td><td>2026-03-01</td></tr><tr><td>{}</td><td>2026-03-09</td></tr></table>"


@pytest.mark.parametrize(
    ("title", "particulars", "first", "date_text"),
    [
        ("2026年3月9日徐州钢材价格行情", "2026-03-10 08:00　来源：徐州日报", "", "2026-03-10 08:00"),
        ("关于2025年12月1日起执行新电价的通知", "2026-03-01　来源：发改委", "", "2026-03-01"),
        ("2026年3月9日徐州钢材价格行情", "3小时前", "", "3小时前"),
        ("2026年3月9日徐州钢材价格行情", "", "", "2026年3月9日"),
        ("十二个项目签约", "2026-03-09 09:00", "时间：2026年3月10日9:00", "2026-03-09 09:00"),
        ("十二个项目签约", "2026-03-09 09:00", "发文日期：2026年2月15日", "2026-03-09 09:00"),
        ("十二个项目签约", "报名时间：2026-03-01 2026-03-09 10:00", "", "2026-03-09 10:00"),
        ("十二个项目签约", "时间：2026-03-09", "", "2026-03-09"),
        ("十二个项目签约", CELLS.format("成文日期：", "发布日期："), "", "2026-03-09"),
        ("十二个项目签约", CELLS.format("生成日期", "公开日期"), "", "2026-03-09"),
    ],
)
def test_the_days_of_titles_events_and_documents_are_no_publication(
    title: str, particulars: str, first: str, date_text: str
) -> None:
    body = "".join(f"<p>{line}</p>" for line in (first, *SENTENCES) if line)
    article = read(f"{MENU}<h1>{title}</h1><div>{particulars}</div><div id='zoom'>{body}</div>")
    assert article is not None
    assert article.date_text == date_text


@pytest.mark.parametrize(
    ("body", "title"),
    [
        (
            "<h1>抱歉，您访问的页面不存在或已被删除</h1><p>五秒后返回首页，您也可以搜索您要找的内容。</p>",
            "页面不存在",
        ),
        (
            "<h1>提示信息</h1><p>2026-03-20 12:00 您访问的文章正在审核，请稍后再来，感谢您的关注和支持。</p>",
            "提示信息",
        ),
        (
            "<h1>请先登录</h1><form><p>本栏目的文章只有会员才能阅读，请先登录或者注册成为会员。</p></form>",
            "登录",
        ),
        ("<h1>关于我们</h1><p>徐州产业网创办于2008年，是一家行业门户。</p>", "关于我们"),
        ("", "徐州产业网"),
    ],
)
def test_a_page_that_says_that_there_is_no_article_has_none(body: str, title: str) -> None:
    assert read(f"{MENU}{body}", title) is None


def test_the_excerpts_of_a_list_are_no_article() -> None:
    items = "".join(
        f"<h2><a href='/{number}'>园区新闻之{number}</a></h2><p>{SENTENCES[0]}</p>" for number in range(9)
    )
    assert read(f"<h1>高新区要闻</h1><div class='content'>{items}</div>", "高新区要闻 - 徐州产业网") is None


@pytest.mark.parametrize(
    ("particulars", "author"),
    [
        ("2026-03-18 09:30 作者：晚报编辑部", "晚报编辑部"),
        ("2026-03-18 09:30 作者：徐州发布 来源：徐州日报", "徐州发布"),
        ("2026-03-18 09:30 作者：王芳编辑：李明", "王芳"),
        ("2026-03-18 09:30 作者：王芳 编辑 李明", "王芳"),
        ("2026-03-18 09:30 作者：王芳点击数：12", "王芳"),
        ("2026-03-18 09:30 作者：王芳责任编辑 李明", "王芳"),
        ("2026-03-18 09:30 记者：王芳摄影报道", "王芳"),
        ("发 布 时 间：2026-03-18 作 者：王芳 编 辑：李明", "王芳"),
        ("2026-03-18 09:30 作者：王 芳 来源：徐州日报", "王芳"),
        ("2026-03-18 09:30 作者：王　芳 李　明 来源：徐州日报", "王芳、李明"),
        ("2026-03-18 09:30 作者 | 王芳", "王芳"),
        ("2026-03-18 09:30 记者丨王芳 编辑丨李红", "王芳"),
        ("2026-03-18 09:30 作者：王芳/文 李明/图", "王芳"),
        ("2026-03-18 09:30 作者：徐州日报社 记者 王芳", "王芳"),
        ("2026-03-18 09:30 作者： 责任编辑：张三", ""),
        ("2026-03-18 09:30 作者：/ 来源：徐州日报", ""),
        ("2026-03-18 09:30 作者： 打印 关闭", ""),
        ("2026-03-18 09:30 作者： 点击 38", ""),
        ("2026-03-18 09:30 作者：null", ""),
    ],
)
def test_the_words_of_labels_may_be_parts_of_a_name(particulars: str, author: str) -> None:
    heading = f"<h1>十二个项目签约</h1><p>{particulars}</p>"
    article = read(f"{MENU}{heading}<div id='zoom'>{paragraphs(*SENTENCES)}</div>")
    assert article is not None
    assert article.author == author


@pytest.mark.parametrize(
    ("title", "particulars", "first", "last", "author"),
    [
        ("十二个项目签约", "", "3月8日，记者从市文化广电和旅游局获悉，进展顺利。", "", ""),
        ("十二个项目签约", "", "", "近日，中国记者协会联合下发文件，要求落实。", ""),
        ("十二个项目签约", "", "连日来，记者深入云龙区文化街区走访，情况良好。", "", ""),
        ("徐州市首批新闻记者证发放仪式举行", "", "", "", ""),
        ("本报记者走进徐州港", "", "", "", ""),
        *(
            ("十二个项目签约", f"<i>{word}</i>", "", "", "")
            for word in ("江苏", "要闻", "语音播报", "人阅读")
        ),
        ("十二个项目签约", "<i>徐州日报</i>", "", "", ""),
        ("十二个项目签约", "<i>王芳</i>", "", "", "王芳"),
        ("十二个项目签约", "<i>来源</i> <i>徐州日报</i> <i>作者</i> <i>王芳</i>", "", "", "王芳"),
        ("十二个项目签约", "作者：王芳 收藏", "", "", "王芳"),
        ("十二个项目签约", "作者：王芳 A- A+ 【打印】", "", "", "王芳"),
        ("十二个项目签约", "（作者：王芳，系南京大学教授）", "", "", "王芳"),
        ("十二个项目签约", "作者：江苏省记者协会", "", "", "江苏省记者协会"),
        ("十二个项目签约", "作者：阿依古丽·买买提", "", "", "阿依古丽·买买提"),
        ("十二个项目签约", "作者：本报记者 王芳 通讯员 李明", "", "", "王芳、李明"),
        ("十二个项目签约", "来源：徐州日报作者：王芳", "", "", "王芳"),
        ("十二个项目签约", "发布：3小时前", "", "", ""),
        ("十二个项目签约", "<i>已订阅</i>", "", "", ""),
        ("十二个项目签约", "", "", "本报记者 古丽娜·阿不都热依木", ""),
        ("十二个项目签约", "", "", "（作者：王芳）", "王芳"),
        ("十二个项目签约", "", "", "文/王芳 图/李强", "王芳"),
        ("十二个项目签约", "", "", "（撰稿：王芳 摄影：吴昊 审核：郑爽）", "王芳"),
        ("十二个项目签约", "", "推进会现场。本报记者 李强 摄", "（本报记者 王芳）", "王芳"),
        ("十二个项目签约", "", "■核心提示", "", ""),
    ],
)
def test_the_names_of_writers_and_nothing_else_are_authors(
    title: str, particulars: str, first: str, last: str, author: str
) -> None:
    heading = f"<h1>{title}</h1><p>2026-03-09 09:00 {particulars}</p>"
    body = "".join(f"<p>{line}</p>" for line in (first, *SENTENCES, last) if line)
    article = read(f"{MENU}{heading}<div id='zoom'>{body}</div>")
    assert article is not None
    assert article.author == author


@pytest.mark.parametrize(
    ("particulars", "origin"),
    [
        ("<i class=source>徐州日报</i> 2026-03-18 09:30", "徐州日报"),
        ("<i class=source><b>2026-03-18</b> <b>徐州日报</b></i>", "徐州日报"),
        ("<i class=source>2026-03-18 10:00</i>", ""),
        ("<i class=source><a href=/>首页</a></i> 2026-03-18", ""),
    ],
)
def test_an_element_that_is_called_so_names_whom_an_article_is_from(particulars: str, origin: str) -> None:
    heading = f"<h1>十二个项目签约</h1><p>{particulars}</p>"
    article = read(f"{MENU}{heading}<div id='zoom'>{paragraphs(*SENTENCES)}</div>")
    assert article is not None
    assert article.origin == origin


def test_names_that_are_nested_deep_are_no_author() -> None:
    author = "[" * 600 + '"王芳"' + "]" * 600
    stated = f'<script type="application/ld+json">{{"@type": "Article", "author": {author}}}</script>'
    article = read(f"<h1>十二个项目签约</h1><p>2026-03-18</p>{paragraphs(*SENTENCES)}", head=stated)
    assert article is not None
    assert article.author == ""


def test_few_of_many_stated_titles_are_looked_for_in_all_lines_and_that_of_the_page_is_one() -> None:
    told = [{"@type": "Article", "headline": f"园区新闻之{number}"} for number in range(900)]
    source = json.dumps(told, ensure_ascii=False)
    head = f'<title>十二个项目签约</title><script type="application/ld+json">{source}</script>'
    page = Page("http://x.cn/1", 200, HTML, f"<html><head>{head}</head></html>".encode(), NOON, NOON)
    titles = statements_of(plain_tree(page)).titles
    assert len(titles) < 10
    assert titles[-1] == "十二个项目签约"


@pytest.mark.parametrize("file", ["1.pdf", "1.rtf", "1.7z", "1.ceb", "1.mp4"])
def test_files_that_end_a_text_are_of_it(file: str) -> None:
    link = f"<a href='/files/{file}'>项目清单</a>"
    article = read(f"{HEADING}<div id='zoom'>{paragraphs(*SENTENCES, link)}</div>")
    assert article is not None
    assert text_of(article).endswith("项目清单")

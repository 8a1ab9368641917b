"""What the description of a site declares to be no text of its articles."""

from dataclasses import replace

import pytest

from tests.bodies import PAGE, SENTENCE, body, paragraph, picture
from xzcrawl.boilerplate import clean
from xzcrawl.extract.body import blocks
from xzcrawl.families import described
from xzcrawl.families.tree import Tree
from xzcrawl.items import Article, Block, Removed

CARD = "联系人：沈默　电话：0513-8904966"
CALL = "更多资讯请扫描下方二维码关注我们的微信公众号，或拨打热线400-430-8473。"
EDITOR = "（责任编辑：顾编）"
WELCOME = "欢迎加入读者群3041。"
FILE = '<a href="/1.doc">申报书.doc</a>'
KINDS = ["credits", "notices"]


def of_site(*lines: str, **declared: object) -> Article:
    """An article with paragraphs of these lines (HTML), read by a description."""
    shown = "".join(f"<p>{line}</p>" for line in lines)
    return of_page(shown, **({"footers": KINDS} | declared))


def of_page(inside: str, **declared: object) -> Article:
    made = described(
        articles=["/{id}.html"], lists=["/{list}/"], title="h1", body="#zw", items="li", **declared
    )
    holder = Tree(f"<div id=zw>{inside}</div>").css_first("#zw")
    assert holder is not None
    return replace(body(), blocks=tuple(blocks(holder, PAGE.url, made.theme)))


def left(article: Article) -> list[str]:
    return clean(article).text.splitlines()


@pytest.mark.parametrize(
    ("lines", "kept"),
    [
        ([SENTENCE, EDITOR, CALL], [SENTENCE]),
        ([SENTENCE, CALL, CARD, EDITOR], [SENTENCE, CARD]),
        ([SENTENCE, "咨询电话：0513-8904966", EDITOR], [SENTENCE, "咨询电话：0513-8904966"]),
        ([SENTENCE, "联系人：沈默，电话：80000412。"], [SENTENCE, "联系人：沈默，电话：80000412。"]),
        ([SENTENCE, EDITOR, SENTENCE], [SENTENCE, EDITOR, SENTENCE]),
        ([EDITOR, SENTENCE], [EDITOR, SENTENCE]),
        ([SENTENCE, EDITOR, f"附件1：{FILE}"], [SENTENCE, "附件1：申报书.doc"]),
        ([SENTENCE, EDITOR, "附件下载：", f"{FILE}（下载）"], [SENTENCE, "附件下载：", "申报书.doc（下载）"]),
        ([SENTENCE, EDITOR, '<img src="/1.jpg">'], [SENTENCE]),
        ([SENTENCE, EDITOR, f"详见{FILE}和本单位公告"], [SENTENCE, EDITOR, "详见申报书.doc和本单位公告"]),
        ([CALL, EDITOR], [CALL, EDITOR]),
    ],
)  # fmt: skip
def test_lines_of_declared_kinds_are_cut_where_they_end_a_body(lines: list[str], kept: list[str]) -> None:
    assert left(of_site(*lines)) == kept


@pytest.mark.parametrize(
    ("kinds", "kept"),
    [
        ([], [SENTENCE, EDITOR, CALL]),
        (["notices"], [SENTENCE, EDITOR]),
        (["credits"], [SENTENCE, EDITOR, CALL]),
    ],
)
def test_lines_of_other_kinds_stay(kinds: list[str], kept: list[str]) -> None:
    assert left(of_site(SENTENCE, EDITOR, CALL, footers=kinds)) == kept


@pytest.mark.parametrize(
    "line",
    [
        *("责任编辑：王芳", "编辑：何可", "（编辑：峰小编）", "(责任编辑：admin)"),
        *("责编｜李敏", "来源：新华社、央视新闻客户端", "编审：王芳 签发人：李敏", "编辑：李敏（实习）"),
        *("策划：王芳 文案：李敏 设计：陈静", "编 辑：王芳"),
        *("责　编：王芳 审　核：李红", "来 源：徐州日报 编 辑：王芳"),
        *("编辑 | 阿宽　校对 | 陆离　审核 | 谷雨", "文/图：张三 编辑：李四 审核：王五"),
        *("（文/图：宣传部 汪琪 审核：许明）", "一审：张三 二审：李四 三审：王五", "来源：徐州日报"),
        *("稿源：新华网 编辑：王芳、李敏", "监制：市委宣传部", "原文链接：https://xz.example/1"),
        *("免责声明：本文仅代表作者个人观点。", "郑重声明：未经本网授权，不得转载本网文章。"),
        *("本文为徐州在线原创，未经授权不得转载。", "版权所有，转载请注明出处", "如有侵权，请联系我们删除"),
        *("以上内容仅供参考，不构成投资建议。", "更多精彩，请关注本网"),
        *("（来源：网络，侵删）", "来源：网络，如有侵权请联系删除", "(来源:徐州日报;侵权必删)"),
        *("微信扫一扫，关注徐州机械网公众号", "扫码关注徐州日报官方微信", "微信搜索“徐州发布”关注公众号"),
        *("更多精彩内容，请关注徐州日报微信公众号", "关注“徐州教育”微信公众号", "免责声明", "版权声明"),
        *("如涉及作品内容、版权和其它问题，请在30日内与本网联系，我们将删除内容！", "声明："),
        "1、凡本网注明来源的稿件，均为本网所有。",
        "本网站所有内容未经许可不得转载或镜像。",
        *("本文来源：新华网 责任编辑：王芳_NN1234", "信息审核：王芳"),
        *("【打印】【关闭】", "打印本页　关闭窗口", "【字体：大 中 小】", "浏览次数：123"),
        *("阅读：123 次", "返回顶部"),
        *("扫一扫在手机打开当前页", "您是第 12345 位访问者", "我要纠错", "上一篇：沛县光伏企业扩大出口"),
        *("分享让更多人看到", "分享到", "分享到：微信 朋友圈 QQ空间 新浪微博"),
        *("分享到：QQ空间新浪微博微信抖音", "分享至 Facebook 今日头条 小红书 复制链接", "分享到 打印 收藏"),
    ],
)  # fmt: skip
def test_names_alone_are_credits_and_the_sites_own_rights_are_notices(line: str) -> None:
    assert left(of_site(SENTENCE, line)) == [SENTENCE]


@pytest.mark.parametrize(
    "line",
    [
        *("分享到的经验让更多人看到了希望", "分享到百度百家号的文章获得好评", "分享到抖音的视频点击量过万"),
        "来源：网络，侵权案件逐年增加",
        *("免责条款包括不可抗力、政府行为等5项。", "免责声明的效力问题，在本案中成为双方争议的焦点"),
        "免责声明不能免除企业的安全责任，法院最终判决赔偿36万元。",
        "版权声明登记数量去年达到3.6万件，同比增长21%。",
        "未经授权不得转载的作品清单由市版权局每季度公布一次。",
        *("上一条规定自发布之日起施行。", "关闭时间：每日21时。"),
        *("下一篇章，我们将继续努力。", "责任编辑 2人"),
        *("市民可微信扫一扫关注“徐州公交”公众号", "声明：本公司从未委托他人集资"),
        *("审核人：江源市审计局　王志远，负责全市预算执行审计。", "12345", "（共印50份）"),
        *("更多老年人学会了使用视频号。", "更多企业开通了微信公众号。", "搜索引擎已收录十万个公众号。"),
        *("扫码支付已覆盖全市所有公众号。", "扫描结果显示，网信办处置了36个公众号。"),
        *("凡本站所有旅客须凭票进站。", "您是第1位到访的客人，老板笑着说。", "点击量：3600次。"),
        "凡本报所有订户可获赠礼品。",
        *("本网站内容丰富，未经登录也不得而知。", "“免责声明”不能成为平台的挡箭牌。"),
        "如涉及专利侵权纠纷，企业可随时与我们联系，市场监管局负责人说",
        *("免责条款、违约责任等应当明示。", "版权声明、登记等业务增长两成。", "责任编辑 金奖"),
        *("举报：12345", "举报 12388", "大：12 中：38 小：7", "大 | 12"),
        *("分享到朋友圈。", "分享让更多人看到。"),
        *("一审：徐州市泉山区人民法院判处有期徒刑三年。", "二审：维持原判。", "二审：维持原判"),
        *("审核：科室审核，5个工作日", "来源：财政拨款3000万元，企业自筹2000万元。"),
        *("来源：财政拨款3000万元", "签发：局长签发", "审核：金额", "校对：文字", "校对：1名，大专以上"),
        "编辑：谢谢您接受采访。",
        *("编辑：谢谢您", "编辑：您怎么看今年的市场？", "审核：是的，我们每年审核一万份材料。"),
        *("郑重声明：上述内容纯属谣言，我公司保留追究法律责任的权利。", "重要声明：即日起该印章作废。"),
        *("扫描陌生二维码可能导致资金被盗，请市民提高警惕", "扫描下方二维码即可预约门票"),
        *("长按二维码关注徐州博物馆", "请市民关注徐州气象微信公众号，及时了解最新预警信息"),
        *("更多信息请登录市教育局网站查询", "投稿请发送至xz@163.com"),
        *("如有侵权行为发生，版权人可向法院起诉。", "本文由来：1998年老张提笔写下第一封信，后来整理成书"),
        *("未经著作权人许可，不得复制、转载其作品。", "本文由徐州在线整理发布 市长强调要全力推进项目建设"),
        *("代理商王女士（13812345678）表示，今年销量翻番", "投诉电话：0516-12345678", CARD),
    ],
)  # fmt: skip
def test_texts_that_begin_like_credits_and_notices_stay(line: str) -> None:
    assert left(of_site(SENTENCE, line)) == [SENTENCE, line]


@pytest.mark.parametrize(
    "lines",
    [
        [
            "有意者请与我们联系：",
            "联系人：王女士",
            "联系电话：0516-83456789",
            "地址：徐州市泉山区建国西路1号",
        ],
        ["采购单位：徐州市第一中学", "联系人：李老师", "电话：0516-83456789"],
        ["追悼会定于12月1日举行。", "联系人：王某 电话：13812345678", "地址：徐州市殡仪馆"],
        ["泉山区1号 电话：0516-83456789", "地址：云龙区2号 电话：0516-83456780"],
    ],
)
def test_the_contacts_of_an_article_stay_also_above_what_is_cut(lines: list[str]) -> None:
    assert left(of_site(*lines, EDITOR)) == lines


@pytest.mark.parametrize(
    ("lines", "is_cut"),
    [
        (["总导演：张三", "策划：李四", "监制：王五"], False),
        ([SENTENCE, "主演：张三", "策划：李四"], False),
        ([SENTENCE, "记者：张三", "编辑：李四"], True),
        ([SENTENCE, "联系人：张三", "编辑：李四"], True),
    ],
)
def test_a_cast_goes_on_in_credits(lines: list[str], is_cut: bool) -> None:
    assert (lines[-1] not in left(of_site(*lines))) is is_cut


def test_the_contact_of_the_site_is_cut_below_that_of_an_article_and_alone() -> None:
    own, site = "联系电话：0516-83456789", "邮箱：news@xz.example"
    assert left(of_site(SENTENCE, own, site, endings=[site])) == [SENTENCE, own]
    assert left(of_site(SENTENCE, site, endings=[site])) == [SENTENCE]


@pytest.mark.parametrize(
    ("lines", "kept"),
    [
        ([WELCOME, SENTENCE, WELCOME], [SENTENCE]),
        ([SENTENCE, WELCOME, SENTENCE], [SENTENCE, WELCOME, SENTENCE]),
        ([SENTENCE, "欢迎加入读者群。"], [SENTENCE, "欢迎加入读者群。"]),
        ([WELCOME], [WELCOME]),
    ],
)
def test_declared_lines_are_cut_where_they_begin_or_end_a_body(lines: list[str], kept: list[str]) -> None:
    assert left(of_site(*lines, endings=["欢迎加入读者群{*}1。", "推广 "])) == kept


def test_declared_elements_are_cut_with_all_that_they_hold_and_nothing_is_lost() -> None:
    card = "<h3>延伸阅读</h3><ul><li>旧闻一则</li></ul><table><tr><td>甲<td>乙<tr><td>丙<td>丁</table>"
    article = of_page(
        f'<p>{SENTENCE}</p><div class="card">{card}<img src="/qr.png"></div><p>全文。</p>', asides=".card"
    )
    assert left(article) == [SENTENCE, "全文。"]
    assert clean(article).images == ()
    cut = ["延伸阅读", "旧闻一则", "甲 | 乙", "丙 | 丁", "http://xuzhou.021cf.cn/qr.png"]
    assert clean(article).removed == tuple(Removed(text, "declared-aside") for text in cut)


def test_no_part_of_an_article_loses_all_its_text() -> None:
    first, second = of_site(SENTENCE), of_site(CALL, EDITOR)
    later = tuple(replace(block, part=2) for block in second.blocks)
    assert left(replace(first, blocks=first.blocks + later)) == [SENTENCE, CALL, EDITOR]


@pytest.mark.parametrize(
    "others",
    [
        "",
        "<table><tr><td>索引号<td>0140<tr><td>发文机关<td>市局</table>",
        '<div class="card">延伸阅读：旧闻</div>',
    ],
)
def test_what_else_is_cut_is_no_text_that_is_left(others: str) -> None:
    article = of_page(f"{others}<p>{EDITOR}</p>", asides=".card", footers=KINDS)
    assert clean(article) == article


def test_beside_pictures_alone_lines_are_cut_and_no_elements() -> None:
    poster = '<p><img src="/1.jpg" alt="海报"></p>'
    card = '<div class="card">延伸阅读：旧闻</div>'
    lines = f"<p>{CALL}</p><p>{WELCOME}</p><p>{EDITOR}</p>"
    article = of_page(f"{poster}{card}{lines}", asides=".card", footers=KINDS, endings=[WELCOME])
    assert left(article) == ["延伸阅读：旧闻"]
    advertised = of_page(f'<img src="/2.jpg" alt="广告"><p>{EDITOR}</p>', footers=KINDS)
    assert clean(advertised) == advertised
    alone = clean(of_page(f"{poster}{lines}", footers=KINDS, endings=[WELCOME]))
    assert (alone.text, [image.alt for image in alone.images]) == ("", ["海报"])


def test_cleaning_twice_is_cleaning_once() -> None:
    article = of_site(WELCOME, SENTENCE, CALL, EDITOR, endings=[WELCOME])
    cleaned = clean(article)
    assert clean(cleaned) == cleaned
    assert cleaned.removed == tuple(Removed(text, "declared-line") for text in (WELCOME, CALL, EDITOR))


def row(*cells: str) -> Block:
    text = " | ".join(cells)
    return Block("row", text, f"<tr><td>{text}</td></tr>")


def test_the_table_that_says_what_a_document_is_goes_from_every_body() -> None:
    rows = [row("索引号", "01432/2024-11262"), row("发布机构", "工信局"), row("文号", "云工信〔2024〕13号")]
    cleaned = clean(body(*rows, SENTENCE))
    assert cleaned.text == SENTENCE
    assert cleaned.removed == tuple(Removed(one.text, "document-table") for one in rows)


def test_the_table_of_a_document_may_have_two_labels_in_a_row_and_colons() -> None:
    rows = [
        row("信息索引", "K01/2024-05", "生成日期", "2024-05-01"),
        row("公开日期", "2024-05-02", "文件编号", ""),
    ]
    rows.append(row("发布机构", "市教育局", "公开方式", "主动公开"))
    assert left(body(*rows, SENTENCE)) == [SENTENCE]
    rows = [row("索引号：", "01432", "生成日期：", "2024-05-01"), row("名称：关于召开会议的通知", "文号：")]
    assert clean(body(*rows, SENTENCE)).text == SENTENCE


HEADERS = ("序号", "文件名称", "文号", "发文机关", "成文日期")


@pytest.mark.parametrize(
    "lines",
    [
        [row("文号", "云工信〔2024〕13号"), SENTENCE],
        [row("品名", "发布机构"), row("钢材", "工信局")],
        [paragraph("索引号：01432"), paragraph("文号：云工信〔2024〕13号")],
        [row("企业", "获批文号"), row("甲公司", "13号"), picture("1.jpg")],
        [row("索引号", "01432"), row("发布机构", "工信局")],
        [row(*HEADERS), row("1", "户外广告管理办法", "徐政规〔2020〕1号", "市政府", "2020-01-02"), SENTENCE],
        [row(*HEADERS[2:]), row("徐政规〔2020〕1号", "市政府", "2020-01-02"), SENTENCE],
        [row("单位", "时效性得分", "有效性得分"), row("泉山区", "95", "90"), SENTENCE],
        [row("时效", "诉讼时效为3年。"), row("文号", "第1位起是发文机关编的号。"), SENTENCE],
        [row("索引号", "信息的编号"), row("发文机关", "制作机关"), SENTENCE],
        [row("索引号", "1" * 600), row("发布机构", "工信局"), SENTENCE],
    ],
)
def test_other_tables_stay(lines: list[str | Block]) -> None:
    assert clean(body(*lines)).removed == ()

"""Which lines of a body are a contact footer, and which must stay, as editors of the sites write them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.bodies import FOOTER, HOTLINE, MOBILE, NAME, NEED, NOTICE, SCAN, SENTENCE, body, kept, picture
from xzcrawl.boilerplate import clean
from xzcrawl.items import Block, Removed

FOOTERS = {
    "five lines": FOOTER,
    "another city, another name": [
        "李敏女士微信号",
        "产业招商/厂房土地租售:0512-66881234",
        "或微信/手机:138 1234 5678",
        "请说明您的需求、用途、税收、公司、联系人、手机号,以便快速帮您对接资源。",
        "长按/扫一扫加李敏女士的微信号",
    ],
    "full width": [
        "葛毅明　微信号",
        "产业招商／厂房土地租售：４００　０１２３　０２１",
        "或微信／手机：１３３９１２１９７９３（微信同号）",
        "请说明您的需求、用途、税收、公司、联系人、手机号，以便快速帮您对接资源！",
        "长按／扫一扫加葛毅明的微信号",
    ],
    "colons and punctuation missing": [
        "葛毅明微信号",
        "产业招商 厂房土地租售 400-0123-021",
        "或微信手机 13391219793",
        "请说明您的需求 用途 税收 公司 联系人 手机号 以便快速帮您对接资源",
        "长按或扫一扫 加葛毅明微信号",
    ],
    "without the name": [HOTLINE, MOBILE, NEED, SCAN],
    "without the last line": [NAME, HOTLINE, MOBILE, NEED],
    "only the last line": [SCAN],
    "only the request": [NEED],
    "only the hotline": [HOTLINE],
    "name and number": [NAME, MOBILE],
    "number and name": [MOBILE, NAME],
    "name and hotline of a sister city": ["王经理微信号", "招商热线:400-0123-021"],
    "numbers on lines of their own": [
        NAME,
        "产业招商/厂房土地租售:",
        "400 0123 021",
        "或微信/手机:",
        "13391219793",
        NEED,
        SCAN,
    ],
    "a number with other hyphens on a line of its own": [
        NAME,
        "产业招商/厂房土地租售:",
        "400-012-3021",
        "或微信/手机:",
        "133-9121-9793",
        NEED,
        SCAN,
    ],
    "the request broken in two": [
        NAME,
        HOTLINE,
        "请说明您的需求、用途、税收、公司、联系人、手机号,",
        "以便快速帮您对接资源。",
    ],
    "another order": [SCAN, NEED, HOTLINE, MOBILE, NAME],
    "glued with spaces": [" ".join(FOOTER)],
    "glued with nothing": ["".join(FOOTER)],
    "glued in two": [NAME + HOTLINE, MOBILE + NEED + SCAN],
    "other words for scanning": [
        "欧阳明远先生微信号",
        HOTLINE,
        "☎或微信/手机:13391219793",
        "请先说明您的需求、用途和面积,以便尽快为您匹配厂房资源",
        "👇长按二维码/微信扫一扫,添加欧阳明远先生微信",
    ],
    "rulers between": [NAME, "========", HOTLINE, "— — —", MOBILE, "······", NEED, "____", SCAN],
    "a ruler above and below": ["==========", *FOOTER, "👇👇👇"],
    "two rulers above": ["==========", "👇👇👇", *FOOTER],
    "only rulers and two lines": ["********", NAME, "--------", MOBILE],
    "rulers in one line": ["=====".join(FOOTER), "______".join(FOOTER)],
    "微信 by other names": [
        "葛毅明VX",
        HOTLINE,
        "或V信/手机:13391219793",
        NEED,
        "长按/扫一扫加葛毅明的薇信号",
    ],
    "微信 by two letters": ["葛毅明wx号", "或ＶＸ／手机:13391219793"],
    "two letters alone": [HOTLINE, "VX:13391219793"],
    "traditional": [
        "葛毅明微信號",
        "產業招商/廠房土地租售:400 0123 021",
        "或微信/手機:13391219793",
        "請說明您的需求、用途、稅收、公司、聯繫人、手機號,以便快速幫您對接資源。",
        "長按/掃一掃加葛毅明的微信號",
    ],
    "a request that asks twice": [
        "请留言说明您的需求、用途,以便尽快为您对接房源。",
        "长按/扫一扫加陆建华的企业微信",
    ],
    "in brackets": ["【葛毅明微信号】", "(产业招商/厂房土地租售:400 0123 021)", "扫码加微信"],
    **{
        f"a contact person who is the footer's: {line}": [line, *FOOTER[1:]]
        for line in (
            "联系人:葛毅明",
            "联系人葛毅明",
            "葛毅明:18662201577",
            *(
                f"联系人:葛毅明{title}"
                for title in ("先生", "女士", "小姐", "经理", "主任", "老师", "顾问", "总监", "总")
            ),
        )
    },
}


@pytest.mark.parametrize("lines", FOOTERS.values(), ids=FOOTERS)
def test_a_contact_footer_is_cut_whole_and_listed(lines: list[str]) -> None:
    cleaned = clean(body(SENTENCE, *lines))
    assert cleaned.text == SENTENCE
    assert cleaned.removed == tuple(Removed(line, "contact-footer") for line in lines)


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ([SENTENCE, *FOOTER, "来源:徐州日报"], [SENTENCE, "来源:徐州日报"]),
        ([SENTENCE, *FOOTER, "编辑:李明", "审核:张华"], [SENTENCE, "编辑:李明", "审核:张华"]),
        ([SENTENCE, SCAN, "来源:徐州日报"], [SENTENCE, "来源:徐州日报"]),
        ([SCAN, "来源:徐州日报"], ["来源:徐州日报"]),
        ([SENTENCE, *FOOTER, NOTICE], [SENTENCE]),
        ([SENTENCE, NOTICE, *FOOTER], [SENTENCE]),
        ([*FOOTER, SENTENCE], [SENTENCE]),
        (["咨询电话:0516-83731234", *FOOTER], ["咨询电话:0516-83731234"]),
        (["招商热线:0516-83731234", *FOOTER], ["招商热线:0516-83731234"]),
    ],
    ids=[
        "source behind",
        "editors behind",
        "one line and source",
        "one line and source alone",
        "notice behind",
        "notice before",
        "article behind",
        "own phone before",
        "own hotline before",
    ],
)
def test_the_article_around_a_footer_stays(lines: list[str], expected: list[str]) -> None:
    assert kept(*lines) == expected


@pytest.mark.parametrize(
    ("own", "of_footer"),
    [
        ("电话：0516-83731234", "电话：400 0123 021"),
        ("热线:0516-83731234", "热线:400 0123 021"),
        ("咨询热线:0516-83731234", "咨询热线:400 0123 021"),
        ("联系电话:0516-83731234", "联系电话:400 0123 021"),
        ("手机:13812345678", "手机:13391219793"),
        ("联系方式:13812345678", "联系方式:13391219793"),
        ("微信:xzbj2022", "微信:xzcf2023"),
        *((f"{whose}微信:xzbj2022", f"{whose}微信:xzcf2023") for whose in ("客服", "咨询", "业务", "招商")),
        ("客服微信号:xzbj2022", "客服微信号:xzcf2023"),
        ("手机:13812345678", "或微信/手机:13391219793"),
        ("招商热线:0516-83731234", "招商热线:400 0123 021"),
        ("联系人:张华", "联系人:葛毅明"),
        ("微信同号", "微信同号"),
    ],
)
def test_the_article_s_own_contact_is_no_relative_of_a_line_that_begins_with_the_same_word(
    own: str, of_footer: str
) -> None:
    assert kept(SENTENCE, own, NAME, HOTLINE, of_footer, NEED, SCAN) == [SENTENCE, own]


@pytest.mark.parametrize(
    ("own", "of_footer"),
    [
        ("葛毅明:0516-83731234", NAME),
        ("联系人:葛毅明", NAME),
        ("联系人葛毅明", "葛毅明:13391219793"),
        ("电话:400 0123 021", HOTLINE),
    ],
)
def test_a_contact_above_that_names_a_person_or_number_of_the_footer_goes_with_it(
    own: str, of_footer: str
) -> None:
    assert kept(SENTENCE, own, of_footer, NEED, SCAN) == [SENTENCE]


NEXT_TO_SCANNING = [
    *(
        f"欧阳明远{title}微信号"
        for title in ("先生", "女士", "小姐", "经理", "主任", "老师", "顾问", "总监", "总")
    ),
    *(
        f"或微信/手机:13391219793{same}"
        for same in ("(手机微信同号)", "(电话同微信)", "同微信", "微信同步", "(VX同号)")
    ),
    *(
        f"{way}:13391219793"
        for way in ("微信号/电话", "电话/手机号码", "或者拨打电话", "或加微信", "或拨打手机")
    ),
    *(
        f"招商/{estate}租售"
        for estate in (
            "标准厂房",
            "工业土地",
            "产业用地",
            "仓库",
            "仓储",
            "写字楼",
            "办公楼",
            "园区",
            "地产",
            "场地",
        )
    ),
    *(f"招商/厂房{deal}" for deal in ("租售", "出租", "出售", "租赁", "买卖", "转让", "招租")),
    *(f"{who}招商/厂房租售" for who in ("产业", "园区", "工业")),
    "招商引资/厂房租售",
    "厂房租售/园区招商",
    "厂房租售、土地转让:400 0123 021",
    *(f"厂房租售{line}:400 0123 021" for line in ("服务热线", "咨询电话", "合作专线", "统一咨询")),
    *(f"{look}加葛毅明微信" for look in ("长按", "扫一扫", "扫码", "扫描", "识别")),
    *(
        f"扫描{place}加葛毅明微信"
        for place in ("上方二维码", "图中的二维码", "以上二维码", "以下二维码", "下图图片")
    ),
    *(f"{lead}扫一扫加葛毅明微信" for lead in ("请", "欢迎", "可", "打开", "打开微信", "用微信")),
    *(f"扫码{then}" for then in ("即可加葛毅明微信好友", "可加葛毅明微信咨询", "并添加葛毅明微信联系")),
    "葛毅明个人微信号",
    "葛毅明的企业微信二维码",
    *(
        f"请{tell}您的需求,以便快速帮您对接资源。"
        for tell in ("说明", "注明", "备注", "留言", "告知", "描述", "写明", "说明一下", "说明清楚")
    ),
    *(
        f"请{ask},对接资源。"
        for ask in ("您说明要求", "你说明你的需求", "先说明贵司需求", "注明贵公司的要求")
    ),
    *(
        f"以便{so}"
        for so in ("我们更好地为您对接", "快速给你匹配厂房", "尽快帮您对接", "帮您快速对接", "为你尽快匹配")
    ),
    *(f"{what}:13391219793" for what in ("联系电话", "咨询热线", "服务手机", "客服微信", "业务方式")),
    *(f"{whose}电话(微信同号):13391219793" for whose in ("", "联系", "咨询", "服务", "客服", "业务")),
    *(f"联系{what}(微信同号):13391219793" for what in ("手机", "热线")),
    "微信:xzbj2022",
    "招商:xzbj2022",
    *(f"请说明您的{what}、用途、面积" for what in ("需求", "要求")),
    *(f"长按识别{then}" for then in ("加我们", "添加好友", "关注微信")),
    "联系人:欧阳明远经理",
    "联系方式:xzbj2022",
    "客服微信:xzbj2022",
    "VX或手机:13391219793",
    "VX和手机:13391219793",
    "或者加微信号:13391219793",
    *(f"或{way}:" for way in ("手机", "电话")),
]


@pytest.mark.parametrize("line", NEXT_TO_SCANNING)
def test_lines_of_footers_have_many_words(line: str) -> None:
    assert kept(SENTENCE, SCAN, line) == [SENTENCE]


@pytest.mark.parametrize("verb", ["欢迎", "敬请", "请拨", "可拨", "详询", "拨打", "致电", "联系", "咨询"])
def test_a_sentence_that_asks_for_calls_is_no_line_of_a_footer(verb: str) -> None:
    assert kept(SENTENCE, f"{verb}招商热线400 0123 021", SCAN) == [SENTENCE, f"{verb}招商热线400 0123 021"]


@pytest.mark.parametrize("verb", ["关注", "官方", "公众", "添加", "扫", "请加", "或加", "加"])
def test_a_line_that_names_no_person_is_no_line_of_a_footer(verb: str) -> None:
    assert kept(SENTENCE, f"{verb}徐州微信号", SCAN) == [SENTENCE, f"{verb}徐州微信号"]


@pytest.mark.parametrize(
    ("behind", "is_cut"),
    [
        (["来源:徐州日报", "编辑:李明", "审核:张华"], True),
        (["来源:徐州日报", "编辑:李明", "审核:张华", "监制:王强"], False),
        (["来源:徐州日报", picture("1.jpg"), "编辑:李明", picture("2.jpg"), "审核:张华"], True),
        (["来源" * 20], True),
        (["来源" * 20 + "。"], False),
    ],
)
@pytest.mark.parametrize("lines", [[SCAN], [NAME, MOBILE]], ids=["one strong line", "two fair lines"])
def test_a_lone_or_doubtful_footer_is_cut_where_no_more_than_three_short_lines_follow(
    lines: list[str], behind: list[str | Block], is_cut: bool
) -> None:
    cut = [removed.text for removed in clean(body(SENTENCE, *lines, *behind)).removed]
    assert cut == (lines if is_cut else [])


STAYING = [
    "咨询电话:0516-83731234。",
    "咨询电话:0516-83731234",
    "联系人:张先生 13812345678",
    "欢迎拨打招商热线400 0123 021。",
    "欢迎拨打招商热线400 0123 021",
    "投稿请加编辑微信号xzbj2022,来稿必复。",
    "投稿请加编辑微信号xzbj2022",
    "有意者可添加葛毅明微信号咨询。",
    "根据《网络出版服务管理规定》,转载时须保留版权声明。",
    "活动现场,市民扫一扫二维码即可领取消费券,并分享给朋友。",
    "长按指纹三秒即可开机,产品已实现量产。",
    "园区推出“扫码加企业微信”服务,企业可随时说明需求,由专员对接资源。",
    "请各企业说明您的需求,以便对接资源,相关文章将在官网公布。",
    "该公司主营产业招商、厂房土地租售等业务。",
    "葛毅明微信号",
    "电话:0516-83731234",
    "13391219793",
    "招商热线:0516-83731234",
    "聯繫電話:0516-83731234",
    "歡迎撥打招商熱線400 0123 021。",
    "投稿请加编辑VX:xzbj2022,来稿必复。",
    "投稿请加编辑VX:xzbj2022",
    "VX:xzbj2022",
    "该市以威信立市,以诚信兴市。",
    "该路段V信号塔建设完成,覆盖产业招商园区。",
    "请留言说明您的来意,以便工作人员尽快回复。",
    "请企业登录平台说明用工需求,以便人社部门对接。",
    "關於產業招商工作,版權聲明等事項另行通知。",
    "关注徐州发布微信公众号",
    "扫一扫加入徐州产业招商微信群",
    "厂房租售、招商引资热线:0516-83731234",
    "长按识别二维码关注我们",
    "有意入驻的企业可长按识别二维码添加葛毅明微信",
    "2022年实现工业应税销售收入1339.12亿元,增长9.7%,总量3391219793元。",
]


@pytest.mark.parametrize("line", STAYING)
def test_a_phone_number_or_wechat_name_in_the_articles_own_words_stays(line: str) -> None:
    assert kept(SENTENCE, line) == [SENTENCE, line]
    assert kept(SENTENCE, line, "来源:徐州日报") == [SENTENCE, line, "来源:徐州日报"]


@pytest.mark.parametrize("line", [line for line in STAYING if line != NAME and not line[0].isdigit()])
def test_the_articles_own_words_right_before_a_footer_stay(line: str) -> None:
    assert kept(SENTENCE, line, *FOOTER) == [SENTENCE, line]


@pytest.mark.parametrize(
    "lines",
    [
        ["联系人:张先生", "联系电话:0516-83731234", "手机:13812345678", "微信:xzbj2022"],
        ["招商热线:0516-83731234", "手机/微信:13812345678", "地址:徐州高新区珠江路8号"],
        ["长按识别微信", "招商热线:0516-83731234"],
    ],
)
def test_the_contact_lines_of_an_event_or_a_park_stay(lines: list[str]) -> None:
    assert kept(SENTENCE, *lines) == [SENTENCE, *lines]


@pytest.mark.parametrize("behind", [[], ["=========="]])
def test_a_body_that_is_nothing_but_a_footer_becomes_empty(behind: list[str]) -> None:
    cleaned = clean(body(*FOOTER, *behind))
    assert cleaned.blocks == ()
    assert [removed.text for removed in cleaned.removed] == [*FOOTER, *behind]


@pytest.mark.parametrize("lines", [[MOBILE, SCAN], [NEED, SCAN], [HOTLINE, NAME]])
def test_a_strong_line_and_one_more_are_cut_wherever_they_stand(lines: list[str]) -> None:
    assert kept(SENTENCE, *lines, *[SENTENCE] * 4) == [SENTENCE] * 5


LINES = st.sampled_from([SENTENCE, NOTICE, *FOOTER, *STAYING, "".join(FOOTER), SENTENCE + "".join(FOOTER)])
BLOCKS = st.one_of(LINES, st.sampled_from([picture("qr.png"), picture("1.jpg")]))


@given(st.lists(BLOCKS, max_size=12))
def test_cleaning_twice_is_cleaning_once_and_nothing_is_lost(lines: list[str | Block]) -> None:
    article = body(*lines)
    cleaned = clean(article)
    assert clean(cleaned) == cleaned
    before = sorted("".join(block.text for block in article.blocks if block.kind != "image"))
    texts = [removed.text for removed in cleaned.removed if not removed.text.startswith("http")]
    after = sorted("".join([*(block.text for block in cleaned.blocks if block.kind != "image"), *texts]))
    assert after == before


@given(st.text(alphabet="13800微信号招商/厂房土地租售:请说明您的需求对接长按扫一加葛 ", max_size=60))
def test_any_text_is_read_without_error_and_cleaned_once(text: str) -> None:
    cleaned = clean(body(SENTENCE, text)) if text.strip() else body(SENTENCE)
    assert clean(cleaned) == cleaned


@pytest.mark.parametrize(
    "name",
    [
        "招商部小陈",
        "阿不都热依木",
        "Tony",
        "Tony张",
        "A葛毅明",
        "王经理(徐州)",
        "苏州厂房网陆建华",
        "葛毅明18662201577",
        "老周",
    ],
)
def test_a_footer_goes_whole_whoever_it_names(name: str) -> None:
    footer = [f"{name}微信号", HOTLINE, MOBILE, NEED, f"长按/扫一扫加{name}的微信号"]
    assert kept(SENTENCE, *footer) == [SENTENCE]


def test_the_name_above_a_footer_is_known_from_its_last_line() -> None:
    """It may have an image behind it; anywhere else a line of the same words stays."""
    name, scan = "阿不都热依木微信号", "长按/扫一扫加阿不都热依木的微信号"
    assert kept(name, picture("1.jpg"), HOTLINE, scan) == ["1.jpg"]
    assert kept(HOTLINE, scan, SENTENCE, name) == [SENTENCE, name]


def test_a_citys_own_offer_is_a_line_of_the_footer() -> None:
    assert kept(SENTENCE, NAME, "苏州厂房土地租售:400 0123 021", MOBILE, NEED, SCAN) == [SENTENCE]


def test_words_that_only_sound_like_a_footer_stay() -> None:
    assert kept(SENTENCE, "产业招商添加添加添加微信") == [SENTENCE, "产业招商添加添加添加微信"]


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ([SENTENCE, "=========="], [SENTENCE, "=========="]),
        ([SENTENCE, "————", SENTENCE, "来源:徐州日报"], [SENTENCE, "————", SENTENCE, "来源:徐州日报"]),
        ([SENTENCE, "电话:0516-83731234", "————", "完"], [SENTENCE, "电话:0516-83731234", "————", "完"]),
        ([SENTENCE, "————", picture("1.jpg"), *FOOTER], [SENTENCE, "————", "1.jpg"]),
        (["————", SENTENCE, "————", *FOOTER], ["————", SENTENCE]),
        (["————", SENTENCE + NAME + HOTLINE, MOBILE, NEED, SCAN], ["————", SENTENCE]),
    ],
)
def test_a_ruler_goes_only_with_a_footer(lines: list[str | Block], expected: list[str]) -> None:
    assert kept(*lines) == expected


@pytest.mark.parametrize(
    "sentence",
    [
        "有意者请与园区联系,以便尽快为您对接房源。",
        "园区设服务专班,一企一策,以便快速帮您匹配厂房",
    ],
)
def test_a_sentence_that_ends_like_a_footer_does_not_shield_the_footer_behind_it(sentence: str) -> None:
    assert kept(SENTENCE, sentence, SCAN) == [SENTENCE, sentence]
    assert kept(SENTENCE, sentence, *FOOTER) == [SENTENCE, sentence]

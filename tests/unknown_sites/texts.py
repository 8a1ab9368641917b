"""Articles of industry news, made of phrases by a seeded generator. It knows no site and no markup."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random
from typing import Any, Literal

from tests.unknown_sites.trades import Trade
from tests.unknown_sites.truth import Table, Truth

Kind = Literal["firm", "market", "technique", "fair", "notice", "office"]
Role = Literal["paragraph", "heading", "image", "caption", "table", "signature", "contact", "file"]


@dataclass(frozen=True)
class Block:
    """A piece of a body. ``text`` of an image or file is its name without the end; ``rows`` a table's."""

    role: Role
    text: str = ""
    rows: Table = ()


@dataclass(frozen=True)
class Draft:
    """An article before a site gives it an address; ``number`` counts from 1 in order of publication."""

    number: int
    column: int
    kind: Kind
    title: str
    instant: datetime
    author: str
    source: str
    tags: tuple[str, ...]
    blocks: tuple[Block, ...]

    def texts(self, *roles: Role) -> tuple[str, ...]:
        return tuple(block.text for block in self.blocks if block.role in roles)

    def truth(self, **of_site: Any) -> Truth:
        """What is true of the article that a site makes of it, with what the site adds."""
        own = {"title": self.title, "paragraphs": self.paragraphs, "tables": self.tables}
        return Truth(**{"instant": self.instant, **own, "notices": self.notices, **of_site})

    @property
    def paragraphs(self) -> tuple[str, ...]:
        """The texts that are the article, in order."""
        return self.texts("paragraph", "heading", "caption", "signature")

    @property
    def notices(self) -> tuple[str, ...]:
        return self.texts("contact")

    @property
    def tables(self) -> tuple[Table, ...]:
        return tuple(block.rows for block in self.blocks if block.role == "table")

    @property
    def summary(self) -> str:
        """The beginning of the text, as lists show it."""
        return self.texts("paragraph")[0][:90]


_TITLES: dict[Kind, str] = {
    "firm": """\
{firm}{n}亿元{good}项目在{place}开工
{firm}与{firm2}签署战略合作协议 共同开发{good}
{firm}{good}生产线投产 年产能达{big}万件
{firm}发布{year}年度报告：{good}业务收入同比增长{pct}
{firm}首批{good}发往{place} 用户给予“零缺陷”评价
对话{firm}总经理{person}：{good}的下半场拼的是质量、成本与R&D投入，而不是一味扩大产能
{firm}入选{place}专精特新“小巨人”企业名单
{place}{trade}企业抱团出海，{firm}拿下{n}万件{good}订单""",
    "market": """\
{trade}市场一周简评
{place}{good}市场周报：价格{move}，成交{mood}
{month}月{good}价格走势回顾及后市展望
{month}月{trade}行业运行情况：产量{move} 出口同比增长{pct}
{good}价格单日{move}{n}元/吨 下游采购{mood}
{year}年{trade}行业经济运行分析""",
    "technique": """\
{good}常见质量问题及处理方法
{good}选型时应当注意的{few}个问题
浅谈{good}在{trade}领域的应用与改进（附{n}组试验数据）
{std}《{good}通用技术条件》解读
{firm}技术负责人{person}详解{good}工艺改进全过程：从原料、设备到检验的每一个环节
一文读懂{good}：原理、分类和发展趋势""",
    "fair": """\
{year}{fair}将于{day}在{place}举行
{fair}圆满落幕 {n}家企业现场签约
{firm}携{good}亮相{fair}
{fair}参展通知
直击{fair}：{good}成为全场焦点，观众人数达{big}人次""",
    "notice": """\
关于举办{trade}企业培训班的通知
关于征集{year}年{trade}领域重点项目的通知
关于组织申报{good}示范应用项目的通知
关于开展{year}年度{good}产品质量监督抽查工作的通知
关于印发《{place}{trade}产业高质量发展行动计划（{year}年）》的通知
关于公布第{few}批{trade}骨干企业名单的公告
关于{year}年度{trade}专项资金拟支持项目（含{good}、{good2}等方向）的公示""",
    "office": """\
{body}赴{firm}开展调研
{place}召开{trade}产业链专题会议
{body}召开{month}月份重点工作调度会
{person}到{place}调研{good}产业发展情况
{place}：“一企一策”助力{trade}企业开足马力生产
{body}组织开展{good}企业安全生产大检查
{year}年{few}季度全市{trade}重点项目集中签约仪式举行 {firm}等{n}家企业参加""",
}

_LEADS: dict[Kind, str] = {
    "firm": """\
{past}，记者从{firm}获悉，公司{good}项目取得重要进展，预计全年新增产值{money}亿元。
近日，{firm}在{place}宣布，总投资{money}亿元的{good}项目正式进入实施阶段。
本报{place}讯 {past}上午，{firm}{good}下线仪式在{place}举行，{n}家上下游企业到场。""",
    "market": """\
本周（截至{past}）国内{good}市场整体{move}，主流成交价格集中在{big}元/吨左右。
据监测，{month}月{trade}行业景气指数为{pct}，较上月有所{move}，市场成交{mood}。
{place}市场消息，{past}{good}报价{big}元/吨，较上周{move}{n}元，贸易商心态谨慎。""",
    "technique": """\
{good}是{trade}领域的关键产品，其质量直接影响整机的可靠性和使用寿命。
在实际使用中，{good}出现早期失效的情况并不少见，本文结合{n}个案例作一分析。
随着下游要求不断提高，{good}的制造工艺近年来发生了明显变化，{std}也作了相应修订。""",
    "fair": """\
{fair}定于{day}在{place}国际会展中心开幕，展览面积{big}平方米，预计{n}个国家和地区的企业参展。
为期三天的{fair}{past}在{place}落下帷幕，共有{big}名专业观众到场参观洽谈。
{past}，{fair}新闻发布会在{place}召开，组委会介绍了本届展会的筹备情况。""",
    "notice": """\
各有关单位：为贯彻落实{trade}行业有关工作部署，推动{good}产业健康发展，现将有关事项通知如下。
各会员单位、各有关企业：根据年度工作安排，经研究决定开展本次工作，请认真组织实施。
为进一步规范{good}市场秩序，根据《{std}》等有关规定，现就有关事宜明确如下。""",
    "office": """\
{past}，{body}主要负责同志一行到{firm}调研，详细了解{good}生产经营情况。
{past}下午，{trade}产业链专题会议在{place}召开，{body}、{firm}等{n}家单位负责人参加会议。
为推动{trade}经济平稳运行，{body}近日深入{place}走访企业{n}家，现场解决问题{few}个。""",
}

_SENTENCES: dict[Kind, str] = {
    "firm": """\
该项目占地{n}亩，建设标准厂房{big}平方米，购置自动化设备{n}台（套）。
公司负责人{person}表示，项目全部达产后可实现年销售收入{money}亿元，带动就业{n}余人。
目前，一期工程已完成总工程量的{pct}，计划于{day}前完成设备安装调试。
据介绍，新生产线的综合合格率由过去的九成提高到{pct}，单位能耗下降{n}%。
“我们用了{n}个月时间攻克这一难题。”{person}说，“客户最看重的还是稳定性。”
{firm2}采购部负责人认为，{good}国产化替代的窗口期已经到来。
去年以来，{firm}先后获得发明专利{n}项，参与制定国家标准{few}项。
产品除供应{place2}等地外，还出口到东南亚、中东的{n}个国家和地区。
受原材料价格上涨影响，公司毛利率同比略有下降，但订单饱满，排产已到{month}月。
下一步，公司将继续加大研发投入，力争三年内进入行业前{few}名。
业内人士指出，{good}行业集中度仍然偏低，兼并重组将是大势所趋。
当天，双方还就人才培养、检测平台共建等事项交换了意见。""",
    "market": """\
从供应看，主产区开工率为{pct}，与上周基本持平，部分企业进行例行检修。
从需求看，下游{trade}企业按需补库，大单成交{mood}，市场观望气氛较浓。
{place}地区{good}主流报价{big}元/吨，{place2}地区报价{big}元/吨，价差收窄。
库存方面，截至{past}，社会库存为{money}万吨，环比{move}{pct}。
成本端支撑仍在，上游原料近期{move}，生产企业挺价意愿较强。
出口方面，{month}月出口量为{big}吨，平均单价同比{move}{pct}。
综合来看，短期内{good}价格或将维持区间震荡，预计波动幅度在{n}元/吨左右。
有贸易商反映，资金回笼压力较大，实际成交可有{n}元左右的商谈空间。
建议下游企业密切关注政策与汇率变化，合理安排采购节奏。
分析师{person}认为，旺季成色尚待检验，不宜过分乐观。
{firm}报价暂稳，{firm2}出厂价{move}{n}元/吨，其余厂家跟进有限。""",
    "technique": """\
试验表明，在{n}小时的连续运行中，样品的性能衰减不超过{pct}。
按照{std}的要求，出厂检验应当包括外观、尺寸和性能三个方面，抽样比例不低于{n}%。
影响{good}质量的因素主要有原材料、设备精度、操作方法和环境温度等。
当温度超过{n}℃时，应当适当降低速度，否则容易造成表面缺陷。
改进后的工艺将工序由{n}道减少到{few}道，单件成本下降{pct}。
需要说明的是，上述数据是在实验室条件下得到的，批量生产时应留有余量。
{firm}的做法是在关键工位增加在线检测，一旦超差立即报警停机。
对比三种方案可以看出，方案二在成本和可靠性之间取得了较好的平衡。
检验人员应当每班记录不少于{n}次，记录保存期不少于{few}年。
此外，包装和运输环节同样不能忽视，受潮是造成退货的主要原因之一。
从长远看，数字化的过程控制将逐步取代单纯的事后检验。
若发现异常，应先停机检查，再由技术人员{person}等确认后方可继续生产。""",
    "fair": """\
本届展会以“创新、协同、共赢”为主题，设置{few}大展区，同期举办{n}场专题活动。
{firm}、{firm2}等企业将集中展示{good}、{good2}等新产品。
组委会负责人{person}介绍，海外观众占比由上届的{n}%提高到{pct}。
展位分为标准展位和光地展位两种，{day}前报名可享受优惠。
现场，{firm}展台前人头攒动，新款{good}吸引了大批客商驻足洽谈。
据初步统计，展会期间意向成交额达{money}亿元，比上届增长{pct}。
“参展三年，每一届都有新收获。”来自{place2}的采购商{person}说。
同期举行的高峰论坛邀请了{n}位专家学者，围绕{trade}行业的热点问题展开讨论。
{body}有关负责人出席开幕式并致辞。
下一届展会将移师{place2}，招展工作已于{past}启动。""",
    "notice": """\
申报单位应当具有独立法人资格，近三年内无重大安全、质量和环境事故。
请各单位于{day}前将申报材料（一式{few}份）报送{body}，逾期不再受理。
申报材料应当真实、完整，凡弄虚作假的，取消资格并列入失信名单。
每个县（市、区）推荐项目不超过{few}个，重点支持{good}、{good2}等方向。
{body}将组织专家进行评审，评审结果在网站公示不少于{few}个工作日。
对通过验收的项目，按照实际投入的{n}%给予补助，最高不超过{n}万元。
各单位要高度重视，明确专人负责，认真做好组织发动和审核把关工作。
培训内容包括政策解读、{good}技术发展趋势和案例交流，培训不收取费用，食宿自理。
未尽事宜由{body}负责解释，本通知自印发之日起施行，有效期{few}年。
公示期自{day}起，如有异议，请以书面形式向{body}反映，并提供必要的证明材料。""",
    "office": """\
调研组一行先后走进生产车间、研发中心和展示大厅，与企业负责人深入交流。
会议听取了各单位工作汇报，对下一阶段重点任务进行了安排部署。
会议强调，要坚持问题导向，聚焦{good}等重点领域，补短板、锻长板、强基础。
会议要求，各县（市、区）要落实包联机制，做到“有求必应、无事不扰”。
{person}指出，今年以来全市规模以上工业增加值增长{pct}，成绩来之不易。
企业反映的用地、用工、融资等{few}方面问题，已逐一明确责任单位和办理时限。
截至{past}，全市共实施技改项目{n}个，完成投资{money}亿元，同比增长{pct}。
{firm}负责人{person}在发言中表示，将加快{good}项目建设，确保如期投产。
下一步，{body}将会同{place}进一步优化服务，推动惠企政策直达快享。
{body}有关科室负责人、{place}分管领导陪同调研。
据统计，{month}月份全市{trade}领域用电量达{money}亿千瓦时。
活动现场发放宣传资料{n}份，接受咨询{n}人次。""",
}

_HEADINGS: dict[Kind, tuple[str, ...]] = {
    "firm": ("订单饱满 生产线开足马力", "加大研发 掌握核心技术", "布局海外 打开新的空间"),
    "market": ("一、价格行情", "二、供需情况", "三、后市预测"),
    "technique": ("1. 原因分析", "2. 改进措施", "3. 使用效果", "4. 结论"),
    "fair": ("展会亮点", "同期活动", "交通与联系"),
    "notice": ("一、申报条件", "二、申报程序", "三、有关要求"),
    "office": ("深入一线 摸清实情", "对症下药 解决问题", "强化服务 优化环境"),
}
_CAPTIONS = ("图为活动现场。{person} 摄", "图为{firm}生产车间。", "图：{good}样品", "▲{fair}现场 {person}/摄")
_CONTACTS = (
    "联系人：{person}　电话：0513-8{five}6　手机：138{five}77{few0}",
    "联系地址：{place}市工业大道{n}号　邮编：2{five}　传真：0513-8{five}5",
    "投稿邮箱：news{n}@example.com　QQ：{big}{n}88",
    "免责声明：本文仅代表作者个人观点，与本网无关，请读者仅作参考并自行核实相关内容。",
    "更多资讯请扫描下方二维码关注我们的微信公众号，或拨打热线400-{n}0-{big}。",
)
_FILES = {
    "notice": ("申报书", "推荐汇总表", "企业名单", "活动回执"),
    "fair": ("参展报名表", "展位平面图"),
    "technique": ("试验数据",),
    "market": ("价格汇总表",),
}
_CHINESE = "一二三四五六七八九十"


class Words(dict[str, str]):
    """The words of one article: an industry's, drawn once, and numbers, drawn at every place."""

    def __init__(self, trade: Trade, random: Random, instant: datetime) -> None:
        self.random, self.instant = random, instant
        firm, firm2 = random.sample(trade.firms, 2)
        good, good2 = random.sample(trade.goods, 2)
        place, place2 = random.sample(trade.places, 2)
        super().__init__(
            trade=trade.name, firm=firm, firm2=firm2, good=good, good2=good2, place=place, place2=place2,
            fair=random.choice(trade.fairs), body=random.choice(trade.bodies),
            person=random.choice(trade.persons), year=str(instant.year), month=str(instant.month),
            std=f"GB/T {random.randrange(1000, 39000)}—{random.randrange(2016, instant.year)}",
        )  # fmt: skip

    def __missing__(self, name: str) -> str:
        random = self.random
        match name:
            case "n":
                return str(random.randrange(11, 99))
            case "big":
                return str(random.randrange(2100, 9900))
            case "five":
                return str(random.randrange(10000, 99999))
            case "few0":
                return str(random.randrange(10, 99))
            case "few":
                return random.choice("三四五六七八")
            case "pct":
                return f"{random.randrange(10, 990) / 10}%"
            case "money":
                return f"{random.randrange(11, 990) / 10}"
            case "move":
                return random.choice(("上涨", "下跌", "回落", "回升"))
            case "mood":
                return random.choice(("清淡", "活跃", "一般", "好转"))
            case "day" | "past":
                near = self.instant + timedelta(days=random.randrange(-4, 1 if name == "past" else 25))
                return f"{near.month}月{near.day}日"
        raise KeyError(name)

    def fill(self, phrase: str) -> str:
        return phrase.format_map(self)

    def choose(self, phrases: str, wanted: int) -> list[str]:
        """So many different phrases of a list in lines, filled."""
        lines = phrases.splitlines()
        return [self.fill(line) for line in self.random.sample(lines, min(wanted, len(lines)))]


def moments(random: Random, count: int, end: datetime, days: int) -> list[datetime]:
    """So many instants of working hours up to ``end``, denser towards it; two pairs are the same instant."""
    made = []
    for _ in range(count):
        day = end - timedelta(days=1 + (days - 1) * random.random() ** 1.3)
        hour, minute, second = random.randrange(8, 18), random.randrange(60), random.randrange(60)
        made.append(day.replace(hour=hour, minute=minute, second=second, microsecond=0))
    made.sort()
    for at in (count // 4, count // 2):
        made[at] = made[at + 1]
    return made


def drafts(
    trade: Trade, seed: str, columns: Sequence[Sequence[Kind]], instants: Sequence[datetime]
) -> tuple[Draft, ...]:
    """An article for every instant, oldest first; ``columns`` has the kinds of articles of each column.

    A few titles repeat, as those of weekly reports and yearly notices do.
    """
    random = Random(seed)
    return tuple(
        _draft(trade, random, number, instant, random.randrange(len(columns)), columns)
        for number, instant in enumerate(instants, 1)
    )


def _draft(
    trade: Trade,
    random: Random,
    number: int,
    instant: datetime,
    column: int,
    columns: Sequence[Sequence[Kind]],
) -> Draft:
    kind = random.choice(columns[column])
    words = Words(trade, random, instant)
    good, place = words["good"], words["place"]
    return Draft(
        number=number,
        column=column,
        kind=kind,
        title=words.choose(_TITLES[kind], 1)[0],
        instant=instant,
        author=random.choice(trade.persons),
        source=random.choice(trade.sources),
        tags=tuple(random.sample((trade.name, good, place, words["good2"]), random.randrange(1, 4))),
        blocks=tuple(_body(kind, words, trade)),
    )


def _body(kind: Kind, words: Words, trade: Trade) -> Iterator[Block]:
    random = words.random
    yield Block("paragraph", words.choose(_LEADS[kind], 1)[0])
    if random.random() < 0.4:
        yield Block("image", f"p{random.randrange(10**8, 10**9)}")
        yield Block("caption", words.fill(random.choice(_CAPTIONS)))
    sentences = words.choose(_SENTENCES[kind], random.randrange(6, 11))
    sizes = iter(random.choices((1, 2, 3), k=len(sentences)))
    headings = iter(_HEADINGS[kind] if random.random() < 0.5 else ())
    while sentences:
        size = next(sizes)
        if heading := next(headings, None):
            yield Block("heading", heading)
        yield Block("paragraph", "".join(sentences[:size]))
        del sentences[:size]
    if kind == "market" or random.random() < 0.08:
        yield Block("table", rows=_prices(words, trade))
    yield from _end(kind, words)


def _end(kind: Kind, words: Words) -> Iterator[Block]:
    """Signature with a day before the publication, files, contact lines."""
    random = words.random
    names = _FILES.get(kind, ())
    if names and random.random() < 0.6:
        for at, name in enumerate(random.sample(names, random.randrange(1, len(names) + 1)), 1):
            yield Block("file", f"附件{at}：{words['year']}年{words['good']}{name}")
    if kind in ("notice", "office") and (kind == "notice" or random.random() < 0.2):
        signed = words.instant - timedelta(days=random.randrange(1, 6))
        yield Block("signature", words["body"])
        yield Block("signature", f"{signed.year}年{signed.month}月{signed.day}日")
    if random.random() < 0.35:
        for line in random.sample(_CONTACTS, random.randrange(1, 4)):
            yield Block("contact", words.fill(line))


def _prices(words: Words, trade: Trade) -> Table:
    head = ("品名", "规格", "产地", "价格（元/吨）", "涨跌")
    rows = [
        (good, f"{words['n']}#", place, words["big"], words.random.choice(("—", "↑", "↓")) + words["n"])
        for good, place in zip(trade.goods[:5], words.random.sample(trade.places, 5), strict=True)
    ]
    return head, *rows

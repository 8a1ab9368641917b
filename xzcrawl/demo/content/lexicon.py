"""The words the demo's articles are made of: words and sentence patterns of regional industry news.

``{place}``, ``{trade}`` and ``{firm}`` stay the same within an article, every other slot is drawn
again each time (see ``writing.Draw``).
"""

_LISTS = {
    "place": (
        "泉山区 铜山区 云龙区 鼓楼区 贾汪区 徐州经开区 徐州高新区 沛县 丰县 睢宁县 邳州市 新沂市 "
        "淮海国际港务区 徐州工业园区 双沟空港经济区"
    ),
    "trade": (
        "工程机械 新能源 集成电路 生物医药 装备制造 绿色低碳能源 新材料 数字经济 智慧安防 "
        "动力电池 光伏组件 冷链物流 现代农业 木结构家居 矿山装备 半导体材料 医疗器械 节能环保 "
        "工业机器人 汽车零部件 铝加工 跨境电商 高端纺织 碳纤维 氢能"
    ),
    "firm_name": (
        "汇能 博远 天晟 恒川 华彤 启航 中矿 锐驰 金彭达 云帆 瑞丰 淮海 星宇达 鼎力 卓越 国泰源 "
        "东方晟 安捷 科锐 百川 同创 易安 明达 海思特"
    ),
    "firm_kind": "科技有限公司 新材料有限公司 重工有限公司 能源股份有限公司 智能装备有限公司 实业集团",
    "office": (
        "发改委 工信局 商务局 招商服务中心 行政审批局 自然资源和规划局 科技局 住建局 税务局 "
        "人社局 市场监管局 投资促进局"
    ),
    "role": "负责人 主要领导 分管副局长 党组书记 局长 科室负责同志 投资服务科科长",
    "surname": "王 李 张 刘 陈 杨 赵 孙 周 徐 朱 马 胡 郭 高 林",
    "meeting": (
        "重大项目推进会 产业发展大会 招商引资工作例会 民营企业座谈会 优化营商环境大会 "
        "集中签约仪式 项目集中开工仪式 银企对接会 产业链协同发展论坛 工业经济运行分析会 "
        "“百日攻坚”动员会"
    ),
    "adverb": "持续 进一步 全力 扎实 稳步 加快 着力 深入",
    "aim": (
        "补链强链延链 优化营商环境 推动高质量发展 盘活闲置厂房 壮大实体经济 提升园区承载力 "
        "集聚创新要素 保障项目用地 推进产城融合 做强主导产业 促进产业转型升级"
    ),
    "benefit": "租金减免 设备补贴 人才公寓 研发费用加计扣除 厂房装修补助 贷款贴息 物流补贴 一事一议扶持",
    "facility": (
        "标准厂房 定制厂房 研发中心 综合服务楼 仓储中心 人才公寓 污水处理站 变电站 检测平台 展示中心 职工食堂"
    ),
    "city": "上海 南京 苏州 杭州 深圳 北京 合肥 青岛 济南 郑州 东莞 佛山 无锡",
    "product": (
        "高压液压件 大型挖掘机 储能电池 光伏支架 特种钢管 封装基板 新能源专用车 智能塔机 锂电隔膜 "
        "可降解材料 精密减速机 矿用装载机 电驱动桥 氢燃料电堆"
    ),
    "quarter": "一季度 上半年 前三季度 全年 今年以来 “十四五”期间",
    "verb": "签约 落户 开工 投产 封顶 扩建 增资 试生产",
    "tag": (
        "徐州厂房 招商引资 产业园区 厂房出租 土地招商 工程机械 新能源 营商环境 重大项目 "
        "淮海经济区 标准厂房 产业政策 智能制造 物流仓储 高新技术 专精特新"
    ),
    "boss": "总经理 董事长 项目经理 生产总监 行政负责人 厂长",
}
WORDS: dict[str, tuple[str, ...]] = {slot: tuple(words.split()) for slot, words in _LISTS.items()}

TITLES = (
    "全力冲刺!{place}定下这些“大目标”",
    "{place}:{adverb}{aim},{trade}产业再添新引擎",
    "总投资{yi}亿元!{firm}{trade}项目在{place}{verb}",
    "{place}召开{meeting},{n}个项目现场签约",
    "{quarter}{place}规上工业增加值增长{pct}%",
    "{firm}:从{place}走向全国的{trade}“小巨人”",
    "{trade}产业如何突围?{place}给出这份答卷",
    "{place}{sqm}万平方米{facility}建成交付",
    "{city}—{place}产业合作对接会举行,{trade}成焦点",
    "好消息!{place}出台{n}条措施支持{trade}发展",
    "{place}{facility}出租:{mu}亩产业用地同步招商",
    "{office}走访{firm}:把服务送到车间里",
    "记者走一线 | {place}{trade}项目建设忙",
    "{place}{trade}产业园二期{verb},年产值预计{yi}亿元",
    "“{aim}”进行时:{place}{trade}观察",
    "{firm}与{city}企业{verb},共建{trade}基地",
    "蕞高补贴{big}万元!{place}{trade}政策解读",
    "{place}{day}发布{trade}招商清单,共{n}个载体",
)

#: Titles whose markup needs care: ampersands, straight quotes, angle brackets.
ODD_TITLES = (
    "{place}“研发&制造”双轮驱动,{trade}项目{verb}",
    '{firm}"智改数转"案例:{trade}车间一天变{n}次',
    "R&D投入占比{pct}%:{place}{trade}企业的底气",
    "<图解>{place}{quarter}{trade}成绩单(第{n}期)",
    "{place}B&B项目落地,{city}资本看好{trade}",
    "{trade}'隐形冠军'{firm}:营收>{yi}亿元",
)

OPENINGS = (
    "{day},{place}召开{meeting},{office}、各镇(街道)和{n}家重点企业负责人参加会议。",
    "{day},在广大干群的热切期盼中,{place}{trade}项目正式{verb},总投资{yi}亿元。",
    "记者{day}从{place}{office}获悉,{quarter}全区新签约亿元以上{trade}项目{n}个。",
    "走进位于{place}的{firm}生产车间,{n}条{product}生产线正满负荷运转。",
    "近日,{place}{office}联合{city}{n}家商协会举办{trade}专场推介活动。",
    "随着最后一方混凝土浇筑完成,{firm}位于{place}的{facility}{day}顺利封顶。",
    "{place}是徐州{trade}产业的重要承载地,集聚上下游企业{big}余家。",
    "抢抓淮海经济区中心城市建设机遇,{place}{adverb}{aim},交出了一份亮眼成绩单。",
)

SENTENCES = (
    "项目占地{mu}亩,规划建设{facility}、{facility}及配套设施,总建筑面积{sqm}万平方米。",
    "建成达产后,预计年产{product}{big}台(套),实现产值{yi}亿元、税收{big}万元,带动就业{big}人。",
    "“从拿地到开工只用了{n}天,这样的速度让我们很有信心。”{firm}{boss}{surname}先生说。",
    "据{office}{role}介绍,{quarter}累计兑现{benefit}资金{big}万元,惠及企业{n}家。",
    "{place}{adverb}{aim},推动{trade}产业由大到强、由链到群。",
    "在{facility}建设现场,{n}台塔吊来回穿梭,{big}名工人正抢抓工期。",
    "目前,{place}已形成以{trade}为主导、{trade2}为支撑的产业格局。",
    "数据显示,{quarter}{place}完成工业开票销售{yi}亿元,同比增长{pct}%。",
    "其中,{trade}产业实现产值{yi}亿元,占规上工业比重达{pct}%。",
    "今年以来,当地先后赴{city}、{city}等地开展招商{n}批次,拜访企业{big}家。",
    "针对企业反映的用电、用工问题,{office}建立“一企一策”清单,{n}个工作日内逐项销号。",
    "{firm}成立于{year}年,是一家专注{product}研发生产的国家高新技术企业。",
    "公司拥有发明专利{n}项,{product}国内市场占有率达到{pct}%。",
    "这是我市{trade}领域单体投资蕞大的项目,也是{place}蕞重要的产业载体之一。",
    "围绕{trade},{place}梳理出{n}个“卡脖子”环节,面向{city}等地精准招引。",
    "符合条件的企业可享受{benefit}、{benefit}等政策,单个项目最高支持{big}万元。",
    "“我们把办公桌搬到项目工地,手续随到随办。”{office}{role}{surname}某表示。",
    "园区距徐州东站{n}公里,距观音国际机场{n2}公里,毗邻京沪、连霍高速,交通便捷。",
    "厂房层高{h}米,首层承重{t}吨/平方米,配备{n}部货梯,可分割出租。",
    "租金每平方米每月{rent}元起,{sqm}万平方米现房随时可看。",
    "会议指出,要牢固树立“项目为王”理念,以{aim}为抓手,{adverb}抓好各项任务落实。",
    "会议强调,各镇(街道)、各部门要{adverb}{aim},确保完成全年目标任务。",
    "{n}家金融机构现场与企业签订授信协议,金额合计{yi}亿元。",
    "依托中国矿业大学等高校资源,{place}与{n}家科研院所共建{trade}创新平台。",
    "“十四五”以来,{place}新增省级以上专精特新企业{n}家、瞪羚企业{n2}家。",
    "在{firm}展厅,一台自主研制的{product}吸引了参观者的目光。",
    "该产品采用全新控制系统,能耗降低{pct}%,已出口到{n}个国家和地区。",
    "下一步,{place}将{adverb}{aim},力争到{year2}年{trade}产业规模突破{big}亿元。",
    "为让企业轻装上阵,当地推行“拿地即开工”改革,审批时限压缩{pct}%。",
    "{surname}女士从事{trade}行业已有{n}年,她告诉记者,看中的正是这里完善的配套。",
    "配套方面,{facility}、{facility}均已投入使用,可满足{big}名员工的生活需求。",
    "与此同时,{place}盘活闲置厂房{sqm}万平方米,腾出产业空间{mu}亩。",
    "从{city}转移而来的{firm2},把首个{trade}生产基地放在了{place}。",
    "“订单已经排到了{month}月份。”企业{boss}指着繁忙的生产线说。",
    "截至目前,全区列统的{n}个重大产业项目已全部开工,完成投资{yi}亿元。",
    "{office}还将推出“周末不打烊”服务,为重点项目提供全程帮办代办。",
)

CLOSINGS = (
    "站在新的起点上,{place}将以更高标准、更实举措,奋力铸就高质量发展新辉煌。",
    "未来,{firm}将继续深耕{trade},为{place}发展贡献力量。",
    "眼下,{place}上下正铆足干劲,向着{yi}亿元的年度目标全力冲刺。",
    "据悉,项目二期计划于{year2}年{month}月启动建设。",
    "{place}{office}相关{role}表示,将一如既往当好企业的“店小二”。",
)

#: Real last sentences that look like boilerplate and are not.
TRAP_CLOSINGS = (
    "企业如有用工需求,可拨打{place}人社局服务电话0516-837{d4}咨询。",
    "有意入驻的企业可在工作日拨打招商热线400 820 {d4},由专人陪同看房。",
    "欢迎关注“{place}发布”微信公众号,或添加工作人员微信号xz{d4}报名参加{meeting}。",
    "{firm}在官网发布版权声明:未经许可,任何单位不得转载其{product}技术资料。",
    "市民长按识别海报上的二维码,扫一扫即可预约参观{firm}展厅,咨询电话:0516-836{d4}。",
    "活动由{office}主办,联系人:{surname}科长,联系电话:1385212{d4}。",
)

HEADINGS = ("项目概况", "政策支持", "区位优势", "产业基础", "下一步打算", "企业声音", "数据一览", "载体条件")
ITEMS = (
    "{benefit}:对符合条件的{trade}企业,蕞高给予{big}万元支持;",
    "建设{facility}{sqm}万平方米,{year2}年{month}月底前交付;",
    "引进{trade}产业链企业{n}家,新增就业{big}人;",
    "由{office}牵头,{n}个工作日内办结相关手续;",
    "开展{meeting},对接{city}客商{big}人次;",
)
TABLE_HEADS = (
    ("指标", "数值", "同比"),
    ("载体名称", "面积(平方米)", "层高"),
    ("项目", "总投资(亿元)", "进度"),
)
CAPTIONS = ("{place}{facility}外景", "{firm}生产车间", "{meeting}现场", "{trade}项目效果图")

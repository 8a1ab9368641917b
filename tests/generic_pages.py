"""Parts of made-up pages for the generic reader."""

from datetime import datetime

from tests.unknown_sites.truth import BEIJING

NOON = datetime(2026, 3, 20, 12, tzinfo=BEIJING)
HTML = {"content-type": "text/html; charset=utf-8"}
SENTENCES = (
    "徐州高新区今天集中签约十二个项目，总投资八十六亿元，涉及智能装备、新材料和电子信息三个产业。",
    "签约仪式后，企业代表参观了标准厂房和人才公寓，园区负责人介绍了审批流程，并回答了企业家的提问。",
    "据介绍，首批项目年内开工，全部投产后每年可新增产值一百二十亿元，带动就业两千余人。",
)
HEADING = "<h1>十二个项目签约</h1><div class='info'>来源：本站 作者：王芳 发布时间：2026-03-18 09:30</div>"
MENU = "<div class='nav'><a href='/'>首页</a><a href='/news/'>要闻</a></div>"


def paragraphs(*texts: str) -> str:
    return "".join(f"<p>{text}</p>" for text in texts)

"""The ending of a body, which is not the article: the contact footer and the copyright sentence."""

from collections.abc import Callable
from dataclasses import dataclass
from html import escape
from random import Random

from xzcrawl.demo.options import Options
from xzcrawl.items import Image


def _contact_lines(options: Options) -> tuple[str, ...]:
    """The five lines of the contact footer, in the site's own names and numbers."""
    return (
        f"{options.contact_name}微信号",
        f"产业招商/厂房土地租售:{options.hotline}",
        f"或微信/手机:{options.mobile}",
        "请说明您的需求、用途、税收、公司、联系人、手机号,以便快速帮您对接资源。",
        f"长按/扫一扫加{options.contact_name}的微信号",
    )


def notice_line(options: Options) -> str:
    """The copyright sentence, under the body or (older articles) inside it."""
    return f"版权声明:本文由{options.site_name}发布,如需转载请注明出处。"


def _notice_html(options: Options, rng: Random) -> str:
    """The copyright sentence as older articles carry it inside the body."""
    line = escape(notice_line(options))
    return rng.choice(
        (
            f"<p>{line}</p>",
            f"<p><strong>版权声明:</strong>{line.removeprefix('版权声明:')}</p>",
            f"<blockquote>{line}</blockquote>",
        )
    )


def _qr_image(options: Options) -> Image:
    """The QR code of the contact (URL relative to the site's root)."""
    return Image("/zb_users/upload/weixin.jpg", f"{options.contact_name}微信二维码")


def _one_paragraph(lines: list[str], _qr: str) -> str:
    return f"<p>{'<br/>'.join(lines)}</p>"


def _five_paragraphs(lines: list[str], _qr: str) -> str:
    return "\n".join(f"<p>{line}</p>" for line in lines)


def _centred(lines: list[str], qr: str) -> str:
    text = "".join(f'<p style="text-align:center">{line}</p>' for line in lines[:-1])
    return f'{text}<p style="text-align:center">{qr}</p><p style="text-align:center">{lines[-1]}</p>'


def _sections(lines: list[str], qr: str) -> str:
    text = "".join(f"<section><section><span>{line}</span></section></section>" for line in lines)
    return f'<section style="border:1px solid #eee">{text}<section>{qr}</section></section>'


def _glued(lines: list[str], _qr: str) -> str:
    return "<p>" + "".join(f"<span>{line}</span>" for line in lines) + "</p>"


def _glued_with_spaces(lines: list[str], _qr: str) -> str:
    return f"<p><strong>{'&nbsp; '.join(lines)}</strong></p>"


_FOOTERS: dict[str, Callable[[list[str], str], str]] = {
    "one paragraph": _one_paragraph,
    "five paragraphs": _five_paragraphs,
    "centred": _centred,
    "sections": _sections,
    "glued": _glued,
    "glued with spaces": _glued_with_spaces,
}
_WITH_QR = frozenset({"centred", "sections"})


@dataclass(frozen=True, slots=True)
class DemoEnding:
    """The ending behind a body: the footer's lines and images, the copyright sentence, and their markup."""

    footer: tuple[str, ...]
    images: tuple[Image, ...]
    notice: str | None
    html: str


def ending(options: Options, old: bool, rng: Random) -> DemoEnding:
    """The ending of one article: most have the footer, most old ones the copyright sentence."""
    shape = rng.choice(list(_FOOTERS)) if rng.random() < 0.6 else None
    noticed = old and rng.random() < 0.6
    notice_markup = _notice_html(options, rng) if noticed else ""
    return DemoEnding(
        footer=_contact_lines(options) if shape else (),
        images=(_qr_image(options),) if shape in _WITH_QR else (),
        notice=notice_line(options) if noticed else None,
        html=(_footer_html(shape, options) if shape else "") + notice_markup,
    )


def _footer_html(shape: str, options: Options) -> str:
    qr = _qr_image(options)
    picture = f'<img src="{qr.url}" alt="{escape(qr.alt)}">'
    return _FOOTERS[shape]([escape(line) for line in _contact_lines(options)], picture)

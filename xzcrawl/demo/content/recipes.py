"""Recipes for bodies: the editor that wrote each, and its lines of text, tables, lists, images."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random

from xzcrawl.demo.content import lexicon
from xzcrawl.demo.content.markup import Layout, Noise
from xzcrawl.demo.content.truth import Line
from xzcrawl.demo.content.writing import DemoWriter
from xzcrawl.items import Image


@dataclass(frozen=True, slots=True)
class Recipe:
    """A recipe for a body: its editor, what is strewn in, and which lines stand beside its paragraphs."""

    layout: Layout
    noise: Noise = "none"
    extras: tuple[str, ...] = ()


#: Bodies rotate through these, so that a few dozen articles show every kind.
RECIPES = (
    Recipe("plain"),
    Recipe("wechat"),
    Recipe("word"),
    Recipe("bare"),
    Recipe("plain", extras=("table",)),
    Recipe("wechat", extras=("headings", "list")),
    Recipe("plain", extras=("images",)),
    Recipe("word", "hidden"),
    Recipe("plain", "scripts", ("images",)),
    Recipe("bare", "zero-width"),
    Recipe("plain", extras=("only image",)),
    Recipe("plain", extras=("date line",)),
    Recipe("wechat", "hidden", ("table", "images")),
    Recipe("word", extras=("list",)),
    Recipe("divs", "scripts", ("headings",)),
    Recipe("wechat", "zero-width", ("images",)),
    Recipe("divs"),
)


def body_lines(recipe: Recipe, writer: DemoWriter, rng: Random, published: datetime) -> Iterator[Line]:
    """The lines of one body, images among them."""
    if "only image" in recipe.extras:
        yield from (_image(writer, rng, published) for _ in range(rng.randint(1, 3)))
        return
    if "date line" in recipe.extras:
        stated = published - timedelta(minutes=rng.randint(600, 4000))
        yield Line("paragraph", f"发布日期:{stated:%Y-%m-%d %H:%M}")
    paragraphs = writer.paragraphs(rng.randint(3, 9 if recipe.extras else 20), trap=rng.random() < 0.2)
    yield from _mixed(recipe, [Line("paragraph", text) for text in paragraphs], writer, rng, published)


def _mixed(
    recipe: Recipe, lines: list[Line], writer: DemoWriter, rng: Random, published: datetime
) -> list[Line]:
    """The paragraphs with the recipe's extras put between them (never behind the last)."""
    for extra in recipe.extras:
        if extra == "headings":
            for place, text in zip((2, 1), rng.sample(lexicon.HEADINGS, 2), strict=True):
                lines.insert(place, Line("heading", text))
        elif extra == "images":
            for _ in range(rng.randint(1, 3)):
                lines.insert(rng.randint(1, len(lines) - 1), _image(writer, rng, published))
        else:
            group = _rows(writer, rng) if extra == "table" else _items(writer, rng) if extra == "list" else []
            place = rng.randint(1, len(lines) - 1)
            lines[place:place] = group
    return lines


def _rows(writer: DemoWriter, rng: Random) -> list[Line]:
    head = rng.choice(lexicon.TABLE_HEADS)
    rows = [head, *(writer.row(head) for _ in range(rng.randint(2, 5)))]
    return [Line("row", " | ".join(row)) for row in rows]


def _items(writer: DemoWriter, rng: Random) -> list[Line]:
    patterns = rng.sample(lexicon.ITEMS, rng.randint(2, len(lexicon.ITEMS)))
    return [Line("item", writer.fill(pattern)) for pattern in patterns]


def _image(writer: DemoWriter, rng: Random, published: datetime) -> Line:
    alt = writer.any(lexicon.CAPTIONS) if rng.random() < 0.5 else ""
    name = f"{published:%Y%m%d%H%M%S}{rng.randint(100000, 999999)}.jpg"
    return Line("image", "", Image(f"/zb_users/upload/{published:%Y/%m}/{name}", alt))

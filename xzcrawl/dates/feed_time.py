"""The instant that a feed's ``pubDate`` means, on a site whose feed may be wrong about its zone. Pure."""

import re
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final

from xzcrawl.dates.ago import SKEW
from xzcrawl.dates.numerals import plain
from xzcrawl.dates.parse import parse_date
from xzcrawl.dates.pub_date import parse_pub_date
from xzcrawl.errors import ContradictoryDate
from xzcrawl.items import DateInterval, Zones

#: A zone by RFC 822, 5.1, and RFC 3339; a comment in brackets may follow.
_ZONE: Final = re.compile(
    r"(?:\b(?:GMT|UTC?|Z)|(?<=\dZ)|(?P<sign>[+-])(?P<hours>\d\d?):?(?P<minutes>\d\d)?)\s*(?:\(.*\))?\s*$"
)


def zone_of(pub_date: str) -> tuple[int, bool] | None:
    """The zone of a feed's time in minutes east of Greenwich, and whether it is given only as a name of UTC.

    None where the text gives no zone, or another name; ``-0000`` gives no zone (RFC 5322, 3.3).
    """
    match = _ZONE.search(plain(pub_date))
    if match is None:
        return None
    if match["sign"] is None:
        return 0, True
    minutes = int(match["hours"]) * 60 + int(match["minutes"] or 0)
    if match["sign"] == "-":
        return (-minutes, False) if minutes else None
    return minutes, False


def feed_instant(text: str, seen: datetime, zones: Zones) -> DateInterval | None:
    """The instants that a ``pubDate`` can mean: one where the zone is known. None for a text without a date.

    ``seen`` is an aware moment; ``zones`` are those of the site. Raises ContradictoryDate for a date after
    the moment at which it was seen: its zone is wrong, or it is yet to come.
    """
    interval = parse_pub_date(text) or parse_date(text, seen)
    label = zone_of(text)
    if interval is not None and label is not None and zones.feed is not None:
        low, high = (timedelta(minutes=label[0] - zone) for zone in reversed(zones.feed))
        interval = replace(interval, earliest=interval.earliest + low, latest=interval.latest + high)
        interval = interval if low == high else replace(interval, precision="day")
    if interval is not None and interval.earliest > seen + SKEW:
        raise ContradictoryDate(text, "it lies after the moment it was seen", [interval])
    return interval and replace(interval, latest=min(interval.latest, max(seen, interval.earliest)))

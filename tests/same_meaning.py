"""Changes of pure modules that mean the same, as ``make mutate`` writes them, and why. It leaves them out."""

from typing import Final

_CONTACT: Final = "xzcrawl/boilerplate/contact.py"
_SHAPES: Final = "xzcrawl/boilerplate/shapes.py"
_AGO: Final = "xzcrawl/dates/ago.py"
_OBSERVATION: Final = "xzcrawl/dates/observation.py"
_PARSE: Final = "xzcrawl/dates/parse.py"
_REDATING: Final = "xzcrawl/dates/redating.py"
_ZONES: Final = "xzcrawl/dates/zones.py"
_TPURE_BODY: Final = "xzcrawl/families/themes/tpure_body.py"

SAME_MEANING: Final[dict[tuple[str, str], str]] = {
    (_CONTACT, "return 0 -> return -1"): "every line ends at 0 or behind it",
    (
        _CONTACT,
        "bool(own[0][1].start) or top < own[0][0] -> bool(own[0][1].start) or top <= own[0][0]",
    ): "the first line of a footer is cut, and top is not",
    (
        _CONTACT,
        "own[0][1].start) or top < own[0][0] -> own[0][1].start) or top < own[-1][0]",
    ): "only images stand between, and with these nothing depends on it",
    (
        _SHAPES,
        "_WINDOW = 2 * _LONGEST + 1 -> _WINDOW = 2 * _LONGEST + 2",
    ): "a wider window folds more than is looked at",
    (
        _SHAPES,
        "_WINDOW = 2 * _LONGEST + 1 -> _WINDOW = 3 * _LONGEST + 1",
    ): "a wider window folds more than is looked at",
    (
        _SHAPES,
        "tch(fold(text)) if len(text) <= _LONGEST else None -> "
        "tch(fold(text)) if len(text) < _LONGEST else None",
    ): "no name is so long: this is for the time it takes",
    (
        _AGO,
        "_LONGEST_AGE = 2000000000 -> _LONGEST_AGE = 2000000001",
    ): "an age of 63 years is months wide, and before 1971",
    (
        _AGO,
        "_LONGEST_AGE = 2000000000 -> _LONGEST_AGE = 1999999999",
    ): "an age of 63 years is months wide, and before 1971",
    (
        _AGO,
        "ange(interval.earliest.year - 1, interval.latest.year + 2) -> "
        "ange(interval.earliest.year - 2, interval.latest.year + 2)",
    ): "no day of another year agrees with the age",
    (
        _AGO,
        "r - 1, interval.latest.year + 2) -> r - 1, interval.latest.year + 3)",
    ): "no day of another year agrees with the age",
    (
        _OBSERVATION,
        "n intervals if each.earliest >= least] -> n intervals if each.earliest > least]",
    ): "what a year moves lies far behind",
    (_PARSE, "_YEARS_BACK = 8 -> _YEARS_BACK = 9"): "the eighth year back has every day",
    (
        _PARSE,
        "1, seen.year - _YEARS_BACK - 1, -1) -> 1, seen.year - _YEARS_BACK - 2, -1)",
    ): "the eighth year back has every day",
    (
        _PARSE,
        "years = range(seen.year + 1, seen.year - _YEARS_BACK - 1, -> "
        "years = range(seen.year + 2, seen.year - _YEARS_BACK - 1,",
    ): "all days of the year after the next are yet to come",
    (
        _REDATING,
        "er in known if other.seen_at < since] -> er in known if other.seen_at <= since]",
    ): "the reading that shows a new date misses those before it",
    (
        _ZONES,
        "hour for hour in range(-11, 15)] -> hour for hour in range(-11, 16)]",
    ): "no zone is there",
    (
        _ZONES,
        "60 * hour for hour in range(-11, 15)] -> 60 * hour for hour in range(-12, 15)]",
    ): "nobody lives there",
    (
        _ZONES,
        "nes in fitting)) else fitting[0].pages -> nes in fitting)) else fitting[-1].pages",
    ): "both are ends of the zone of the feed, which all know to be open",
    (
        _TPURE_BODY,
        "atch(text, begin) if begin >= 0 else None -> atch(text, begin) if begin >= -1 else None",
    ): "a tag at the very beginning was looked at before",
}

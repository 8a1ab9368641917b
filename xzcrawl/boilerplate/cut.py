"""The value that the rules pass to ``clean``."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Cut:
    """Block ``index`` is boilerplate by ``rule``, from character ``start`` of its text to its end."""

    index: int
    start: int
    rule: str

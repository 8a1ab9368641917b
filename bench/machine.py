"""The machine that measures, the versions of what is measured, and how much else the machine has to do."""

import os
import platform
import re
import time
from importlib.metadata import version
from pathlib import Path
from typing import Final

#: Where other programs use more than this part of all cores, seconds of CPU say more than seconds.
BUSY: Final = 0.1


def machine() -> str:
    """In one line: processor and cores, Python, the libraries that matter for speed."""
    libraries = ", ".join(
        f"{name} {version(name)}" for name in ("Scrapy", "Twisted", "selectolax", "SQLAlchemy")
    )
    return f"{_processor()}, {os.cpu_count()} cores, Python {platform.python_version()}, {libraries}"


def _processor() -> str:
    found = re.search(r"^model name\s*: (.+)", Path("/proc/cpuinfo").read_text(), re.MULTILINE)
    return found[1] if found else platform.machine()


class OtherWork:
    """What other programs do from now on (Linux)."""

    def __init__(self) -> None:
        self._begun, self._before = time.perf_counter(), _cpu_of_others()

    def is_much(self) -> bool:
        """Whether they use more than ``BUSY``; this process and its children that have ended are not they."""
        passed = (time.perf_counter() - self._begun) * (os.cpu_count() or 1)
        return _cpu_of_others() - self._before > BUSY * passed


def _cpu_of_others() -> float:
    """Seconds of CPU since the start, those of other virtual machines on the same cores (steal) included."""
    user, nice, system, _idle, _iowait, irq, softirq, steal = map(
        int, Path("/proc/stat").read_text().split("\n", 1)[0].split()[1:9]
    )
    ticks = user + nice + system + irq + softirq + steal
    return ticks / os.sysconf("SC_CLK_TCK") - sum(os.times()[:4])

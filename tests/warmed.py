"""The last of what the forks of ``warm`` begin with: what takes long, and is no import.

Only the process that is forked imports this module.
"""

import gc
from datetime import UTC, datetime

from xzcrawl.boilerplate.shapes import shape
from xzcrawl.dates import parse_date

# a text without a date is held against every pattern, and so is a footer behind a name: that compiles them
parse_date("没有日期", datetime(2026, 11, 24, tzinfo=UTC))
shape("葛毅明说，扫一扫加葛毅明的微信号")
# no collection of a fork looks through what is here, which would copy it
gc.collect()
gc.freeze()

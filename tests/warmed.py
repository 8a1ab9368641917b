"""The last of what the forks of ``warm`` begin with: what takes long, and is no import.

Only the process that is forked imports this module.
"""

import gc
from datetime import UTC, datetime

from xzcrawl.dates import parse_date

# a text without a date is held against every pattern, which compiles them all
parse_date("没有日期", datetime(2026, 11, 24, tzinfo=UTC))
# no collection of a fork looks through what is here, which would copy it
gc.collect()
gc.freeze()

"""Reads pages in a process of its own, which ends itself over a page that is too costly.

A parser in C cannot be interrupted, and memory that it has taken stays taken. So the process sets itself
limits of time and memory (``process``). ``KillableReader`` has the costly pages read there, for threads;
``StreamReader`` any page, for an event loop that goes on meanwhile.
"""

from xzcrawl.reader.killable import KillableReader
from xzcrawl.reader.stream import StreamReader

__all__ = ["KillableReader", "StreamReader"]

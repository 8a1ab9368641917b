"""The command line: parse, call, print. ``main`` is the command ``xzcrawl``."""

from xzcrawl.cli.app import main

__all__ = ["main"]

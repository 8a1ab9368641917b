"""The command line, which parses, calls and prints. ``main`` is the command ``xzcrawl``."""

from xzcrawl.cli.app import main

__all__ = ["main"]

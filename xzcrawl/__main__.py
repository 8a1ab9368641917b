"""``python -m xzcrawl``: the same as the command ``xzcrawl``."""

from xzcrawl.cli import main

if __name__ == "__main__":
    main()

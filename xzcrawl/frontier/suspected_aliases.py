"""Articles of which lists seem to have shown an alias, judged by the form of its key. Pure."""

from dataclasses import dataclass, field

from xzcrawl.extract import Outline


@dataclass(slots=True)
class SuspectedAliases:
    """``keys`` are those articles. ``pages`` of the home listing that seem to show aliases are read twice.

    A session id has changed by the second time; a key that has stayed the same is visited.
    """

    keys: set[str] = field(default_factory=set)
    pages: list[int] = field(default_factory=list)

    def saw_home(self, page: int, outline: Outline) -> None:
        """Takes in a page of the home listing."""
        if any(post.key in self.keys for post in outline.posts):
            self.pages.append(page)

    def take(self, most: int) -> list[int]:
        """The next pages to be read once more."""
        taken, self.pages = self.pages[:most], self.pages[most:]
        return taken

"""What an archive knows of the addresses of a site, for tests."""

from xzcrawl.archive import Archive, KnownUrl


def known_keys(archive: Archive, site: str) -> dict[str, KnownUrl]:
    """All article addresses of a site, by key."""
    return {url.key: url for urls in archive.known_articles(site) for url in urls}

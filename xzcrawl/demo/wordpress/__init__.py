"""WordPress as the CMS of the embedded site: its addresses, redirects, lists, feeds and REST API."""

"""The CMS of the embedded site: its addresses, its lists, its feed, and what it makes of a request."""

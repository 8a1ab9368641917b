"""Typecho as the CMS of the embedded site: its addresses, redirects, lists and feeds."""

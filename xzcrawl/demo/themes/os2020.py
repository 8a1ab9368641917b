"""The theme *os2020*: the same shell at every address, which a script of the browser fills."""

from html import escape

from xzcrawl.demo.options import Options
from xzcrawl.demo.themes.template import Side, Template


def _nothing(*_: object) -> str:
    return ""


def frame(options: Options, _kind: str, title: str, _head: str, _main: str, _side: Side) -> str:
    """A whole page; ``title`` is text."""
    name = escape(options.site_name)
    return f"""<!DOCTYPE html>
<html>
<head>
<meta charset="{options.declared_charset}">
<title>{name}-{escape(title)}</title>
<script>window.bloghost = '/'; window.zbpCopyright = 'Copyright {name}';</script>
<link href="zb_users/theme/os2020/static/css/index.095a8c6c.css" rel="stylesheet">
</head>
<body><noscript><strong>We're sorry but {name} doesn't work properly without JavaScript enabled. Please enable
it to continue.</strong></noscript>
<div id="app"></div>
<script src="zb_users/theme/os2020/static/js/index.c5b5fb4e.js"></script>
</body>
</html>
"""


OS2020 = Template(_nothing, _nothing, _nothing, frame)

"""The page while `watch` serves it: the page on the disk, and buttons that it has not there (spec
3, 8)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import escape

from sheetfollow.outputs.page import _asset, _hash

_POLICY = re.compile(r'<meta http-equiv="Content-Security-Policy"[^>]*>')
_STRETCH = re.compile(r"(<!--(workbooks|mark|fill)-->).*?(<!--/\2-->)", re.S)
_LIVE_WORDS = {
    "mark": "Then press <b>Sent</b>: the log and this page follow.",
    "fill": " and save; this page follows",
}
"""What is to be done where `watch` looks on, in place of what is said on the disk."""


def policy() -> str:
    """What the live page may do: run our own scripts, by their hashes, and ask who serves it."""
    scripts, styles = (
        " ".join(_hash(_asset(f"{name}.{suffix}")) for name in ("page", "live"))
        for suffix in ("js", "css")
    )
    return (
        f"default-src 'none'; style-src {styles}; script-src {scripts}; connect-src 'self';"
        " base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    )


def alive(html: str, others: Sequence[tuple[str, str]] = ()) -> str:
    """The page with its buttons; `others` are the live pages of the other workbooks: (workbook,
    address from here). What the policy does not know, in a page that was changed, does not run."""
    links = "".join(f'<a href="{escape(href)}">{escape(name)}</a> ' for name, href in others)
    nav = f'<nav class="books" aria-label="Other workbooks">{links}</nav>' if links else ""
    html = _POLICY.sub("", html, count=1)
    words = _LIVE_WORDS | {"workbooks": nav}
    html = _STRETCH.sub(lambda found: f"{found[1]}{words[found[2]]}{found[3]}", html)
    head, _, rest = html.partition("</head>")
    body, _, tail = rest.rpartition("</body>")
    style, script = _asset("live.css"), _asset("live.js")
    return f"{head}<style>{style}</style>\n</head>{body}<script>{script}</script>\n</body>{tail}"

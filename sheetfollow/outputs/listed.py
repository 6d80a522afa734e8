"""The list of the folder's other workbooks, in the page of each: all of a page that another
workbook's sync may change (spec 6)."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import quote

from markupsafe import Markup

from sheetfollow.files.look import LISTED
from sheetfollow.letters.wordings.phrases import one_line


def relisted(html: bytes, others: Sequence[tuple[str, str]]) -> bytes:
    """A page with these other workbooks, (workbook, path from here), and nothing else changed."""
    text = str(listed(others)).encode()
    return LISTED.sub(
        lambda _: text,
        html,
        count=1,
    )


def listed(others: Sequence[tuple[str, str]]) -> Markup:
    """The list as it stands in a page; nothing where there are no others."""
    if not others:
        return Markup("")
    link = Markup('<a href="{}"><bdi>{}</bdi></a>')
    links = Markup(", ").join(link.format(quote(path), one_line(name)) for name, path in others)
    text = Markup('<p class="others">Other workbooks of this folder: {}</p>')
    return text.format(links)

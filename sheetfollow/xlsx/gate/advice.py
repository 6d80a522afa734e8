"""What to do next about a file that the gate refuses, and how text from such a file is shown."""

from __future__ import annotations

from sheetfollow.exceptions import UnsafeInput

RESAVE = "open it in Excel or LibreOffice, save it as .xlsx, then sync"
RESTORE = "take the newest copy from the backups in the drafts folder, or let Excel repair it"


def damaged(name: str, how: str) -> UnsafeInput:
    """The refusal of a part that is not what it should be."""
    return UnsafeInput(f"damaged: {shown(name)} {how}; {RESTORE}")


def shown(text: str | bytes) -> str:
    """Text from the file, short and on one line."""
    words = text.decode("utf-8", "replace") if isinstance(text, bytes) else text
    return words if words.isprintable() and len(words) <= 60 else ascii(words[:60])

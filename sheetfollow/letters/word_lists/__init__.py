"""Word lists as text files; each begins with a note on its source."""

from __future__ import annotations

from pathlib import Path

_FOLDER = Path(__file__).parent


def lines(name: str) -> list[str]:
    """The lines of a list, without its notes; blank lines stay, since they part its sections."""
    text = (_FOLDER / name).read_text(encoding="utf-8").strip()
    return [line for line in text.splitlines() if not line.startswith("#")]

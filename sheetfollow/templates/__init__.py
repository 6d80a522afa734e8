"""The built-in wording, one text file for each variant: `<message>.<channel or any>.<number>.txt` (spec 6).

The first line is the subject, the body follows after a blank line. These texts also fill the sheet Messages, where
they are the user's to edit; several rows of one message and channel are its variants.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from sheetfollow.model import Wording
from sheetfollow.schema import Channel, Message

_FOLDER = Path(__file__).parent


@cache
def builtin() -> tuple[Wording, ...]:
    """Every built-in wording, in the order of the messages, the channels and the variants; `place` is the file name."""
    messages = {slug(message): message.value for message in Message}
    channels = {slug(channel): channel.value for channel in Channel} | {"any": ""}
    found = []
    for path in _FOLDER.glob("*.*.*.txt"):
        message, channel, number = path.stem.split(".")
        subject, _, body = path.read_text(encoding="utf-8").partition("\n\n")
        wording = Wording(messages[message], channels[channel], subject.strip(), body.strip() + "\n", path.name)
        found.append(((list(messages).index(message), channel != "any", channel, number), wording))
    return tuple(wording for _, wording in sorted(found, key=lambda each: each[0]))


def slug(name: str) -> str:
    """A message's or channel's name as it stands in a file name."""
    return re.sub(r"[^a-z]+", "-", name.casefold())

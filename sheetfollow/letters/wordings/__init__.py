"""The built-in wording, one text file for each variant: `<message>.<channel or any>.<number>.txt`
(spec 6).

A file may begin with a line `Subject: ...` and a blank line; the rest is the body. These texts also
fill the sheet Messages, where they are the user's to edit; several rows of one message and channel
are its variants.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

from sheetfollow.model import Wording
from sheetfollow.schema import Channel, Message, slug

_FOLDER = Path(__file__).parent
_SUBJECT = "Subject: "
_CLOSES = ("Kind regards", "Best regards", "With kind regards", "With best wishes", "Sincerely")
USED_UP = "one new thing since your last note"
"""The gap in a message of which every wording is used."""


@cache
def builtin() -> tuple[Wording, ...]:
    """Every built-in wording, in the order of the messages, the channels and the variants; `place`
    is the file name."""
    messages = {slug(message): message.value for message in Message}
    channels = {slug(channel): channel.value for channel in Channel} | {"any": ""}
    found = []
    for path in _FOLDER.glob("*.*.*.txt"):
        message, channel, number = path.stem.split(".")
        order = (list(messages).index(message), channel != "any", channel, int(number))
        found.append(
            (
                order,
                _read(
                    path,
                    messages[message],
                    channels[channel],
                ),
            )
        )
    return tuple(wording for _, wording in sorted(found, key=lambda each: each[0]))


@cache
def forward() -> Wording:
    """What stands around a note that an HR mailbox is asked to pass on; `message` is the note
    itself."""
    return _read(_FOLDER / "forward.txt", "", Channel.HR_MAILBOX.value)


def exhausted(message: str, channel: str, turn: int) -> Wording:
    """What stands where every wording of a message is used: what is new must be the user's, and
    only the close is ours, another one at each `turn`."""
    if channel == Channel.LINKEDIN:
        before, after = "Hello {{ first_name }}, ", " {{ your_name }}\n"
    else:
        before, after = (
            "Dear {{ first_name }},\n\n",
            f"\n\n{_CLOSES[turn % len(_CLOSES)]},\n{{{{ signature }}}}\n",
        )
    body = f"{before}[{USED_UP}]{after}"
    return Wording(message, channel, "", body, "")


def _read(path: Path, message: str, channel: str) -> Wording:
    head, _, rest = path.read_text(encoding="utf-8").partition("\n\n")
    subject, body = (
        (head.removeprefix(_SUBJECT), rest)
        if head.startswith(_SUBJECT)
        else ("", f"{head}\n\n{rest}")
    )
    return Wording(
        message,
        channel,
        subject.strip(),
        body.strip() + "\n",
        path.name,
    )

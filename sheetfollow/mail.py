"""A note -> the bytes of an .eml that opens as an unsent message in the user's own mail program (spec 6)."""

from __future__ import annotations

import hashlib
import unicodedata
from dataclasses import dataclass
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from mimetypes import MimeTypes
from pathlib import PurePosixPath

from sheetfollow.settings import is_address
from sheetfollow.templates.phrases import one_line

# Outlook shows the folds of a long header as gaps, so every header stays on its line
_UNFOLDED = SMTP.clone(max_line_length=0)
_OFFICE = "application/vnd.openxmlformats-officedocument."
_MORE_TYPES = {
    ".docx": f"{_OFFICE}wordprocessingml.document", ".pptx": f"{_OFFICE}presentationml.presentation",
    ".xlsx": f"{_OFFICE}spreadsheetml.sheet",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Attachment:
    """A work sample: its path as the cell gives it, and what the file holds."""

    path: str
    data: bytes


def compose(name: str, address: str, subject: str, body: str, attachment: Attachment | None) -> bytes:
    """The message as bytes: X-Unsent, no sender, no date, the same bytes for the same input.

    `name` and `subject` may be any text; `address` is one mail address, or "" for none yet.
    """
    message = EmailMessage(policy=SMTP)
    message["X-Unsent"] = "1"
    if address:
        message["To"] = Address(display_name=_header_text(name), addr_spec=ascii_address(address))
    message["Subject"] = _header_text(subject)
    message.set_content(body, charset="utf-8", cte="quoted-printable")
    if attachment:
        _attach(message, attachment)
    return message.as_bytes(policy=_UNFOLDED)


def carries_file(mail: bytes | None) -> bool:
    """Whether a message that `compose` has made has an attachment."""
    return mail is not None and b"\r\nContent-Type: multipart/mixed" in mail.partition(b"\r\n\r\n")[0]


def _header_text(text: str) -> str:
    """One line without controls. The standard library decodes what looks like an encoded word, and then forgets to
    quote it: a name like =?utf-8?q?a=2C?= would add a recipient."""
    return one_line(text).replace("=?", "= ?")


def ascii_address(address: str) -> str:
    """The address with its domain as mail servers know it (bücher.example is xn--bcher-kva.example); "" for what is no
    address that every mail program takes."""
    local, _, domain = address.partition("@")
    labels = unicodedata.normalize("NFKC", domain.lower()).split(".")
    encoded = [label if label.isascii() else "xn--" + label.encode("punycode").decode() for label in labels]
    whole = f"{local}@{'.'.join(encoded)}"
    return whole if is_address(address) and is_address(whole) and whole.isascii() else ""


def _attach(message: EmailMessage, attachment: Attachment) -> None:
    name = PurePosixPath(attachment.path.replace("\\", "/")).name
    main, _, sub = _kind(name).partition("/")
    message.add_attachment(attachment.data, maintype=main, subtype=sub, filename=name)
    # A random boundary would make every sync write the file anew
    digest = hashlib.sha256(attachment.data + name.encode("utf-8", "replace")).hexdigest()
    message.set_boundary(f"=_{digest[:32]}")


def _kind(name: str) -> str:
    """The type of a file by its name alone, the same on every computer. Text counts as bytes: mail programs may change
    the letters and the line ends of a text whose encoding they do not know."""
    kind, packed = MimeTypes(filenames=()).guess_type(name)
    if kind is None or packed or kind.startswith("text/"):
        return _MORE_TYPES.get(PurePosixPath(name).suffix.lower(), "application/octet-stream")
    return kind

"""Where a message can go: mail addresses, profiles and phone numbers as people type them (spec 4,
5.5). The mail that is written takes an address by the same rule as the cell that holds it."""

from __future__ import annotations

import re
import unicodedata
from typing import Any
from urllib.parse import unquote

from sheetfollow.intake.cells import Asked, Unreadable, text_of

EXPECTED_ADDRESS = "is not one address; write it like name@example.com"
_EXPECTED_PHONE = "is not a phone number of 7 to 15 digits; write it like +1 202 555 0100"
_EXPECTED_PROFILE = "is not a LinkedIn profile; write it like linkedin.com/in/name"
_NUMBER_CELL = (
    "is a number, not text, and Excel drops zeros and a plus sign in front of one; format the cell"
    " as Text and type it again"
)
_SHORTENED_BY_EXCEL = "is shortened by Excel; format the cell as Text and type the number again"
_LONGEST, _LONGEST_LOCAL, _LONGEST_LABEL = 254, 64, 63
_PLAIN_LOCAL = r"[A-Za-z0-9]+(?:[._+-][A-Za-z0-9]+)*"
_PLAIN_LABEL = r"[A-Za-z0-9]+(?:-[A-Za-z0-9]+)*"
_PLAIN = re.compile(rf"({_PLAIN_LOCAL})@((?:{_PLAIN_LABEL}\.)+[A-Za-z]+)")
_LOCAL = re.compile(r"[A-Za-z0-9_+='~!#$%^{}|.-]+")
_NAMED = re.compile(r"[^<>@]*<([^<>]*)>")
_LINKED = re.compile(r"mailto:", re.IGNORECASE)
_LATIN_LOOKALIKES = re.compile("[\u0131\u0250-\u02af\u1d00-\u1dbf]")
_CYRILLIC_LOOKALIKES = frozenset("асԁеһіјӏорԛѕԝхуъьҽпгѵѡ")
_TOGETHER = {"HIRAGANA": "CJK", "KATAKANA": "CJK", "KATAKANA-HIRAGANA": "CJK"}
_ANY_SCRIPT = {"DIGIT", "HYPHEN-MINUS"}
_PROFILE = re.compile(
    r"(?:(?:https?://)?(?:[a-z]{2,3}\.|www\.)?linkedin\.(?:com|cn)/)?(?:in|pub)/[^\s/?#]*[\w%][^\s]*",
    re.IGNORECASE,
)
_SLUG = re.compile(r"(?=.*[^\W\d_])(?=.*[\d-])\w[\w%-]{3,98}\w/?")
_NO_SLUG = {
    "e-mail",
    "follow-up",
    "in-mail",
    "no-profile",
    "not-found",
    "not-yet",
    "re-send",
    "to-do",
}
_SHORTENED = re.compile(r"\d(?:[.,]\d+)?e\+\d+", re.IGNORECASE)
_LABEL = r"(?:[^\d+(]*[^\w+(])?"
_NUMBER = r"[+(]?\s*\d[\d\s()./+\u2010-\u2015\u2212-]*\d"
_PHONE = re.compile(rf"({_LABEL})({_NUMBER})(?:[\s,;([][^\d]*)?[\])]?")
_EXTENSION = re.compile(r"[\s,;]*(?:ext\.?|extension|x|#)\s*\d{1,6}\s*$", re.IGNORECASE)
_ANY_LETTER = re.compile(r"[^\W\d]|#")
_ONLY_EXTENSION = re.compile(r"\b(?:ext|extension|x)\b", re.IGNORECASE)
_BETWEEN_NUMBERS = re.compile(r"\s/\s")
_NO_DIGITS = re.compile(r"\D+")


def read_email(cell: Any) -> str:
    """The one address that a cell means, "" for blank; a name around it and `mailto:` come off.
    Raises Unreadable."""
    return bare_address(text_of(cell))


def bare_address(text: str) -> str:
    """The address in `Name <a@b>` or `mailto:a@b`, as typed. Raises Unreadable for what is no
    address."""
    if _is_plain(text):
        return text
    address = _without_format_characters(text)
    if named := _NAMED.fullmatch(address):
        address = named[1].strip()
    if _LINKED.match(address):
        address = unquote(
            _LINKED.sub(
                "",
                address,
                count=1,
            ).partition("?")[0]
        )
    if address or text:
        _ascii(address)
    return address


def is_address(text: str) -> bool:
    """Whether the text is one mail address and nothing more: no list, no header, no `?bcc=`."""
    return bool(ascii_address(text))


def ascii_address(text: str) -> str:
    """The address with its domain as mail servers know it (bücher.example is
    xn--bcher-kva.example); "" for what is no address that every mail program takes."""
    try:
        return _ascii(text)
    except Unreadable:
        return ""


def _ascii(address: str) -> str:
    """Length first: the rest costs time that grows with it."""
    if len(address) > _LONGEST:
        raise Unreadable(EXPECTED_ADDRESS)
    local, _, domain = address.rpartition("@")
    if _is_plain(address):
        return f"{local}@{domain.lower()}"
    _check_local(local)
    _check_domain(domain)
    return _validated(address)


def _is_plain(address: str) -> bool:
    """Whether nothing about the address needs a closer look, as with nearly all."""
    found = _PLAIN.fullmatch(address) if len(address) <= _LONGEST else None
    if found is None or len(found[1]) > _LONGEST_LOCAL:
        return False
    labels = found[2].split(".")
    return all(len(label) <= _LONGEST_LABEL for label in labels)


def _check_local(local: str) -> None:
    """What every mail program takes: ASCII, no quotes at the ends, nothing that links or lists
    give a meaning."""
    sound = len(local) <= _LONGEST_LOCAL and _LOCAL.fullmatch(local)
    if not sound or local.startswith("'") or local.endswith("'"):
        raise Unreadable(_accented(local) or _odd_letter(local) or EXPECTED_ADDRESS)


def _check_domain(domain: str) -> None:
    labels = unicodedata.normalize("NFC", domain.lower()).split(".")
    if len(labels) < 2 or not any(map(str.isalpha, labels[-1])):
        raise Unreadable(EXPECTED_ADDRESS)
    for label in labels:
        if not label or unicodedata.normalize("NFKC", label) != label:
            raise Unreadable(EXPECTED_ADDRESS)
        _check_script(label, labels[-1])


def _check_script(label: str, top: str) -> None:
    """One script a label, and none whose letters all look like Latin ones in a Latin domain."""
    if label.isascii():
        return
    scripts = _scripts(label)
    borrowed = scripts == {"CYRILLIC"} and top.isascii() and set(label) <= _CYRILLIC_LOOKALIKES
    if len(scripts) > 1 or borrowed or _LATIN_LOOKALIKES.search(label):
        raise Unreadable(_odd_letter(label) or EXPECTED_ADDRESS)


def _scripts(label: str) -> set[str]:
    """The scripts of the letters, by the first word of their names; Han and Kana go together."""
    words = {unicodedata.name(letter, "?").split()[0] for letter in label}
    return {_TOGETHER.get(word, word) for word in words} - _ANY_SCRIPT


def _odd_letter(part: str) -> str:
    """The first letter that is not what it looks like, in words; "" where all are ASCII."""
    odd = next((letter for letter in part if not letter.isascii()), "")
    if not odd or not unicodedata.name(odd, ""):
        return ""
    return (
        f"has the letter {odd!r} ({unicodedata.name(odd).lower()}), which only looks right;"
        " type the address anew"
    )


def _accented(local: str) -> str:
    """What to say of one of a-z with a mark, which nobody takes for the plain one; "" where the
    first letter that is not ASCII is none."""
    odd = next((letter for letter in local if not letter.isascii()), "")
    if not odd or not (unicodedata.normalize("NFKD", odd)[0].isascii() or odd in "ßæøłđ"):
        return ""
    return (
        f"has the letter {odd!r} before the @, and mail programs cannot be counted on for letters"
        " beyond a-z there; type the address they use"
    )


def _validated(address: str) -> str:
    """The address in ASCII. Raises Unreadable where a well-kept validator finds a fault."""
    from email_validator import EmailNotValidError, validate_email

    try:
        found = validate_email(
            address,
            allow_smtputf8=False,
            check_deliverability=False,
            globally_deliverable=False,
        )
    except EmailNotValidError:
        raise Unreadable(EXPECTED_ADDRESS) from None
    if not found.ascii_email:
        raise Unreadable(EXPECTED_ADDRESS)
    return found.ascii_email


def read_profile(cell: Any) -> str:
    """A LinkedIn profile as typed, "" for blank: an address with /in/ or /pub/, or the name behind
    it, which has a hyphen or a digit where a plain word has none. Raises Unreadable."""
    text = text_of(cell)
    slug = _SLUG.fullmatch(text) and text.casefold() not in _NO_SLUG
    if text and not slug and not _PROFILE.fullmatch(text):
        raise Unreadable(_EXPECTED_PROFILE)
    return text


def read_phone(cell: Any) -> str | Asked:
    """The phone number in a cell, without a label beside it, "" for blank; one that stands as a
    number is asked about. Raises Unreadable where there are not 7 to 15 digits, letters stand
    between them, or Excel has shortened them."""
    text = text_of(cell)
    if not text:
        return ""
    if _SHORTENED.search(text):
        raise Unreadable(_SHORTENED_BY_EXCEL)
    number = _number_in(_without_format_characters(text))
    return Asked(number, _NUMBER_CELL) if isinstance(cell, int | float) else number


def _without_format_characters(text: str) -> str:
    """The text without what is not seen and comes with copying."""
    if text.isascii():
        return text
    return "".join(each for each in text if unicodedata.category(each) != "Cf")


def _number_in(text: str) -> str:
    extension = _EXTENSION.search(text) if _ANY_LETTER.search(text) else None
    found = _PHONE.fullmatch(text[: extension.start()] if extension else text)
    if not found or _ONLY_EXTENSION.search(found[1]) or _BETWEEN_NUMBERS.search(found[2]):
        raise Unreadable(_EXPECTED_PHONE)
    if not 7 <= len(_NO_DIGITS.sub("", found[2])) <= 15:
        raise Unreadable(_EXPECTED_PHONE)
    return found[2] + (extension[0] if extension else "")

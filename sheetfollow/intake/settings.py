"""Settings: cell values -> one frozen value, or the first fault in words (spec 3)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import Any
from zoneinfo import ZoneInfo

from sheetfollow.exceptions import BadSetting
from sheetfollow.files.names import is_portable
from sheetfollow.intake.addresses import is_address
from sheetfollow.intake.cells import Unreadable, known, yes_or_no
from sheetfollow.intake.dates import WorkingDays
from sheetfollow.intake.names import fold
from sheetfollow.schema import SETTINGS, Kind, Setting

_FOLDER = "the name of a folder beside the workbook, neither hidden nor kept by the system"


@dataclass(frozen=True)
class Settings:
    """The settings of one workbook. Spans are (first, last) in days."""

    your_name: str = ""
    your_email: str = ""
    your_phone: str = ""
    your_link: str = ""
    time_zone: str = ""
    date_order: str = ""
    thank_you_hours: int = 24
    thank_you_too_late: int = 7
    check_in_days: tuple[int, int] = (2, 3)
    second_days: tuple[int, int] = (5, 7)
    call_days: tuple[int, int] = (10, 12)
    repeat_days: tuple[int, int] = (5, 7)
    light_check_in: bool = True
    closing_note: bool = True
    send_on_weekends: bool = False
    holidays: str = ""
    decision_grace: int = 2
    suggest_closing: int = 4
    gone_quiet: int = 45
    words: int = 200
    note_characters: int = 200
    drafts_folder: str = "drafts"
    calendar: bool = True

    @cached_property
    def working_days(self) -> WorkingDays:
        return WorkingDays.of(self.holidays)

    @cached_property
    def zone(self) -> ZoneInfo | None:
        """The zone that the user named, None for the computer's."""
        return ZoneInfo(self.time_zone) if self.time_zone else None


def read_settings(cells: Mapping[str, tuple[str, Any]]) -> Settings:
    """Settings from {name in lower case: (place of the value cell, its value)}; a missing or blank
    key takes its default. Raises BadSetting with the cell, the value and what is allowed."""
    values: dict[str, Any] = {}
    for setting in SETTINGS:
        place, value = cells.get(fold(setting.name), ("", None))
        text = _as_text(value, place)
        if text:
            values[setting.key] = _parse(setting, place, text)
    settings = Settings(**values)
    _in_order(settings, cells)
    return settings


def _as_text(value: Any, place: str) -> str:
    try:
        known(value)
    except Unreadable as unread:
        raise BadSetting(f"{place}: {str(value)!r} {unread}") from None
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return "" if value is None else str(value).strip()


def _parse(setting: Setting, place: str, text: str) -> Any:
    parsed, allowed = _PARSERS[setting.kind](setting, text)
    if parsed is None:
        raise BadSetting(
            f"{place}: {text[:60]!r} is not a value for {setting.name}; write {allowed}, then sync"
            " again"
        )
    return parsed


def _text(setting: Setting, text: str) -> tuple[Any, str]:
    return (_folder(text), _FOLDER) if setting.key == "drafts_folder" else (text, "")


def _folder(text: str) -> str | None:
    """The drafts folder's name with slashes, None for what is no folder beside the workbook on
    every system: absolute, hidden, a device, over 100 letters."""
    name = text.replace("\\", "/")
    parts = name.rstrip("/").split("/")
    return "/".join(parts) if len(name) <= 100 and all(map(is_portable, parts)) else None


def _email(_: Setting, text: str) -> tuple[Any, str]:
    return (text if is_address(text) else None), "one address like name@example.com"


def _count(setting: Setting, text: str) -> tuple[Any, str]:
    least = 0 if setting.key == "decision_grace" else 1
    fits = re.fullmatch(r"\d{1,4}", text) and int(text) >= least
    return (int(text) if fits else None), f"a whole number from {least} to 9999"


def _span(_: Setting, text: str) -> tuple[Any, str]:
    match = re.fullmatch(r"(\d{1,3})\s*(?:-|–|to)\s*(\d{1,3})", text)
    fits = match and 1 <= int(match[1]) <= int(match[2])
    allowed = (
        "two day numbers like 5-7 (as text: format the cell as Text first, or Excel makes a date"
        " of it)"
    )
    return ((int(match[1]), int(match[2])) if match and fits else None), allowed


def _yes_no(_: Setting, text: str) -> tuple[Any, str]:
    return yes_or_no(text), "Yes or No"


def _choice(setting: Setting, text: str) -> tuple[Any, str]:
    word = text.upper()
    return (word if word in setting.choices else None), " or ".join(setting.choices)


def _zone(_: Setting, text: str) -> tuple[Any, str]:
    try:
        ZoneInfo(text)
    except (KeyError, ValueError, OSError):
        return None, "a name like Europe/Berlin or America/New_York, or leave it blank"
    return text, ""


def _region(_: Setting, text: str) -> tuple[Any, str]:
    if text.casefold() == "none":
        return "", ""
    known = WorkingDays.knows(text)
    return (
        text.upper() if known else None
    ), "a country code like DE or US, or a part of it like DE-BY or US-CA"


_PARSERS = {
    Kind.TEXT: _text,
    Kind.EMAIL: _email,
    Kind.COUNT: _count,
    Kind.SPAN: _span,
    Kind.YES_NO: _yes_no,
    Kind.CHOICE: _choice,
    Kind.ZONE: _zone,
    Kind.REGION: _region,
}


def _in_order(settings: Settings, cells: Mapping[str, tuple[str, Any]]) -> None:
    """The steps of the ladder open one after the other."""
    ladder = ("check_in_days", "second_days", "call_days")
    names = {setting.key: setting.name for setting in SETTINGS}
    for earlier, later in pairwise(ladder):
        if getattr(settings, earlier)[0] >= getattr(settings, later)[0]:
            place = cells.get(
                fold(names[later]), cells.get(fold(names[earlier]), ("Settings", None))
            )[0]
            raise BadSetting(
                f"{place}: {names[later]} must open after {names[earlier]}; change one of them"
            )

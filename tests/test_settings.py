"""Settings: a missing key takes its default, a bad value names its cell, the value and what is
allowed (spec 3)."""

from __future__ import annotations

from dataclasses import fields
from typing import Any

import pytest

from sheetfollow.exceptions import BadSetting
from sheetfollow.intake.addresses import is_address
from sheetfollow.intake.settings import Settings, read_settings
from sheetfollow.schema import SETTINGS


def _read(**cells: Any) -> Settings:
    return read_settings(
        {name.replace("_", " ").casefold(): ("Settings!B9", value) for name, value in cells.items()}
    )


def test_the_defaults_are_those_of_the_schema() -> None:
    typed = {setting.name.casefold(): ("Settings!B2", setting.default) for setting in SETTINGS}
    assert read_settings(typed) == Settings() == read_settings({})
    assert {field.name for field in fields(Settings)} == {setting.key for setting in SETTINGS}


def test_values_are_read_as_people_type_them() -> None:
    cells = {
        "check-in days": ("B2", "1 - 2"),
        "light check-in": ("B3", "no"),
        "words at most": ("B4", 150.0),
        "holidays": ("B5", "de-by"),
        "date order": ("B6", "dmy"),
        "time zone": ("B7", "Europe/Berlin"),
        "send on weekends": ("B8", True),
        "second follow-up days": ("B9", "5–7"),
    }
    settings = read_settings(cells)
    assert settings.check_in_days == (1, 2)
    assert settings.light_check_in is False
    assert settings.words == 150
    assert settings.holidays == "DE-BY"
    assert settings.date_order == "DMY"
    assert settings.send_on_weekends is True
    assert settings.second_days == (5, 7)


@pytest.mark.parametrize(
    ("name", "value", "allowed"),
    [
        ("time zone", "Mars/Olympus", "Europe/Berlin"),
        ("date order", "YDM", "DMY or MDY or YMD"),
        ("thank-you within hours", "soon", "whole number"),
        ("thank-you within hours", 0, "from 1"),
        ("check-in days", "3-2", "two day numbers"),
        ("check-in days", "tomorrow", "two day numbers"),
        ("light check-in", "maybe", "Yes or No"),
        ("holidays", "Atlantis", "country code"),
        ("your email", "me", "name@example.com"),
        ("drafts folder", "../../x", "beside the workbook"),
        ("drafts folder", "/tmp", "beside the workbook"),
        ("drafts folder", "C:\\x", "beside the workbook"),
        ("second follow-up days", "2-7", "must open after"),
    ],
)
def test_a_bad_value_names_its_cell_and_what_is_allowed(
    name: str, value: Any, allowed: str
) -> None:
    with pytest.raises(BadSetting, match=r"^Settings!B9: ") as error:
        read_settings({name: ("Settings!B9", value)})
    assert allowed in str(error.value)
    assert "\n" not in str(error.value)


def test_a_span_that_excel_made_a_date_of_is_refused_with_the_way_out() -> None:
    from datetime import datetime

    with pytest.raises(BadSetting, match="format the cell as Text"):
        read_settings({"repeat every days": ("Settings!B14", datetime(2026, 5, 7))})


@pytest.mark.parametrize(
    "text",
    ["a@b.c?bcc=d@e.f", "a@b", "a b@c.de", "a@b.de, c@d.ef", "<a@b.de>", "a@b.de\nBcc: x@y.z", ""],
)
def test_an_address_that_is_not_one_is_none(text: str) -> None:
    assert not is_address(text)


@pytest.mark.parametrize(
    "text", ["dana.lee@example.com", "d+jobs@exämple.de", "o'neil@example.co.uk"]
)
def test_an_address_is_one(text: str) -> None:
    assert is_address(text)


@pytest.mark.parametrize(
    "name", ["drafts", "my drafts", "search/drafts", r"search\drafts", "über/"]
)
def test_the_drafts_folder_is_a_folder_beside_the_workbook(name: str) -> None:
    wanted = name.replace("\\", "/").rstrip("/")
    assert _read(drafts_folder=name).drafts_folder == wanted


@pytest.mark.parametrize(
    "name",
    [
        *("CON", "nul", "com1.old", "search/Aux", "drafts.", "drafts /now", ".ssh", ".git/hooks"),
        *("search/.hidden", "..", "../up", "/abs", "//server/share", "C:drafts", "a//b", "x" * 300),
    ],
)
def test_a_drafts_folder_that_some_system_keeps_hides_or_puts_elsewhere_is_refused(
    name: str,
) -> None:
    with pytest.raises(BadSetting, match="the name of a folder beside the workbook") as caught:
        _read(drafts_folder=name)
    assert len(str(caught.value)) < 250

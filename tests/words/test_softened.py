"""A trouble that was told bluntly is named, not said back (spec 6: the text is for the person who
told it)."""

from __future__ import annotations

import pytest

from sheetfollow.words.reading import read


@pytest.mark.parametrize(
    ("cell", "thing"),
    [
        ("nobody reads the handover notes", "the handover notes"),
        ("no one in sales updates the CRM", "the CRM"),
        ("Nobody under 40 comes to concerts", "concerts"),
        ("their forecast is always off", "your forecast"),
        ("planning permission takes forever", "planning permission"),
        ("agency staff cost a fortune", "agency staff"),
        ("legacy COBOL nobody dares touch", "legacy COBOL"),
    ],
)
def test_of_a_trouble_that_is_told_bluntly_the_thing_is_named(cell: str, thing: str) -> None:
    assert [(item.phrase, item.that) for item in read(cell, "challenge").items] == [(thing, "")]


@pytest.mark.parametrize("cell", ["builds take 40 minutes", "hoods are always booked"])
def test_a_trouble_told_plainly_is_said_as_it_was(cell: str) -> None:
    assert [item.that for item in read(cell, "challenge").items] == [cell]


def test_a_blunt_trouble_without_a_thing_stays_a_statement() -> None:
    told = "nobody knows who signs off"
    assert [item.that for item in read(told, "challenge").items] == [told]


def test_what_nobody_reads_is_asked_about_where_one_word_would_be_left() -> None:
    assert read("policies nobody reads", "challenge").items == ()

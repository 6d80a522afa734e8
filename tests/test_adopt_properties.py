"""What must hold for every tracker (spec 8, adopt)."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sheetfollow.adopt.applications import applications
from sheetfollow.adopt.block import lines_of, read_adoption, taken_lines
from sheetfollow.adopt.facts import Cells
from sheetfollow.adopt.preview import as_data, preview_lines
from sheetfollow.adopt.proposal import Proposal, Wishes, propose
from sheetfollow.adopt.source import read_source
from sheetfollow.adopt.values import Days
from sheetfollow.adopt.vocabulary import header_words, status_words
from tests.helpers.trackers import LOOK_ALIKES, TODAY, cells_of

HEADERS = st.one_of(st.sampled_from(sorted(header_words())), st.text(max_size=12), st.none())
CELLS = st.one_of(
    st.none(),
    st.text(max_size=14),
    st.sampled_from(sorted(status_words())),
    st.sampled_from(["x", "Yes", "N/A", "a@b.example", "+1 202 555 0143", "3/4/2026", "8.21"]),
    st.booleans(),
    st.integers(-5, 90_000),
    st.floats(0, 50),
    st.datetimes(datetime(2025, 1, 1), datetime(2027, 1, 1)),
    st.times(),
)


NEAR = st.datetimes(datetime(2026, 9, 20), datetime(2026, 12, 20))
COLUMNS = st.sampled_from(
    [
        ("job title", st.sampled_from(["Buyer", "Cook", "Nurse"])),
        ("status", st.sampled_from(["Applied", "Rejected", "Interview", "2nd interview", "Hm"])),
        ("outcome", st.sampled_from(["", "Offer", "Withdrawn", "Closed"])),
        ("date applied", NEAR),
        ("interview date", NEAR),
        ("1st interview", st.one_of(NEAR, st.none())),
        ("2nd interview", st.one_of(NEAR, st.none())),
        ("interviewer", st.sampled_from(["Ana", "Bo Lee", ""])),
        ("contact", st.sampled_from(["Ana", "Cy Ng", ""])),
        ("email", st.sampled_from(["ana@a.example", "cy@c.example", ""])),
        ("thank you sent", st.one_of(st.sampled_from(["x", ""]), NEAR)),
        ("interview time", st.one_of(st.times(), st.none())),
        ("response date", NEAR),
        ("notes", st.text(max_size=9)),
    ]
)


@st.composite
def trackers(draw: st.DrawFn) -> Cells:
    """A sheet or two whose columns mostly hold what they are called, and some hold anything."""
    sheets: dict[str, list[list[Any]]] = {}
    for name in draw(st.lists(st.sampled_from(["Jobs", "Old"]), min_size=1, unique=True)):
        known = [("company", st.sampled_from(["Acme", "Bolt", "Corn"]))]
        known += draw(st.lists(COLUMNS, min_size=1, max_size=8))
        others = draw(st.lists(HEADERS, max_size=2))
        rows = [
            [draw(cells) for _, cells in known] + [draw(CELLS) for _ in others]
            for _ in range(draw(st.integers(0, 6)))
        ]
        rows += draw(st.lists(st.lists(CELLS, max_size=4), max_size=1))
        above = draw(st.lists(st.lists(CELLS, max_size=3), max_size=1))
        sheets[name] = [*above, [*(head for head, _ in known), *others], *rows]
    return sheets


def _propose(cells: Cells) -> Proposal:
    return propose(cells, Wishes(), today=TODAY, quiet_days=45)


@settings(max_examples=40, deadline=None)
@given(trackers())
def test_any_sheet_is_understood_or_refused_in_one_line_and_shown(cells: Cells) -> None:
    _assert_understood_or_refused(cells)


@pytest.mark.slow
@settings(max_examples=500, deadline=None)
@given(trackers())
def test_five_hundred_sheets_are_understood_or_refused_and_read_alike(cells: Cells) -> None:
    _assert_understood_or_refused(cells)
    _assert_read_alike(cells)


def _assert_understood_or_refused(cells: Cells) -> None:
    found = _propose(cells)
    assert list(preview_lines(found, "x.xlsx"))
    assert as_data(found, "x.xlsx")["refused"] == (found.survey.refused or None)
    assert "\n" not in found.survey.refused
    keys = [line.key for line in found.taken.interviews]
    assert len(set(keys)) == len(keys)
    assert all(line.company for line in found.taken.interviews)
    assert all(isinstance(line.day, date | None) for line in found.taken.interviews)


@settings(max_examples=30, deadline=None)
@given(trackers())
def test_what_settings_say_reads_the_same_applications_as_the_proposal(cells: Cells) -> None:
    _assert_read_alike(cells)


def test_two_days_under_one_group_header_are_two_interviews_in_settings_too() -> None:
    day, later = datetime(2026, 9, 20), datetime(2026, 9, 24)
    head = ["company", "job title", "thank you sent", "1st interview"]
    rows = [["Acme", "Buyer", "x", day, None, later] for _ in range(4)]
    above = [None, None, "1er entretien"]
    _assert_read_alike({"Jobs": [above, [*head, "thank you sent", "1st interview"], *rows]})


@pytest.mark.parametrize("name", [name for name in LOOK_ALIKES if "REFUSE" not in name])
def test_the_mapping_of_a_look_alike_reads_the_same_applications(name: str) -> None:
    _assert_read_alike(cells_of(name))


def _assert_read_alike(cells: Cells) -> None:
    survey = _propose(cells).survey
    if survey.refused:
        return
    days = Days(TODAY, survey.order)
    lines = [*lines_of(survey), *taken_lines([])]
    adoption = read_adoption((f"Settings!B{row}", *line[:2]) for row, line in enumerate(lines))
    assert adoption is not None
    again = read_source(adoption, cells, days)
    expected = [
        each
        for table in survey.chosen
        for each in applications(cells[table.sheet], table, adoption.words, days)
    ]
    assert list(again.applications) == expected
    assert not [problem for problem in again.problems if "is no column" in str(problem)]

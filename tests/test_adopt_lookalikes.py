"""Every look-alike is mapped as by hand, and takes over what was worked out by hand."""

from __future__ import annotations

import pytest

from sheetfollow.adopt.applications import applications
from sheetfollow.adopt.facts import Application, Fact, TakeOver
from sheetfollow.adopt.survey import survey
from sheetfollow.adopt.takeover import take_over
from sheetfollow.adopt.values import Days
from sheetfollow.xlsx import a1
from tests.helpers.trackers import LOOK_ALIKES, TODAY, cells_of, right_lines, right_mapping

pytestmark = pytest.mark.parametrize("name", LOOK_ALIKES)


def test_each_column_is_taken_as_by_hand(name: str) -> None:
    found = {
        (table.sheet, a1.letters(column.number)): (table.header_row, column.fact.public)
        for table in survey(cells_of(name), today=TODAY).tables
        for column in table.columns
    }
    for where, right in right_mapping().get(name, {}).items():
        assert found[where] == right, where


def test_the_two_to_refuse_are_refused_with_their_cell_and_no_other(name: str) -> None:
    refused = survey(cells_of(name), today=TODAY).refused
    if "REFUSE" not in name:
        assert refused == ""
    elif name.startswith("g"):
        assert refused == (
            "PM: the headers do not stand over their data: B1 'Role' has 2026-09-22, C1 'Company'"
            " has 'UX Researcher'; move the header row one column right, then adopt"
        )
    else:
        assert refused.startswith("Sheet1: B1 is a day among days")


def test_the_words_asked_are_those_with_two_faces_or_none_known(name: str) -> None:
    tables = survey(cells_of(name), today=TODAY).chosen
    asked = {word.text for table in tables for word in table.words if word.state is None}
    assert asked == {line[0] for line in right_lines(name, "word")}


def test_the_interviews_taken_over_are_those_by_hand(name: str) -> None:
    found = [
        [
            line.place,
            line.company,
            line.job_title,
            line.day.isoformat() if line.day else "",
            f"{line.time:%H:%M}" if line.time else "",
            line.interviewer,
            line.email,
            line.phone,
            line.outcome,
        ]
        for line in _taken(name).interviews
    ]
    assert found == list(right_lines(name, "interview"))


def test_the_log_lines_taken_over_are_those_by_hand(name: str) -> None:
    found = [
        [line.company, line.job_title, line.interviewer, line.day.isoformat(), line.message]
        for line in _taken(name).log
    ]
    assert found == list(right_lines(name, "log"))


def _taken(name: str) -> TakeOver:
    cells = cells_of(name)
    found = survey(cells, today=TODAY)
    days = Days(TODAY, found.order)
    rows: list[Application] = []
    for table in found.chosen:
        rows += applications(cells[table.sheet], table, {}, days)
    return take_over(rows, today=TODAY, quiet_days=45)


def test_a_password_is_never_an_example(name: str) -> None:
    tables = survey(cells_of(name), today=TODAY).tables
    shown = [str(each) for table in tables for column in table.columns for each in column.examples]
    assert "hunter2" not in shown
    assert not any(
        column.examples
        for table in tables
        for column in table.columns
        if column.fact is Fact.LEFT_ALONE
    )

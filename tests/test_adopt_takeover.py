"""What comes over from a tracker, and what stays in it."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from sheetfollow.adopt.applications import applications
from sheetfollow.adopt.facts import Application, Cells, State, TakeOver
from sheetfollow.adopt.survey import survey
from sheetfollow.adopt.takeover import Known, name_of, take_over
from sheetfollow.adopt.values import Days
from tests.helpers.trackers import TODAY, tracker

HEAD = "Company | Role | Date applied | Status | Interview date"


def _read(cells: Cells, **said: Any) -> list[Application]:
    found = survey(cells, today=TODAY, **said)
    return [
        each
        for table in found.chosen
        for each in applications(
            cells[table.sheet], table, said.get("words", {}), Days(TODAY, found.order)
        )
    ]


def _taken(*rows: str, head: str = HEAD, **more: Any) -> TakeOver:
    return take_over(_read(tracker(head, *rows)), today=TODAY, quiet_days=45, **more)


def test_an_interview_comes_over_from_the_quiet_days_on_and_ahead() -> None:
    taken = _taken(
        "A | Buyer | | | 2026-10-06",
        "B | Buyer | | | 2026-10-05",
        "C | Buyer | | | 2026-12-24",
        "D | Buyer | | Applied | ",
    )
    assert [line.company for line in taken.interviews] == ["A", "C"]
    assert (taken.older, taken.without) == (1, 1)


def test_a_day_of_applying_is_never_a_day_of_talking() -> None:
    assert _taken("A | Buyer | 2026-11-10 | Applied | ").interviews == ()


@pytest.mark.parametrize(
    ("row", "asked"),
    [
        ("A | Buyer | 2026-11-10 | Interviewing | ", True),
        ("A | Buyer | 2026-08-10 | Interviewing | ", False),
        ("A | Buyer | | Interviewing | ", False),
        ("A | Buyer | 2026-11-10 | Interviewing | 2026-09-12", False),
        ("A | Buyer | 2026-11-10 | 2nd interview | 2026-09-12", True),
        ("A | Buyer | 2026-11-10 | To apply | ", False),
    ],
)
def test_a_word_for_more_interviews_than_have_a_day_is_asked_about(row: str, asked: bool) -> None:
    other = "Z | Cook | 2026-01-01 | Applied | 2026-01-09"
    assert [line.day for line in _taken(row, other).interviews] == [None] * asked


def test_an_old_outcome_is_history_and_closes_its_first_line() -> None:
    head = HEAD + " | Response date"
    taken = _taken(
        "A | Buyer | | Rejected | 2026-11-01 | 2026-11-05",
        "B | Buyer | | Rejected | 2026-11-01 | 2026-11-13",
        "C | Buyer | | Rejected | 2026-11-01 | ",
        head=head,
    )
    assert [(line.outcome, line.outcome_date) for line in taken.interviews] == [
        ("Closed", date(2026, 11, 5)),
        ("Rejected", date(2026, 11, 13)),
        ("Closed", None),
    ]


def test_at_a_sync_a_final_word_is_written_as_itself() -> None:
    (line,) = _taken("C | Buyer | | Rejected | 2026-11-01", adopting=False).interviews
    assert (line.outcome, line.outcome_date) == ("Rejected", TODAY)


@pytest.mark.parametrize(
    ("sent", "logged"),
    [
        ("x", [(date(2026, 11, 11), "Thank-you", "from your sheet, day assumed")]),
        ("2026-11-12", [(date(2026, 11, 12), "Thank-you", "from your sheet")]),
        ("2026-11-01", []),
        ("2026-12-12", []),
        ("No", []),
    ],
)
def test_a_follow_up_that_is_ticked_or_dated_was_the_thank_you(
    sent: str, logged: list[Any]
) -> None:
    rows = (f"A | Buyer | 2026-11-10 | {sent}", "B | Cook | 2026-01-10 | x", "C | Cook | | Yes")
    taken = _taken(*rows, head="Company | Role | Interview date | Thank you sent")
    assert [(line.day, line.message, line.notes) for line in taken.log] == logged


def test_a_contact_is_never_the_interviewer_by_itself() -> None:
    head = "Company | Role | Interview date | Contact | Email | Phone"
    (line,) = _taken(
        "A | Buyer | 2026-11-10 | Ana Ruiz | ana@a.example | +1 202 555 0143", head=head
    ).interviews
    assert (line.interviewer, line.email, line.phone) == ("", "ana@a.example", "+1 202 555 0143")


def test_the_contacts_address_is_not_another_interviewers() -> None:
    head = "Company | Role | Interview date | Interviewer | Contact | Email"
    rows = (
        "A | Buyer | 2026-11-10 | Bo Lee | Ana Ruiz | ana@a.example",
        "B | Buyer | 2026-11-10 | Ana Ruiz | Ana Ruiz | ana@b.example",
        "C | Buyer | 2026-11-10 | Cy Ng | | cy@c.example",
    )
    assert [line.email for line in _taken(*rows, head=head).interviews] == [
        "",
        "ana@b.example",
        "cy@c.example",
    ]


def test_two_final_words_that_differ_settle_nothing_and_name_both_cells() -> None:
    head = "Company | Role | Status | Outcome | Interview date"
    (row,) = _read(tracker(head, "A | Buyer | Declined offer | Rejected | 2026-11-10"))
    assert (row.state, row.against) == (None, "Jobs!C2 and Jobs!D2")
    (row,) = _read(tracker(head, "A | Buyer | Closed | Rejected | 2026-11-10"))
    assert (row.state, row.against) == (State.REJECTED, "")


def test_what_was_taken_over_once_and_what_is_there_is_not_taken_again() -> None:
    rows = (
        "A | Buyer | | | 2026-11-10",
        "B | Buyer | | | 2026-11-11",
        "C | Buyer | | | 2026-11-12",
    )
    first = _taken(*rows).interviews
    known = Known({name_of("b", "BUYER"): [date(2026, 11, 11)]}, {first[0].key})
    assert [line.company for line in _taken(*rows, known=known).interviews] == ["C"]


def test_the_order_of_rows_does_not_matter() -> None:
    rows = [
        "A | Buyer | 2026-11-01 | Interview | ",
        "B | Cook | 2026-11-01 | Rejected | 2026-11-10",
        "B | Cook | 2026-11-05 | Applied | 2026-11-12",
        "C | Pilot | 2026-11-01 | Applied | 2026-11-12",
    ]
    there, back = _taken(*rows).interviews, _taken(*reversed(rows)).interviews
    assert {line.key for line in there} == {line.key for line in back}


def test_the_latest_application_for_the_same_job_tells_how_it_stands() -> None:
    taken = _taken(
        "B | Cook | 2026-02-01 | Rejected | ",
        "B | Cook | 2026-11-05 | Applied | 2026-11-12",
    )
    assert [line.outcome for line in taken.interviews] == [""]


def test_a_panel_of_two_rows_is_two_lines_and_a_copy_is_one() -> None:
    head = "Company | Role | Interview date | Interviewer"
    panel = (
        "A | Buyer | 2026-11-10 | Ana",
        "A | Buyer | 2026-11-10 | Bo",
        "A | Buyer | 2026-11-10 | Bo",
    )
    assert [line.interviewer for line in _taken(*panel, head=head).interviews] == ["Ana", "Bo"]


def test_the_time_in_the_cell_of_the_day_is_taken_along() -> None:
    cells = tracker(
        "Company | Role | Interview time | Interview date", "A | B | 14:30 | 2026-11-10"
    )
    (line,) = take_over(_read(cells), today=TODAY, quiet_days=45).interviews
    assert f"{line.time:%H:%M}" == "14:30"


def test_a_line_that_asks_for_its_day_has_the_name_that_is_known() -> None:
    head = "Company | Role | Date applied | Status | Interviewer"
    (line,) = _taken("A | Buyer | 2026-11-10 | Interviewing | Ana Ruiz", head=head).interviews
    assert (line.day, line.interviewer) == (None, "Ana Ruiz")


def test_an_open_offer_stays_an_offer_and_one_of_months_ago_is_history() -> None:
    head = HEAD + " | Response date"
    taken = _taken(
        "A | Buyer | | Offer | 2026-11-10 | ",
        "B | Buyer | | Offer | 2026-10-10 | 2026-10-21",
        "C | Buyer | | Offer | 2026-10-10 | 2026-10-20",
        head=head,
    )
    assert [(line.outcome, line.outcome_date) for line in taken.interviews] == [
        ("Offer", None),
        ("Offer", date(2026, 10, 21)),
        ("Closed", date(2026, 10, 20)),
    ]

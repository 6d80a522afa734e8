"""A filled cell is not taken as meaningful: names, answers and outcomes are read for what they say
(spec 3)."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from sheetfollow.intake import Intake, take_in
from sheetfollow.intake.answers import what_answer
from sheetfollow.intake.cells import text_of
from sheetfollow.intake.names import kind_of_name
from sheetfollow.intake.settings import Settings
from tests.helpers.stories import DEFAULTS, book

TODAY = date(2026, 11, 23)
HELD = date(2026, 11, 16)
NAMES = {
    "nobody": (
        "?",
        "None",
        "Unknown",
        "not sure",
        "TBC",
        "n/a",
        "???",
        "-",
        "don't know",
        "dont remember",
        "unknown yet",
        "name tbc",
        "Can’t remember",
        "NONE",
        "no name",
        "dana@x.de",
        "someone",
        "123",
        "to be confirmed",
        "tbd (ask Sue)",
        "N/A",
        "Not Sure",
        "interviewer",
        "not known",
        "forgot to ask",
        "...",
        "nan",
    ),
    "role": (
        "Hiring manager",
        "HR",
        "the recruiter",
        "HR team",
        "Talent Acquisition",
        "Head of Data",
        "VP Sales",
        "interview panel",
        "Panel",
        "someone from HR",
        "CTO",
        "Engineering Manager",
        "two engineers",
        "Recruiting team",
        "Tech lead",
        "Hiring Manager & HR",
        "Director of Engineering",
        "the hiring team",
        "CEO and CTO",
        "panel of three",
    ),
    "several": (
        "Dana Lee, Bo Ray",
        "Dana Lee, Bo Ray, Cy Poe",
        "Dana & Bo",
        "Dana Lee and Bo Ray",
        "Dana Lee / Bo Ray",
        "Dana Lee; Bo Ray",
        "Dana Lee\nBo Ray",
        "Dana Lee + Bo",
        "Dana and team",
        "Dana Lee + 2 others",
        "Mr. and Mrs. Lee",
        "Dana Lee with Bo Ray",
        "Dana Lee (and Bo Ray)",
        "Dana, Bo and Cy",
        "김민수, 박지훈",
        "Dana Lee et al.",
        "Dana Lee & colleague",
        "Ana María Ruiz, Bo Ray",
        "Dana Lee (HR), Bo Ray (CTO)",
        "Dana Lee – CTO, Bo Ray – HR",
        "Dana / Bo",
    ),
    "person": (
        "Dana Lee",
        "Bjørn Aasen, site manager",
        "Tomasz Zieliński <t.zielinski@example.org>",
        "Greta, from 2nd round",
        "Head chef, Luca",
        "Lee, Dana",
        "van der Berg, Bo",
        "Dana Lee, PhD",
        "Dana Lee, CTO",
        "Dana Lee (HR)",
        "Dana\nLee",
        "GARCÍA LÓPEZ, Marta",
        "Dr. Dana Lee",
        "Dana Lee / HR",
        "Dana Lee, Head of Data",
        "Mr Bo van der Berg",
        "José Núñez",
        "O'Brien, Pat",
        "Dana",
        "Chen Wei",
        'Robert "Bob" Lee',
        "Dana Lee-Smith",
        "Recruiter Dana Lee",
        "Dana from HR",
        "Dana Lee (she/her)",
        "Dana Lee, MBA, PMP",
        "Jean-Luc Picard",
        "Dana Lee Jr.",
        "Anderson",
        "Andrew Plusman",
        "Noname Patel",
        "Askar Mamin",
        "Check Lee",
        "Dean Head",
        "Page Turner",
        "Dana Lee, Senior Engineer",
        "N. Tbilisi",
        "Chief Okafor",
        "Xu Xx",
        "Unni Nair",
        "Nona Smith",
        "Dana Lee - Hiring Manager",
        "Dana Lee\nHiring manager",
        "李雷",
        "Et Tu",
        "Major Tom",
    ),
}
RESPONSES = {
    "none": (
        "no reply yet",
        "None",
        "No response",
        "waiting",
        "nothing",
        "pending",
        "No reply",
        "still waiting",
        "Haven't heard back",
        "haven’t heard anything yet",
        "No answer so far",
        "no response as of 20 Nov",
        "Waiting for reply",
        "No",
        "crickets",
        "ghosted",
        "no reply received",
        "Not yet",
        "they haven't heard back",
        "No news.",
        "nothing yet!",
        "Awaiting response",
        "no reply (yet)",
        "waiting to hear back from them",
        "did not reply",
        "No response after 2 weeks",
        "No feedback yet",
        "none so far",
        "-- none --",
    ),
    "bounced": (
        "bounced",
        "Email bounced",
        "bounced back",
        "mail bounced: mailbox full",
        "undeliverable",
        "It bounced.",
        "Delivery failed",
        "message undeliverable",
        "Address not found",
        "Bounce",
    ),
    "out of office": (
        "out of office",
        "OOO until 5 Dec",
        "Out of office reply",
        "Out-of-office",
        "auto-reply: out of office",
        "got an out of office",
        "automatic out of office until Monday",
    ),
    "auto-reply": (
        "auto-reply",
        "auto reply",
        "Automatic reply",
        "autoreply",
        "got an automated response",
        "Auto-response",
        "automatic confirmation",
        "Automated reply: we received your application",
    ),
    "left voicemail": (
        "left voicemail",
        "Left a voicemail",
        "voicemail",
        "left VM",
        "went to voicemail",
        "No answer, left voicemail",
        "left message",
        "left a message with the receptionist",
        "LVM",
        "left voice message",
        "left a voice mail on her phone",
        "no answer - left a message",
    ),
    "given": (
        "No, thanks",
        "They said no",
        "Waiting for the CTO's approval, will call Monday",
        "Thanks, will decide next week",
        "We bounced ideas around",
        "Nothing to add, see you Monday",
        "left voicemail, called back Tuesday and wants to talk",
        "None of the dates work; proposed Friday",
        "Yes",
        "Rejected",
        "positive",
        "She is on vacation, back Monday",
        "They bounced it to HR",
        "Will be in touch",
        "No decision yet, more next week",
        "Pending background check, offer follows",
        "No problem, see you then",
        "Out of office till Monday but said she is keen",
        "Message from Dana: come in on Monday",
        "Not this time",
        "open to a second call",
        "Auto-insurance question answered",
    ),
    "": (
        "",
        "-",
        "?",
    ),
}


def _take(row: dict[str, Any], *log: dict[str, Any]) -> Intake:
    made = book([DEFAULTS | {"Interview date": HELD} | row], log, {})
    return take_in(made, Settings(), today=TODAY)


@pytest.mark.parametrize("kind", NAMES)
def test_a_name_cell_is_one_person_nobody_a_role_or_several(kind: str) -> None:
    assert {cell: kind_of_name(cell).value for cell in NAMES[kind]} == dict.fromkeys(
        NAMES[kind], kind
    )


@pytest.mark.parametrize("kind", RESPONSES)
def test_a_response_is_an_answer_unless_it_plainly_says_that_there_was_none(kind: str) -> None:
    assert {cell: what_answer(text_of(cell)).value for cell in RESPONSES[kind]} == dict.fromkeys(
        RESPONSES[kind], kind
    )


@pytest.mark.parametrize(
    ("typed", "name", "told"),
    [
        (None, "", "Interviewer is blank"),
        ("?", "", "Interviewer is blank"),
        ("None", "", "'None' names nobody"),
        ("Hiring manager", "Hiring manager", "is a role, not a name"),
        ("Dana Lee, Bo Ray", "Dana Lee, Bo Ray", "is several people"),
        ("tall guy w/ beard", "tall guy w/ beard", "names nobody"),
        ("Mr. and Mrs. Lee", "Mr. and Mrs. Lee", "is several people"),
    ],
)
def test_a_row_without_one_name_is_asked_about_and_is_no_row_to_check(
    typed: Any, name: str, told: str
) -> None:
    intake = _take({"Interviewer": typed})
    (row,) = intake.rows.to_dict("records")
    assert row["interviewer"] == name
    assert row["problem"] == ""
    assert told in row["asks"]
    assert row["asks"].startswith("Interviews!")
    assert [str(each) for each in intake.problems] == [row["asks"]]


def test_a_row_that_says_how_to_greet_is_not_asked_for_a_name() -> None:
    for name in (None, "HR team", "Dana Lee, Bo Ray"):
        assert _take({"Interviewer": name, "Greet as": "Ms Lee"}).problems == ()


def test_two_people_on_two_lines_stay_two() -> None:
    (row,) = _take({"Interviewer": "Dana Lee\nBo Ray"}).rows.to_dict("records")
    assert row["interviewer"] == "Dana Lee, Bo Ray"


@pytest.mark.parametrize(
    ("typed", "outcome"),
    [
        ("Ghosted", "Closed"),
        ("Position filled", "Closed"),
        ("position  FILLED.", "Closed"),
        ("Withdrew", "Withdrawn"),
        ("Not selected", "Rejected"),
        ("2nd round", "Next round"),
        ("Offer received", "Offer"),
        ("I declined", "Declined"),
        ("Hired", "Accepted"),
        ("pending", "Waiting"),
    ],
)
def test_plain_other_words_for_an_outcome_are_taken_whole(typed: str, outcome: str) -> None:
    intake = _take({"Outcome": typed})
    assert list(intake.rows["outcome"]) == [outcome]
    assert intake.problems == ()


@pytest.mark.parametrize(
    "typed", ["Turned down", "No response", "On hold", "Passed on", "Moved on", "Refused", "no"]
)
def test_an_outcome_that_can_mean_two_things_is_asked_about_and_stays_unread(typed: str) -> None:
    (row,) = _take({"Outcome": typed}).rows.to_dict("records")
    assert row["outcome"] == ""
    assert row["unread"] == ("outcome",)
    assert row["problem"] == ""
    assert f"{typed!r} can mean two things" in row["asks"]


@pytest.mark.parametrize("typed", ["Rejected by e-mail", "Ghosted?", "see notes"])
def test_an_outcome_that_cannot_be_read_is_a_problem_of_its_row(typed: str) -> None:
    (row,) = _take({"Outcome": typed}).rows.to_dict("records")
    assert row["unread"] == ("outcome",)
    assert "is not one of Waiting" in row["problem"]


@pytest.mark.parametrize("typed", ["call HR", "555", 0, "12345678901234567", "none yet"])
def test_a_phone_number_has_7_to_15_digits_and_the_row_is_planned_without_it(typed: Any) -> None:
    (row,) = _take({"Phone": typed}).rows.to_dict("records")
    assert row["phone"] == ""
    assert row["problem"] == ""
    assert "is not a phone number" in row["asks"]


@pytest.mark.parametrize(
    "typed", ["+1 202 555 0100", "030/1234567", "(202) 555-0100 ext. 12345", "1-800-555-0100"]
)
def test_a_phone_number_is_taken_as_typed(typed: str) -> None:
    (row,) = _take({"Phone": typed}).rows.to_dict("records")
    assert row["phone"] == typed
    assert row["asks"] == ""


def test_a_phone_number_that_stands_as_a_number_is_used_and_told() -> None:
    (row,) = _take({"Phone": 1715550100.0}).rows.to_dict("records")
    assert row["phone"] == "1715550100"
    assert "is a number, not text" in row["asks"]


def test_a_response_that_is_none_is_blank_from_then_on_and_what_it_is_is_kept() -> None:
    lines = [
        {"Date": HELD, "Response": text, "Response date": HELD}
        for text in ("no reply yet", "bounced", "Happy to talk")
    ]
    log = _take({}, *lines).log
    assert list(log["response"]) == ["", "", "Happy to talk"]
    assert list(log["response_date"].notna()) == [False, False, True]
    assert list(log["answer"]) == ["none", "bounced", "given"]
    assert [bool(hint) for hint in log["hint"]] == [False, True, False]


def test_an_answer_without_its_date_is_asked_for_it() -> None:
    log = _take({}, {"Date": HELD, "Response": "Happy to talk"}).log
    assert list(log["hint"]) == [
        "Communications!I2: Response date is blank; type the day they answered"
    ]


def test_a_message_that_was_received_has_its_date_and_is_asked_for_no_other() -> None:
    line = {"Date": HELD, "Direction": "Received", "Response": "Asked when I could start."}
    assert list(_take({}, line).log["hint"]) == [""]


@pytest.mark.parametrize(
    ("header", "typed", "held"),
    [
        ("Direction", "sideways", True),
        ("Message", "a note", True),
        ("Date", "soon", True),
        ("Method", "pigeon", False),
        ("Response date", "soon", False),
    ],
)
def test_a_log_row_is_of_no_use_only_where_nobody_can_tell_what_happened(
    header: str, typed: str, held: bool
) -> None:
    (line,) = _take({}, {"Date": HELD, "Message": "Check-in"} | {header: typed}).log.to_dict(
        "records"
    )
    assert bool(line["problem"]) is held
    assert bool(line["asks"]) is not held
    assert len(line["unread"]) == 1


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("Dana\nLee", "Dana Lee"),
        ("Tony Bassett\nDepot manager", "Tony Bassett, Depot manager"),
        ("piet\nloading bay", "piet, loading bay"),
    ],
)
def test_a_name_over_two_lines_stays_one_and_a_role_below_it_stays_beside_it(
    typed: str, name: str
) -> None:
    (row,) = _take({"Interviewer": typed}).rows.to_dict("records")
    assert (row["interviewer"], row["problem"], row["asks"]) == (name, "", "")

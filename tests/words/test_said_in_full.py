"""What notes leave out, stress or run together, said as one writes it (spec 6)."""

from __future__ import annotations

import pytest

from sheetfollow.words.reading import read
from sheetfollow.words.refusals import Reason


def _said(cell: str, column: str) -> list[str]:
    return [item.said or item.that or item.phrase for item in read(cell, column).items]


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        ("cut scrap from 9% to 3%", "I cut scrap from 9% to 3%"),
        ("cut scrap 9%", "I cut scrap by 9%"),
        ("cut costs nearly 20%", "I cut costs by nearly 20%"),
        ("I did migrate 40 services", "I migrated 40 services"),
        ("I did design work for charities", "I did design work for charities"),
        (
            "Wrote the tender that won us the NHS contract",
            "I wrote the tender that won the NHS contract",
        ),
        ("Stage managed 14 shows", "I stage-managed 14 shows"),
        ("HGV licence class 1", "I hold an HGV licence"),
        ("AutoCad & Revit", "AutoCAD and Revit"),
        ("planed shifts for 45 people", "I planned shifts for 45 people"),
        ("have direct experience of tenders", "I have direct experience of tenders"),
        ("2nd fix carpentry", "second-fix carpentry"),
        ("Scaffolding, CISRS card", "scaffolding"),
        ("Kotlin, learning Swift", "Kotlin"),
        ("have experience of 6 years in retail", "I have six years of experience in retail"),
    ],
)
def test_a_deed_is_told_plainly_and_by_how_much(cell: str, said: str) -> None:
    assert _said(cell, "skill") == [said]


@pytest.mark.parametrize("cell", ["mgmt", "Leadership"])
def test_a_skill_of_one_word_that_may_be_anything_says_nothing(cell: str) -> None:
    assert read(cell, "skill").reason is Reason.NOTHING
    assert _said(f"{cell}, payroll", "skill") == ["payroll"]


def test_how_fast_something_was_done_once_is_no_skill() -> None:
    assert _said("month end close in 4 days", "skill") == []
    assert _said("built a booth in 2 days", "skill") == ["I built a booth in 2 days"]


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        ("take away menu for the office crowd", "a take-away menu for the office crowd"),
        ("take away the old menu", "you could take away the old menu"),
        ("record the lectures & put subtitles", "you could record the lectures and put subtitles"),
        ("breakfast club paid by local shops", "a breakfast club paid for by local shops"),
        ("use AI for to sort the incoming mails", "you could use AI to sort the incoming mails"),
        ("QR code on the shelf edge -> recipe", "a QR code on the shelf edge"),
        ("text reminders 24h before", "text reminders 24 hours before"),
        ("guides to the 10 most common faults", "guides to the 10 most common faults"),
        ("short video how to use the hoist", "a short video on how to use the hoist"),
        ("could use drone for check the roofs", "you could use a drone to check the roofs"),
    ],
)
def test_an_idea_is_said_as_one_writes_it(cell: str, said: str) -> None:
    assert _said(cell, "idea") == [said]


@pytest.mark.parametrize(
    ("column", "cell"),
    [
        ("idea", "the one w/ the boxes"),
        ("idea", "spent grain -> dog biscuits"),
        ("topic", "the one about the boat"),
        ("topic", "rain or shine"),
    ],
)
def test_what_nobody_can_know_is_asked_about(column: str, cell: str) -> None:
    assert _said(cell, column) == []


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        (
            "everyone works from different version of the plan",
            ["everyone works from different versions of the plan"],
        ),
        ("they have too much tools", ["you have too many tools"]),
        ("too many priority in same time", ["too many priorities in the same time"]),
        ("migration is 4 months behind", ["the migration is 4 months behind"]),
        ("card machine dies when it rains", ["the card machine dies when it rains"]),
        ("nobody knows when bus comes", ["nobody knows when the bus comes"]),
        ("rights revert and nobody notices", ["rights revert"]),
        ("reaching people without internet", ["reaching people without internet"]),
        ("damp in old building", ["damp in the old building"]),
        (
            "Cleaning the vats blocks a whole shift",
            ["cleaning the vats blocks a whole shift"],
        ),
        ("alerts at 3am, most are false", ["most alerts at 3am are false"]),
        ("forms, half are wrong", ["half of the forms are wrong"]),
        ("late deliverys from Spain", ["late deliveries from Spain"]),
        ("1 in 3 deliveries is late", ["1 in 3 deliveries are late"]),
        (
            "We are growing faster than our processes",
            ["you are growing faster than your processes"],
        ),
        ("different price for each client", ["different prices for each client"]),
        ("half of each class is absent", ["half of each class is absent"]),
        ("too many tools, nobody knows which one to use", ["too many tools"]),
        ("everything needs 3 signatures", ["everything needs 3 signatures"]),
        ("nurses worried about the move", ["nurses are worried about the move"]),
        (
            "getting nurses and IT to speak the same language",
            ["getting nurses and IT to speak the same language"],
        ),
    ],
)
def test_a_problem_is_told_of_as_many_as_it_has(cell: str, said: list[str]) -> None:
    assert _said(cell, "challenge") == said


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        ("the importance of good briefing", "the importance of good briefing"),
        ("the need for better tool", "the need for a better tool"),
        ("the role of school library", "the role of the school library"),
        ("we both trained in Glasgow", "how we both trained in Glasgow"),
        ("how one do planning in the bakery", "how you do planning in the bakery"),
        ("why the menu changes each 6 weeks", "why the menu changes every 6 weeks"),
        ("tradeoff speed / quality", "the tradeoff between speed and quality"),
        ("switching to 4 day week", "switching to a 4-day week"),
        ("dementia-freindly cinema screenings", "dementia-friendly cinema screenings"),
        (
            "She started as a trainee and now she runs the branch",
            "you started as a trainee and now run the branch",
        ),
        ("dashbords for the shift leads", "dashboards for the shift leads"),
        ("hybrid, 2 days in office", "hybrid working with 2 days in the office"),
    ],
)
def test_a_topic_is_said_as_one_writes_it(cell: str, said: str) -> None:
    assert _said(cell, "topic") == [said]


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        ("Dept. of Collections", "the Department of Collections"),
        ("School of Nursing", "the School of Nursing"),
        ("team is called Orion", "the Orion team"),
        ("they call themselves the Pirates", "the Pirates"),
    ],
)
def test_a_team_is_called_by_its_name(cell: str, said: str) -> None:
    assert _said(cell, "team") == [said]


@pytest.mark.parametrize(
    ("column", "cell", "said"),
    [
        ("idea", '"Pay what you can" matinees', '"Pay what you can" matinees'),
        ("topic", 'their "we buy back" scheme', 'your "we buy back" scheme'),
        ("challenge", 'five definitions of "active user"', 'five definitions of "active user"'),
    ],
)
def test_what_is_quoted_is_one_thing_and_stays_as_it_is(column: str, cell: str, said: str) -> None:
    assert _said(cell, column) == [said]


def test_a_slip_or_a_short_form_alone_tells_nothing_against_a_note() -> None:
    assert _said("no test enviroment", "challenge") == ["the lack of a test environment"]
    assert _said("Was deputy head for 3 yrs", "skill") == ["I was a deputy head for 3 years"]


def test_how_long_something_was_talked_about_is_left_out() -> None:
    assert _said("spent 20 mins on the rota", "topic") == ["the rota"]


@pytest.mark.parametrize(
    ("column", "cell", "said"),
    [
        ("topic", "what is the future of branch banking", "the future of branch banking"),
        (
            "topic",
            "how does the night shift hand over to days",
            "how the night shift hands over to days",
        ),
        ("topic", "She started as an apprentice there", "you started as an apprentice"),
        ("skill", "Sold adverts by phone for 2 yrs", "I sold adverts by phone for 2 years"),
    ],
)
def test_a_question_and_a_deed_are_said_in_full(column: str, cell: str, said: str) -> None:
    assert _said(cell, column) == [said]


def test_what_takes_weeks_is_left_out_where_nobody_says_what() -> None:
    reading = read("Legal signs off everything, takes weeks", "challenge")
    assert reading.left_out == ("takes weeks",)

"""Cells as they are typed in haste, or in a second language: put right where one thing alone can be
meant (spec 6). Each value is what a careful person would write."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from sheetfollow.words.asks import Kind
from sheetfollow.words.reading import read
from sheetfollow.words.slips import mended
from tests.words.cells import rows


def _said(cell: str, column: str) -> list[str]:
    return [item.said or item.that or item.phrase for item in read(cell, column).items]


@pytest.mark.parametrize(
    ("slip", "meant"),
    [
        ("migratng", "migrating"),
        ("abandond", "abandoned"),
        ("peopel", "people"),
        ("recal", "recall"),
        ("canot", "canot"),  # cannot is no canto
        ("meditaion", "meditaion"),  # mediation, or meditation?
        ("winer", "winer"),  # winter, or winner?
        ("brakedown", "breakdown"),
        ("mgrs", "mgrs"),  # a short form, written out elsewhere
        ("three", "three"),
        ("capper", "capper"),
        ("modle", "modle"),  # model, or module?
    ],
)
def test_a_slip_is_mended_that_can_be_one_word_alone(slip: str, meant: str) -> None:
    assert mended(slip) == meant


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        ("museum is quiet Nov - Feb", "the museum is quiet from November to February"),
        ("The lift is out of order since 3 months", "the lift has been out of order for 3 months"),
        ("lift out of order for 3 weeks", "the lift has been out of order for 3 weeks"),
        ("we are too dependent of grants", "you are too dependent on grants"),
        ("people is leaving after the probation", "people are leaving after the probation"),
        ("they are 8 people and do job of 15", "you are 8 people and do the job of 15"),
        ("it is difficult for them find male carers", "it is difficult to find male carers"),
        ("machine downtime, line 2 esp.", "machine downtime, especially line 2"),
        ("stock goes missing", "stock goes missing"),
        ("weakest span on the viaduct", "the weakest span on the viaduct"),
        ("guests cancel same day", "guests cancel the same day"),
        ("linen comes back stained", "linen comes back stained"),
        ("students turning up hungry", "students turning up hungry"),
        ("onboarding new engineers takes 3 months", "onboarding new engineers takes 3 months"),
        ("lots of ad hoc requests", "lots of ad-hoc requests"),
        ("many tickets remain open since weeks", "many tickets remain open for weeks"),
        ("The biggest problem is the noise at night", "the noise at night"),
        ("every department uses own spreadsheet", "every department uses its own spreadsheet"),
        ("only 1 nurse on nights", "only 1 nurse on nights"),
        ("spending on agencies keeps rising", "spending on agencies keeps rising"),
        ("too dependent on one supplier", "you are too dependent on one supplier"),
        ("Data entered twice", "data entered twice"),
        ("duplicate orders bc two systems", "duplicate orders because of two systems"),
        ("VAT rules post brexit", "VAT rules after Brexit"),
        ("lot of returns, esp. shoes", "a lot of returns, especially shoes"),
    ],
)
def test_a_problem_is_said_as_it_is_said_in_english(cell: str, said: str) -> None:
    assert _said(cell, "challenge") == [said]


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        ("sickness absence, esp. winter", "sickness absence, especially in winter"),
        ("bed blocking, esp. after xmas", "bed blocking, especially after Christmas"),
    ],
)
def test_when_it_is_worst_is_said_with_its_preposition(cell: str, said: str) -> None:
    assert _said(cell, "challenge") == [said]


@pytest.mark.parametrize(
    "cell",
    [
        "blind spots in attribution since cookies went",
        "orphaned accounts after people leave",
        "small builders paying invoices late",
        "shows running late",
    ],
)
def test_a_thing_with_what_goes_on_is_no_statement(cell: str) -> None:
    reading = read(cell, "challenge")
    assert [(item.phrase, item.that) for item in reading.items] == [(cell, "")]


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        ("Restoring the organ, who pays", ["restoring the organ and who pays"]),
        ("SQL vs dbt models, who owns what", ["SQL vs dbt models and who owns what"]),
        ("Postgres 16 upgrade, zero downtime", ["the Postgres 16 upgrade with zero downtime"]),
        ("cruise passengers, what they want", ["cruise passengers and what they want"]),
        ("working capital, mostly inventory", ["working capital, mostly inventory"]),
        ("guitar necks, maple or mahogany", ["guitar necks, maple or mahogany"]),
        ("territory split North / South", ["the territory split between North and South"]),
        ("vet nurses doing consults", ["vet nurses doing consults"]),
        ("orders are in house since May", ["orders have been in house since May"]),
        ("technical debt & who pays for it", ["technical debt and who pays for it"]),
        ("The archive! 400 boxes uncatalogued", ["the archive"]),
        ("From monolith to services, 3 years in", ["the move from monolith to services"]),
        ("from spreadsheets to Xero", ["the move from spreadsheets to Xero"]),
        ("the new MRI scanner, arriving in spring", ["the new MRI scanner"]),
        ("their apprentice scheme, 12 places", ["your apprentice scheme"]),
        ("new helpdesk since jan", ["the new helpdesk since January"]),
        ("confidential invoice discounting", ["confidential invoice discounting"]),
        ("data centre cooling", ["data centre cooling"]),
        ("how quick they reply to complaints", ["how quickly you reply to complaints"]),
        ("stand-up every sunday night", ["the stand-up every Sunday night"]),
        ("Q: how do they onboard temps", ["how you onboard temps"]),
        ("he built the first version himself", ["you built the first version yourself"]),
        ("in-house vs agency design", ["in-house vs agency design"]),
        ("4 weeks notice for rotas", ["4 weeks' notice for rotas"]),
        ("SQL Server -> Postgres, 2 yrs in", ["the move from SQL Server to Postgres"]),
        ("Liked their approach to apprentices", ["your approach to apprentices"]),
        (
            "why is the defect rate so high on line 2",
            ["why the defect rate is so high on line 2"],
        ),
        ("Got a tour of the greenhouse, huge", ["the greenhouse"]),
        ("learned what happens during a storm", ["what happens during a storm"]),
        ("explained they only take on trainees", ["you only take on trainees"]),
        ("that they train their own divers", ["you train your own divers"]),
        ("how the newsroom uses push alerts", ["how the newsroom uses push alerts"]),
        ("WHY THE CATALOGUE IS STILL PRINTED", ["why the catalogue is still printed"]),
        ("forms since 2021 n who fills them in", ["forms since 2021 and who fills them in"]),
        ("bike to work scheme", ["the bike to work scheme"]),
        ("explain the way how they plan the rota", ["how you plan the rota"]),
        ("How a day in the nursery looks like", ["what a day in the nursery looks like"]),
        ("who is running the pilot", ["who is running the pilot"]),
        ("how is going the rollout", ["how the rollout is going"]),
        ("fixed vs hourly fees for conveyancing", ["fixed vs hourly fees for conveyancing"]),
        ("memory leaks in the android app", ["memory leaks in the Android app"]),
        ("outplacement programmes for their clients", ["outplacement programmes for your clients"]),
        ("hearings, defence side", ["hearings on the defence side"]),
        ("the new phonics scheme, year 1", ["the new phonics scheme"]),
        ("dead stock write offs", ["dead stock write-offs"]),
        ("s106 money and the playground", ["Section 106 money and the playground"]),
    ],
)
def test_a_topic_keeps_what_belongs_to_it(cell: str, said: list[str]) -> None:
    assert _said(cell, "topic") == said


def test_what_is_of_the_first_thing_is_shown_as_left_out() -> None:
    assert read("the new phonics scheme, year 1", "topic").left_out == ("year 1",)


@pytest.mark.parametrize(
    "cell",
    [
        "how is making the calibration of sensors",
        "how to make more fast the month closing",
        "the trustees, who own the building",
        "The customers wants everything yesterday",
    ],
)
def test_a_question_that_is_no_english_is_asked_about(cell: str) -> None:
    assert _said(cell, "topic") in ([], ["the trustees"])


def test_what_a_comma_says_of_people_is_no_question_of_its_own() -> None:
    assert "who own the building" not in _said("the trustees, who own the building", "topic")


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        ("Let apprentices run one stall", "you could let apprentices run one stall"),
        ("could they let patients book by text?", "you could let patients book by text"),
        ("colour-code the rota", "you could colour-code the rota"),
        ("Students could test the app for credits", "students could test the app for credits"),
        (
            "could pickers get the list the evening before?",
            "pickers could get the list the evening before",
        ),
        (
            "kill the newsletter, send short texts",
            "you could kill the newsletter and send short texts",
        ),
        (
            "nightly job that flags duplicate invoices",
            "a nightly job that flags duplicate invoices",
        ),
        ("weekly stand up with the drivers", "a weekly stand-up with the drivers"),
        ("patient thank you evening", "a patient thank-you evening"),
        ("Ask regulars to vote on the menu", "you could ask regulars to vote on the menu"),
        ("open up the courtyard", "you could open up the courtyard"),
        ("use QR codes at bus stops", "you could use QR codes at bus stops"),
        ("half day taster for school leavers", "a half-day taster for school leavers"),
        ("second bin next to the printer", "a second bin next to the printer"),
        ("later start on Mondays", "a later start on Mondays"),
        ("Could the bot hand over to a person?", "the bot could hand over to a person"),
        ("Could the trade counter open at 6.30?", "the trade counter could open at 6.30"),
        ("label printer at goods in", "a label printer at goods-in"),
        ("Heat from the data centre for the pool", "heat from the data centre for the pool"),
        ("reuse turbine blades as bridges", "you could reuse turbine blades as bridges"),
        ("toolbox talks in Romanian & Polish", "toolbox talks in Romanian and Polish"),
        ("I could run a workshop for the juniors", "I could run a workshop for the juniors"),
    ],
)
def test_what_they_could_do_is_an_idea_whoever_does_it(cell: str, said: str) -> None:
    assert _said(cell, "idea") == [said]


def test_a_place_in_ones_own_papers_is_no_idea() -> None:
    assert _said("slide 2", "idea") == []


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        ("I make technical drawings since 11 years", "I have made technical drawings for 11 years"),
        ("worked night shifts all my life", "I have worked night shifts all my life"),
        ("ran the school library on my own", "I ran the school library on my own"),
        ("Grew newsletter 0 to 9,000", "I grew the newsletter from 0 to 9,000"),
        ("speak Polish and some German", "I speak Polish, and I speak some German"),
        ("teaching phonics, yr R to yr 2", "teaching phonics"),
        ("working with autistic pupils", "working with autistic pupils"),
        ("MIG welding and pipe fitting", "MIG welding and pipe fitting"),
        ("forklift + reach truck", "forklifts and reach trucks"),
        ("bid writing, housing sector", "bid writing in the housing sector"),
        ("responsible for a team of 6", "being responsible for a team of 6"),
        ("excel advanced", "Excel"),
        ("planning weddings abroad", "planning weddings abroad"),
        (
            "6 years+ as a quantity surveyor",
            "I have more than six years of experience as a quantity surveyor",
        ),
        ("school governor", "working as a school governor"),
        ("grew volunteer base from 8 to 60", "I grew the volunteer base from 8 to 60"),
        ("linked lists", "linked lists"),
        ("8 yrs retail", "I have eight years of experience in retail"),
        (
            "class teacher yr 5 for three years",
            "I have three years of experience as a year 5 class teacher",
        ),
        ("Forklift (counterbalance)", "forklifts"),
        ("pastry section, 80 covers", "a pastry section"),
        ("VAT returns, four entities", "VAT returns"),
        ("Stage rigging, got my tickets 2021", "stage rigging"),
        ("butchery, quick with knife", "butchery"),
        ("stripping of old paint", "stripping old paint"),
        ("polish and bit russian", "I speak Polish, and I speak a bit of Russian"),
        ("18th Edition wiring regs", "the 18th Edition wiring regulations"),
        ("getting angry users calm", "getting angry users calm"),
    ],
)
def test_a_skill_is_a_deed_or_a_thing_that_one_can_have_done(cell: str, said: str) -> None:
    assert _said(cell, "skill") == [said]


@pytest.mark.parametrize(
    ("cell", "dear"),
    [
        ("Hon. Judge Price", "Judge Price"),
        ("Dee Dee Lawson", "Dee Dee"),
        ("Ana Sofia Pereira", "Ana Sofia"),
    ],
)
def test_somebody_is_greeted_by_both_given_names_and_by_the_office(cell: str, dear: str) -> None:
    assert _said(cell, "name") == [dear]


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        ("Night crew, depot 2", "the Night crew"),
        ("HR + Payroll, both in Derby", "the HR and Payroll team"),
        ("paediatric ward, 3rd floor", "the paediatric ward team"),
    ],
)
def test_where_a_team_works_is_left_out(cell: str, said: str) -> None:
    assert _said(cell, "team") == [said]
    assert read(cell, "team").left_out


def test_what_the_years_were_spent_with_may_stand_in_brackets() -> None:
    (item,) = read("5 years (React)", "skill").items
    assert item.said == "I have five years of experience with React"


@pytest.mark.parametrize("cell", ["5 years ()", "I", "I, am used to it", ", purchase cards"])
def test_a_skill_of_which_little_is_left_is_asked_about(cell: str) -> None:
    assert read(cell, "skill").items == ()


def _torn(cell: str) -> Iterator[str]:
    """The cell in pieces: its tail in brackets, behind a comma or a line break, or alone."""
    words = cell.split()
    for at in range(len(words)):
        head, tail = " ".join(words[:at]), " ".join(words[at:])
        yield from (f"{head} ({tail})", f"{head}, {tail}", f"{head}\n{tail}", f"5 yrs {tail}")


@pytest.mark.parametrize("column", ["topic", "challenge", "skill", "idea", "team"])
def test_a_cell_torn_to_pieces_is_read_or_asked_about(column: str) -> None:
    cells = [row["cell"] for row in rows("cells_judged.tsv") if row["column"] == column][::60]
    for piece in (piece for cell in cells for piece in _torn(cell)):
        reading = read(piece, column)
        assert reading.items or reading.ask or reading.kind is Kind.BLANK

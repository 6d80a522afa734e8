"""Notes in a hurry: short forms, slips, verbs left out, tails, and words of a trade (spec 6)."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sheetfollow.words.kinds import guessed, is_common
from sheetfollow.words.people import salutation
from sheetfollow.words.reading import read
from sheetfollow.words.slips import certain, mended


def _said(cell: str, column: str = "topic") -> list[str]:
    return [item.said or item.that or item.phrase for item in read(cell, column).items]


@pytest.mark.parametrize(
    ("slip", "meant"),
    [
        ("enviroment", "environment"),
        ("untill", "until"),
        ("qualtiy", "quality"),
        ("seperate", "separate"),
        ("alot", "a lot"),
        ("dont", "don't"),
    ],
)
def test_a_slip_that_can_be_one_word_only_is_put_right(slip: str, meant: str) -> None:
    assert certain(slip) == meant


@pytest.mark.parametrize(
    "word", ["planing", "figma", "canva", "panto", "kafka", "leasehold", "teh"]
)
def test_what_is_a_word_a_name_or_may_be_several_stays(word: str) -> None:
    assert certain(word) == ""


def test_a_capital_may_be_that_of_a_name() -> None:
    assert mended("Suplier visit to Enviroment Ltd") == "Suplier visit to Environment Ltd"
    assert mended("enviroment", frozenset({"enviroment"})) == "enviroment"


@given(st.text(alphabet="abcdeginorst", min_size=5, max_size=12))
@settings(max_examples=50, deadline=None)
def test_what_a_slip_becomes_is_a_common_word(word: str) -> None:
    assert not certain(word) or " " in certain(word) or is_common(certain(word))


@pytest.mark.parametrize("word", ["hybridoma", "scissorlift"])
def test_a_word_of_a_trade_is_taken_for_a_thing(word: str) -> None:
    assert guessed(word)


@pytest.mark.parametrize("word", ["stragety", "oportunites", "accomodaton", "quali"])
def test_what_looks_like_a_slip_is_no_word_of_a_trade(word: str) -> None:
    assert not guessed(word)


def test_one_unknown_word_stands_beside_a_known_one_only() -> None:
    assert _said("the hybridoma trial") == ["the hybridoma trial"]
    assert _said("hybridoma quillaja") == []


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        ("stock counts w/ temps @ nights", ["stock counts with temps at nights"]),
        ("fire doors nr the lift", ["fire doors near the lift"]),
        ("on call rota", ["the on-call rota"]),
        ("near misses in the yard", ["near misses in the yard"]),
        ("only 3 fitters per van", ["only 3 fitters per van"]),
        ("the roof being relaid", ["the roof being relaid"]),
        ("own bakery", ["your own bakery"]),
        ("the tide mill - 200 yrs old", ["the tide mill"]),
        ("Bread: rye, spelt", ["bread"]),
        ("same as last time: oven repairs", ["oven repairs"]),
        ("solar panels on the barn??", ["solar panels on the barn"]),
        ("meadow paths, the frobnik", ["meadow paths"]),
        ("how does the triage nurse decide", ["how the triage nurse decides"]),
        ("How is organised the night shift", ["how the night shift is organised"]),
        ("there is no ramp at the gate", ["the lack of a ramp at the gate"]),
        ("she explained me the new kiln", ["the new kiln"]),
        ("museum lates", []),
        ("Jira -> Linear, why", ["the move from Jira to Linear"]),
        ("the doubt he is having about the go-live date", ["the go-live date"]),
    ],
)
def test_a_note_in_short_is_said_in_full(cell: str, said: list[str]) -> None:
    assert _said(cell) == said


@pytest.mark.parametrize(
    ("cell", "that"),
    [
        ("rents up since March", "rents are up since March"),
        ("the kiln often out of order", "the kiln is often out of order"),
        ("low on drivers", "you are low on drivers"),
        ("rota 2 days late", "the rota is 2 days late"),
        ("hard to hire bakers", "it is hard to hire bakers"),
    ],
)
def test_a_state_without_its_verb_is_a_clause(cell: str, that: str) -> None:
    assert [item.that for item in read(cell, "challenge").items] == [that]


@pytest.mark.parametrize(
    ("cell", "column"),
    [
        ("the 3 pilot, schools", "topic"),
        ("harvest 12 days", "topic"),
        ("the lamp thing", "topic"),
        ("the one from the fair", "idea"),
        ("that poster", "idea"),
        ("n/a - line dropped", "topic"),
        ("PARENTS!!!", "challenge"),
        ("forklift licence expired - sort", "topic"),
        ("asked me abt gap in CV", "topic"),
        ("the boiler, not discussed, ask Jo tmrw", "topic"),
        ("CFO and COO not speaking", "challenge"),
        ("Jane too busy", "challenge"),
        ("need 5", "challenge"),
        ("bad knee, no lifting", "skill"),
        ("only a week in retail", "skill"),
        ("Dyslexia (own)", "skill"),
        ("band 6", "skill"),
        ("weak SQL", "skill"),
        ("the MD", "challenge"),
        ("night cover; he said not to mention the strike", "topic"),
        ("AI?", "idea"),
        ("Brian", "topic"),
        ("everyone hates the MD", "challenge"),
        ("the internal candidate", "topic"),
        ("sick for 6 months", "skill"),
        ("that book he mentioned", "idea"),
        ("get a new manager", "idea"),
    ],
)
def test_what_says_nothing_or_is_private_is_asked(cell: str, column: str) -> None:
    assert _said(cell, column) == []


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        ("taught GCSE + A level bio", "I taught GCSE and A-level biology"),
        ("wound care, mentored 6 students", "wound care and mentoring 6 students"),
        ("managed £2m budget", "I managed a £2m budget"),
        ("butchery - whole lamb", "butchery"),
        ("I am very good in sums", "I am good at sums"),
        ("python/sql", "Python and SQL"),
        ("cut food cost 34% → 28%", "I cut food cost from 34% to 28%"),
        ("Forklift (reach) licence, never had an LTI", "I hold a forklift licence"),
        ("6yrs welding", "I have six years of experience in welding"),
        ("BA in History + museum guide", "I hold a BA in History"),
        ("Head of Year 9 for 2 yrs", "I have two years of experience as head of Year 9"),
        ("cabin crew 6 yrs", "I have six years of experience as cabin crew"),
        ("warfarin clinic for 3 years", "I have three years of experience in a warfarin clinic"),
        ("CIA, CISA", "I hold the CIA and CISA certifications"),
        ("ITIL 4 Foundation", "I hold the ITIL 4 Foundation certification"),
        ("NVQ3 beauty therapy", "I hold an NVQ 3 in beauty therapy"),
        ("NMC registered since 2014", "I have been NMC registered since 2014"),
        (
            "Spanish mother tongue, English C1",
            "Spanish is my first language, and I speak English at level C1",
        ),
        ("Welsh speaker", "I speak Welsh"),
        ("QTS, secondary maths", "I hold the QTS certification"),
        (
            "managed 5 fitters\nincl. their training plans",
            "I managed 5 fitters including the training plans",
        ),
        ("porter 6 years in Cork", "I have six years of experience as a porter in Cork"),
        ("3 years in hospital", "I have three years of experience in a hospital"),
        ("lived 3 years in Malmö", "I lived for 3 years in Malmö"),
        ("did the tills at last shop", "I did the tills at my last shop"),
        ("know the tram network very good", "I know the tram network very well"),
        ("glazing since 2011", "I have been glazing since 2011"),
        ("moving and handling course 2022", "I did a moving and handling course in 2022"),
        ("wound care, own van", "wound care"),
        ("shuttering, 3 years at Costain", "shuttering"),
        ("Rostering 30 stewards", "rostering 30 stewards"),
        ("RIPAC", "RIPAC"),
        ("saddlery since 2012", "I have worked with saddlery since 2012"),
        ("cut breakages 15% at old depot", "I cut breakages by 15% at my old depot"),
        ("I am knowing the ledger very good", "I know the ledger very well"),
        ("pump servicing (rotary + piston)", "pump servicing"),
    ],
)
def test_a_skill_in_short_is_said_of_the_candidate(cell: str, said: str) -> None:
    assert _said(cell, "skill") == [said]


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        ("swap the oil test to strips, costs nothing", ["you could swap the oil test to strips"]),
        ("could be good to label the shelves", ["you could label the shelves"]),
        ("partner with the college", ["you could partner with the college"]),
        ("a app for the drivers", ["an app for the drivers"]),
        ("1) a quiet hour 2) sensory maps", ["a quiet hour", "sensory maps"]),
        ("sort parcels by street", ["you could sort parcels by street"]),
        ("link the booking form to payroll", ["you could link the booking form to payroll"]),
        ("share weekly rota with temps", ["you could share the weekly rota with temps"]),
        ("taster sessions night before the fair", ["taster sessions the night before the fair"]),
        ("third washer for towels", ["a third washer for towels"]),
        ("stock board & keep bulky stuff low", ["a stock board"]),
        ("swap plastic trays for a metal rack", ["you could swap plastic trays for a metal rack"]),
        ("store masks before the matinee", ["you could store masks before the matinee"]),
        ("wait list for the clinic", ["a wait list for the clinic"]),
        ("monthly tasting for members", ["a monthly tasting for members"]),
        ("remind Colin about the invoice", []),
        ("swap novels at the tea stall", ["you could swap novels at the tea stall"]),
        ("survey nurses before the move", ["you could survey nurses before the move"]),
        ("survey results by ward", ["survey results by ward"]),
        ("film evening for tenants", ["a film evening for tenants"]),
        ("a film evening for tenants", ["a film evening for tenants"]),
        ("cap waiting list at 20", ["you could cap the waiting list at 20"]),
    ],
)
def test_an_idea_in_short_is_what_they_could_do(cell: str, said: list[str]) -> None:
    assert _said(cell, "idea") == said


def test_what_is_done_is_no_state() -> None:
    (item,) = read("keeping up with demand", "challenge").items
    assert (item.phrase, item.that) == ("keeping up with demand", "")


def test_what_stands_behind_a_dash_or_comma_is_named() -> None:
    assert read("the tide mill - 200 years old", "topic").left_out == ("200 years old",)
    assert read("move the till, costs nothing", "idea").left_out == ("costs nothing",)


@pytest.mark.parametrize(
    ("cell", "dear"),
    [
        ("MIKE T.", "Mike"),
        ("Zoë (she/her), Talent", "Zoë"),
        ("Elizabeth Carmody - call her Liz", "Liz"),
        ("Cllr Jean Hargreaves", "Cllr Hargreaves"),
        ("Ada Quill\nHead of Data", "Ada"),
    ],
)
def test_a_name_among_other_words_is_found(cell: str, dear: str) -> None:
    assert salutation(cell).items[0].phrase == dear


@pytest.mark.parametrize("cell", ["Siobhan??", "didnt catch it", "Ada Quill\n2nd: Olu Bankole"])
def test_a_name_that_is_in_doubt_or_several_is_asked(cell: str) -> None:
    assert salutation(cell).items == ()

"""What a reading says, one rule at a time (spec 6: Personal)."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sheetfollow.words.asks import Reading
from sheetfollow.words.ideas import concept
from sheetfollow.words.kinds import kinds_of
from sheetfollow.words.reading import read
from sheetfollow.words.refusals import Reason
from tests.words.cells import rows

COLUMNS = ("topic", "challenge", "skill", "team", "idea", "name", "company", "job")
SAID = re.compile(r"[\n<>{}\[\]]|https?:|\(")


def _said(cell: str, column: str = "topic") -> list[str]:
    return [item.said or item.that or item.phrase for item in read(cell, column).items]


def test_a_blank_cell_is_neither_quoted_nor_asked() -> None:
    for cell in ("", "   ", "\n"):
        assert read(cell, "topic").items == ()
        assert read(cell, "topic").ask == ""


def test_an_ask_names_the_cell_the_reason_and_what_to_type() -> None:
    assert read("see notes", "topic").ask == (
        "'see notes' says nothing a letter could use; "
        "write what you talked about in 2 to 6 words, like: the Kafka migration"
    )


def test_a_long_cell_is_shown_in_short() -> None:
    ask = read("we " + "talked about it and about " * 20, "topic").ask
    assert ask.startswith("'we talked about it")
    assert "…' " in ask
    assert len(ask) < 160


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        ("their Kafka migration", ["your Kafka migration"]),
        ("He explained how the rota works", ["how the rota works"]),
        ("they can't find nurses", ["you cannot find nurses"]),
        ("people forget to log their hours", ["people forget to log their hours"]),
        ("no budget for training", ["the lack of a budget for training"]),
        ("SUPPLIER CONTRACTS", ["supplier contracts"]),
        ("stock control\nrota planning", ["stock control", "rota planning"]),
        ("roadmap (Q3!)", ["the roadmap"]),
        ("Showed the new lab. Impressive!", ["the new lab"]),
    ],
)
def test_words_of_theirs_are_said_to_them(cell: str, said: list[str]) -> None:
    assert _said(cell) == said


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        ("Team is remote", "the team is remote"),
        ("backend is in Go", "the backend is in Go"),
        ("design team works in pairs", "the design team works in pairs"),
        ("factory in Leeds opens in May", "the factory in Leeds opens in May"),
        ("stock is counted by hand", "stock is counted by hand"),
        ("the CFO is new", "the CFO is new"),
        ("A/B testing the checkout page", "A/B testing the checkout page"),
    ],
)
def test_a_bare_singular_gets_its_article_and_what_is_done_none(cell: str, said: str) -> None:
    assert _said(cell) == [said]


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        ("5 yrs React", "I have five years of experience with React"),
        ("10+ yrs in retail", "I have more than ten years of experience in retail"),
        ("led a team of 8", "I led a team of 8"),
        ("can drive a van", "I can drive a van"),
        ("Spanish C1", "I speak Spanish at level C1"),
        ("BSc Biology", "I hold a BSc in Biology"),
        ("DBS checked", "I am DBS checked"),
        ("python, sql & kafka", "Python, SQL and Kafka"),
    ],
)
def test_a_skill_is_a_phrase_or_a_sentence_of_the_candidate(cell: str, said: str) -> None:
    assert _said(cell, "skill") == [said]


def test_a_deed_can_stand_behind_a_preposition_too() -> None:
    assert (
        read("built and shipped 3 iOS apps", "skill").items[0].phrase
        == "building and shipping 3 iOS apps"
    )


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        ("Maybe a shared dashboard?", "a shared dashboard"),
        ("why don't they sell gift cards?", "you could sell gift cards"),
        ("Run the pilot in Leeds", "you could run the pilot in Leeds"),
        ("I could run a workshop", "I could run a workshop"),
    ],
)
def test_an_idea_is_a_thing_what_they_could_do_or_an_offer(cell: str, said: str) -> None:
    assert _said(cell, "idea") == [said]


@pytest.mark.parametrize(
    ("cell", "column"),
    [
        ("salary and bonus", "topic"),
        ("the team is a mess", "challenge"),
        ("send my slides", "idea"),
        ("teh new system", "topic"),
        ("On a parlé du budget", "topic"),
        ("Lieferketten", "topic"),
        ("tell me about yourself", "topic"),
        ("my CV", "topic"),
        ("team player", "skill"),
        ("the interviewer was late", "topic"),
        ("no experience yet", "skill"),
        ("customers, he hates them", "challenge"),
        ("the cfo doesn't believe in marketing", "challenge"),
        ("the CTO has no clue about security", "challenge"),
        ("team lead is disorganised", "topic"),
        ("the accountant is slow", "challenge"),
        ("the VP doesn't believe in testing", "topic"),
        ("Role is new", "topic"),
        ("position is a backfill", "topic"),
    ],
)
def test_what_must_not_be_quoted_is_asked(cell: str, column: str) -> None:
    reading = read(cell, column)
    assert reading.items == ()
    assert reading.ask


def test_one_item_of_a_list_is_left_out_and_named() -> None:
    reading = read("the new app; layoffs; stock control", "topic")
    assert [item.phrase for item in reading.items] == ["the new app", "stock control"]
    assert reading.left_out == ("layoffs",)


def test_a_name_of_the_row_keeps_its_capital() -> None:
    assert _said("Target stores in the north") == ["target stores in the north"]
    reading = read("Target stores in the north", "topic", frozenset({"target"}))
    assert reading.items[0].phrase == "Target stores in the north"


def test_an_idea_may_name_the_file_or_link_it_was_written_out_in() -> None:
    assert concept("win-back concept: concept.pdf") == ("win-back concept", "concept.pdf")
    assert concept("a plan (https://example.com/plan)") == ("a plan", "https://example.com/plan")
    assert concept("a shared runbook") == ("a shared runbook", "")


@settings(deadline=None)
@given(st.text(max_size=300), st.sampled_from(COLUMNS))
def test_any_text_in_any_cell_is_read(cell: str, column: str) -> None:
    reading = read(cell, column)
    assert isinstance(reading, Reading)
    assert not (reading.reason and reading.items)
    assert all(any((item.phrase, item.that, item.said)) for item in reading.items)


TYPED = """
the their they he a new team data how what is of in and to cut moving lives, (x) [y] Q3 SAP no not
I my don't 5 years led ; / & - ? ! <b> {{x}} https://a.example more that who by last everyone
"""


@settings(deadline=None)
@given(
    st.lists(st.sampled_from(TYPED.split()), max_size=14).map(" ".join),
    st.sampled_from(COLUMNS[:5]),
)
def test_no_output_holds_brackets_links_or_line_breaks(cell: str, column: str) -> None:
    for item in read(cell, column).items:
        assert not SAID.search(f"{item.phrase} {item.that} {item.said}")


def test_a_phrase_read_again_is_itself_unless_it_is_doubted() -> None:
    for row in rows("cells.tsv"):
        for item in read(row["cell"], row["column"]).items:
            plain = row["column"] in ("topic", "challenge") and item.phrase and not item.that
            if plain and not item.phrase.startswith(("what", "who", "how", "why", "your point")):
                again = read(item.phrase, row["column"])
                said = [other.phrase for other in again.items]
                assert said == [item.phrase] or again.reason is Reason.DOUBTFUL


@pytest.mark.parametrize("slip", ["presons", "relaity", "readding", "handlling", "cathetre"])
def test_a_slip_is_no_new_word_behind_a_prefix_nor_one_spelt_the_british_way(slip: str) -> None:
    assert not kinds_of(slip)


@pytest.mark.parametrize("word", ["travelling", "centres", "anaemia", "reshelving", "subteam"])
def test_british_spellings_and_words_behind_a_prefix_are_known(word: str) -> None:
    assert kinds_of(word)


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        ("LONG queue", "a LONG queue"),
        ("FAQ page", "an FAQ page"),
        ("LED board", "an LED board"),
        ("European rollout", "a European rollout"),
    ],
)
def test_a_word_in_capitals_is_said_as_a_word_and_letters_one_by_one(cell: str, said: str) -> None:
    assert [item.phrase for item in read(cell, "idea").items] == [said]

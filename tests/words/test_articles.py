"""Which thing takes an article, and which goes without: a careful person's, not the program's."""

from __future__ import annotations

import pytest

from sheetfollow.words.articles import determined_inside, is_count_noun, with_article
from sheetfollow.words.kinds import words_of


@pytest.mark.parametrize("noun", ["documentary", "trio", "gazebo", "desk", "lead-time report"])
def test_a_noun_that_has_several_is_counted(noun: str) -> None:
    assert is_count_noun(words_of(noun)[-1])


@pytest.mark.parametrize(
    "noun", ["furniture", "norovirus", "research", "capacity", "adopt-a-bench"]
)
def test_matter_and_what_has_no_plural_is_not(noun: str) -> None:
    assert not is_count_noun(words_of(noun)[-1])


@pytest.mark.parametrize(
    "thing", ["proving impact to funders", "mapping flood risk", "making one list"]
)
def test_what_is_done_to_something_goes_without(thing: str) -> None:
    assert with_article(thing, "the") == thing


@pytest.mark.parametrize(
    ("thing", "said"),
    [
        ("silent disco among the dinosaurs", "the silent disco among the dinosaurs"),
        ("food bank turning into a pantry", "the food bank turning into a pantry"),
        ("concierge desk going digital", "the concierge desk going digital"),
        ("hotel and rail bundle", "the hotel and rail bundle"),
        ("trusts and foundations pipeline", "the trusts and foundations pipeline"),
        ("paper to tablet switch", "the paper to tablet switch"),
        ("helpdesk SLA", "the helpdesk SLA"),
        ("rewards scheme", "the rewards scheme"),
    ],
)
def test_one_thing_takes_its_article(thing: str, said: str) -> None:
    assert with_article(thing, "the") == said


@pytest.mark.parametrize(
    "thing",
    [
        "bleed and trim",
        "asset tagging in the yard",
        "sound design for the stage",
        "ballast water treatment",
        "peak season",
        "batch vs real time",
        "room to turn a lorry",
        "deadlines clash",
        "first aid",
    ],
)
def test_an_activity_a_pair_and_what_is_no_one_thing_go_without(thing: str) -> None:
    assert with_article(thing, "the") == thing


@pytest.mark.parametrize(
    ("thing", "said"),
    [
        ("XML-first workflow", "an XML-first workflow"),
        ('"hunch" button', 'a "hunch" button'),
        ("nurse in charge badge", "a nurse in charge badge"),
        ("3-day ferment trial", "a 3-day ferment trial"),
    ],
)
def test_a_or_an_stands_before_all_that_describes_the_thing(thing: str, said: str) -> None:
    assert with_article(thing, "a") == said


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("parts on back order", "parts on back order"),
        ("deals slip from quarter to quarter", "deals slip from quarter to quarter"),
        ("how it goes from phone call to payment", "how it goes from phone call to payment"),
        ("getting ready for Ascot week", "getting ready for Ascot week"),
        ("mops in locker", "mops in the locker"),
        ("errors since new layout", "errors since the new layout"),
    ],
)
def test_behind_a_preposition_a_thing_has_one_but_for_set_phrases(text: str, said: str) -> None:
    assert determined_inside(text, "the") == said

"""Readings that two exacting readers called bad, by their class: each value is what a careful
person would write (spec 6)."""

from __future__ import annotations

import pytest

from sheetfollow.words.reading import read


def _said(cell: str, column: str) -> list[str]:
    return [item.said or item.that or item.phrase for item in read(cell, column).items]


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        ("patchy broadband", ["patchy broadband"]),
        ("ferry pilots all leaving at once", ["ferry pilots are all leaving at once"]),
        (
            "the squash court double booked every week",
            ["the squash court is double-booked every week"],
        ),
        ("bookings flat since May", ["bookings have been flat since May"]),
        ("footfall dropped since May", ["footfall has dropped since May"]),
        ("dive badges lapse", ["dive badges lapse"]),
        ("scanner works in the lab, not on the ward", []),
        ("they have not enough ovens for test", ["you do not have enough ovens for testing"]),
        ("kiosk sells less than cafe", ["the kiosk sells less than the cafe"]),
    ],
)
def test_a_problem_has_its_verb_and_keeps_both_its_halves(cell: str, said: list[str]) -> None:
    assert _said(cell, "challenge") == said


def test_a_problem_told_behind_another_stays() -> None:
    said = _said("wet hay, crews leave early", "challenge")
    assert said == ["wet hay", "crews leave early"]


def test_what_several_do_by_themselves_is_a_statement() -> None:
    assert read("dive badges lapse", "challenge").items[0].that == "dive badges lapse"


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        ("move huddle to 9 so Otto can come", "you could move the huddle to 9 so Otto can come"),
        ("twin with a farm in Kent", "you could twin with a farm in Kent"),
        ("stay conversations", "stay conversations"),
        ("moan corner in the hall", "a moan corner in the hall"),
        ("cost per visit as a figure", "cost per visit as a figure"),
        ("catalogue everything", "you could catalogue everything"),
        ("bundle training with the van", "you could bundle training with the van"),
        ("book first, post later", "you could book first and post later"),
        ("bug bash with the drivers", "a bug bash with the drivers"),
        ("repair day twice a year", "a repair day twice a year"),
        ("weekly 20 min w/ the porters", "a weekly 20-minute meeting with the porters"),
        ("QR on every boat", "QR codes on every boat"),
        ("label the syringes trays", "you could label the syringe trays"),
        (
            "QR code on each ladder w/ last repair date",
            "a QR code on each ladder with the last repair date",
        ),
        ("team up w/ the 4-H clubs", "you could team up with the 4-H clubs"),
        ("filters for the shop pages maybe?", "filters for the shop pages"),
        ("ghost chase in the old mill", "a ghost chase in the old mill"),
        ("cold river plunge for the crew", "a cold river plunge for the crew"),
        ("cold gravel for the yard", "cold gravel for the yard"),
        ("better ward signage", "better ward signage"),
    ],
)
def test_an_idea_tells_a_deed_from_a_thing_and_has_its_article(cell: str, said: str) -> None:
    assert _said(cell, "idea") == [said]


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        ("quay repairs since Solent Agreement", ["quay repairs since the Solent Agreement"]),
        ("subtitles for live theatre", ["subtitles for live theatre"]),
        ("patient error correction", ["patient error correction"]),
        ("Boat repairs, pulley block", ["boat repairs", "the pulley block"]),
        ("Boat repairs, new slipway", ["boat repairs", "the new slipway"]),
        ("boat repairs; pulley block", ["boat repairs", "the pulley block"]),
        ("Coastal path repairs, Rum", ["coastal path repairs"]),
        ("Storybook, icon sets", ["Storybook", "icon sets"]),
        ("cork tiles, second life", ["cork tiles"]),
        ("dam repairs, now in phases", ["dam repairs"]),
        ("X-ray rooms", ["X-ray rooms"]),
        ("Mr Kent's trip to the mill", ["Mr Kent's trip to the mill"]),
        ("van keys, who has the list", ["van keys and who has the list"]),
        ("flood gates, who signs off", ["flood gates and who signs off"]),
        ("apprentices, how they bring them on", ["apprentices and how you bring them on"]),
        ("getting ready for Ascot week", ["getting ready for Ascot week"]),
        (
            "bonus cuts and what it means for juniors",
            ["bonus cuts and the consequences for juniors"],
        ),
        ("moving a 30 year old kiln", ["moving a 30-year-old kiln"]),
        ("rail clinic and their new lift", ["the rail clinic and its new lift"]),
    ],
)
def test_a_topic_is_named_as_one_names_it(cell: str, said: list[str]) -> None:
    assert _said(cell, "topic") == said


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        ("Phyton and dbt", ["Python and dbt"]),
        ("drove a plough two winters", ["I drove a plough for two winters"]),
        ("Taught netball Y3/Y4", ["I taught netball in Years 3 and 4"]),
        ("grew the list from 200 to 3k subs", ["I grew the list from 200 to 3,000 subscribers"]),
        ("PhD on sea ice, so camps in all weathers", ["I hold a PhD on sea ice"]),
        ("evening bar lead while studying", ["working as an evening bar lead"]),
        ("coached U12 boys to county final", ["I coached U12 boys to a county final"]),
        ("AAT level 3", ["I hold AAT level 3"]),
        (
            "i have worked 6 years like a warehouse supervisor",
            ["I have worked for 6 years as a warehouse supervisor"],
        ),
        ("KS2 teaching, incl. a mixed class", ["KS2 teaching, including a mixed class"]),
        ("wrote two papers in Science Comms", ["I wrote two papers in Science Communications"]),
        ("Fishmonger for six years", ["I have six years of experience as a fishmonger"]),
        ("CAD guy at the mill", []),
        ("crane tickets NP12/13", []),
    ],
)
def test_a_skill_is_told_in_full_or_asked(cell: str, said: list[str]) -> None:
    assert _said(cell, "skill") == said


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        ("Grain Hub", "the Grain Hub"),
        ("Front Desk", "the Front Desk"),
        ("Children's fiction", "the children's fiction team"),
        ("Platform Team", "the Platform team"),
        ("Ward 9 nights", "the Ward 9 night team"),
        ("PORTERS 2nd floor", "the Porters 2nd floor team"),
    ],
)
def test_a_team_keeps_the_capitals_of_its_name_alone(cell: str, said: str) -> None:
    assert _said(cell, "team") == [said]


@pytest.mark.parametrize(
    ("column", "cell", "said"),
    [
        ("challenge", "too less space in the barn", "too little space in the barn"),
        ("challenge", "too less drivers", "too few drivers"),
        ("topic", "planing officers", "planning officers"),
        ("topic", "who comes to there fairs", "who comes to your fairs"),
        ("topic", "the clubs archives", "the club's archives"),
        ("challenge", "only one person on the gate", "only one person on the gate"),
        ("skill", "british sign language", "British Sign Language"),
        ("skill", "know-how in dry stone walling", "dry stone walling"),
        ("skill", "live sound for weddings", "live sound for weddings"),
    ],
)
def test_one_word_typed_for_another_is_put_right(column: str, cell: str, said: str) -> None:
    assert _said(cell, column) == [said]


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        ("Trained lifeguard", "I am a trained lifeguard"),
        ("elected councillor", "working as an elected councillor"),
        ("trained two lifeguards", "I trained two lifeguards"),
        ("chilled distribution", "chilled distribution"),
        ("ski instructing, BASI 3", "ski instructing"),
    ],
)
def test_what_one_or_a_thing_is_like_is_no_deed(cell: str, said: str) -> None:
    assert _said(cell, "skill") == [said]


def test_a_place_that_one_was_on_is_no_skill_by_itself() -> None:
    item = read("30 years on site", "skill").items[0]
    assert (item.phrase, item.said) == ("", "I have 30 years of experience on site")


@pytest.mark.parametrize(
    ("column", "cell", "said"),
    [
        ("challenge", "tax letters pile up", ["tax letters pile up"]),
        ("challenge", "rafts sitting too long in the yard", ["rafts sitting too long in the yard"]),
        ("topic", "rules on holiday lets", ["rules on holiday lets"]),
        ("topic", "bird strikes round the airfield", ["bird strikes around the airfield"]),
        ("topic", "theft of fuel / tyres from yards", ["the theft of fuel and tyres from yards"]),
        ("topic", "the budget from Ali, who's moving to Kent", ["the budget from Ali"]),
        ("topic", "new caravan rules, Wales", ["new caravan rules"]),
        ("challenge", "Hirng drivers", ["hiring drivers"]),
        ("idea", "record short clips in Welsh", ["you could record short clips in Welsh"]),
    ],
)
def test_what_is_done_and_what_is_a_thing_are_told_apart(
    column: str, cell: str, said: list[str]
) -> None:
    assert _said(cell, column) == said


def test_what_is_known_by_its_letters_has_its_article() -> None:
    assert _said("customs papers for US", "topic") == ["customs papers for the US"]


def test_a_split_is_between_its_sides() -> None:
    assert _said("Budget split, Leeds vs York", "topic") == [
        "the budget split between Leeds and York"
    ]


@pytest.mark.parametrize("cell", ["woven fabrics", "blown glass", "appointed person"])
def test_a_participle_that_describes_is_nothing_that_i_did(cell: str) -> None:
    assert _said(cell, "skill") == []


def test_what_several_do_too_long_is_no_thing_that_is_too_long() -> None:
    assert _said("vans queueing too long", "challenge") == ["vans queueing too long"]


def test_a_shift_has_its_article_behind_what_is_done_to_it() -> None:
    assert _said("keeping late shift warm", "challenge") == ["keeping the late shift warm"]

"""The lint on words that are right alone and wrong where they stand, on what a sheet leaves behind,
and on files that no mail carries (spec 6)."""

from __future__ import annotations

import pytest

from sheetfollow.letters.lint import findings
from tests.helpers.sample_letters import SETTINGS, task


def _rules(said: str, **cells: str) -> set[str]:
    text = f"Subject: Breaks\n\nDear Amara,\n\nThe breaks have stayed with me. {said}\n"
    return {each.rule for each in findings(text, task(**cells), SETTINGS)}


@pytest.mark.parametrize(
    "said",
    [
        "Not every manger would have been so open.",
        "I have nothing to loose.",
        "A piece of advise helped me.",
        "I can advice on fees.",
        "I am proud off it.",
        "I had a day of on Monday.",
        "The room was quite and cool.",
        "It took quiet some time.",
        "I would like to now more.",
        "I know have the licence.",
        "The room were we met was bright.",
        "The carts where late.",
        "It lead to a better plan.",
        "In principal I agree.",
        "My skills would compliment yours.",
        "First it was new, and than it was old.",
        "I use it everyday.",
        "It maybe late.",
        "It had no affect.",
        "I hope to hear from you soo.",
        "I hop you are well.",
        "Lease let me know.",
        "I know its early.",
        "I liked there plan.",
        "Let me know when your ready.",
        "I enjoyed meeting you colleagues.",
        "I work form home on Fridays.",
        "I sent the from back.",
    ],
)
def test_a_word_that_sounds_or_looks_alike_is_told_by_its_neighbours(said: str) -> None:
    assert "probable typo" in _rules(said)


@pytest.mark.parametrize(
    "said",
    [
        "Forty children, one manger, and two kings in tears: nativities are my trade.",
        "We let the dogs loose, and the screws were loose.",
        "I advise on fees, and the advice is good.",
        "I live just off the square, and it was kind of you to come out.",
        "It was quite a day, and quite at home I felt.",
        "I now know that, and you now have two.",
        "What time were you there, and where were you?",
        "I would be with the firm were I to join it.",
        "I lead a team, and a good lead helps.",
        "The principal was kind, and in principle I agree.",
        "You paid me a compliment, and the full complement was there.",
        "Other than that I was calmer then, too.",
        "Everyday work is fine, and maybe it may be late.",
        "To effect change takes time, and the effects are good.",
        "I saw the form on your desktop.",
        "The diary and its rules are old, and it's nights at first.",
        "I asked three guys who drive, and we saw Duran Duran for real money.",
        "The clause is prima facie sound.",
        "No girl should miss a lesson for want of a pad.",
    ],
)
def test_the_same_word_is_right_where_it_belongs(said: str) -> None:
    assert _rules(said) == set()


@pytest.mark.parametrize(
    "said",
    [
        "The role at undefined sounds right.",
        "I am keen on the undefined role.",
        "Your None team was kind.",
        "I bring none to your team.",
        "We spoke about (none) at length.",
        "Our talk about False was good.",
        "I would bring SKILL_1 to you.",
        "I would bring @@skill@@ to you.",
        "I would bring =A2 to you.",
    ],
)
def test_what_a_sheet_or_a_merge_leaves_is_found_wherever_it_stands(said: str) -> None:
    assert _rules(said) == {"template residue"}


@pytest.mark.parametrize(
    "said",
    ["An undefined deadline helps nobody.", "Mr Null was kind.", "None of it is null and void."],
)
def test_such_words_of_the_language_are_no_residue(said: str) -> None:
    assert _rules(said) == set()


@pytest.mark.parametrize(
    "said",
    [
        "I have attached a one-page checklist which I hope you find useful.",
        "As promised, attached is the list.",
        "The file I attached has all the details.",
        "I drew up a checklist, attached here.",
        "Along with this I send a plan.",
        "I thought I would attach a plan.",
        "My CV is annexed.",
    ],
)
def test_a_file_may_be_announced_in_many_ways(said: str) -> None:
    """An idea in words is no file: nothing is attached for it."""
    idea = "a one-page checklist"
    assert _rules(said, idea=idea) == {"says it attaches what is not attached"}


@pytest.mark.parametrize(
    "said",
    [
        "I have attached a sensor to each pump, and I attach a lot of value to that.",
        "I have attached hundreds of labels in my time, and learned to attach slings.",
        "The garden is enclosed by a wall.",
        "I have not attached anything to this.",
        "Shall I attach my references next time?",
    ],
)
def test_things_are_attached_to_other_things_too(said: str) -> None:
    assert _rules(said) == set()


def test_who_signs_for_short_may_tell_the_whole_name_below() -> None:
    text = "Subject: Breaks\n\nDear Amara,\n\nThe breaks have stayed with me.\n\nBest,\nBobbin\n"
    assert [each.rule for each in findings(text, task(), SETTINGS)] == ["signed by another"]
    assert findings(f"{text}\n(Robin Castell; they call me Bobbin)\n", task(), SETTINGS) == []


def test_a_road_is_no_job() -> None:
    text = "Subject: The Wells Road job\n\nDear Amara,\n\nThe breaks have stayed with me.\n"
    assert findings(text, task(), SETTINGS) == []


@pytest.mark.parametrize(
    "said",
    ["Because the carts late,", "My six years of it,", "I hope the move,", "that,", "You,", "I,"],
)
def test_a_line_may_end_with_a_comma(said: str) -> None:
    assert isinstance(_rules(f"\n\n{said}\n"), set)

"""The lint on single words: right in one sentence and wrong in the next (spec 6, Lint)."""

from __future__ import annotations

import pytest

from sheetfollow.letters.lint import findings
from tests.helpers.sample_letters import SETTINGS, task


def _found(said: str, **cells: str) -> list[tuple[str, str]]:
    """(rule, words) of each finding in a letter that is right but for this."""
    cells = {"topic": "breaks"} | cells
    text = f"Subject: Breaks\n\nDear Amara,\n\nThe breaks have stayed with me. {said}\n"
    return [(each.rule, each.said) for each in findings(text, task(**cells), SETTINGS)]


@pytest.mark.parametrize(
    "said",
    [
        "I found an undefined term in the report, and the behaviour was left undefined.",
        "The null hypothesis held, and null results were printed too.",
        "My late nan baked bread, and nan bread is what I bake.",
        "I would like to open at TBC Bank next.",
        "The <canvas> element was slow, and so were the TODO comments.",
        "I know attachment theory, and the attachment a child forms early.",
        "The lion enclosure has an enclosed yard, and the enclosed balconies face it.",
        "I worked at Pret A Manger for a year, and as an M&A analyst for two.",
        "Merci again for the coffee.",
        "A European firm and a one-off order gave me an hour with an NHS team.",
        "I am used to early starts, and late hours are known to many of us.",
    ],
)
def test_a_word_that_is_often_a_fault_is_right_in_its_proper_sense(said: str) -> None:
    assert _found(said) == []


@pytest.mark.parametrize(
    ("said", "rule"),
    [
        ("I could start on nan.", "template residue"),
        ("I have worked with undefined and with you.", "template residue"),
        ("My years at null would be useful.", "template residue"),
        ("We spoke about None on Friday.", "template residue"),
        ("You will find my CV as an attachment.", "says it attaches what is not attached"),
        ("The attachment has the figures.", "says it attaches what is not attached"),
        ("It was a honour and a interesting day.", "probable typo"),
        ("It was an great day.", "probable typo"),
        ("I would be glad to to come.", "probable typo"),
        ("It is to late for me.", "probable typo"),
    ],
)
def test_such_a_word_is_found_where_it_is_one(said: str, rule: str) -> None:
    assert [each[0] for each in _found(said)] == [rule]


def test_the_last_word_above_and_the_first_word_below_are_no_word_twice() -> None:
    text = "Subject: Breaks, and thanks for this morning\n\nMorning Amara,\n\nThe breaks."
    assert findings(text, task(topic="breaks"), SETTINGS) == []


@pytest.mark.parametrize(
    "said",
    [
        "I would be glad to join you und ich freue mich auf Ihre Antwort.",
        "The lunch was lovely; espero que podamos hablar pronto.",
        "Thank you pour votre accueil chaleureux, je serais ravi de vous revoir.",
        "The visit è stata molto interessante and I learned much.",
        "I liked the tour, en ik zou graag bij jullie werken.",
        "Dziękuję bardzo za rozmowę and until soon.",
    ],
)
def test_a_part_of_a_sentence_in_another_language_is_found(said: str) -> None:
    assert [each[0] for each in _found(said)] == ["another language"]


@pytest.mark.parametrize(
    "said",
    [
        "I cooked magret de canard à l'orange et au miel under Jean-Luc de la Fontaine.",
        "We sang Für Elise and Ich bin der Welt abhanden gekommen.",
        "I wrote 'ich freue mich auf Ihre Antwort' in my notes.",
        "She studied at the Universidad de los Andes y la Costa.",
    ],
)
def test_names_dishes_and_what_is_quoted_are_no_other_language(said: str) -> None:
    assert _found(said) == []


def test_a_topic_that_no_sentence_can_take_has_to_be_mentioned_all_the_same() -> None:
    topic = "cloud masking on 3 m satellite imagery, labeling budget"
    assert _found("I liked it.", topic=topic) == [("topic not mentioned", "")]
    assert _found("The satellite stayed with me.", topic=topic) == []

"""The lint on clauses without a verb and on who is meant by he, her or my (spec 6)."""

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
        "I eight years on the book, and a season holds no terrors.",
        "I patience with clients.",
        "I never late.",
        "I still very much interested in it.",
        "I obliged to you both.",
        "Because I keen on it, I write.",
        "It a pleasure to meet you.",
        "There a lot to do.",
        "The role a good fit.",
        "Our talk about the oven at the site me even more interested in it.",
        "The clerks me round the building.",
        "My experience with Markdown, Git and years of docs to the role.",
        "What you said about breaks a lot of sense to me.",
        "What stayed with me how you run the ovens.",
        "What I would bring to the job clean hands and patience.",
        "I hope the move well.",
        "I wanted to you for the tour.",
        "I could from 4 May.",
        "Is any news about the job?",
    ],
)
def test_a_clause_without_its_verb_is_found(said: str) -> None:
    assert _rules(said) == {"does not fit"}


@pytest.mark.parametrize(
    "said",
    [
        "I staff the desk on Mondays, and I rota the team myself.",
        "You said that a claim for damp, well put, may win.",
        "I wonder whether a trial, run by Tom rather than by us, might help.",
        "I see that this comes late, and if the queue's no longer I could help.",
        "The job I applied for means a lot. The plan we have will work.",
        "The families who come to you want somebody to answer the door.",
        "Friday at 10.30 suits me well. Monday at seven suits me fine.",
        "I kind of liked it, and I better the numbers each year.",
        "A pleasure to meet you. Six years on the desk, and never late.",
    ],
)
def test_a_clause_may_have_its_verb_behind_a_comma_or_within_another(said: str) -> None:
    assert _rules(said) == set()


@pytest.mark.parametrize(
    "said",
    [
        "It was a pleasure to meet him and to hear about the ovens.",
        "Thank you for her time on Monday.",
        "As she mentioned, the ovens cool at night.",
        "I hope to hear from him soon.",
        "I would love to join my team.",
        "Thank you for my time.",
        "Thank you for seeing you.",
    ],
)
def test_the_reader_is_neither_he_nor_she_nor_me(said: str) -> None:
    assert _rules(said) == {"does not fit"}


@pytest.mark.parametrize(
    "said",
    [
        "Please thank your foreman for her time.",
        "My last boss was kind, and I enjoyed her stories.",
        "I hope he or she will like it.",
        "I met Anna, and it was good to see her.",
    ],
)
def test_he_or_she_is_somebody_who_was_named(said: str) -> None:
    assert _rules(said, role="Foreman") == set()


@pytest.mark.parametrize(
    ("said", "cells"),
    [
        ("As I said, you have 14 years on sash windows.", {"skill": "14 years on sash windows"}),
        (
            "I believe that your patience with worried owners, which I have built up, would help.",
            {"skill": "my patience with worried owners"},
        ),
        (
            "Thank you for talking me through went over rota, 2 days, said May.",
            {"topic": "went over rota, 2 days, said May"},
        ),
    ],
)
def test_what_a_cell_says_is_turned_to_whom_it_belongs(said: str, cells: dict[str, str]) -> None:
    assert "does not fit" in _rules(said, **cells)


def test_who_gives_something_to_themselves_has_pasted_a_note() -> None:
    said = "I have thought about how I could give me the Friday club to restart."
    assert "does not fit" in _rules(said)

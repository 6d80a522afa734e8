"""What one did, holds and is: what English lets stand together, and what only looks so (spec 6)."""

from __future__ import annotations

import pytest

from sheetfollow.words.reading import read


def _said(cell: str) -> list[str]:
    return [item.said or item.phrase for item in read(cell, "skill").items]


@pytest.mark.parametrize("cell", ["Food safe", "computer literate", "tax savvy", "heat proof"])
def test_a_thing_does_not_end_in_what_only_describes(cell: str) -> None:
    assert _said(cell) == []


def test_what_only_describes_is_left_out_of_a_list_of_things() -> None:
    reading = read("plasterer, domestic mostly", "skill")
    assert reading.items[0].phrase == "working as a plasterer"
    assert reading.left_out == ("domestic mostly",)


@pytest.mark.parametrize(
    "cell", ["I have make the move to AWS", "I have lead many audits", "am work in kitchens"]
)
def test_no_bare_verb_stands_behind_have_or_am(cell: str) -> None:
    assert _said(cell) == []


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        ("worked in hospices 7 years", "I worked in hospices for 7 years"),
        ("worked nights for the last 2 years", "I worked nights for the last 2 years"),
        ("been coaching juniors since I was 20", "I have been coaching juniors since I was 20"),
        ("cut turnaround from 6 days to 2", "I cut the turnaround from 6 days to 2"),
        ("reduced backlog by half", "I reduced the backlog by half"),
        ("led a 1->10 rollout", "I led a 1-to-10 rollout"),
        ("moved checkout time 9->4 min", "I moved checkout time from 9 to 4 minutes"),
        ("taught y4 and y5", "I taught Year 4 and Year 5"),
    ],
)
def test_how_long_and_how_much_are_said_in_full(cell: str, said: str) -> None:
    assert _said(cell) == [said]


@pytest.mark.parametrize("cell", ["extended the lease 10 years", "took 3->7 stores"])
def test_a_change_tells_what_and_by_how_much(cell: str) -> None:
    assert _said(cell) == []


def test_years_beside_what_one_is_are_not_lost() -> None:
    reading = read("dental nurse, 3 years orthodontics", "skill")
    assert reading.items[0].said == "I have three years of experience with orthodontics"
    assert reading.left_out == ("dental nurse",)


@pytest.mark.parametrize("cell", ["Cert", "diploma", "my licence", "degree"])
def test_a_paper_of_which_nothing_is_told_is_asked_about(cell: str) -> None:
    assert _said(cell) == []


def test_a_paper_is_held_whatever_its_level() -> None:
    assert _said("Level 5 diploma in leadership") == ["I hold a Level 5 diploma in leadership"]


@pytest.mark.parametrize(
    "cell",
    [
        "asked 52k base",
        "expecting 90k OTE",
        "got a warning at a depot, leave out",
        "liked the shop",
    ],
)
def test_what_was_asked_for_or_felt_or_went_wrong_is_no_deed(cell: str) -> None:
    assert _said(cell) == []

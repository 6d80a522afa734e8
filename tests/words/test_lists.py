"""How what a cell lists is parted, and what of it never reaches a letter (spec 6: Personal)."""

from __future__ import annotations

import pytest

from sheetfollow.words.people import salutation, written
from sheetfollow.words.reading import read
from sheetfollow.words.titles import job_title


def _said(cell: str, column: str = "topic", names: frozenset[str] = frozenset()) -> list[str]:
    return [item.said or item.that or item.phrase for item in read(cell, column, names).items]


@pytest.mark.parametrize("column", ["topic", "challenge"])
@pytest.mark.parametrize(
    ("cell", "said"),
    [
        ("cover for bank holidays & evenings", ["cover for bank holidays and evenings"]),
        ("ups & downs of remote work", ["ups and downs of remote work"]),
        ("leaks & repairs", ["leaks and repairs"]),
        ("leaks + repairs", ["leaks and repairs"]),
        ("Health & Safety training", ["Health & Safety training"]),
        ("Leaks & repairs", ["leaks and repairs"]),
        ("leaks & repairs; rota planning", ["leaks and repairs", "rota planning"]),
        ("late trucks, stock control", ["late trucks", "stock control"]),
        ("storage, delivery of parcels", ["storage and delivery of parcels"]),
        ("storage / delivery of parcels", ["storage and delivery of parcels"]),
        ("delays with parcels, invoices", ["delays with parcels and invoices"]),
    ],
)
def test_what_belongs_together_is_one_topic(column: str, cell: str, said: list[str]) -> None:
    assert _said(cell, column) == said


@pytest.mark.parametrize("column", ["topic", "challenge"])
@pytest.mark.parametrize(
    "cell",
    [
        "my break in 2022, told her about dad",
        "my salary, told him 48k",
        "told the panel about Rust",
    ],
)
def test_what_the_candidate_told_them_is_asked(column: str, cell: str) -> None:
    assert _said(cell, column) == []


def test_what_the_candidate_told_them_drops_out_of_a_list() -> None:
    assert _said("stock control, told him I know SAP") == ["stock control"]
    assert _said("stock control; said my notice is short") == ["stock control"]


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        ("they were SO proud of their new WAREHOUSE", "you were so proud of your new warehouse"),
        ("the NEW rota", "the new rota"),
        ("GDPR training for ALL nurses", "GDPR training for all nurses"),
        ("the move from SAP to AWS", "the move from SAP to AWS"),
        ("STEM clubs in schools", "STEM clubs in schools"),
        ("how IT is organised", "how IT is organised"),
    ],
)
def test_only_capitals_for_effect_are_made_small(cell: str, said: str) -> None:
    assert _said(cell) == [said]


def test_a_name_of_the_row_stays_in_capitals() -> None:
    assert _said("TARGET stores in Leeds", names=frozenset({"target"})) == [
        "TARGET stores in Leeds"
    ]


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        ("patient with toddlers", "I am patient with toddlers"),
        ("quick on a till", "I am quick on a till"),
        ("Java and go", "Java and Go"),
        ("kotlin and swift", "Kotlin and Swift"),
    ],
)
def test_a_state_is_said_of_the_candidate_and_a_language_beside_others(
    cell: str, said: str
) -> None:
    assert _said(cell, "skill") == [said]


@pytest.mark.parametrize("cell", ["led a shop poorly", "ran 2 projects badly", "rusty in French"])
def test_what_the_candidate_did_badly_is_asked(cell: str) -> None:
    assert _said(cell, "skill") == []


@pytest.mark.parametrize("cell", ["the team of 9", "a team of six", "a bunch of them"])
def test_a_size_is_no_name_of_a_team(cell: str) -> None:
    assert _said(cell, "team") == []


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        ("public affairs mgr", "public affairs manager"),
        ("Public Affairs mgr", "Public Affairs Manager"),
        ("sr buyer", "senior buyer"),
        ("Sr. Buyer", "Senior Buyer"),
    ],
)
def test_a_short_form_of_a_title_takes_the_case_of_the_word_before(cell: str, said: str) -> None:
    assert job_title(cell).items[0].phrase == said


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        ("Site manager", "Site Manager"),
        ("Chef de partie", "Chef de Partie"),
        ("data analyst", "data analyst"),
        ("HGV driver", "HGV Driver"),
    ],
)
def test_a_job_that_begins_large_is_a_title(cell: str, said: str) -> None:
    assert job_title(cell).items[0].phrase == said


@pytest.mark.parametrize(
    ("cell", "dear"),
    [("jo kim", "Jo"), ("Jo Kim", "Jo"), ("Ben O'Hara", "Ben"), ("ben", "Ben"), ("Jo Min-ji", "")],
)
def test_a_given_name_that_is_a_particle_or_a_family_name_elsewhere(cell: str, dear: str) -> None:
    assert salutation(cell).items[0].phrase == (dear or cell)


def test_a_name_in_small_letters_is_written_large() -> None:
    assert written("jo kim") == "Jo Kim"
    assert written("ben o'hara") == "Ben O'Hara"
    assert written("ines van dam") == "Ines van Dam"
    assert written("hiring manager") == "hiring manager"
    assert written("danah boyd (cto)") == "danah boyd (cto)"


def test_a_separator_alone_is_no_list() -> None:
    assert not read("; - the", "skill").items

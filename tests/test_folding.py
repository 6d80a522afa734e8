"""Names are compared folded: NFKC, no zero-width characters, every dash, quote and space alike,
case-folded (spec 2)."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sheetfollow.intake.names import fold


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("  Acme \n GmbH ", "acme gmbh"),
        ("José Núñez", unicodedata.normalize("NFD", "José Núñez")),
        ("Analyst - Growth", "Analyst – Growth"),
        ("Jean‑Luc", "Jean-Luc"),
        ("O’Brien", "O'Brien"),
        ("O´Brien", "O`Brien"),
        ("„Acme“", '"ACME"'),
        ("Acme\u00a0Ltd", "Acme Ltd"),
        ("Acme\u3000Ltd", "Acme Ltd"),
        ("Ac\u200bme\ufeff", "Acme"),
        ("Acme\u200e", "Acme"),
        ("Da\u00adna", "Dana"),
        ("Straße", "STRASSE"),
        ("ＡＣＭＥ", "Acme"),
        ("ﬁnance", "Finance"),
        ("R＆D", "R&D"),
    ],
)
def test_what_looks_alike_is_one(one: str, other: str) -> None:
    assert fold(one) == fold(other)


@pytest.mark.parametrize(
    ("one", "other"), [("Acme", "Acme, Inc."), ("Müller", "Muller"), ("A B", "AB"), ("é", "e")]
)
def test_what_differs_in_its_letters_stays_apart(one: str, other: str) -> None:
    assert fold(one) != fold(other)


@given(st.text())
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)

"""One rule for an address, in the cell and in the mail that is written to it (spec 4)."""

from __future__ import annotations

import time
from email import message_from_bytes, policy
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sheetfollow.intake.addresses import (
    ascii_address,
    bare_address,
    is_address,
    read_phone,
    read_profile,
)
from sheetfollow.intake.cells import Unreadable
from sheetfollow.letters.mail import compose
from sheetfollow.words.people import salutation


@pytest.mark.parametrize(
    ("typed", "address"),
    [
        ("dana.lee@acme.example", "dana.lee@acme.example"),
        ("Dana Lee <dana@x.example>", "dana@x.example"),
        ('"Lee, Dana" <dana@x.example>', "dana@x.example"),
        ("<dana@x.example>", "dana@x.example"),
        ("mailto:dana@x.example", "dana@x.example"),
        ("MAILTO:dana@x.example?subject=Hi", "dana@x.example"),
        ("o'neil@example.co.uk", "o'neil@example.co.uk"),
        ("dana_lee+jobs@my-firm.example", "dana_lee+jobs@my-firm.example"),
        ("hans@bücher.example", "hans@bücher.example"),
        ("a@почта.рф", "a@почта.рф"),
        ("dana@x.example\u200b", "dana@x.example"),
    ],
)
def test_the_one_address_in_a_cell_is_read(typed: str, address: str) -> None:
    assert bare_address(typed) == address


@pytest.mark.parametrize(
    "typed",
    [
        "dana@acme.example.",
        "a..b@x.y",
        ".a@x.y",
        "a.@x.y",
        "a@b.c…",
        "'dana@x.example'",
        "\u2018dana@x.example\u2019",
        '"dana@x.example"',
        "dana@x.example/",
        "dana/lee@x.example",
        "dana*@x.example",
        "dana@x.example*",
        "dana@x.example,",
        "dana@x.example;",
        "a@x.example, b@x.example",
        "a@x.example b@x.example",
        "Dana a@x.example <b@x.example>",
        "dana@x.exampl\u0435",
        "d\u0430na@x.example",
        "dana@\u0430\u0441\u0435.com",
        "dana@l\u0131nkedin.com",
        "j\u00f6rg@x.example",
        "dana@x",
        "dana@",
        "@x.example",
        "dana@1.2.3.4",
        "dana@-x.example",
        "dana@x-.example",
        "dana@x_y.example",
        "dana@x..example",
        "a" * 65 + "@x.example",
        "a@" + "b" * 64 + ".example",
        "a@" + "b." * 126 + "example",
        "call her",
    ],
)
def test_what_is_not_one_address_is_a_problem(typed: str) -> None:
    with pytest.raises(Unreadable):
        bare_address(typed)


def test_a_look_alike_letter_is_named() -> None:
    with pytest.raises(Unreadable, match=r"'е' \(cyrillic small letter ie\)"):
        bare_address("dana@x.exampl\u0435")


def test_the_length_is_looked_at_first() -> None:
    start = time.process_time()
    assert not is_address("a@" + "." * 32_700)
    assert not is_address("a@" + "b.\u00e9" * 10_000)
    assert time.process_time() - start < 1


_SIGNS = st.sampled_from("ab1.-_+@'\"*/ ,;<>()[]\\\u00e9\u0435\u2026=?!#%{}\t")
_PART = st.text(st.sampled_from("abz09._-+'~!#"), min_size=1, max_size=12)
_LIKE_ADDRESS = st.builds("{}@{}.{}".format, _PART, _PART, st.sampled_from(["com", "example"]))


@given(st.text(_SIGNS, max_size=30) | _LIKE_ADDRESS)
def test_what_is_accepted_can_be_written_to(text: str) -> None:
    """The mail names exactly that one address, and no other text makes one."""
    if not is_address(text):
        assert ascii_address(text) == ""
        return
    mail: Any = message_from_bytes(
        compose("Dana Lee", text, "Hello", "Hello\n"), policy=policy.default
    )
    assert [each.addr_spec for each in mail["To"].addresses] == [ascii_address(text)]
    assert ascii_address(text).isascii()


@pytest.mark.parametrize(
    "typed",
    [
        "linkedin.com/in/dana-lee",
        "in/dana-lee",
        "dana-lee-12",
        "danalee7",
        "linkedin.com/pub/dana/1",
    ],
)
def test_a_profile_is_taken_as_typed(typed: str) -> None:
    assert read_profile(typed) == typed


@pytest.mark.parametrize(
    "typed",
    [
        "requested",
        "accepted",
        "maybe",
        "message",
        "...",
        "1st",
        "to-do",
        "linkedin.com/in",
        "https://www.linkedin.com/in/",
        "https://www.linkedin.com/in/...",
        "https://www.linkedin.com/feed/",
        "linkedin.com/jobs/view/123",
        "linkedin.com/company/third",
        "yes",
        "Connected",
        "ask her",
        "linkedin",
        "l\u0131nkedin.com/in/x y",
    ],
)
def test_a_word_that_says_something_else_is_no_profile(typed: str) -> None:
    with pytest.raises(Unreadable):
        read_profile(typed)


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("Dana 202 555 0100", "202 555 0100"),
        ("tel: +1 202 555 0100", "+1 202 555 0100"),
        ("202 555 0100 (mobile)", "202 555 0100"),
        ("+49 (0)30 1234567", "+49 (0)30 1234567"),
        ("\u202a+1 202 555 0100\u202c", "+1 202 555 0100"),
        ("(202) 555-0100 ext. 12345", "(202) 555-0100 ext. 12345"),
    ],
)
def test_the_number_alone_is_taken_out_of_its_cell(typed: str, number: str) -> None:
    assert read_phone(typed) == number


@pytest.mark.parametrize(
    "typed",
    [
        "+1 202 555 01OO",
        "2.02555E+09",
        "555-CALL-NOW 12345",
        "1-800-555-CALL",
        "ext 55501234",
        "555 0100 / 555 0101",
    ],
)
def test_a_number_with_letters_in_it_or_shortened_is_asked_about(typed: str) -> None:
    with pytest.raises(Unreadable):
        read_phone(typed)


def test_an_accented_letter_before_the_at_sign_is_not_said_to_only_look_right() -> None:
    with pytest.raises(Unreadable, match="'ü' before the @, and mail programs cannot be counted"):
        bare_address("jürgen@acme.example")


@pytest.mark.parametrize("typed", ["hi Dana", "Hello, Dana", "Dear Dana", "Good morning Dana,"])
def test_a_word_of_greeting_in_greet_as_is_not_said_twice(typed: str) -> None:
    assert [item.phrase for item in salutation("", typed).items] == ["Dana"]

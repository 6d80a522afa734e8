"""The user's draft is read as it is: whatever was saved, nothing of it is lost or guessed (spec
6)."""

from __future__ import annotations

import codecs
from collections.abc import Callable
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

import pytest

from sheetfollow.letters.drafts import Stationery, reread
from sheetfollow.letters.on_disk import parts_of, text_of
from sheetfollow.model import Draft, Task
from tests.conftest import Run
from tests.helpers import DAY
from tests.helpers.sample_letters import SETTINGS, TODAY, letter, render, task

NOTE = "Dear Zoë,\n\nThank you – truly.\n\nRobin\n"
STATIONERY = Stationery((), SETTINGS, TODAY)


def _made(**cells: object) -> Draft:
    return render([task(**cells)], (), SETTINGS, today=TODAY)[0]


def _mail(draft: Draft) -> EmailMessage:
    assert draft.mail is not None
    parsed = message_from_bytes(draft.mail, policy=policy.default)
    assert isinstance(parsed, EmailMessage)
    return parsed


def _rules(draft: Draft) -> list[tuple[int, str, str]]:
    return [(each.line, each.rule, each.said) for each in letter(draft).findings]


# --- bytes


@pytest.mark.parametrize(
    ("mark", "encoding"),
    [
        (b"", "utf-8"),
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
        (codecs.BOM_UTF32_LE, "utf-32-le"),
        (codecs.BOM_UTF32_BE, "utf-32-be"),
    ],
)
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_text_is_read_by_its_byte_order_mark_else_as_utf_8(
    mark: bytes, encoding: str, end: str
) -> None:
    assert text_of(mark + NOTE.replace("\n", end).encode(encoding)) == NOTE


@pytest.mark.parametrize(
    "data",
    [
        NOTE.encode("cp1252"),
        "Dear Zoe,\n".encode("utf-16-le"),
        "Dear Zoe,\n".encode("utf-16-be"),
        codecs.BOM_UTF16_LE + b"\x00\xd8D\x00",
        codecs.BOM_UTF16_LE + b"odd",
        codecs.BOM_UTF8 + b"\xff",
        b"PK\x03\x04\x14\x00\x06\x00",
    ],
    ids=[
        "Windows code page",
        "UTF-16 without a mark",
        "UTF-16 the other way round",
        "half a sign",
        "an odd byte",
        "a mark alone does not make it UTF-8",
        "a Word document",
    ],
)
def test_any_other_bytes_are_no_text(data: bytes) -> None:
    assert text_of(data) is None


# --- head and body


def _without(*starts: str) -> Callable[[str], str]:
    """What deletes the lines that begin so."""

    def edit(text: str) -> str:
        return "".join(row for row in text.splitlines(True) if not row.startswith(starts))

    return edit


HEADS = {
    "as made": lambda text: text,
    "To deleted": _without("To:"),
    "Subject deleted": _without("Subject:"),
    "both deleted": _without("To:", "Subject:"),
    "both and the blank line deleted": lambda text: text.partition("\n\n")[2],
    "a space on the blank line": lambda text: text.replace("\n\n", "\n \n", 1),
    "no blank line": lambda text: text.replace("\n\n", "\n", 1),
    "a blank line above": lambda text: f"\n{text}",
    "a blank line between": lambda text: text.replace("\nSubject", "\n\nSubject"),
    "no space behind the colon": lambda text: text.replace("To: ", "To:").replace("t: ", "t:"),
    "a blank before the colon": lambda text: text.replace("To:", "to :").replace("t:", "t :"),
    "small letters": lambda text: text.replace("To:", "to:").replace("Subject:", "subject:"),
}


@pytest.mark.parametrize("edit", HEADS.values(), ids=HEADS)
def test_whatever_is_done_to_the_head_the_mail_has_all_of_the_text(
    edit: Callable[[str], str],
) -> None:
    """The recipient and the subject that were taken out are those of the row."""
    made = _made()
    text = edit(made.text).replace("Dear Amara", "Hello Amara")
    standing = reread(made, text, STATIONERY)
    mail = _mail(standing)
    assert standing.body == made.body.replace("Dear Amara", "Hello Amara")
    assert mail.get_content().replace("\r\n", "\n") == standing.body
    assert mail["To"].addresses[0].addr_spec == "amara.nwosu@tallgrass.example"
    assert mail["Subject"] == made.subject
    assert letter(standing).findings == []


@pytest.mark.parametrize(
    ("channel", "cells"),
    [
        ("LinkedIn", {"linkedin": "linkedin.com/in/amara"}),
        ("Phone", {"phone": "+1 202 555 0143", "message": "Call"}),
    ],
)
def test_a_note_or_a_script_without_its_first_line_is_whole(
    channel: str, cells: dict[str, str]
) -> None:
    made = _made(channel=channel, **cells)
    standing = reread(made, made.text.partition("\n")[2], STATIONERY)
    assert (standing.body, standing.to) == (made.body, made.to)


def test_a_line_that_only_looks_like_the_head_stands_in_the_body_once_the_head_is_over() -> None:
    parts = parts_of("Subject: A\n\nTo be clear: yes.\nSubject: B\n")
    assert parts.named("Subject") == "A"
    assert parts.body == "To be clear: yes.\nSubject: B\n"
    twice = parts_of("Subject: A\nSubject: B\n\nHello\n")
    assert (twice.named("Subject"), twice.body) == ("A", "Subject: B\n\nHello\n")


@pytest.mark.parametrize(
    ("to", "address", "name"),
    [
        ("pat@else.example", "pat@else.example", ""),
        ("Pat Lee <pat@else.example>", "pat@else.example", "Pat Lee"),
        ('"Lee, Pat" <pat@else.example>', "pat@else.example", "Lee, Pat"),
    ],
)
def test_a_mail_goes_to_whom_the_user_has_addressed_it(to: str, address: str, name: str) -> None:
    made = _made()
    standing = reread(made, made.text.replace(made.to, to, 1), STATIONERY)
    (recipient,) = _mail(standing)["To"].addresses
    assert (recipient.addr_spec, recipient.display_name) == (address, name)
    assert letter(standing).findings == []


@pytest.mark.parametrize("to", ["", "Pat Lee", "pat@else.example, bo@else.example", "pat@"])
def test_what_is_no_address_is_a_finding_and_the_mail_goes_to_nobody(to: str) -> None:
    made = _made()
    standing = reread(made, made.text.replace(made.to, to, 1), STATIONERY)
    assert _mail(standing)["To"] is None
    assert _rules(standing) == [(1, "no address", to)]


def test_a_mail_without_subject_and_one_with_a_copy_are_findings() -> None:
    made = _made()
    text = made.text.replace(f"Subject: {made.subject}", "Cc: bo@else.example\nSubject:")
    standing = reread(made, text, STATIONERY)
    assert _rules(standing) == [(2, "not in the mail", "bo@else.example"), (3, "no subject", "")]
    assert standing.body == made.body


def test_the_line_under_a_linkedin_note_that_counts_its_characters_is_none_of_it() -> None:
    made = _made(channel="LinkedIn", linkedin="linkedin.com/in/amara")
    standing = reread(made, made.text.replace("Amara", "Dr. Nwosu", 1), STATIONERY)
    assert "characters)" not in standing.body
    assert "Dr. Nwosu" in standing.body


# --- through the command


def _due_draft(home: Path) -> Path:
    return next((home / "drafts").glob("*kwabena-osei*.txt"))


def test_a_draft_saved_as_utf_16_is_what_the_mail_says(run: Run, example: Path) -> None:
    run("sync", example.name, *DAY, code=3)
    draft = _due_draft(example.parent)
    text = draft.read_text(encoding="utf-8").replace("Dear", "Good morning,")
    draft.write_bytes(text.encode("utf-16"))
    run("sync", example.name, *DAY, code=3)
    mail = message_from_bytes(draft.with_suffix(".eml").read_bytes(), policy=policy.default)
    assert isinstance(mail, EmailMessage)
    assert "Good morning, Kwabena" in mail.get_content()


@pytest.mark.parametrize("data", [NOTE.encode("cp1252"), b"", b" \r\n\r\n"])
def test_no_mail_is_made_of_a_draft_that_cannot_be_read(
    run: Run, example: Path, data: bytes
) -> None:
    """It is told with what to do, it stays as it is, and the mail that said something else goes."""
    run("sync", example.name, *DAY, code=3)
    draft = _due_draft(example.parent)
    others = len(list(draft.parent.glob("*.eml"))) - 1
    draft.write_bytes(data)
    said = run("sync", example.name, *DAY, code=3).stdout
    finding = "line 1: empty, or not text in UTF-8; save it as a text file in UTF-8, then sync"
    assert f"drafts/{draft.name}: {finding}" in said
    assert draft.read_bytes() == data
    assert not draft.with_suffix(".eml").exists()
    assert len(list(draft.parent.glob("*.eml"))) == others
    page = (draft.parent / "index.html").read_text(encoding="utf-8")
    assert "Empty, or not text in UTF-8" in page


def test_a_folder_in_the_place_of_a_draft_is_that_row_s_finding(run: Run, example: Path) -> None:
    run("sync", example.name, *DAY, code=3)
    draft = _due_draft(example.parent)
    draft.unlink()
    draft.mkdir()
    said = run("sync", example.name, *DAY, code=3).stdout
    assert f"drafts/{draft.name}: line 1: empty, or not text in UTF-8" in said


def test_a_draft_that_is_a_link_out_of_the_folder_is_shown_nowhere(run: Run, example: Path) -> None:
    run("sync", example.name, *DAY, code=3)
    draft = _due_draft(example.parent)
    secret = example.with_name("secret.txt")
    secret.write_text("To: a@b.example\n\nThe secret.\n", encoding="utf-8")
    draft.unlink()
    draft.symlink_to(secret)
    said = run("sync", example.name, *DAY, code=3).stdout
    assert f"drafts/{draft.name}: line 1: empty, or not text in UTF-8" in said
    made = [each for each in draft.parent.iterdir() if each.is_file() and not each.is_symlink()]
    assert not [each.name for each in made if b"The secret" in each.read_bytes()]


# --- one row never stops the rest


def test_whatever_one_row_raises_is_its_problem_and_the_others_go_on() -> None:
    broken, sound = render([_wrong(task(id="1")), task(id="2")], (), SETTINGS, today=TODAY)
    assert broken.problem is not None
    assert str(broken.problem).startswith("Interviews!3: no draft could be made of this row (")
    assert broken.mail is None
    assert sound.problem is None
    assert sound.text


def _wrong(row: Task) -> Task:
    """A row with a value that no reader of the workbook gives: a fault of our own."""
    object.__setattr__(row, "topic", 7)
    return row

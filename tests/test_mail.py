"""The .eml: an unsent message to the one it is for, and to nobody else (spec 6)."""

from __future__ import annotations

import email
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP, default
from email.utils import getaddresses

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from sheetfollow.intake.addresses import ascii_address
from sheetfollow.letters.mail import Attachment, carries_file, compose
from sheetfollow.letters.wordings.phrases import one_line
from tests.helpers.sample_letters import SETTINGS, TODAY, render, task

TO = "amara.nwosu@tallgrass.example"

_odd = st.text(
    alphabet=list('ab é,;:<>@"\\()[]=?_Qq.\r\n\0\t\u2028\u2029\u202e\u200b山ß😀\ud800'), max_size=60
)
_encoded = st.builds(
    lambda text: f"=?utf-8?q?{text}?=", st.text(alphabet="abc=2C40@,_<>:;", max_size=20)
)
HOSTILE = st.one_of(
    st.text(max_size=80), _odd, _encoded, st.tuples(_odd, _encoded, _odd).map("".join)
)


def _read(data: bytes) -> EmailMessage:
    return email.message_from_bytes(data, policy=default)  # type: ignore[return-value]


def _head(data: bytes) -> list[bytes]:
    return data.partition(b"\r\n\r\n")[0].split(b"\r\n")


def _names(data: bytes) -> list[str]:
    return [line.partition(b":")[0].decode() for line in _head(data)]


def test_it_opens_as_an_unsent_message_with_no_sender_no_date_and_no_private_header() -> None:
    data = compose("Amara Nwosu", TO, "Thank you", "Dear Amara,\n\nThank you.\n")
    assert _names(data) == [
        "X-Unsent",
        "To",
        "Subject",
        "Content-Type",
        "Content-Transfer-Encoding",
        "MIME-Version",
    ]
    assert (
        b"X-Unsent: 1\r\nTo: Amara Nwosu <amara.nwosu@tallgrass.example>\r\nSubject: Thank you\r\n"
        in data
    )


_plainly = st.text(alphabet="abcXYZ' -.,:;()?=_&/0189@", max_size=90)


_bodies = st.one_of(st.text(max_size=300), st.text(alphabet="ab .=\t\r\né€", max_size=300))


@given(_plainly, _plainly, _bodies)
@example(
    "Amara Nwosu",
    "Thank you: your night shift",
    "Dear Amara,\n\n" + "and so on " * 20 + "\n\nRobin\n",
)
@settings(max_examples=100)
def test_a_plain_mail_is_letter_for_letter_what_the_standard_library_writes(
    name: str, subject: str, body: str
) -> None:
    _check_plain(name, subject, body)


@pytest.mark.slow
@given(_plainly, _plainly, _bodies)
@settings(max_examples=1_000)
def test_a_thousand_plain_mails_are_what_the_standard_library_writes(
    name: str, subject: str, body: str
) -> None:
    _check_plain(name, subject, body)


def _check_plain(name: str, subject: str, body: str) -> None:
    message = EmailMessage(policy=SMTP)
    message["X-Unsent"] = "1"
    message["To"] = Address(display_name=one_line(name).replace("=?", "= ?"), addr_spec=TO)
    message["Subject"] = one_line(subject).replace("=?", "= ?")
    message.set_content(body, charset="utf-8", cte="quoted-printable")
    assert compose(name, TO, subject, body) == message.as_bytes(
        policy=SMTP.clone(max_line_length=0)
    )


def test_every_line_ends_in_carriage_return_and_line_feed() -> None:
    data = compose("Amara", TO, "Thank you", "one\ntwo\n\nthree\n", Attachment("a.pdf", b"x" * 500))
    assert data.count(b"\n") == data.count(b"\r\n") == data.count(b"\r")


def test_a_long_header_stays_on_its_line() -> None:
    data = compose("José " * 40, TO, "Grüße an alle " * 30, "x\n")
    assert not [line for line in _head(data) if line[:1] in b" \t"]
    assert _read(data)["Subject"] == ("Grüße an alle " * 30).strip()


@pytest.mark.parametrize(
    "subject", ["word " * 700, "x" * 3_000, "ein müder Gruß " * 200, "ありがとう" * 2_000]
)
def test_no_line_of_a_header_is_longer_than_a_mail_may_have(subject: str) -> None:
    """998 bytes (RFC 5322, 2.1.1), and none is folded; the subject is cut, and so is a name."""
    for name in ("Amara Nwosu", subject):
        data = compose(name, TO, subject, "Dear Amara,\n")
        assert max(map(len, _head(data))) <= 998
        assert not [line for line in _head(data) if line.startswith(b" ")]
        shown = str(_read(data)["Subject"])
        assert subject.startswith(shown)
        assert len(shown) > 200


def test_the_body_keeps_its_letters_and_lines() -> None:
    body = "Dear Zoë,\n\n" + "a long line of words " * 30 + "\n\n山田 ß €\n.\nFrom here\n"
    read = _read(compose("Zoë", TO, "s", body))
    assert read.get_content() == body.replace("\n", "\r\n")
    assert read.get_content_charset() == "utf-8"


def test_without_an_address_there_is_no_recipient() -> None:
    assert "To" not in _names(compose("Amara", "", "s", "x\n"))


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("Nwosu, Amara", b'"Nwosu, Amara"'),
        ('Amara "Ama" Nwosu', b'"Amara \\"Ama\\" Nwosu"'),
        ("Amara <x@y.example>", b'"Amara <x@y.example>"'),
        ("a\\", b'"a\\\\"'),
    ],
)
def test_a_name_with_commas_quotes_or_an_address_stays_a_name(name: str, shown: bytes) -> None:
    data = compose(name, TO, "s", "x\n")
    assert _head(data)[1] == b"To: " + shown + b" <amara.nwosu@tallgrass.example>"


def test_the_name_of_an_encoded_word_does_not_become_a_recipient() -> None:
    """The standard library alone makes of this name: To: a, b@c.d <...>."""
    data = compose("=?utf-8?q?a=2C_b=40c=2Ed?=", TO, "s", "x\n")
    assert getaddresses([str(email.message_from_bytes(data)["To"])])[0][1] == TO


@pytest.mark.parametrize(
    ("address", "sent"),
    [
        ("hans@bücher.example", "hans@xn--bcher-kva.example"),
        ("hans@BÜCHER.example", "hans@xn--bcher-kva.example"),
        ("hans@faß.example", "hans@xn--fa-hia.example"),
        ("a@例え.テスト", "a@xn--r8jz45g.xn--zckzah"),
        ("Hans@Books.Example", "Hans@books.example"),
    ],
)
def test_a_domain_beyond_ascii_is_sent_as_mail_servers_know_it(address: str, sent: str) -> None:
    assert ascii_address(address) == sent
    assert _read(compose("Hans", address, "s", "x\n"))["To"].addresses[0].addr_spec == sent


@pytest.mark.parametrize(
    "address",
    [
        "",
        "a",
        "a@b",
        "a@b.c?bcc=d@e.f",
        "a@b.example,d@e.example",
        "a@b.example\r\nBcc: d@e.example",
        "a b@c.example",
        "<a@b.example>",
        "a@b.example;d@e.example",
        "a@@b.example",
        "a@b.example&cc=d@e.example",
        "jörg@b.example",
        "a@b＠c.example",
        "a@b，c.example",
        "a@b.example\u2028",
        "a@b.exa\u202emple",
    ],
)
def test_what_is_no_single_address_is_refused(address: str) -> None:
    assert ascii_address(address) == ""


def _attached(data: bytes) -> list[tuple[str | None, str, bytes]]:
    return [
        (part.get_filename(), part.get_content_type(), part.get_payload(decode=True))
        for part in _read(data).iter_attachments()
    ]


@pytest.mark.parametrize(
    ("path", "name", "kind"),
    [
        ("plan.pdf", "plan.pdf", "application/pdf"),
        ("work/Plän, neu.pdf", "Plän, neu.pdf", "application/pdf"),
        (
            "work\\plan.docx",
            "plan.docx",
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        ),
        ("plan", "plan", "application/octet-stream"),
        ("plan.tar.gz", "plan.tar.gz", "application/octet-stream"),
        ("note.txt", "note.txt", "application/octet-stream"),
    ],
)
def test_the_work_sample_is_attached_under_its_name_and_type(
    path: str, name: str, kind: str
) -> None:
    content = b"%PDF-1.7\r\n\0\xff\n--=_boundary\n"
    data = compose("Amara", TO, "s", "Dear Amara\n", Attachment(path, content))
    assert _attached(data) == [(name, kind, content)]
    assert carries_file(data)


def test_a_text_that_speaks_of_attachments_carries_none() -> None:
    body = "Content-Disposition: attachment\n\nContent-Disposition: attachment\n"
    assert not carries_file(compose("Amara", TO, "Content-Disposition: attachment", body))
    assert not carries_file(None)


def test_the_same_note_gives_the_same_bytes() -> None:
    made = [compose("Zoë", TO, "Grüße", "x\n", Attachment("a.pdf", b"x")) for _ in range(2)]
    assert made[0] == made[1]


def test_a_draft_for_a_mail_channel_carries_its_mail_and_others_none() -> None:
    rows = [
        task(),
        task(channel="HR mailbox", hr_email="jobs@tallgrass.example"),
        task(channel="LinkedIn", linkedin="linkedin.com/in/x"),
        task(channel="Phone", message="Call"),
    ]
    mails = [draft.mail for draft in render(rows, (), SETTINGS, today=TODAY)]
    assert [mail is not None for mail in mails] == [True, True, False, False]
    to = [_read(mail)["To"] for mail in mails if mail]
    assert to == ["Amara Nwosu <amara.nwosu@tallgrass.example>", "jobs@tallgrass.example"]


def test_a_sample_beside_the_workbook_is_attached_and_a_link_is_a_line() -> None:
    row = task(work_sample="work/plan.pdf", sample_mentioned=True)
    draft = render([row], (), SETTINGS, today=TODAY, attachments={"work/plan.pdf": b"%PDF"})[0]
    assert draft.mail is not None
    assert _attached(draft.mail) == [("plan.pdf", "application/pdf", b"%PDF")]
    link = render(
        [task(work_sample="https://a.example/p", sample_mentioned=True)], (), SETTINGS, today=TODAY
    )[0]
    assert link.mail is not None
    assert _attached(link.mail) == []
    assert "https://a.example/p" in _read(link.mail).get_content()


def _check_hostile(name: str, subject: str) -> None:
    data = compose(name, TO, subject, "x\n")
    assert _names(data)[:3] == ["X-Unsent", "To", "Subject"]
    assert not {"bcc", "cc", "from", "date", "reply-to", "sender"} & {
        each.lower() for each in _names(data)
    }
    read, plain = _read(data), email.message_from_bytes(data)
    assert [each.addr_spec for each in read["To"].addresses] == [TO]
    assert [address for _, address in getaddresses([str(plain["To"])])] == [TO]
    assert read["To"].addresses[0].display_name == one_line(name).replace("=?", "= ?")
    assert read["Subject"] == one_line(subject).replace("=?", "= ?")


@given(HOSTILE, HOSTILE)
@example("Amara\r\nBcc: d@e.example", "Hello\nBcc: d@e.example")
@example("a\0b", "c\u2028d")
def test_no_name_and_no_subject_adds_a_recipient_or_a_header(name: str, subject: str) -> None:
    _check_hostile(name, subject)


@pytest.mark.slow
@settings(max_examples=2_000)
@given(HOSTILE, HOSTILE)
def test_two_thousand_hostile_names_and_subjects_survive_or_lose_what_steers(
    name: str, subject: str
) -> None:
    _check_hostile(name, subject)


@given(HOSTILE, HOSTILE, HOSTILE, HOSTILE)
def test_no_cell_adds_a_recipient_through_the_whole_draft(
    name: str, company: str, title: str, topic: str
) -> None:
    row = task(interviewer=name, company=company, job_title=title, topic=topic)
    draft = render([row], (), SETTINGS, today=TODAY)[0]
    assert draft.mail is not None
    assert _names(draft.mail)[:3] == ["X-Unsent", "To", "Subject"]
    assert [each.addr_spec for each in _read(draft.mail)["To"].addresses] == [TO]
    assert draft.text.startswith(f"To: {TO}\nSubject: {draft.subject}\n\n")
    assert "\n" not in draft.subject


def test_a_name_typed_in_small_letters_is_addressed_in_capitals() -> None:
    draft = render([task(interviewer="jo kim")], (), SETTINGS, today=TODAY)[0]
    assert draft.mail is not None
    assert [each.display_name for each in _read(draft.mail)["To"].addresses] == ["Jo Kim"]
    assert "Dear Jo,\n" in draft.body

"""A real mail client sends every .eml, its sendmail replaced by a script that keeps what it was
given (spec 6)."""

from __future__ import annotations

import email
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import replace
from email.message import EmailMessage
from email.policy import default
from itertools import cycle, islice
from pathlib import Path

import pytest

from sheetfollow.letters.mail import ascii_address
from sheetfollow.model import Draft, Task
from sheetfollow.schema import Channel, Message
from tests.helpers.sample_letters import SETTINGS, TODAY, render, rounds, task

pytestmark = pytest.mark.slow

SAMPLES = {
    "work/plan.pdf": b"%PDF-1.7\n\0\xff" * 90,
    "Übersicht, neu.txt": "Grüße\nvon hier\n".encode(),
}
ODD = (
    {"interviewer": "Nwosu, Amara"},
    {"interviewer": 'Amara "Ama" Nwosu'},
    {"interviewer": "Grace Abernathy, PhD"},
    {"interviewer": "=?utf-8?q?a=2C_b=40c=2Ed?="},
    {"interviewer": "山田 太郎"},
    {"interviewer": "Łukasz Żółć <x@y.example>"},
    {"email": "hans@bücher.example"},
    {"company": "Müller & Söhne; GmbH, Köln " * 6},
    {"topic": "ein\nzwei\u2028drei"},
    {"work_sample": "work/plan.pdf", "sample_mentioned": True},
    {"work_sample": "Übersicht, neu.txt", "sample_mentioned": True},
    {"work_sample": "https://example.com/plan", "sample_mentioned": True},
    {"job_title": "Analyst\r\nBcc: x@y.example"},
)
Sent = tuple[list[str], EmailMessage]


def _rows() -> list[Task]:
    """Two hundred rows with something to mail: each kind of message, usual rows and odd ones."""
    usual = [
        row
        for panel in rounds()
        for row in panel
        if row.channel in (Channel.EMAIL, Channel.HR_MAILBOX)
    ]
    odd = [
        task(message=message.value, decision_by=TODAY, **cells)
        for message in Message
        for cells in ODD
        if message != Message.CALL
    ]
    return [
        replace(row, id=f"r{count}") for count, row in enumerate(islice(cycle(usual + odd), 200))
    ]


@pytest.fixture
def send(tmp_path: Path) -> Callable[[Draft], Sent]:
    """`send(draft)`: mutt takes the .eml as its draft and sends it; what sendmail got, as
    (recipients, message)."""
    program = shutil.which("mutt")
    if not program:
        pytest.skip("mutt is not installed")
    capture = tmp_path / "sendmail"
    capture.write_text(f'#!/bin/sh\nprintf "%s\\n" "$@" > {tmp_path}/to\ncat > {tmp_path}/sent\n')
    capture.chmod(0o755)
    no_rules = tmp_path / "muttrc"
    no_rules.touch()
    rules = (
        f'set sendmail="{capture}"; set copy=no; set charset=utf-8; set send_charset=utf-8; set'
        " use_from=yes; set from=robin@example.com; set realname=Robin; set crypt_autosign=no"
    )

    def send(draft: Draft) -> Sent:
        path = tmp_path / "draft.eml"
        path.write_bytes(draft.mail or b"")
        done = subprocess.run(
            [program, "-n", "-F", str(no_rules), "-e", rules, "-H", str(path)],
            input="",  # mutt would add it to the body
            capture_output=True,
            text=True,
            timeout=60,
            env={"HOME": str(tmp_path), "LC_ALL": "C.UTF-8"},
            check=False,
        )
        assert done.returncode == 0, done.stdout + done.stderr
        message = email.message_from_bytes((tmp_path / "sent").read_bytes(), policy=default)
        arguments = (tmp_path / "to").read_text().split("\n")
        return [each for each in arguments if "@" in each], message  # type: ignore[return-value]

    return send


def _words(text: str) -> list[str]:
    return text.split()


def test_recipients_subject_body_and_attachment_of_200_mails_are_those_of_the_plan(
    send: Callable[[Draft], Sent],
) -> None:
    drafts = render(_rows(), (), SETTINGS, today=TODAY, attachments=SAMPLES)
    assert len(drafts) == 200
    attached = 0
    for draft in drafts:
        recipients, message = send(draft)
        assert recipients == [ascii_address(draft.to)]
        assert [each.addr_spec for each in message["To"].addresses] == recipients
        assert not message["Cc"]
        assert not message["Bcc"]
        assert _words(message["Subject"]) == _words(draft.subject)
        body = message.get_body(("plain",))
        assert body is not None
        assert body.get_content().replace("\r\n", "\n").strip() == draft.body.strip()
        files = [each.get_payload(decode=True) for each in message.iter_attachments()]
        wanted = SAMPLES.get(draft.task.work_sample)
        assert files == ([wanted] if wanted and "I attach the work sample" in draft.body else [])
        attached += len(files)
    assert attached > 10

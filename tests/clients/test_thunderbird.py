"""Thunderbird opens an .eml in its window for writing, not as a message that came in (spec 6)."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.helpers.sample_letters import SETTINGS, TODAY, render, task

pytestmark = pytest.mark.slow
PATIENCE = 90

# One account that never goes online, and no first-run questions
PREFERENCES = {
    "mail.accountmanager.accounts": "account1,account2",
    "mail.accountmanager.defaultaccount": "account2",
    "mail.accountmanager.localfoldersserver": "server1",
    "mail.account.account1.server": "server1",
    "mail.account.account2.server": "server2",
    "mail.account.account2.identities": "id1",
    "mail.server.server1.type": "none",
    "mail.server.server1.hostname": "Local Folders",
    "mail.server.server1.userName": "nobody",
    "mail.server.server2.type": "pop3",
    "mail.server.server2.hostname": "localhost",
    "mail.server.server2.userName": "robin",
    "mail.server.server2.login_at_startup": False,
    "mail.server.server2.check_new_mail": False,
    "mail.identity.id1.fullName": "Robin Castell",
    "mail.identity.id1.useremail": "robin@example.com",
    "mail.identity.id1.valid": True,
    "mail.identity.id1.smtpServer": "smtp1",
    "mail.smtpservers": "smtp1",
    "mail.smtpserver.smtp1.hostname": "localhost",
    "mail.rights.version": 1,
    "mailnews.start_page.enabled": False,
    "mail.shell.checkDefaultClient": False,
    "mail.provider.suppress_dialog_on_startup": True,
    "app.update.enabled": False,
    "datareporting.policy.dataSubmissionPolicyBypassNotification": True,
    "network.proxy.type": 1,
    "network.proxy.http": "127.0.0.1",
    "network.proxy.http_port": 9,
    "network.proxy.ssl": "127.0.0.1",
    "network.proxy.ssl_port": 9,
}


@contextmanager
def _running(command: list[str], **environment: str) -> Iterator[None]:
    """A program and its children, until they are no longer needed."""
    started = subprocess.Popen(
        command,
        env=os.environ | environment,
        start_new_session=True,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        yield
    finally:
        os.killpg(started.pid, signal.SIGTERM)
        try:
            started.wait(20)
        except subprocess.TimeoutExpired:
            os.killpg(started.pid, signal.SIGKILL)
            started.wait()


@contextmanager
def _screen() -> Iterator[str]:
    """A screen that nobody sees; its name."""
    read, write = os.pipe()
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(write), "-screen", "0", "1200x900x24", "-nolisten", "tcp"],
        pass_fds=[write],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    os.close(write)
    try:
        with os.fdopen(read) as number:
            yield f":{number.readline().strip()}"
    finally:
        server.terminate()
        server.wait(20)


def _titles(screen: str) -> list[str]:
    """The titles of the windows on the screen."""
    command = ["xwininfo", "-root", "-tree", "-display", screen]
    shown = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    return [line.split('"')[1] for line in shown.splitlines() if line.count('"') > 1]


def _until(happened: Callable[[], bool]) -> bool:
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        if happened():
            return True
        time.sleep(0.5)
    return False


def test_an_eml_opens_in_a_window_for_writing(tmp_path: Path) -> None:
    missing = [each for each in ("thunderbird", "Xvfb", "xwininfo") if not shutil.which(each)]
    if missing:
        pytest.skip(f"{', '.join(missing)} not installed")
    row = task(interviewer="Amara Nwosu, PhD", work_sample="plan.pdf", sample_mentioned=True)
    draft = render([row], (), SETTINGS, today=TODAY, attachments={"plan.pdf": b"%PDF-1.7"})[0]
    path, profile = tmp_path / f"{draft.stem}.eml", tmp_path / "profile"
    path.write_bytes(draft.mail or b"")
    profile.mkdir()
    lines = [f'user_pref("{name}", {_as_script(value)});' for name, value in PREFERENCES.items()]
    (profile / "user.js").write_text("\n".join(lines))
    command = ["thunderbird", "--profile", str(profile), "--no-remote", "-file", str(path)]
    with _screen() as screen, _running(command, DISPLAY=screen, HOME=str(tmp_path)):
        assert _until(lambda: f"Write: {draft.subject} - Thunderbird" in _titles(screen)), _titles(
            screen
        )


def _as_script(value: str | int | bool) -> str:
    return f'"{value}"' if isinstance(value, str) else str(value).lower()

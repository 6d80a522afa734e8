"""The live page: for this computer alone, with a secret in its address, and nothing but the page
and the draft files (spec 3, 8)."""

from __future__ import annotations

import http.client
import json
import threading
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import quote, urlsplit

import pytest

pytest.importorskip("fcntl", reason="this system cannot fork")

from sheetfollow.cli.serve import Desk, Server
from tests.helpers import folders, job_search
from tests.helpers.processes import BOOK

NOON = datetime(2026, 11, 23, 12).astimezone()


class Said(NamedTuple):
    """What came back."""

    status: int
    headers: dict[str, str]
    body: bytes


class Caller:
    """Somebody who asks a server, as a browser would unless told otherwise."""

    def __init__(self, home: Path, *names: str) -> None:
        self.home = home
        self.marked: list[str] = []
        at_work = threading.RLock()
        desks = [
            Desk(
                place,
                lambda: home / "drafts",
                lambda: NOON,
                at_work,
                lambda lines, _: self.marked.extend(lines),
            )
            for place in [partial(home.joinpath, name) for name in names]
        ]
        self.address = Server(desks).address
        self.host, self.path = urlsplit(self.address).netloc, urlsplit(self.address).path

    def asks(self, path: str, method: str = "GET", body: bytes | None = None, **more: str) -> Said:
        """`more` are headers in place of a browser's own; a blank one is left out."""
        usual = {"Host": self.host}
        if method == "POST":
            usual |= {"Origin": f"http://{self.host}", "Content-Type": "application/json"}
        named = {name.replace("_", "-"): value for name, value in more.items()}
        sent = {name: value for name, value in (usual | named).items() if value}
        connection = http.client.HTTPConnection(self.host, timeout=30)
        try:
            connection.request(method, path, body, sent)
            answer = connection.getresponse()
            return Said(answer.status, dict(answer.getheaders()), answer.read())
        finally:
            connection.close()

    def clicks(self, what: str, **body: str) -> tuple[int, str]:
        """A button of the page; the status and what is said."""
        said = self.asks(self.path + what, "POST", json.dumps(body).encode())
        return said.status, json.loads(said.body)["said"]

    def state(self) -> dict[str, Any]:
        found: dict[str, Any] = json.loads(self.asks(f"{self.path}state").body)
        return found


@pytest.fixture(scope="module")
def search(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("search").resolve() / "home"
    job_search.begin(home)
    return home


@pytest.fixture
def caller(search: Path, tmp_path: Path) -> Caller:
    return Caller(job_search.copy(search, tmp_path.resolve() / "home"), BOOK)


def _draft(home: Path, who: str = "amara-nwosu", suffix: str = "txt") -> str:
    (path,) = (home / "drafts").glob(f"*_{who}_*.{suffix}")
    return path.name


def test_it_is_on_the_loopback_alone_with_a_secret_that_is_new_each_time(search: Path) -> None:
    first, second = (Caller(search, BOOK) for _ in range(2))
    assert first.host.startswith("127.0.0.1:")
    secrets = {each.path.split("/")[1] for each in (first, second)}
    assert len(secrets) == 2
    assert all(len(each) >= 20 for each in secrets)


def test_the_page_is_the_one_on_the_disk_with_buttons_and_a_policy_of_its_own(
    caller: Caller,
) -> None:
    page = caller.asks(caller.path)
    on_disk = (caller.home / "drafts" / "index.html").read_text(encoding="utf-8")
    shown = page.body.decode()
    assert page.status == 200
    assert "<h1>" in shown
    assert len(shown) > len(on_disk)
    assert "http-equiv" not in shown
    policy = page.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "connect-src 'self'" in policy
    assert "unsafe" not in policy
    assert page.headers["X-Frame-Options"] == "DENY"
    assert page.headers["Cache-Control"] == "no-store"


def test_a_draft_file_is_served_as_text_and_a_mail_is_handed_over(caller: Caller) -> None:
    for suffix, kind in (("txt", "text/plain; charset=utf-8"), ("eml", "message/rfc822")):
        name = _draft(caller.home, suffix=suffix)
        said = caller.asks(caller.path + name)
        assert said.body == (caller.home / "drafts" / name).read_bytes()
        assert said.headers["Content-Type"] == kind
        assert "sandbox" in said.headers["Content-Security-Policy"]
        assert ("Content-Disposition" in said.headers) == (suffix == "eml")


@pytest.mark.parametrize(
    "name",
    [
        *(f".{BOOK}.manifest.json", f".{BOOK}.marks.json", "followups.ics", "notes.txt", BOOK),
        *("../interviews.xlsx", "..%2Finterviews.xlsx", "%2e%2e/interviews.xlsx", "//etc/passwd"),
        *("done/", "backups/interviews-0001.xlsx", "index.html%00.txt", "0/", "state/x"),
    ],
)
def test_nothing_else_is_served(caller: Caller, name: str) -> None:
    (caller.home / "drafts" / "notes.txt").write_text("mine", encoding="utf-8")
    assert caller.asks(caller.path + name).status == 404


def test_a_link_with_the_name_of_a_draft_leads_nowhere(caller: Caller) -> None:
    name = "2026-11-24_acme_dana-lee_thank-you_a1b2c3.txt"
    (caller.home / "secret").write_text("secret", encoding="utf-8")
    (caller.home / "drafts" / name).symlink_to(caller.home / "secret")
    assert caller.asks(caller.path + name).status == 404


@pytest.mark.parametrize("path", ["/", "/x/0/", "/0/", "", "/{secret}x/0/", "/{secret}/1/"])
def test_without_the_secret_there_is_nothing(caller: Caller, path: str) -> None:
    secret = caller.path.split("/")[1]
    said = caller.asks(path.format(secret=secret) or "/")
    assert (said.status, said.body) == (404, b"not here\n")


@pytest.mark.parametrize("host", ["evil.example", "localhost", "127.0.0.1", "127.0.0.1:1"])
def test_another_name_for_this_computer_is_refused(caller: Caller, host: str) -> None:
    """As a site has it that points its own name at 127.0.0.1."""
    assert caller.asks(caller.path, Host=host).status == 403
    assert caller.asks(f"{caller.path}sent", "POST", b"{}", Host=host).status == 403


@pytest.mark.parametrize("origin", ["", "null", "http://evil.example", "https://{host}", "{host}"])
def test_a_click_on_another_sites_page_is_refused(caller: Caller, origin: str) -> None:
    state = folders.tree(caller.home)
    body = json.dumps({"draft": _draft(caller.home)}).encode()
    said = caller.asks(f"{caller.path}sent", "POST", body, Origin=origin.format(host=caller.host))
    assert said.status == 403
    assert folders.tree(caller.home) == state


@pytest.mark.parametrize(
    ("what", "body", "kind"),
    [
        ("sent", b"{", "application/json"),
        ("sent", b"[]", "application/json"),
        ("sent", b"{}", "text/plain"),
        ("delete", b"{}", "application/json"),
        ("", b"{}", "application/json"),
        ("sent", b"[" * 9_000, "application/json"),
    ],
)
def test_a_click_that_is_none_changes_nothing(
    caller: Caller, what: str, body: bytes, kind: str
) -> None:
    state = folders.tree(caller.home)
    assert caller.asks(caller.path + what, "POST", body, Content_Type=kind).status == 404
    assert folders.tree(caller.home) == state


def test_a_body_without_a_bound_is_not_read(caller: Caller) -> None:
    said = caller.asks(f"{caller.path}sent", "POST", None, Content_Length=str(1 << 30))
    assert said.status == 403


def test_sent_marks_the_step_of_its_draft_and_undo_takes_it_back(caller: Caller) -> None:
    before, version = job_search.logged(caller.home), caller.state()["version"]
    name = _draft(caller.home)
    status, said = caller.clicks("sent", draft=name)
    assert status == 200
    assert said.startswith("logged: Thank-you to Amara Nwosu, Tallgrass Robotics, on Mon 23 Nov")
    assert caller.marked == [said]
    assert job_search.logged(caller.home).count("Amara Nwosu") == 1
    state = caller.state()
    assert state["last"] == ["thank-you to Amara Nwosu, Tallgrass Robotics, on Mon 23 Nov"]
    assert state["version"] != version
    assert caller.clicks("undo")[1].startswith("taken back: thank-you to Amara Nwosu")
    assert job_search.logged(caller.home) == before
    assert (caller.home / "drafts" / name).exists()
    assert caller.clicks("undo") == (
        409,
        f"{caller.home / BOOK}: nothing is left to take back; undo knows the last command or click"
        " alone, so for an older mark empty its line in Communications, then sync",
    )


@pytest.mark.parametrize("draft", ["", "../x", "2026-11-24_acme_dana-lee_thank-you_a1b2c3.txt"])
def test_a_click_on_a_draft_that_is_not_there_any_more_marks_nothing(
    caller: Caller, draft: str
) -> None:
    """A second click on one that is logged would mark the next step."""
    state = folders.tree(caller.home)
    assert caller.clicks("sent", draft=draft)[0] == 409
    assert folders.tree(caller.home) == state
    name = _draft(caller.home)
    caller.clicks("sent", draft=name)
    status, said = caller.clicks("sent", draft=name)
    assert status == 409
    assert "is not there any more; look at the page again" in said
    assert job_search.logged(caller.home).count("Amara Nwosu") == 1


def test_while_the_workbook_is_open_a_click_is_kept_and_a_second_one_is_the_same(
    caller: Caller,
) -> None:
    (caller.home / f".~lock.{BOOK}#").touch()
    name = _draft(caller.home)
    for _ in range(2):
        status, said = caller.clicks("sent", draft=name)
        assert status == 200
        assert said == "kept: thank-you to Amara Nwosu, Tallgrass Robotics, on Mon 23 Nov"
    kept = caller.state()["kept"]
    assert list(kept.values()) == ["thank-you to Amara Nwosu, Tallgrass Robotics, on Mon 23 Nov"]
    assert list(kept) == [name.rpartition("_")[2].removesuffix(".txt")]


def test_several_workbooks_have_a_list_and_a_page_each(search: Path) -> None:
    caller = Caller(search, BOOK, "other.xlsx")
    listed = caller.asks(caller.path).body.decode()
    assert 'href="0/"' in listed
    assert 'href="1/"' in listed
    assert f'href="../1/">{search / "other.xlsx"}' in caller.asks(f"{caller.path}0/").body.decode()
    assert quote(caller.path) == caller.path

"""The drafts folder and the disk: the user's edits win, nothing is lost (spec 6, 7)."""

from __future__ import annotations

import errno
import json
import os
import stat
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from sheetfollow import files
from sheetfollow.exceptions import FileTrouble, StaleWorkbook, WorkbookBusy
from sheetfollow.files import DraftPlan, FileChange

ROOT = Path(__file__).parent.parent
BOOK = "interviews.xlsx"
DRAFT = "2026-03-05_acme_dana-li_thank-you_ab12c.txt"
LATER = "2026-03-09_acme_dana-li_thank-you_ab12c.txt"
MAIL = "2026-03-05_acme_dana-li_thank-you_ab12c.eml"
NEWER = "2026-03-05_acme_dana-li_thank-you_ab12c.new.txt"
NEWER_2 = "2026-03-05_acme_dana-li_thank-you_ab12c.new-2.txt"
MANIFEST = f".{BOOK}.manifest.json"
KEY = ("ab12c", "thank-you")


class Desk:
    """A workbook and its drafts folder, and the runs that a person would make."""

    def __init__(self, home: Path) -> None:
        self.home, self.folder, self.workbook = home, home / "drafts", home / BOOK
        self.workbook.write_bytes(b"old")
        self.sent: dict[tuple[str, str], int] = {}

    def plan(self, wanted: Mapping[str, str], generated: Mapping[str, bytes] | None = None) -> DraftPlan:
        texts = {name: text.encode() for name, text in wanted.items()}
        return files.plan_drafts(self.folder, BOOK, texts, sent=self.sent, generated=generated)

    def sync(self, wanted: Mapping[str, str], generated: Mapping[str, bytes] | None = None) -> DraftPlan:
        """A run; a second one right after it must find nothing to do and give the same answers."""
        plan = self.plan(wanted, generated)
        data = self.workbook.read_bytes()
        files.commit(self.workbook, before=data, after=data, drafts=plan)
        again = self.plan(wanted, generated)
        assert (again.changes, again.manifest) == ([], again.manifest_before)
        assert (again.live, again.texts, again.notes) == (plan.live, plan.texts, plan.notes)
        return plan

    def write(self, name: str, text: str) -> None:
        (self.folder / name).parent.mkdir(parents=True, exist_ok=True)
        (self.folder / name).write_bytes(text.encode())

    def tree(self) -> dict[str, str]:
        """Every file of the folder but the manifests and the backups."""
        found = [each for each in self.folder.rglob("*") if each.is_file() and not each.name.endswith(".manifest.json")]
        names = {each.relative_to(self.folder).as_posix(): each for each in found}
        return {name: each.read_bytes().decode() for name, each in names.items() if not name.startswith("backups/")}


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path.resolve())


def _names(folder: Path) -> list[str]:
    return sorted(each.name for each in folder.iterdir())


def _no_drafts(desk: Desk) -> DraftPlan:
    return DraftPlan(desk.folder, MANIFEST)


# ---- the user's edits win (spec 6) ----


def test_many_drafts_at_once_are_written_whole_and_the_edited_among_them_stay(desk: Desk) -> None:
    wanted = {f"2026-03-05_acme_dana-li_thank-you_{number:03}.txt": f"text {number}" for number in range(100)}
    desk.sync(wanted)
    assert desk.tree() == wanted
    edited = "2026-03-05_acme_dana-li_thank-you_007.txt"
    desk.write(edited, "mine")
    newer = {name: f"newer {text}" for name, text in wanted.items()}
    desk.sync(newer)
    assert desk.tree() == newer | {edited: "mine", edited.replace(".txt", ".new.txt"): "newer text 7"}


def test_a_due_draft_is_written_and_is_the_live_one(desk: Desk) -> None:
    plan = desk.sync({DRAFT: "one", MAIL: "mail"})
    assert desk.tree() == {DRAFT: "one", MAIL: "mail"}
    assert plan.live == {DRAFT: DRAFT, MAIL: MAIL}
    assert plan.texts == {DRAFT: b"one", MAIL: b"mail"}
    assert plan.notes == []
    assert list(plan.lines()) == [f"write {DRAFT}", f"write {MAIL}"]


def test_planning_alone_writes_nothing(desk: Desk) -> None:
    desk.plan({DRAFT: "one"}, {"index.html": b"<p>"})
    assert not desk.folder.exists()


def test_an_unedited_draft_follows_the_plan(desk: Desk) -> None:
    desk.sync({DRAFT: "one"})
    plan = desk.sync({DRAFT: "two"})
    assert desk.tree() == {DRAFT: "two"}
    assert plan.notes == []


def test_an_edited_draft_is_never_overwritten_and_the_newer_version_goes_beside_it(desk: Desk) -> None:
    desk.sync({DRAFT: "one"})
    desk.write(DRAFT, "mine")
    plan = desk.sync({DRAFT: "two"})
    assert desk.tree() == {DRAFT: "mine", NEWER: "two"}
    assert plan.live == {DRAFT: DRAFT}
    assert plan.texts == {DRAFT: b"mine"}
    assert plan.notes == [f"drafts/{DRAFT} is edited and stays; the newer version is {NEWER}"]
    assert list(plan.lines()) == [f"write {NEWER} beside the edited draft"]
    assert [change.kind for change in plan.changes] == ["new beside"]


def test_an_edited_mail_gets_its_newer_version_as_eml(desk: Desk) -> None:
    desk.sync({MAIL: "one"})
    desk.write(MAIL, "mine")
    desk.sync({MAIL: "two"})
    assert desk.tree() == {MAIL: "mine", NEWER.replace(".txt", ".eml"): "two"}


def test_an_edited_draft_whose_text_is_still_right_gets_no_newer_version(desk: Desk) -> None:
    desk.sync({DRAFT: "one"})
    desk.write(DRAFT, "mine")
    plan = desk.sync({DRAFT: "one"})
    assert desk.tree() == {DRAFT: "mine"}
    assert plan.notes == []


def test_an_edited_draft_is_what_the_lint_sees(desk: Desk) -> None:
    desk.sync({DRAFT: "one"})
    desk.write(DRAFT, "Hello {{ name }}")
    assert desk.plan({DRAFT: "one"}).texts == {DRAFT: b"Hello {{ name }}"}


@pytest.mark.parametrize(("written", "saved"), [("a\nb\n", "a\r\nb\r\n"), ("a\r\nb\r\n", "a\nb\n")])
def test_line_ends_do_not_count_as_edits(desk: Desk, written: str, saved: str) -> None:
    desk.sync({DRAFT: written})
    desk.write(DRAFT, saved)
    assert desk.plan({DRAFT: written}).changes == []
    desk.sync({DRAFT: "two"})
    assert desk.tree() == {DRAFT: "two"}


def test_a_draft_that_the_user_deleted_stays_deleted(desk: Desk) -> None:
    desk.sync({DRAFT: "one"})
    (desk.folder / DRAFT).unlink()
    plan = desk.sync({DRAFT: "one"})
    assert desk.tree() == {}
    assert plan.live == {DRAFT: ""}
    assert plan.texts == {}


def test_a_deleted_draft_is_not_revived_by_a_newer_text_or_another_day(desk: Desk) -> None:
    desk.sync({DRAFT: "one"})
    (desk.folder / DRAFT).unlink()
    desk.sync({LATER: "one"})
    assert desk.tree() == {}
    plan = desk.sync({LATER: "two"})
    assert desk.tree() == {NEWER: "two"}
    assert plan.live == {LATER: NEWER}
    assert plan.notes == [f"drafts/{DRAFT} was deleted and stays so; the newer version is {NEWER}"]


def test_a_newer_version_that_the_user_deleted_is_not_offered_again(desk: Desk) -> None:
    desk.sync({DRAFT: "one"})
    desk.write(DRAFT, "mine")
    desk.sync({DRAFT: "two"})
    (desk.folder / NEWER).unlink()
    plan = desk.sync({DRAFT: "two"})
    assert desk.tree() == {DRAFT: "mine"}
    assert plan.notes == []


def test_an_unedited_newer_version_is_replaced_by_the_newest(desk: Desk) -> None:
    desk.sync({DRAFT: "one"})
    desk.write(DRAFT, "mine")
    desk.sync({DRAFT: "two"})
    desk.sync({DRAFT: "three"})
    assert desk.tree() == {DRAFT: "mine", NEWER: "three"}


def test_a_newer_version_that_the_user_works_on_is_not_overwritten_either(desk: Desk) -> None:
    desk.sync({DRAFT: "one"})
    desk.write(DRAFT, "mine")
    desk.sync({DRAFT: "two"})
    desk.write(NEWER, "mine too")
    desk.sync({DRAFT: "two"})
    assert desk.tree() == {DRAFT: "mine", NEWER: "mine too"}
    desk.sync({DRAFT: "three"})
    assert desk.tree() == {DRAFT: "mine", NEWER: "mine too", NEWER_2: "three"}
    desk.sync({DRAFT: "four"})
    assert desk.tree() == {DRAFT: "mine", NEWER: "mine too", NEWER_2: "four"}


def test_a_newer_version_put_in_the_place_of_the_draft_follows_the_plan_again(desk: Desk) -> None:
    desk.sync({DRAFT: "one"})
    desk.write(DRAFT, "mine")
    desk.sync({DRAFT: "two"})
    (desk.folder / NEWER).replace(desk.folder / DRAFT)
    desk.sync({DRAFT: "two"})
    desk.sync({DRAFT: "three"})
    assert desk.tree() == {DRAFT: "three"}


def test_a_newer_version_goes_when_it_is_the_newer_one_no_more(desk: Desk) -> None:
    desk.sync({DRAFT: "one"})
    desk.write(DRAFT, "mine")
    desk.sync({DRAFT: "two"})
    desk.sync({DRAFT: "one"})
    assert desk.tree() == {DRAFT: "mine"}


def test_when_the_due_day_moves_an_unedited_draft_gets_the_new_name(desk: Desk) -> None:
    desk.sync({DRAFT: "one"})
    plan = desk.sync({LATER: "one"})
    assert desk.tree() == {LATER: "one"}
    assert plan.live == {LATER: LATER}


def test_when_the_due_day_moves_an_edited_draft_stays_in_view(desk: Desk) -> None:
    desk.sync({DRAFT: "one"})
    desk.write(DRAFT, "mine")
    plan = desk.sync({LATER: "one"})
    assert desk.tree() == {DRAFT: "mine"}
    assert plan.live == {LATER: DRAFT}
    assert plan.texts == {LATER: b"mine"}
    desk.sync({LATER: "two"})
    assert desk.tree() == {DRAFT: "mine", NEWER: "two"}


def test_a_new_name_that_the_user_has_taken_is_theirs(desk: Desk) -> None:
    desk.sync({DRAFT: "one"})
    desk.write(LATER, "mine")
    plan = desk.sync({LATER: "one"})
    assert desk.tree() == {LATER: "mine", LATER.replace(".txt", ".new.txt"): "one"}
    assert plan.live == {LATER: LATER}


def test_sent_drafts_move_to_done_as_they_are(desk: Desk) -> None:
    desk.sync({DRAFT: "one", MAIL: "mail"})
    desk.write(DRAFT, "mine")
    desk.sent[KEY] = 1
    plan = desk.sync({})
    assert desk.tree() == {f"done/{DRAFT}": "mine", f"done/{MAIL}": "mail"}
    assert f"move {DRAFT} to done/{DRAFT}" in plan.lines()


def test_a_sent_draft_takes_its_newer_version_out_of_the_folder(desk: Desk) -> None:
    for name in (DRAFT, MAIL):
        desk.sync({name: "one"})
        desk.write(name, "mine")
        desk.sync({name: "two"})
        desk.sent[KEY] = desk.sent.get(KEY, 0) + 1
        desk.sync({})
    assert desk.tree() == {f"done/{DRAFT}": "mine", f"done/{MAIL}": "mine"}


def test_a_newer_version_that_stood_for_a_deleted_draft_is_what_was_sent(desk: Desk) -> None:
    desk.sync({DRAFT: "one"})
    (desk.folder / DRAFT).unlink()
    desk.sync({DRAFT: "two"})
    desk.sent[KEY] = 1
    desk.sync({})
    assert desk.tree() == {f"done/{NEWER}": "two"}


def test_a_message_that_is_due_once_more_after_it_was_sent_gets_a_draft_of_its_own(desk: Desk) -> None:
    desk.sync({DRAFT: "one"})
    desk.write(DRAFT, "mine")
    desk.sent[KEY] = 1
    plan = desk.sync({LATER: "next"})
    assert desk.tree() == {f"done/{DRAFT}": "mine", LATER: "next"}
    assert plan.live == {LATER: LATER}


def test_a_draft_of_the_very_name_of_one_just_sent_is_written_anew(desk: Desk) -> None:
    desk.sync({DRAFT: "one"})
    desk.write(DRAFT, "mine")
    desk.sent[KEY] = 1
    desk.sync({DRAFT: "next"})
    assert desk.tree() == {f"done/{DRAFT}": "mine", DRAFT: "next"}


def test_a_draft_sent_after_its_log_row_was_taken_out_goes_to_done_again(desk: Desk) -> None:
    desk.sent[KEY] = 1
    desk.sync({DRAFT: "one"})
    desk.sent[KEY] = 0
    desk.sync({DRAFT: "one"})
    desk.sent[KEY] = 1
    desk.sync({})
    assert desk.tree() == {f"done/{DRAFT}": "one"}


def test_when_the_plan_changes_an_edited_draft_moves_to_stale_and_an_unedited_one_goes(desk: Desk) -> None:
    desk.sync({DRAFT: "one", MAIL: "mail"})
    desk.write(DRAFT, "mine")
    desk.sync({})
    assert desk.tree() == {f"stale/{DRAFT}": "mine"}


def test_nothing_in_done_or_stale_is_ever_overwritten(desk: Desk) -> None:
    for text in ("first", "second", "third"):
        desk.sync({DRAFT: "one"})
        desk.write(DRAFT, text)
        desk.sync({})
    stem = DRAFT.removesuffix(".txt")
    assert desk.tree() == {
        f"stale/{stem}.txt": "first", f"stale/{stem}-2.txt": "second", f"stale/{stem}-3.txt": "third"
    }  # fmt: skip


def test_a_deleted_draft_that_is_due_again_after_it_was_not_is_written(desk: Desk) -> None:
    desk.sync({DRAFT: "one"})
    (desk.folder / DRAFT).unlink()
    desk.sync({})
    desk.sync({DRAFT: "one"})
    assert desk.tree() == {DRAFT: "one"}


def test_a_file_that_was_never_written_here_is_never_touched(desk: Desk) -> None:
    desk.write("notes.txt", "mine")
    desk.write("2026-01-01_old_friend_reply_zz9zz.txt", "mine")
    desk.write("index.htm", "mine")
    before = desk.tree()
    desk.sync({DRAFT: "one"})
    desk.sync({})
    assert desk.tree() == before


def test_a_file_of_the_users_with_a_wanted_name_counts_as_edited(desk: Desk) -> None:
    desk.write(DRAFT, "mine")
    plan = desk.sync({DRAFT: "one"})
    assert desk.tree() == {DRAFT: "mine", NEWER: "one"}
    assert plan.live == {DRAFT: DRAFT}


def test_a_file_of_the_users_with_the_name_of_a_newer_version_is_left_alone(desk: Desk) -> None:
    desk.sync({DRAFT: "one"})
    desk.write(DRAFT, "mine")
    desk.write(NEWER, "mine as well")
    desk.sync({DRAFT: "two"})
    assert desk.tree() == {DRAFT: "mine", NEWER: "mine as well", NEWER_2: "two"}


@pytest.mark.parametrize(
    "damage", [None, b"", b"{", b"[]", b"\xff\xfe", b'{"files": 3}', b'{"files": {"a": {}}}', b"[" * 100_000]
)
def test_without_a_sound_manifest_what_stands_there_is_the_users_unless_equal(desk: Desk, damage: bytes | None) -> None:
    desk.sync({DRAFT: "one", MAIL: "mail"})
    if damage is None:
        (desk.folder / MANIFEST).unlink()
    else:
        (desk.folder / MANIFEST).write_bytes(damage)
    desk.sync({DRAFT: "two", MAIL: "mail"})
    assert desk.tree() == {DRAFT: "one", NEWER: "two", MAIL: "mail"}
    assert json.loads((desk.folder / MANIFEST).read_bytes())["files"].keys() == {DRAFT, NEWER, MAIL}


def test_the_manifest_says_nothing_of_the_time(desk: Desk) -> None:
    desk.sync({DRAFT: "one", MAIL: "mail"})
    first = (desk.folder / MANIFEST).read_bytes()
    for each in (desk.folder / DRAFT, desk.folder / MAIL, desk.folder / MANIFEST):
        each.unlink()
    desk.sync({MAIL: "mail", DRAFT: "one"})
    assert (desk.folder / MANIFEST).read_bytes() == first


def test_two_workbooks_of_one_folder_keep_their_drafts_apart(desk: Desk) -> None:
    other = {"2026-03-06_beta_lee_call_xy98z.txt": b"other"}
    desk.sync({DRAFT: "one"})
    plan = files.plan_drafts(desk.folder, "other.xlsx", other, sent={})
    files.commit(desk.workbook, before=b"old", after=b"old", drafts=plan)
    desk.sync({DRAFT: "two"})
    assert desk.tree() == {DRAFT: "two", "2026-03-06_beta_lee_call_xy98z.txt": "other"}


def test_generated_files_are_written_whenever_they_differ_and_are_never_the_users(desk: Desk) -> None:
    desk.write("index.html", "older")
    desk.sync({}, {"index.html": b"a\r\n", "followups.ics": b"b"})
    desk.write("index.html", "scribble")
    desk.sync({}, {"index.html": b"a\r\n", "followups.ics": b"b"})
    assert desk.tree() == {"index.html": "a\r\n", "followups.ics": "b"}
    desk.write("index.html", "a\n")
    desk.sync({}, {"index.html": b"a\r\n", "followups.ics": b"b"})
    assert desk.tree()["index.html"] == "a\r\n"


def test_a_generated_file_that_is_wanted_no_more_goes(desk: Desk) -> None:
    desk.sync({}, {"followups.ics": b"b"})
    desk.sync({}, {})
    assert desk.tree() == {}


@pytest.mark.parametrize("name", ["../evil.txt", "a/b_thank-you_x.txt", "..", "c:evil_x_y.txt", "a\\b_x_y.txt", ""])
def test_no_name_leads_out_of_the_folder(desk: Desk, name: str) -> None:
    with pytest.raises(FileTrouble, match="no name for a file"):
        desk.plan({name: "one"})
    with pytest.raises(FileTrouble, match="no name for a file"):
        desk.plan({}, {name: b"one"})


def test_no_name_in_a_manifest_leads_out_of_the_folder(desk: Desk) -> None:
    outside = desk.home / "keep.txt"
    outside.write_bytes(b"mine")
    text = files.manifest.digest(b"mine")
    record = {"text": text, "sent": 0}
    desk.write(MANIFEST, json.dumps({"files": {"../keep.txt": record, "..": record}, "doing": {"../keep.txt": record}}))
    desk.sync({DRAFT: "one"})
    assert outside.read_bytes() == b"mine"


def test_a_folder_with_the_name_of_a_draft_is_left_alone(desk: Desk) -> None:
    (desk.folder / DRAFT).mkdir(parents=True)
    desk.sync({DRAFT: "one"})
    assert desk.tree() == {NEWER: "one"}
    assert (desk.folder / DRAFT).is_dir()


def test_a_draft_that_the_user_saves_while_a_run_is_on_is_not_overwritten(desk: Desk) -> None:
    desk.sync({DRAFT: "one"})
    plan = desk.plan({DRAFT: "two"})
    desk.write(DRAFT, "mine")
    with pytest.raises(StaleWorkbook, match=r"saved.* by another program meanwhile"):
        files.commit(desk.workbook, before=b"old", after=b"new", drafts=plan)
    assert desk.tree() == {DRAFT: "mine"}
    assert desk.workbook.read_bytes() == b"old"
    desk.sync({DRAFT: "two"})
    assert desk.tree() == {DRAFT: "mine", NEWER: "two"}


@pytest.mark.parametrize("sent", [0, 1])
def test_a_draft_that_the_user_saves_while_a_run_is_on_is_neither_deleted_nor_moved(desk: Desk, sent: int) -> None:
    desk.sync({DRAFT: "one"})
    desk.sent[KEY] = sent
    plan = desk.plan({})
    desk.write(DRAFT, "mine")
    with pytest.raises(StaleWorkbook):
        files.commit(desk.workbook, before=b"old", after=b"old", drafts=plan)
    assert desk.tree() == {DRAFT: "mine"}
    desk.sync({})
    assert desk.tree() == {f"{'done' if sent else 'stale'}/{DRAFT}": "mine"}


def test_a_file_that_appears_in_done_while_a_run_is_on_is_not_overwritten(desk: Desk) -> None:
    desk.sync({DRAFT: "one"})
    desk.sent[KEY] = 1
    plan = desk.plan({})
    desk.write(f"done/{DRAFT}", "mine")
    with pytest.raises(StaleWorkbook):
        files.commit(desk.workbook, before=b"old", after=b"old", drafts=plan)
    desk.sync({})
    assert desk.tree() == {f"done/{DRAFT}": "mine", f"done/{DRAFT.replace('.txt', '-2.txt')}": "one"}


# ---- writing the workbook (spec 7) ----


def _commit(desk: Desk, after: bytes, *, before: bytes | None = None, workbook: Path | None = None) -> None:
    known = desk.workbook.read_bytes() if before is None else before
    files.commit(workbook or desk.workbook, before=known, after=after, drafts=_no_drafts(desk))


def _backups(desk: Desk) -> dict[str, bytes]:
    return {each.name: each.read_bytes() for each in (desk.folder / "backups").glob("*")}


def test_the_workbook_is_replaced_and_the_old_one_backed_up(desk: Desk) -> None:
    _commit(desk, b"new")
    assert desk.workbook.read_bytes() == b"new"
    assert _backups(desk) == {"interviews-0001.xlsx": b"old"}


def test_no_change_no_write(desk: Desk) -> None:
    before = desk.workbook.stat()
    _commit(desk, b"old")
    assert desk.workbook.stat() == before
    assert not desk.folder.exists()


def test_the_last_ten_backups_are_kept(desk: Desk) -> None:
    for number in range(14):
        _commit(desk, b"state %d" % number)
    assert _backups(desk) == {
        "interviews-0001.xlsx" if n < 0 else f"interviews-{n + 2:04}.xlsx": b"state %d" % n for n in range(3, 13)
    }


def test_backups_of_other_workbooks_are_left_alone(desk: Desk) -> None:
    others = ["interviews-old-0001.xlsx", "interviews-0001.xlsm", "x-0001.xlsx", "interviews-1.xlsx", "notes.txt"]
    for name in others:
        desk.write(f"backups/{name}", "other")
    for number in range(12):
        _commit(desk, b"state %d" % number)
    assert set(others) < _backups(desk).keys()


def test_a_stale_write_is_refused_a_hundred_times_of_a_hundred(desk: Desk) -> None:
    plan = desk.plan({DRAFT: "one"})
    for number in range(100):
        desk.workbook.write_bytes(b"their save %d" % number)
        with pytest.raises(StaleWorkbook, match="sync again"):
            files.commit(desk.workbook, before=b"old", after=b"new", drafts=plan)
        assert desk.workbook.read_bytes() == b"their save %d" % number
    assert _names(desk.home) == [BOOK], "nothing else is written"


def test_a_save_between_the_drafts_and_the_replace_is_not_overwritten(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The other program saves at the last moment: while the new workbook is flushed to the disk."""
    flush = os.fsync

    def save_too(handle: int) -> None:
        flush(handle)
        desk.workbook.write_bytes(b"theirs")

    monkeypatch.setattr(os, "fsync", save_too)
    with pytest.raises(StaleWorkbook):
        _commit(desk, b"new")
    assert desk.workbook.read_bytes() == b"theirs"
    assert list(desk.home.glob(".*")) == []


def test_a_workbook_that_is_gone_is_not_brought_back(desk: Desk) -> None:
    desk.workbook.unlink()
    with pytest.raises(StaleWorkbook):
        _commit(desk, b"new", before=b"old")
    assert not desk.workbook.exists()


def test_a_symlink_stays_one_and_its_target_is_written(desk: Desk) -> None:
    link = desk.home / "elsewhere" / "link.xlsx"
    link.parent.mkdir()
    link.symlink_to(desk.workbook)
    _commit(desk, b"new", workbook=link)
    assert link.is_symlink()
    assert desk.workbook.read_bytes() == b"new"
    assert _names(link.parent) == ["link.xlsx"]


def test_the_drafts_folder_may_be_a_symlink(desk: Desk, tmp_path_factory: pytest.TempPathFactory) -> None:
    away = tmp_path_factory.mktemp("away")
    desk.folder.symlink_to(away)
    desk.sync({DRAFT: "one"})
    assert (away / DRAFT).read_bytes() == b"one"


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such modes")
@pytest.mark.parametrize("mode", [0o600, 0o640, 0o664, 0o755])
def test_the_mode_is_kept(desk: Desk, mode: int) -> None:
    desk.workbook.chmod(mode)
    _commit(desk, b"new")
    assert stat.S_IMODE(desk.workbook.stat().st_mode) == mode


@pytest.mark.skipif(os.name == "nt" or getattr(os, "geteuid", lambda: 1)() != 0, reason="only root may give files away")
def test_the_owner_is_kept(desk: Desk) -> None:
    os.chown(desk.workbook, 12345, 23456)
    _commit(desk, b"new")
    assert (desk.workbook.stat().st_uid, desk.workbook.stat().st_gid) == (12345, 23456)


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such modes")
def test_new_files_have_the_mode_of_any_new_file(desk: Desk) -> None:
    (desk.home / "plain").write_bytes(b"")
    desk.sync({DRAFT: "one"})
    usual = stat.S_IMODE((desk.home / "plain").stat().st_mode)
    assert stat.S_IMODE((desk.folder / DRAFT).stat().st_mode) == usual


def test_a_read_only_workbook_stays_as_it_is(desk: Desk) -> None:
    desk.workbook.chmod(0o444)
    with pytest.raises(FileTrouble, match=r"interviews\.xlsx: is read-only; allow writing to it"):
        files.commit(desk.workbook, before=b"old", after=b"new", drafts=desk.plan({DRAFT: "one"}))
    desk.workbook.chmod(0o644)
    assert desk.workbook.read_bytes() == b"old"
    assert not desk.folder.exists()


@pytest.mark.skipif(getattr(os, "geteuid", lambda: 1)() == 0, reason="root may write everywhere")
def test_a_read_only_folder_is_named_in_one_line(desk: Desk) -> None:
    desk.home.chmod(0o555)
    try:
        with pytest.raises(FileTrouble, match="no permission"):
            _commit(desk, b"new")
    finally:
        desk.home.chmod(0o755)
    assert _names(desk.home) == [BOOK]


@pytest.mark.parametrize(
    ("number", "words"),
    [(errno.ENOSPC, "the disk is full; make room"), (errno.EROFS, "read-only"), (errno.EACCES, "no permission"),
     (errno.EIO, "check the disk"), (errno.EPERM, "no permission")],
)  # fmt: skip
@pytest.mark.parametrize("call", ["fsync", "replace"])
def test_what_the_system_refuses_is_said_in_one_line_and_leaves_the_workbook(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, number: int, words: str, call: str
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(os, call, refuse)
    if call == "replace":
        monkeypatch.setattr(Path, call, refuse)
    with pytest.raises(FileTrouble) as caught:
        _commit(desk, b"new")
    message = str(caught.value)
    assert words in message
    assert message.startswith(str(desk.home))
    assert "; " in message
    assert "\n" not in message
    assert desk.workbook.read_bytes() == b"old"
    assert [each for each in desk.home.rglob("*") if each.name.startswith(".")] == []


def test_a_sharing_violation_of_windows_says_that_the_workbook_is_open(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        error = PermissionError(13, "in use")
        error.winerror = 32  # type: ignore[attr-defined]
        raise error

    monkeypatch.setattr(Path, "replace", refuse)
    with pytest.raises(WorkbookBusy, match="open in another program"):
        _commit(desk, b"new")
    assert list(desk.home.glob(".*")) == []


def test_a_file_in_the_place_of_the_drafts_folder_is_named(desk: Desk) -> None:
    desk.folder.write_bytes(b"mine")
    with pytest.raises(FileTrouble, match="is a file where a folder should be"):
        _commit(desk, b"new")
    assert desk.folder.read_bytes() == b"mine"
    assert desk.workbook.read_bytes() == b"old"


@pytest.mark.parametrize("folder", ["..", "../beside", ".", "a/../.."])
def test_the_drafts_folder_is_inside_the_workbooks_folder(desk: Desk, folder: str) -> None:
    plan = DraftPlan(desk.home / folder, MANIFEST, [FileChange("write", DRAFT, b"one")])
    with pytest.raises(FileTrouble, match="not inside the workbook's folder"):
        files.commit(desk.workbook, before=b"old", after=b"new", drafts=plan)
    assert desk.workbook.read_bytes() == b"old"


def test_a_workbook_with_an_odd_or_long_name_is_written_like_any_other(desk: Desk) -> None:
    for name in ("[a]*.xlsx", "é" * 100 + ".xlsx", "with space; and 'quotes'.xlsx", "-dash.xlsx", ".hidden.xlsx"):
        place = desk.home / name
        place.write_bytes(b"old")
        files.commit(place, before=b"old", after=b"new", drafts=_no_drafts(desk))
        assert place.read_bytes() == b"new"
    assert len(_backups(desk)) == 5


# ---- reading and making (spec 8) ----


def test_a_missing_workbook_is_named_with_the_command_that_makes_one(tmp_path: Path) -> None:
    for path in (tmp_path / "no.xlsx", tmp_path / "no" / "such.xlsx"):
        with pytest.raises(FileTrouble, match=r"no such file; make one with: sheetfollow init .*\.xlsx"):
            files.read(path)
    with pytest.raises(FileTrouble, match=r'sheetfollow init ".*a b\.xlsx"'):
        files.read(tmp_path / "a b.xlsx")


def test_a_folder_is_no_workbook(tmp_path: Path) -> None:
    with pytest.raises(FileTrouble, match="is a folder; name the workbook in it"):
        files.read(tmp_path)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes here")
def test_a_pipe_is_no_workbook(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.xlsx")
    with pytest.raises(FileTrouble, match="is no file"):
        files.read(tmp_path / "pipe.xlsx")


@pytest.mark.skipif(getattr(os, "geteuid", lambda: 1)() == 0, reason="root may read everything")
def test_a_workbook_without_permission_is_named(tmp_path: Path) -> None:
    (tmp_path / "a.xlsx").write_bytes(b"a")
    (tmp_path / "a.xlsx").chmod(0)
    with pytest.raises(FileTrouble, match="no permission"):
        files.read(tmp_path / "a.xlsx")


def test_a_new_file_is_never_made_over_an_existing_one(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "er" / BOOK
    files.create(path, b"first")
    with pytest.raises(FileTrouble, match="is there already"):
        files.create(path, b"second")
    assert path.read_bytes() == b"first"
    assert _names(path.parent) == [BOOK]
    (tmp_path / "dangling.xlsx").symlink_to(tmp_path / "nowhere")
    with pytest.raises(FileTrouble, match="is there already"):
        files.create(tmp_path / "dangling.xlsx", b"second")
    with pytest.raises(FileTrouble, match="is there already"):
        files.create(tmp_path / "deep", b"second")


def test_a_file_that_appears_while_a_new_one_is_made_is_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    flush = os.fsync

    def make_it_too(handle: int) -> None:
        flush(handle)
        (tmp_path / BOOK).write_bytes(b"theirs")

    monkeypatch.setattr(os, "fsync", make_it_too)
    with pytest.raises(FileTrouble, match="is there already"):
        files.create(tmp_path / BOOK, b"ours")
    assert (tmp_path / BOOK).read_bytes() == b"theirs"
    assert _names(tmp_path) == [BOOK]


def test_a_new_file_is_made_where_the_disk_knows_no_links(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError(errno.EPERM, "no links here")

    monkeypatch.setattr(os, "link", refuse)
    files.create(tmp_path / BOOK, b"first")
    assert (tmp_path / BOOK).read_bytes() == b"first"
    assert _names(tmp_path) == [BOOK]


def test_a_new_file_below_a_file_cannot_be_made(desk: Desk) -> None:
    with pytest.raises(FileTrouble, match="is a file where a folder should be"):
        files.create(desk.workbook / "new.xlsx", b"new")


# ---- others at the workbook (spec 7) ----


@pytest.mark.parametrize(("name", "program"), [(f"~${BOOK}", "Excel"), (f".~lock.{BOOK}#", "LibreOffice")])
def test_a_workbook_that_is_open_is_refused_and_its_lock_file_named(desk: Desk, name: str, program: str) -> None:
    files.refuse_if_open(desk.workbook)
    (desk.home / name).write_bytes(b"")
    with pytest.raises(WorkbookBusy) as caught:
        files.refuse_if_open(desk.workbook)
    assert f"open in {program}; save and close it there" in str(caught.value)
    assert f"delete the file {name} beside it" in str(caught.value)
    with pytest.raises(WorkbookBusy):
        _commit(desk, b"new")
    assert desk.workbook.read_bytes() == b"old"


def test_a_lock_file_beside_a_symlink_or_beside_its_target_counts(desk: Desk) -> None:
    link = desk.home / "sub" / "link.xlsx"
    link.parent.mkdir()
    link.symlink_to(desk.workbook)
    files.refuse_if_open(link)
    for lock in (link.parent / ".~lock.link.xlsx#", desk.home / f"~${BOOK}"):
        lock.write_bytes(b"")
        with pytest.raises(WorkbookBusy):
            files.refuse_if_open(link)
        lock.unlink()


def test_a_second_sync_stops_and_the_lock_leaves_nothing_beside_the_workbook(desk: Desk) -> None:
    link = desk.home / "sub" / "link.xlsx"
    link.parent.mkdir()
    link.symlink_to(desk.workbook)
    with files.locked(desk.workbook):
        for path in (desk.workbook, link):
            with pytest.raises(WorkbookBusy, match="another sync of it is at work"), files.locked(path, patience=0.05):
                pass
        assert _names(desk.home) == [BOOK, "sub"]
    with files.locked(link, patience=0.05):
        pass


def test_two_workbooks_of_one_folder_are_synced_side_by_side_but_write_one_after_the_other(desk: Desk) -> None:
    other = desk.home / "other.xlsx"
    with files.locked(desk.workbook), files.locked(other, patience=0.05):
        with files.folder_locked(desk.workbook):
            match = "another sync in its folder is at work"
            with pytest.raises(WorkbookBusy, match=match), files.folder_locked(other, patience=0.05):
                pass
        with files.folder_locked(other, patience=0.05):
            pass


def test_a_lock_is_dropped_when_the_run_stops_with_an_error(desk: Desk) -> None:
    with pytest.raises(ZeroDivisionError), files.locked(desk.workbook):
        raise ZeroDivisionError
    with files.locked(desk.workbook, patience=0.05):
        pass


def test_the_lock_of_a_missing_workbook_says_that_it_is_missing(tmp_path: Path) -> None:
    with pytest.raises(FileTrouble, match="no such file"), files.locked(tmp_path / "no" / BOOK):
        pass


def test_a_lock_never_outlives_its_process(desk: Desk) -> None:
    hold = "import sys, time; from pathlib import Path; from sheetfollow import files\n" \
           "with files.locked(Path(sys.argv[1])): print('held', flush=True); time.sleep(60)"  # fmt: skip
    with subprocess.Popen(
        [sys.executable, "-c", hold, desk.workbook], stdout=subprocess.PIPE, env=os.environ | {"PYTHONPATH": str(ROOT)}
    ) as holder:
        assert holder.stdout
        assert holder.stdout.readline() == b"held\n"
        with pytest.raises(WorkbookBusy), files.locked(desk.workbook, patience=0.05):
            pass
        holder.kill()
        holder.wait()
    with files.locked(desk.workbook, patience=1):
        pass

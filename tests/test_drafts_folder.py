"""The drafts folder: the user's edits win (spec 6)."""

from __future__ import annotations

import json

import pytest

from sheetfollow import files
from sheetfollow.exceptions import FileTrouble, StaleWorkbook
from tests.helpers.drafts_folder import (
    DRAFT,
    KEY,
    LATER,
    MAIL,
    MANIFEST,
    NEWER,
    NEWER_2,
    Desk,
    plan_drafts,
)


def test_many_drafts_at_once_are_written_whole_and_the_edited_among_them_stay(desk: Desk) -> None:
    wanted = {
        f"2026-03-05_acme_dana-li_thank-you_{number:03}.txt": f"text {number}"
        for number in range(100)
    }
    desk.sync(wanted)
    assert desk.tree() == wanted
    edited = "2026-03-05_acme_dana-li_thank-you_007.txt"
    desk.write(edited, "mine")
    newer = {name: f"newer {text}" for name, text in wanted.items()}
    desk.sync(newer)
    assert desk.tree() == newer | {
        edited: "mine",
        edited.replace(".txt", ".new.txt"): "newer text 7",
    }


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


def test_an_edited_draft_is_never_overwritten_and_the_newer_version_goes_beside_it(
    desk: Desk,
) -> None:
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


def test_a_message_that_is_due_once_more_after_it_was_sent_gets_a_draft_of_its_own(
    desk: Desk,
) -> None:
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


def test_when_the_plan_changes_an_edited_draft_moves_to_stale_and_an_unedited_one_goes(
    desk: Desk,
) -> None:
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
        f"stale/{stem}.txt": "first",
        f"stale/{stem}-2.txt": "second",
        f"stale/{stem}-3.txt": "third",
    }


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
    "damage",
    [None, b"", b"{", b"[]", b"\xff\xfe", b'{"files": 3}', b'{"files": {"a": {}}}', b"[" * 100_000],
)
def test_without_a_sound_manifest_what_stands_there_is_the_users_unless_equal(
    desk: Desk, damage: bytes | None
) -> None:
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
    plan = plan_drafts(desk.folder, "other.xlsx", other, sent={})
    files.commit(desk.workbook, before=b"old", after=b"old", drafts=plan)
    desk.sync({DRAFT: "two"})
    assert desk.tree() == {DRAFT: "two", "2026-03-06_beta_lee_call_xy98z.txt": "other"}


def test_generated_files_are_written_whenever_they_differ_and_are_never_the_users(
    desk: Desk,
) -> None:
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


@pytest.mark.parametrize(
    "name", ["../evil.txt", "a/b_thank-you_x.txt", "..", "c:evil_x_y.txt", "a\\b_x_y.txt", ""]
)
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
    desk.write(
        MANIFEST,
        json.dumps(
            {"files": {"../keep.txt": record, "..": record}, "doing": {"../keep.txt": record}}
        ),
    )
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
def test_a_draft_that_the_user_saves_while_a_run_is_on_is_neither_deleted_nor_moved(
    desk: Desk, sent: int
) -> None:
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
    assert desk.tree() == {
        f"done/{DRAFT}": "mine",
        f"done/{DRAFT.replace('.txt', '-2.txt')}": "one",
    }

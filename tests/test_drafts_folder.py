"""The drafts folder: the user's edits win (spec 6)."""

from __future__ import annotations

import json
import os

import pytest

from sheetfollow import files
from sheetfollow.exceptions import FileTrouble, StaleWorkbook
from tests.helpers.search_folder import (
    DRAFT,
    KEY,
    LATER,
    MAIL,
    MANIFEST,
    NEWER,
    NEWER_2,
    SearchFolder,
    plan_drafts,
)


def test_many_drafts_at_once_are_written_whole_and_the_edited_among_them_stay(
    search: SearchFolder,
) -> None:
    wanted = {
        f"2026-03-05_acme_dana-li_thank-you_{number:03}.txt": f"text {number}"
        for number in range(100)
    }
    search.sync(wanted)
    assert search.tree() == wanted
    edited = "2026-03-05_acme_dana-li_thank-you_007.txt"
    search.write(edited, "mine")
    newer = {name: f"newer {text}" for name, text in wanted.items()}
    search.sync(newer)
    assert search.tree() == newer | {
        edited: "mine",
        edited.replace(".txt", ".new.txt"): "newer text 7",
    }


def test_a_due_draft_is_written_and_is_the_live_one(search: SearchFolder) -> None:
    plan = search.sync({DRAFT: "one", MAIL: "mail"})
    assert search.tree() == {DRAFT: "one", MAIL: "mail"}
    assert plan.live == {DRAFT: DRAFT, MAIL: MAIL}
    assert plan.texts == {DRAFT: b"one", MAIL: b"mail"}
    assert plan.notes == []
    assert list(plan.lines()) == [f"write {DRAFT}", f"write {MAIL}"]


def test_planning_alone_writes_nothing(search: SearchFolder) -> None:
    search.plan({DRAFT: "one"}, {"index.html": b"<p>"})
    assert not search.drafts.exists()


def test_an_unedited_draft_follows_the_plan(search: SearchFolder) -> None:
    search.sync({DRAFT: "one"})
    plan = search.sync({DRAFT: "two"})
    assert search.tree() == {DRAFT: "two"}
    assert plan.notes == []


def test_an_edited_draft_is_never_overwritten_and_the_newer_version_goes_beside_it(
    search: SearchFolder,
) -> None:
    search.sync({DRAFT: "one"})
    search.write(DRAFT, "mine")
    plan = search.sync({DRAFT: "two"})
    assert search.tree() == {DRAFT: "mine", NEWER: "two"}
    assert plan.live == {DRAFT: DRAFT}
    assert plan.texts == {DRAFT: b"mine"}
    assert plan.notes == [f"drafts/{DRAFT} is edited and stays; the newer version is {NEWER}"]
    assert list(plan.lines()) == [f"write {NEWER} beside the edited draft"]
    assert [change.kind for change in plan.changes] == ["new beside"]


def test_an_edited_mail_gets_its_newer_version_as_eml(search: SearchFolder) -> None:
    search.sync({MAIL: "one"})
    search.write(MAIL, "mine")
    search.sync({MAIL: "two"})
    assert search.tree() == {MAIL: "mine", NEWER.replace(".txt", ".eml"): "two"}


def test_an_edited_draft_whose_text_is_still_right_gets_no_newer_version(
    search: SearchFolder,
) -> None:
    search.sync({DRAFT: "one"})
    search.write(DRAFT, "mine")
    plan = search.sync({DRAFT: "one"})
    assert search.tree() == {DRAFT: "mine"}
    assert plan.notes == []


def test_an_edited_draft_is_what_the_lint_sees(search: SearchFolder) -> None:
    search.sync({DRAFT: "one"})
    search.write(DRAFT, "Hello {{ name }}")
    assert search.plan({DRAFT: "one"}).texts == {DRAFT: b"Hello {{ name }}"}


@pytest.mark.parametrize(("written", "saved"), [("a\nb\n", "a\r\nb\r\n"), ("a\r\nb\r\n", "a\nb\n")])
def test_line_ends_do_not_count_as_edits(search: SearchFolder, written: str, saved: str) -> None:
    search.sync({DRAFT: written})
    search.write(DRAFT, saved)
    assert search.plan({DRAFT: written}).changes == []
    search.sync({DRAFT: "two"})
    assert search.tree() == {DRAFT: "two"}


def test_a_draft_that_the_user_deleted_stays_deleted(search: SearchFolder) -> None:
    search.sync({DRAFT: "one"})
    (search.drafts / DRAFT).unlink()
    plan = search.sync({DRAFT: "one"})
    assert search.tree() == {}
    assert plan.live == {DRAFT: ""}
    assert plan.texts == {}


def test_a_deleted_draft_is_not_revived_by_a_newer_text_or_another_day(
    search: SearchFolder,
) -> None:
    search.sync({DRAFT: "one"})
    (search.drafts / DRAFT).unlink()
    search.sync({LATER: "one"})
    assert search.tree() == {}
    plan = search.sync({LATER: "two"})
    assert search.tree() == {NEWER: "two"}
    assert plan.live == {LATER: NEWER}
    assert plan.notes == [f"drafts/{DRAFT} was deleted and stays so; the newer version is {NEWER}"]


def test_a_newer_version_that_the_user_deleted_is_not_offered_again(search: SearchFolder) -> None:
    search.sync({DRAFT: "one"})
    search.write(DRAFT, "mine")
    search.sync({DRAFT: "two"})
    (search.drafts / NEWER).unlink()
    plan = search.sync({DRAFT: "two"})
    assert search.tree() == {DRAFT: "mine"}
    assert plan.notes == []


def test_an_unedited_newer_version_is_replaced_by_the_newest(search: SearchFolder) -> None:
    search.sync({DRAFT: "one"})
    search.write(DRAFT, "mine")
    search.sync({DRAFT: "two"})
    search.sync({DRAFT: "three"})
    assert search.tree() == {DRAFT: "mine", NEWER: "three"}


def test_a_newer_version_that_the_user_works_on_is_not_overwritten_either(
    search: SearchFolder,
) -> None:
    search.sync({DRAFT: "one"})
    search.write(DRAFT, "mine")
    search.sync({DRAFT: "two"})
    search.write(NEWER, "mine too")
    search.sync({DRAFT: "two"})
    assert search.tree() == {DRAFT: "mine", NEWER: "mine too"}
    search.sync({DRAFT: "three"})
    assert search.tree() == {DRAFT: "mine", NEWER: "mine too", NEWER_2: "three"}
    search.sync({DRAFT: "four"})
    assert search.tree() == {DRAFT: "mine", NEWER: "mine too", NEWER_2: "four"}


def test_a_newer_version_put_in_the_place_of_the_draft_follows_the_plan_again(
    search: SearchFolder,
) -> None:
    search.sync({DRAFT: "one"})
    search.write(DRAFT, "mine")
    search.sync({DRAFT: "two"})
    (search.drafts / NEWER).replace(search.drafts / DRAFT)
    search.sync({DRAFT: "two"})
    search.sync({DRAFT: "three"})
    assert search.tree() == {DRAFT: "three"}


def test_a_newer_version_goes_when_it_is_the_newer_one_no_more(search: SearchFolder) -> None:
    search.sync({DRAFT: "one"})
    search.write(DRAFT, "mine")
    search.sync({DRAFT: "two"})
    search.sync({DRAFT: "one"})
    assert search.tree() == {DRAFT: "mine"}


def test_when_the_due_day_moves_an_unedited_draft_gets_the_new_name(search: SearchFolder) -> None:
    search.sync({DRAFT: "one"})
    plan = search.sync({LATER: "one"})
    assert search.tree() == {LATER: "one"}
    assert plan.live == {LATER: LATER}


def test_when_the_due_day_moves_an_edited_draft_stays_in_view(search: SearchFolder) -> None:
    search.sync({DRAFT: "one"})
    search.write(DRAFT, "mine")
    plan = search.sync({LATER: "one"})
    assert search.tree() == {DRAFT: "mine"}
    assert plan.live == {LATER: DRAFT}
    assert plan.texts == {LATER: b"mine"}
    search.sync({LATER: "two"})
    assert search.tree() == {DRAFT: "mine", NEWER: "two"}


def test_a_new_name_that_the_user_has_taken_is_theirs(search: SearchFolder) -> None:
    search.sync({DRAFT: "one"})
    search.write(LATER, "mine")
    plan = search.sync({LATER: "one"})
    assert search.tree() == {LATER: "mine", LATER.replace(".txt", ".new.txt"): "one"}
    assert plan.live == {LATER: LATER}


def test_sent_drafts_move_to_done_as_they_are(search: SearchFolder) -> None:
    search.sync({DRAFT: "one", MAIL: "mail"})
    search.write(DRAFT, "mine")
    search.sent[KEY] = 1
    plan = search.sync({})
    assert search.tree() == {f"done/{DRAFT}": "mine", f"done/{MAIL}": "mail"}
    assert f"move {DRAFT} to done/{DRAFT}" in plan.lines()


def test_a_sent_draft_takes_its_newer_version_out_of_the_folder(search: SearchFolder) -> None:
    for name in (DRAFT, MAIL):
        search.sync({name: "one"})
        search.write(name, "mine")
        search.sync({name: "two"})
        search.sent[KEY] = search.sent.get(KEY, 0) + 1
        search.sync({})
    assert search.tree() == {f"done/{DRAFT}": "mine", f"done/{MAIL}": "mine"}


def test_a_newer_version_that_stood_for_a_deleted_draft_is_what_was_sent(
    search: SearchFolder,
) -> None:
    search.sync({DRAFT: "one"})
    (search.drafts / DRAFT).unlink()
    search.sync({DRAFT: "two"})
    search.sent[KEY] = 1
    search.sync({})
    assert search.tree() == {f"done/{NEWER}": "two"}


def test_a_message_that_is_due_once_more_after_it_was_sent_gets_a_draft_of_its_own(
    search: SearchFolder,
) -> None:
    search.sync({DRAFT: "one"})
    search.write(DRAFT, "mine")
    search.sent[KEY] = 1
    plan = search.sync({LATER: "next"})
    assert search.tree() == {f"done/{DRAFT}": "mine", LATER: "next"}
    assert plan.live == {LATER: LATER}


def test_a_draft_of_the_very_name_of_one_just_sent_is_written_anew(search: SearchFolder) -> None:
    search.sync({DRAFT: "one"})
    search.write(DRAFT, "mine")
    search.sent[KEY] = 1
    search.sync({DRAFT: "next"})
    assert search.tree() == {f"done/{DRAFT}": "mine", DRAFT: "next"}


def test_a_draft_sent_after_its_log_row_was_taken_out_goes_to_done_again(
    search: SearchFolder,
) -> None:
    search.sent[KEY] = 1
    search.sync({DRAFT: "one"})
    search.sent[KEY] = 0
    search.sync({DRAFT: "one"})
    search.sent[KEY] = 1
    search.sync({})
    assert search.tree() == {f"done/{DRAFT}": "one"}


def test_when_the_plan_changes_an_edited_draft_moves_to_stale_and_an_unedited_one_goes(
    search: SearchFolder,
) -> None:
    search.sync({DRAFT: "one", MAIL: "mail"})
    search.write(DRAFT, "mine")
    search.sync({})
    assert search.tree() == {f"stale/{DRAFT}": "mine"}


def test_nothing_in_done_or_stale_is_ever_overwritten(search: SearchFolder) -> None:
    for text in ("first", "second", "third"):
        search.sync({DRAFT: "one"})
        search.write(DRAFT, text)
        search.sync({})
    stem = DRAFT.removesuffix(".txt")
    assert search.tree() == {
        f"stale/{stem}.txt": "first",
        f"stale/{stem}-2.txt": "second",
        f"stale/{stem}-3.txt": "third",
    }


def test_a_deleted_draft_that_is_due_again_after_it_was_not_is_written(
    search: SearchFolder,
) -> None:
    search.sync({DRAFT: "one"})
    (search.drafts / DRAFT).unlink()
    search.sync({})
    search.sync({DRAFT: "one"})
    assert search.tree() == {DRAFT: "one"}


def test_a_file_that_was_never_written_here_is_never_touched(search: SearchFolder) -> None:
    search.write("notes.txt", "mine")
    search.write("2026-01-01_old_friend_reply_zz9zz.txt", "mine")
    search.write("index.htm", "mine")
    before = search.tree()
    search.sync({DRAFT: "one"})
    search.sync({})
    assert search.tree() == before


def test_a_file_of_the_users_with_a_wanted_name_counts_as_edited(search: SearchFolder) -> None:
    search.write(DRAFT, "mine")
    plan = search.sync({DRAFT: "one"})
    assert search.tree() == {DRAFT: "mine", NEWER: "one"}
    assert plan.live == {DRAFT: DRAFT}


def test_a_file_of_the_users_with_the_name_of_a_newer_version_is_left_alone(
    search: SearchFolder,
) -> None:
    search.sync({DRAFT: "one"})
    search.write(DRAFT, "mine")
    search.write(NEWER, "mine as well")
    search.sync({DRAFT: "two"})
    assert search.tree() == {DRAFT: "mine", NEWER: "mine as well", NEWER_2: "two"}


@pytest.mark.parametrize(
    "damage",
    [None, b"", b"{", b"[]", b"\xff\xfe", b'{"files": 3}', b'{"files": {"a": {}}}', b"[" * 100_000],
)
def test_without_a_sound_manifest_what_stands_there_is_the_users_unless_equal(
    search: SearchFolder, damage: bytes | None
) -> None:
    search.sync({DRAFT: "one", MAIL: "mail"})
    if damage is None:
        (search.drafts / MANIFEST).unlink()
    else:
        (search.drafts / MANIFEST).write_bytes(damage)
    search.sync({DRAFT: "two", MAIL: "mail"})
    assert search.tree() == {DRAFT: "one", NEWER: "two", MAIL: "mail"}
    assert json.loads((search.drafts / MANIFEST).read_bytes())["files"].keys() == {
        DRAFT,
        NEWER,
        MAIL,
    }


def test_the_manifest_says_nothing_of_the_time(search: SearchFolder) -> None:
    search.sync({DRAFT: "one", MAIL: "mail"})
    first = (search.drafts / MANIFEST).read_bytes()
    for each in (search.drafts / DRAFT, search.drafts / MAIL, search.drafts / MANIFEST):
        each.unlink()
    search.sync({MAIL: "mail", DRAFT: "one"})
    assert (search.drafts / MANIFEST).read_bytes() == first


def test_two_workbooks_of_one_folder_keep_their_drafts_apart(search: SearchFolder) -> None:
    other = {"2026-03-06_beta_lee_call_xy98z.txt": b"other"}
    search.sync({DRAFT: "one"})
    plan = plan_drafts(search.drafts, "other.xlsx", other, sent={})
    files.commit(search.workbook, before=b"old", after=b"old", drafts=plan)
    search.sync({DRAFT: "two"})
    assert search.tree() == {DRAFT: "two", "2026-03-06_beta_lee_call_xy98z.txt": "other"}


def test_generated_files_are_written_whenever_they_differ_and_are_never_the_users(
    search: SearchFolder,
) -> None:
    search.write("index.html", "older")
    search.sync({}, {"index.html": b"a\r\n", "followups.ics": b"b"})
    search.write("index.html", "scribble")
    search.sync({}, {"index.html": b"a\r\n", "followups.ics": b"b"})
    assert search.tree() == {"index.html": "a\r\n", "followups.ics": "b"}
    search.write("index.html", "a\n")
    search.sync({}, {"index.html": b"a\r\n", "followups.ics": b"b"})
    assert search.tree()["index.html"] == "a\r\n"


def test_a_generated_file_that_is_wanted_no_more_goes(search: SearchFolder) -> None:
    search.sync({}, {"followups.ics": b"b"})
    search.sync({}, {})
    assert search.tree() == {}


@pytest.mark.parametrize(
    "name", ["../evil.txt", "a/b_thank-you_x.txt", "..", "c:evil_x_y.txt", "a\\b_x_y.txt", ""]
)
def test_no_name_leads_out_of_the_folder(search: SearchFolder, name: str) -> None:
    with pytest.raises(FileTrouble, match="no name for a file"):
        search.plan({name: "one"})
    with pytest.raises(FileTrouble, match="no name for a file"):
        search.plan({}, {name: b"one"})


def test_no_name_in_a_manifest_leads_out_of_the_folder(search: SearchFolder) -> None:
    outside = search.home / "keep.txt"
    outside.write_bytes(b"mine")
    text = files.look.digest(b"mine")
    record = {"text": text, "sent": 0}
    search.write(
        MANIFEST,
        json.dumps(
            {"files": {"../keep.txt": record, "..": record}, "doing": {"../keep.txt": record}}
        ),
    )
    search.sync({DRAFT: "one"})
    assert outside.read_bytes() == b"mine"


def test_a_folder_with_the_name_of_a_draft_is_left_alone(search: SearchFolder) -> None:
    (search.drafts / DRAFT).mkdir(parents=True)
    search.sync({DRAFT: "one"})
    assert search.tree() == {NEWER: "one"}
    assert (search.drafts / DRAFT).is_dir()


def test_a_draft_that_the_user_saves_while_a_run_is_on_is_not_overwritten(
    search: SearchFolder,
) -> None:
    search.sync({DRAFT: "one"})
    plan = search.plan({DRAFT: "two"})
    search.write(DRAFT, "mine")
    with pytest.raises(StaleWorkbook, match=r"saved.* by another program meanwhile"):
        files.commit(search.workbook, before=b"old", after=b"new", drafts=plan)
    assert search.tree() == {DRAFT: "mine"}
    assert search.workbook.read_bytes() == b"old"
    search.sync({DRAFT: "two"})
    assert search.tree() == {DRAFT: "mine", NEWER: "two"}


@pytest.mark.parametrize("sent", [0, 1])
def test_a_draft_that_the_user_saves_while_a_run_is_on_is_neither_deleted_nor_moved(
    search: SearchFolder, sent: int
) -> None:
    search.sync({DRAFT: "one"})
    search.sent[KEY] = sent
    plan = search.plan({})
    search.write(DRAFT, "mine")
    with pytest.raises(StaleWorkbook):
        files.commit(search.workbook, before=b"old", after=b"old", drafts=plan)
    assert search.tree() == {DRAFT: "mine"}
    search.sync({})
    assert search.tree() == {f"{'done' if sent else 'stale'}/{DRAFT}": "mine"}


def test_a_file_that_appears_in_done_while_a_run_is_on_is_not_overwritten(
    search: SearchFolder,
) -> None:
    search.sync({DRAFT: "one"})
    search.sent[KEY] = 1
    plan = search.plan({})
    search.write(f"done/{DRAFT}", "mine")
    with pytest.raises(StaleWorkbook):
        files.commit(search.workbook, before=b"old", after=b"old", drafts=plan)
    search.sync({})
    assert search.tree() == {
        f"done/{DRAFT}": "mine",
        f"done/{DRAFT.replace('.txt', '-2.txt')}": "one",
    }


@pytest.mark.parametrize(
    "name", ["thesis.txt", "my_own_notes_about_it.txt", "cv_final_v2_ab12c.pdf", "index.htm", ".x"]
)
def test_a_forged_manifest_deletes_and_moves_nothing_that_no_sync_can_have_made(
    search: SearchFolder, name: str
) -> None:
    search.write(name, "mine")
    record = {"text": files.look.digest(b"mine"), "sent": 0}
    for content in ({"files": {name: record}}, {"files": {name: record}, "doing": {name: None}}):
        search.write(MANIFEST, json.dumps(content))
        search.sync({DRAFT: "one"})
        assert search.tree() == {DRAFT: "one", name: "mine"}


def test_a_name_in_a_manifest_that_is_longer_than_any_file_s_is_passed_over(
    search: SearchFolder,
) -> None:
    name = f"2026-03-05_{'a' * 5000}_dana-li_thank-you_ab12c.txt"
    record = {"text": "x", "sent": 0}
    search.write(MANIFEST, json.dumps({"files": {name: record}, "doing": {name: record}}))
    search.sent[KEY] = 1
    search.sync({})
    assert search.tree() == {}


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes here")
@pytest.mark.parametrize(
    "name", [DRAFT, "index.html", "followups.ics", MANIFEST, ".a.manifest.json"]
)
def test_a_pipe_in_the_drafts_folder_holds_nobody_up(search: SearchFolder, name: str) -> None:
    """One with the name of a draft is the user's and stays; one in the place of what is made anew
    each time is replaced."""
    search.drafts.mkdir()
    os.mkfifo(search.drafts / name)
    search.sync({DRAFT: "one"}, {"index.html": b"page", "followups.ics": b"calendar"})
    stays = name in (DRAFT, ".a.manifest.json")
    assert (search.drafts / name).is_fifo() == stays
    assert search.tree()["index.html"] == "page"
    assert search.tree()[NEWER if name == DRAFT else DRAFT] == "one"


def test_a_file_larger_than_any_that_a_sync_makes_is_the_users_and_not_read(
    search: SearchFolder,
) -> None:
    search.sync({DRAFT: "one"})
    with (search.drafts / DRAFT).open("r+b") as file:
        file.truncate(files.look.LARGEST + 1)
    plan = search.sync({DRAFT: "two"})
    assert plan.texts == {DRAFT: b""}
    assert (search.drafts / NEWER).read_bytes() == b"two"


def test_a_draft_that_is_a_link_is_the_users_and_where_it_leads_is_not_read(
    search: SearchFolder,
) -> None:
    secret = search.home / "secret.txt"
    secret.write_bytes(b"not for the page")
    search.drafts.mkdir()
    (search.drafts / DRAFT).symlink_to(secret)
    plan = search.sync({DRAFT: "one"})
    assert plan.texts == {DRAFT: b""}
    assert (search.drafts / NEWER).read_bytes() == b"one"
    assert secret.read_bytes() == b"not for the page"


def test_a_thousand_files_of_one_name_in_done_are_a_line_and_not_a_search_without_end(
    search: SearchFolder,
) -> None:
    search.sync({DRAFT: "one"})
    stem = DRAFT.removesuffix(".txt")
    for name in (DRAFT, *(f"{stem}-{number}.txt" for number in range(2, 1001))):
        search.write(f"done/{name}", "older")
    search.sent[KEY] = 1
    with pytest.raises(FileTrouble, match=r"done: holds 1000 files named like .*; move them away"):
        search.plan({})

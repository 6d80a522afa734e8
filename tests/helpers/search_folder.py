"""A workbook with its drafts folder, and the runs that a person would make: for the tests of the
disk."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from sheetfollow import files
from sheetfollow.files import DraftPlan

BOOK = "interviews.xlsx"
DRAFT = "2026-03-05_acme_dana-li_thank-you_ab12c.txt"
LATER = "2026-03-09_acme_dana-li_thank-you_ab12c.txt"
MAIL = "2026-03-05_acme_dana-li_thank-you_ab12c.eml"
NEWER = "2026-03-05_acme_dana-li_thank-you_ab12c.new.txt"
NEWER_2 = "2026-03-05_acme_dana-li_thank-you_ab12c.new-2.txt"
MANIFEST = f".{BOOK}.manifest.json"
KEY = ("ab12c", "thank-you")


def plan_drafts(
    folder: Path,
    workbook: str,
    wanted: Mapping[str, bytes],
    *,
    sent: Mapping[tuple[str, str], int],
    generated: Mapping[str, bytes] | None = None,
) -> DraftPlan:
    """The whole plan in one step, where the product takes the mails and the page in later."""
    own = f".{workbook}.manifest.json"
    others = tuple(each.name for each in folder.glob(".*.manifest.json") if each.name != own)
    neighbours = frozenset(folder / name for name in others)
    place = files.Place(folder, folder, neighbours=neighbours, others=others)
    planner = files.Planner(place, workbook, sent)
    planner.place(wanted)
    return planner.finish(generated or {})


class SearchFolder:
    """A workbook and its drafts folder, and the runs that a person would make."""

    def __init__(self, home: Path) -> None:
        self.home, self.drafts, self.workbook = home, home / "drafts", home / BOOK
        self.workbook.write_bytes(b"old")
        self.sent: dict[tuple[str, str], int] = {}

    def plan(
        self, wanted: Mapping[str, str], generated: Mapping[str, bytes] | None = None
    ) -> DraftPlan:
        texts = {name: text.encode() for name, text in wanted.items()}
        return plan_drafts(self.drafts, BOOK, texts, sent=self.sent, generated=generated)

    def sync(
        self, wanted: Mapping[str, str], generated: Mapping[str, bytes] | None = None
    ) -> DraftPlan:
        """A run; a second one right after it must find nothing to do and give the same answers."""
        plan = self.plan(wanted, generated)
        data = self.workbook.read_bytes()
        files.commit(self.workbook, before=data, after=data, drafts=plan)
        again = self.plan(wanted, generated)
        assert (again.changes, again.manifest) == ([], again.manifest_before)
        assert (again.live, again.texts, again.notes) == (plan.live, plan.texts, plan.notes)
        return plan

    def write(self, name: str, text: str) -> None:
        (self.drafts / name).parent.mkdir(parents=True, exist_ok=True)
        (self.drafts / name).write_bytes(text.encode())

    def tree(self) -> dict[str, str]:
        """Every file of the folder but the manifests and the backups."""
        found = [
            each
            for each in self.drafts.rglob("*")
            if each.is_file() and not each.name.endswith(".manifest.json")
        ]
        names = {each.relative_to(self.drafts).as_posix(): each for each in found}
        return {
            name: each.read_bytes().decode()
            for name, each in names.items()
            if not name.startswith("backups/")
        }


def names(folder: Path) -> list[str]:
    return sorted(each.name for each in folder.iterdir())


def no_drafts(search: SearchFolder) -> DraftPlan:
    return DraftPlan(search.drafts, MANIFEST)


def commit_book(
    search: SearchFolder, after: bytes, *, before: bytes | None = None, workbook: Path | None = None
) -> None:
    known = search.workbook.read_bytes() if before is None else before
    files.commit(workbook or search.workbook, before=known, after=after, drafts=no_drafts(search))

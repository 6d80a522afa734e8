"""The files that each sync makes anew: the page and the calendar (spec 6)."""

from __future__ import annotations

import os
from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path

from sheetfollow.files import Place, Planner
from sheetfollow.files.look import digest
from sheetfollow.intake.settings import Settings
from sheetfollow.letters.letter import Letter
from sheetfollow.letters.memory import Memory, fingerprint
from sheetfollow.model import Task
from sheetfollow.outputs import calendar
from sheetfollow.outputs.listed import relisted

PAGE, CALENDAR = "index.html", "followups.ics"


def made_anew(
    folder: Planner,
    place: Place,
    shown: Sequence[tuple[Letter, str]],
    acting: Sequence[Task],
    settings: Settings,
    memory: Memory,
    *,
    workbook: str,
    today: date,
    now: datetime | None,
) -> dict[str, bytes]:
    """File name -> bytes, each workbook's own; the pages of the folder's other workbooks list it.

    `shown` are the letters on the page in its order, with their Why; `acting` the rows that are due
    or scheduled. Today is local, and so is `now`, where the hour is known. What `memory` knows the
    page of is not rendered again: the template's library would be loaded for the same page.
    """
    own = place.folder / folder.own_name(PAGE)
    pages = [*place.pages, (workbook, own)]
    others = _others(pages, own)
    about = fingerprint(
        [(letter.lasting, why) for letter, why in shown],
        settings,
        today,
    )
    html = folder.standing(own.name)
    if html is not None and memory.keeps(fingerprint(about, digest(html))):
        html = relisted(html, others)
    else:
        from sheetfollow.outputs import page

        text = page.render(
            shown,
            settings,
            today=today,
            now=now,
            previous=html,
            others=others,
        )
        html = text.encode()
        memory.keep(fingerprint(about, digest(html)))
    made = {own.name: html}
    _list_in_others(folder, place, pages)
    if settings.calendar:
        name = folder.own_name(CALENDAR)
        names = {letter.task.id: letter.name for letter, _ in shown}
        made[name] = calendar.render(
            acting,
            names,
            folder.standing(name),
            today=today,
        )
    return made


def _list_in_others(folder: Planner, place: Place, pages: Sequence[tuple[str, Path]]) -> None:
    for _, path in place.pages:
        standing = folder.standing(str(path))
        if standing:
            folder.rewrite(path, relisted(standing, _others(pages, path)))


def _others(pages: Sequence[tuple[str, Path]], own: Path) -> list[tuple[str, str]]:
    """(workbook, path from the page `own`) of each page but that one, by the workbooks' names."""
    links = [(name, _path_from(own, path)) for name, path in pages if path != own]
    return sorted(links)


def _path_from(own: Path, path: Path) -> str:
    return Path(os.path.relpath(path, own.parent)).as_posix()

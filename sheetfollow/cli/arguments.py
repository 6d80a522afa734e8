"""What the commands are given: workbooks and folders of them, days, and the one clock (spec 2,
8)."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

import click

from sheetfollow.cli.output import complain

Moment = date | datetime
SUFFIXES = (".xlsx", ".xlsm")


class Day(click.ParamType[date]):
    """A local day."""

    name = "YYYY-MM-DD"

    def convert(self, value: Any, param: Any, ctx: Any) -> date:
        try:
            return date.fromisoformat(value)
        except ValueError:
            self.fail(f"{value!r} is not a day like 2026-11-23", param, ctx)


class Minute(click.ParamType[datetime]):
    """A moment, local to the workbook's time zone."""

    name = "YYYY-MM-DDTHH:MM"

    def convert(self, value: Any, param: Any, ctx: Any) -> datetime:
        try:
            return datetime.strptime(value, "%Y-%m-%dT%H:%M")  # noqa: DTZ007
        except ValueError:
            self.fail(f"{value!r} is not a moment like 2026-11-23T15:30", param, ctx)


def clock(command: Callable[..., Any]) -> Callable[..., Any]:
    """The options --today and --now."""
    at = click.option(
        "--now", "moment", type=Minute(), help="Plan as of this local moment (a preview)."
    )
    on = click.option(
        "--today",
        "day",
        type=Day(),
        help="Plan as of this day (a preview).",
    )
    return on(at(command))


def moment_of(day: date | None, moment: datetime | None) -> Moment:
    """What the user asked for, else now."""
    if day and moment:
        raise click.UsageError("give --today or --now, not both")
    return moment or day or local_now()


def local_now() -> datetime:
    """The one place that reads a clock; in the computer's time zone."""
    return datetime.now().astimezone()


# what may not be read is no usage error: said in one line later
PLACE = click.Path(path_type=Path, readable=False)
many = click.argument(
    "workbooks",
    nargs=-1,
    type=PLACE,
    metavar="[WORKBOOK]...",
)
json = click.option(
    "--json",
    "as_json",
    is_flag=True,
    help="Print the report as JSON.",
)
paths = click.option(
    "--paths",
    "with_paths",
    is_flag=True,
    help="Print the path of each draft, as in a pipe, on a terminal too.",
)


def workbooks_of(given: Sequence[Path]) -> list[Path]:
    """The workbooks named, each once: a folder stands for those in it without other copies of one
    that is there too, and none named for the one in this folder. Raises UsageError where there is
    none, or more than one to choose from."""
    if not given:
        return [_the_one_here()]
    named = [each for place in given for each in _named(place)]
    for each in named:
        _refuse_placeholder(each)
    return list(dict.fromkeys(named))


def one_of(given: Path | None) -> Path:
    """The one workbook that a mark is for: the one named, in a folder the only one there. Raises
    UsageError where there is none, or more than one to choose from."""
    if given and not given.is_dir():
        return given
    here = _without_copies(workbooks_in(given or Path()))
    if len(here) > 1:
        names = ", ".join(str(each) for each in here)
        raise click.UsageError(f"there are several workbooks ({names}); name one with --in")
    return here[0] if here else _the_one_here()


def _named(place: Path) -> list[Path]:
    if not place.is_dir():
        return [place]
    found = _without_copies(workbooks_in(place))
    if not found:
        raise click.UsageError(
            f"there is no workbook in {place}; name one, or make one with: sheetfollow init"
        )
    return found


def _the_one_here() -> Path:
    here = _without_copies(workbooks_in(Path()))
    if len(here) == 1:
        return here[0]
    if Path("interviews.xlsx") in here:
        return Path("interviews.xlsx")
    if here:
        names = ", ".join(each.name for each in here)
        raise click.UsageError(f"there are several workbooks here ({names}); name the one you mean")
    _refuse_elsewhere(Path())
    raise click.UsageError(
        "there is no workbook here; name one, or make one with: sheetfollow init"
    )


_COPY = re.compile(
    r"conf(?:lict\w*)?\b|\b(?:copy|kopie|copie|copia|backup|sicherung|bak|old)\b"
    r"|^[ _.-]*[(\[]?\d{1,2}[)\]]?$|-(?:desktop|laptop)-\w+|-[\w-]*(?:mac|pc|macbook)[\w-]*$",
    re.IGNORECASE,
)
"""How cloud services and people name another copy of a file, around its own name."""


def _without_copies(here: list[Path]) -> list[Path]:
    """The workbooks without the other copies of one that is there too: those are told, since what
    was typed in them is read by nobody."""
    copies = copies_in(here)
    for told in copies.values():
        complain(told)
    return [each for each in here if each not in copies]


def copies_in(here: list[Path]) -> dict[Path, str]:
    """Those of a folder's workbooks that are other copies of one of them, with what there is to say
    of each."""
    return {each: _told(each, own) for each in here if (own := _copied(each, here))}


def _told(copy: Path, own: Path) -> str:
    return (
        f"{copy.name} looks like another copy of {own.name}; what was typed in it is not read:"
        " bring the two together, then delete it"
    )


def _copied(path: Path, here: list[Path]) -> Path | None:
    """The workbook whose name, whole, stands in this one's beside words for a copy."""
    for own in sorted(here, key=lambda each: len(each.stem)):
        whole = rf"(?<![^\W_]){re.escape(own.stem)}(?![^\W_])"
        rest = re.sub(
            whole,
            "",
            path.stem,
            count=1,
            flags=re.IGNORECASE,
        )
        if rest not in ("", path.stem) and _COPY.search(rest.replace("_", " ")):
            return own
    return None


def _refuse_placeholder(path: Path) -> None:
    """Raises UsageError where the workbook named is one that iCloud has taken off the disk."""
    if path.with_name(f".{path.name}.icloud").exists() and not path.exists():
        _refuse_elsewhere(path.parent)


def _refuse_elsewhere(folder: Path) -> None:
    """Raises UsageError by name for a workbook that is not on this disk, but in a cloud."""
    for each in sorted(folder.iterdir()):
        name = each.name
        if name.startswith(".") and name.endswith(".icloud"):
            raise click.UsageError(
                f"{name[1:].removesuffix('.icloud')} is in iCloud and not on this disk ({name});"
                " click it in the Finder to download it, then sync"
            )
        if each.suffix.lower() == ".gsheet":
            raise click.UsageError(
                f"{name} is only a link to Google Sheets; there: File, Download, Microsoft Excel"
                " (.xlsx), then sync that"
            )


def workbooks_in(folder: Path) -> list[Path]:
    """The workbooks of a folder by name, without those below it, hidden files, and what Excel and
    LibreOffice keep beside an open one."""
    found = sorted(each for each in folder.iterdir() if each.suffix.lower() in SUFFIXES)
    return [each for each in found if not each.name.startswith(("~$", ".")) and each.is_file()]

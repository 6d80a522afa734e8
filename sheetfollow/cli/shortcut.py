"""`sheetfollow shortcut`: a file beside the workbook that runs watch by a double click (spec 8)."""

from __future__ import annotations

import re
import shlex
import sys
from collections.abc import Callable
from pathlib import Path

import click

from sheetfollow.cli import arguments
from sheetfollow.cli.output import complain, one_line, words_of
from sheetfollow.exceptions import SheetfollowError
from sheetfollow.model import as_typed

_SYSTEMS = {"win32": "windows", "darwin": "macos"}
_STAY = "echo; echo 'Press Return to close this window.'; read -r _"
Writing = Callable[[str, str, str], str]


@click.command()
@arguments.many
@click.option(
    "--for",
    "system",
    type=click.Choice(["windows", "macos", "linux"]),
    default=_SYSTEMS.get(sys.platform, "linux"),
    show_default="this system",
    help="The system that it is for.",
)
@one_line
def shortcut(workbooks: tuple[Path, ...], system: str) -> int:
    """Make a file that runs watch by a double click.

    Beside the workbook; its window stays open where something goes wrong.

    \b
      sheetfollow shortcut
      sheetfollow shortcut my-search/interviews.xlsx
    """
    code = 0
    for path in arguments.workbooks_of(workbooks):
        try:
            _make(path, system)
        except Exception as error:
            complain(words_of(error))
            code = SheetfollowError.exit_code
    return code


def _make(workbook: Path, system: str) -> None:
    from sheetfollow import files

    files.read(workbook)  # a shortcut to nothing would help nobody
    name, text = written(
        system,
        sys.executable,
        workbook.name,
    )
    place = workbook.with_name(name)
    files.create(
        place,
        text.encode(),
        executable=True,
    )
    command = f"sheetfollow watch {as_typed(workbook.name)}"
    click.echo(f"Made {place}; a double click on it runs: {command}")


def written(system: str, python: str, workbook: str) -> tuple[str, str]:
    """The file's name and its text: `python` is the interpreter's full path, `workbook` a name in
    the folder of the file."""
    suffix, write = _KINDS[system]
    title = f"Watch {Path(workbook).stem}"
    return f"{title}.{suffix}", write(title, python, workbook)


def _bat(_: str, python: str, workbook: str) -> str:
    """In a batch file a % that is meant is doubled; names are UTF-8 from the second line on."""
    lines = (
        "@echo off",
        "chcp 65001 >nul",
        'cd /d "%~dp0"',
        f'"{python}" -m sheetfollow watch "{workbook}"'.replace("%", "%%"),
        "if errorlevel 1 pause",
    )
    return "".join(f"{line}\r\n" for line in lines)


def _command(_: str, python: str, workbook: str) -> str:
    watch = f"{shlex.quote(python)} -m sheetfollow watch -- {shlex.quote(workbook)}"
    return f'#!/bin/sh\ncd -- "$(dirname -- "$0")" && {watch} || {{ {_STAY}; }}\n'


def _desktop(title: str, python: str, workbook: str) -> str:
    """The system gives the file's own place for %k, some as an address."""
    script = (
        'cd -- "$(dirname -- "${1#file://}")" && "$2" -m sheetfollow watch -- "$3" || {'
        f" {_STAY}; }}"
    )
    arguments = ("sh", "-c", script, "sh", "%k", python, workbook)
    command = " ".join(each if each == "%k" else _quoted(each) for each in arguments)
    lines = ("Type=Application", f"Name={_escaped(title)}", "Terminal=true", f"Exec={command}")
    return "\n".join(("[Desktop Entry]", *lines, ""))


def _quoted(argument: str) -> str:
    """An argument of Exec: quoted as its rules say, then escaped as every text of the file is."""
    inner = re.sub(r'(["`$\\])', r"\\\1", argument).replace("%", "%%")
    return _escaped(f'"{inner}"')


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\")


_KINDS: dict[str, tuple[str, Writing]] = {
    "windows": ("bat", _bat),
    "macos": ("command", _command),
    "linux": ("desktop", _desktop),
}

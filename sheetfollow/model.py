"""The values that the rooms hand to each other. Frozen, without behaviour beyond their own
wording."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

Value = str | int | float | bool | date | datetime | None


def whom(interviewer: str, company: str, job_title: str = "") -> str:
    """Whom something goes to, in words: `Ana Ruiz, Acme`, or `Acme (no name yet)`, with the job
    where one is given, since several may have no name."""
    if interviewer:
        return f"{interviewer}, {company}"
    return f"{company} (no name yet{', ' if job_title else ''}{job_title})"


def as_typed(path: Path | str) -> str:
    """A path as it is typed behind a command: in quotes where a shell would take it apart."""
    import shlex

    text = str(path)
    if os.name != "nt" and re.search(r"[\"$`\\!]", text):
        return shlex.quote(text)
    return f'"{text}"' if re.search(r"[\s&|<>()^;'*?#~]", text) else text


@dataclass(frozen=True, slots=True)
class CellStyle:
    """What to set on a cell. A field left None keeps what the cell has; colours are RRGGBB, fill ""
    is no fill."""

    number_format: str | None = None
    wrap: bool | None = None
    horizontal: str | None = None
    vertical: str | None = None
    fill: str | None = None
    color: str | None = None
    bold: bool | None = None
    underline: bool | None = None


@dataclass(frozen=True, slots=True)
class Edit:
    """One cell to write: `sheet` by its name, `cell` in A1 form.

    `value` None empties the cell. `style` None keeps the cell's style. `link` None leaves the
    cell's hyperlink as it is, "" removes it, anything else becomes its target (relative path or
    URL). `grow` says that the cell is a new row of the table that ends above it, whose range is to
    include it. `height` is how high its row is to be, in points; None leaves the row as it is.
    """

    sheet: str
    cell: str
    value: Value
    style: CellStyle | None = None
    link: str | None = None
    grow: bool = False
    height: float | None = None


@dataclass(frozen=True, slots=True)
class Unknown:
    """What stands in a cell whose content no reader can tell: an error value like #N/A, or, as
    `formula`, the text of a formula whose result was never stored (spec 4)."""

    shown: str
    formula: bool = False

    def __str__(self) -> str:
        return self.shown

    @property
    def advice(self) -> str:
        """What it is, and what to do about it."""
        if self.formula:
            return "is a formula without a stored result; open the workbook in Excel, save it, sync"
        return "is an error value; mend its formula, or type over it"


@dataclass(frozen=True, slots=True)
class AddedSheet:
    """A worksheet to add behind a workbook's own: that called `source_sheet` in the package
    `source`, under the name `name`."""

    name: str
    source: bytes
    source_sheet: str


@dataclass(frozen=True, slots=True)
class Problem:
    """A fault in the data: where it stands, what stands there, what is expected (spec 4)."""

    place: str
    value: str
    expected: str

    def __str__(self) -> str:
        shown = f"{self.value!r} " if self.value else ""
        return f"{self.place}: {shown}{self.expected}"


@dataclass(frozen=True, slots=True)
class Wording:
    """One template: a row of `Messages`, or a built-in one. `channel` "" is any; `place` names it
    in errors, like "Messages!D7" for the cell of the body."""

    message: str
    channel: str
    subject: str
    body: str
    place: str


@dataclass(frozen=True, slots=True)
class Sent:
    """One message that went to an application: its name, its local day, the method it went by, and
    the ID of the row it went to."""

    message: str
    day: date
    method: str
    row: str


@dataclass(frozen=True, slots=True)
class Task:
    """One due row as the drafts need it: what to send, to whom, and all that the row says.

    Text fields are trimmed, "" where the cell is blank. `number` is the row's place among all the
    interviewers of its application (0 is the first), `round` counts the application's rounds from
    1, `met_before` says that an earlier round was with the same person. `sent` holds all that was
    sent to the application, oldest first. `checks_in`: a check-in follows this row's thank-you.
    `hours_late` is for a thank-you the hours since the talk (days * 24 where no time is given),
    else 0.
    """

    id: str
    place: str
    message: str
    channel: str
    status: str
    due_from: date
    due_by: date
    company: str
    job_title: str
    interviewer: str
    interview_date: date
    role: str = ""
    email: str = ""
    linkedin: str = ""
    phone: str = ""
    hr_email: str = ""
    topic: str = ""
    challenge: str = ""
    skill: str = ""
    team: str = ""
    idea: str = ""
    work_sample: str = ""
    sample_mentioned: bool = False
    decision_by: date | None = None
    round: int = 1
    number: int = 0
    sent: tuple[Sent, ...] = ()
    met_before: bool = False
    checks_in: bool = False
    greet_as: str = ""
    hours_late: int = 0


OPEN_GAP = "open gap"
"""The rule of a finding that is a gap to fill in."""


@dataclass(frozen=True, slots=True)
class Finding:
    """Something in a draft to look at: the line of the file (from 1), the rule, what stands there,
    what to do."""

    line: int
    rule: str
    said: str
    suggestion: str

    def __str__(self) -> str:
        shown = f" {self.said!r}" if self.said else ""
        return f"line {self.line}: {self.rule}{shown}; {self.suggestion}"


@dataclass(frozen=True, slots=True)
class Gap:
    """A detail that the row lacks: it stands as `[name]` in the text, and `ask` says in `Needs`
    what to type for it."""

    name: str
    ask: str


@dataclass(frozen=True, slots=True)
class Draft:
    """What is written for one task: `stem` is the file name without its suffix, `text` the .txt in
    full.

    `mail` is the .eml in bytes, None where the channel is no mail. `gaps` are the details that
    stand as `[detail]` in the text as made. `notes` say how cells were read and what of them is
    left out. `attached` names the files that go with it, as their cells do. `problem` says why
    there is no draft (a broken template); `text` is then "".
    """

    task: Task
    stem: str
    to: str
    subject: str
    body: str
    text: str
    mail: bytes | None = None
    gaps: tuple[Gap, ...] = ()
    notes: tuple[str, ...] = ()
    attached: tuple[str, ...] = ()
    problem: Problem | None = None


@dataclass(frozen=True, slots=True)
class Mark:
    """A message that the user says is done, on its way into the log (spec 3, Marking as sent).

    `id`, `company`, `job_title` and `interviewer` are the row's, `message` and `channel` what it
    showed ("" for a channel that is not known, "Skipped" for a step done without a message), `day`
    the local day. `logged` is how often the log held that message of that row by then: once it
    holds it more often, this very step is done. `draft` is the name of the file where the mark is
    one that was moved to done/.
    """

    id: str
    message: str
    channel: str
    day: date
    logged: int
    company: str = ""
    job_title: str = ""
    interviewer: str = ""
    draft: str = ""

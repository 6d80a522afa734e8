"""A header is believed only if its values allow it (spec 8, adopt): one table, fitted or
refused."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sheetfollow.adopt.facts import SEVERAL, Column, Doubt, Fact, Row, Table
from sheetfollow.adopt.find import Forced, Head, application_rows, cells_of
from sheetfollow.adopt.headers import round_of
from sheetfollow.adopt.values import (
    Days,
    address_in,
    is_blank,
    is_link,
    is_number,
    is_phone,
    share,
    text_of,
    ticked,
)
from sheetfollow.adopt.vocabulary import fold, folded, status_words
from sheetfollow.intake.cells import Unreadable
from sheetfollow.intake.typed_dates import read_time
from sheetfollow.xlsx import a1

_FEW, _HALF, _MOST = 0.3, 0.5, 0.6
_LEAST_JUDGED, _LEAST_REFUSED, _LEAST_FREE = 2, 5, 10
_KNOWN_AT_LEAST, _LONG_WORD = 0.2, 40
_LONGEST_ADDRESS = 80
_NEEDED = (Fact.JOB_TITLE, Fact.APPLIED_ON, Fact.STATUS)
_TITLES = ("job title", "role title", "vacancy", "role", "position")
"""Of several columns that may be the job's title, which is (the others are most often a level or a
kind)."""


@dataclass
class _Read:
    """One column while it is judged: `cells` are those of the applications that say something."""

    number: int
    header: str
    section: str
    strength: int
    round: int
    cells: Sequence[Any]
    fact: Fact = Fact.LEFT_ALONE


def fit(sheet: str, rows: Sequence[Row], head: Head, forced: Forced, days: Days) -> Table | None:
    """The table below that header, None where it is no table of applications.

    The table's `refused` says where its headers do not stand over their data.
    """
    company = _company(rows, head)
    if company is None:
        return None
    kept, skipped = application_rows(rows, head, company)
    reads = _reads(rows, kept, head)
    _settle(reads, forced, days, len(kept))
    columns = tuple(_column(each) for each in reads)
    table = Table(
        sheet,
        head.index + 1,
        columns,
        tuple(index + 1 for index in kept),
        skipped,
    )
    if not kept or not _is_of_applications(table):
        return None
    if refused := _refusal(sheet, head, reads, days):
        untaken = tuple(
            Column(
                each.number,
                each.header,
                Fact.LEFT_ALONE,
            )
            for each in columns
        )
        return replace(table, columns=untaken, refused=refused)
    return replace(table, doubts=tuple(_free_texts(sheet, head, reads)))


def _is_of_applications(table: Table) -> bool:
    return Fact.COMPANY in table.facts and not table.facts.isdisjoint(_NEEDED)


def _reads(rows: Sequence[Row], kept: Sequence[int], head: Head) -> list[_Read]:
    """The columns that have a header or a value."""
    width = max((len(row) for row in rows[head.index :]), default=0)
    reads = [_read(rows, kept, head, number) for number in range(width)]
    return [each for each in reads if each.header or each.cells]


def _settle(reads: Sequence[_Read], forced: Forced, days: Days, rows: int) -> None:
    """What each column is: as the user says, else as its values allow."""
    for each in reads:
        said = forced.of(each.number, each.header)
        each.fact = said or _judged(each, days, rows)
    _one_for_each(reads, days)
    _only_day(reads)
    _pair_rounds(reads)


def _company(rows: Sequence[Row], head: Head) -> int | None:
    """The 0-based column of the company: the surest header, of like ones the one most filled."""
    places = [number for number, each in enumerate(head.guesses) if each.section == "company"]
    below = range(head.index + 1, len(rows))

    def worth(number: int) -> tuple[int, int]:
        filled = sum(not is_blank(cell) for cell in cells_of(rows, below, number))
        return head.guesses[number].strength, filled

    return max(places, key=worth, default=None)


def _read(rows: Sequence[Row], kept: Sequence[int], head: Head, number: int) -> _Read:
    header = head.texts[number] if number < len(head.texts) else ""
    cells = [
        cell
        for cell in cells_of(
            rows,
            kept,
            number,
        )
        if not is_blank(cell)
    ]
    if number >= len(head.guesses):
        return _Read(
            number + 1,
            header,
            "",
            0,
            0,
            cells,
        )
    found = head.guesses[number]
    return _Read(
        number + 1,
        header,
        found.section,
        found.strength,
        found.round,
        cells,
    )


def _judged(column: _Read, days: Days, rows: int) -> Fact:
    """What the values allow the header to be."""
    if column.section in _UNUSED or not column.section:
        return Fact.LEFT_ALONE
    if len(column.cells) < _LEAST_JUDGED:
        return _UNJUDGED.get(column.section) or Fact(column.section)
    judge = _JUDGES.get(column.section)
    return judge(column, days, rows) if judge else Fact(column.section)


_UNUSED = ("contact_role", "followup_date", "method", "log_text")
_UNJUDGED = {"date": Fact.APPLIED_ON, "last_contact": Fact.LAST_HEARD}


def _date(column: _Read, days: Days, _: int) -> Fact:
    dated = share(column.cells, days.is_day) >= _FEW
    fact = _UNJUDGED.get(column.section) or Fact(column.section)
    return fact if dated else Fact.LEFT_ALONE


def _talk_date(column: _Read, days: Days, _: int) -> Fact:
    if share(column.cells, days.is_day) >= _FEW:
        return Fact.INTERVIEW_DATE
    return Fact.INTERVIEW_FLAG if share(column.cells, _is_tick) >= _HALF else Fact.LEFT_ALONE


def _talk_flag(column: _Read, days: Days, _: int) -> Fact:
    if share(column.cells, days.is_day) >= _HALF:
        return Fact.INTERVIEW_DATE
    if share(column.cells, _is_tick) >= _FEW:
        return Fact.INTERVIEW_FLAG
    return Fact.STATUS if _telling_share(column.cells) >= _HALF else Fact.LEFT_ALONE


def _outcome_date(column: _Read, days: Days, _: int) -> Fact:
    if share(column.cells, days.is_day) >= _FEW:
        return Fact.OUTCOME_DATE
    return Fact.STATUS if _telling_share(column.cells) >= _HALF else Fact.LEFT_ALONE


def _status(column: _Read, days: Days, _: int) -> Fact:
    if share(column.cells, days.is_day) >= _MOST:
        return Fact.OUTCOME_DATE
    return Fact.LEFT_ALONE if _is_free_text(column) else Fact.STATUS


def _status_flag(column: _Read, _: Days, __: int) -> Fact:
    if share(column.cells, _is_tick) >= _HALF:
        known = status_words().get(fold(column.header))
        return Fact.STATUS_FLAG if known else Fact.LEFT_ALONE
    return Fact.STATUS if _telling_share(column.cells) >= _HALF else Fact.LEFT_ALONE


def _sent_flag(column: _Read, days: Days, _: int) -> Fact:
    tells = share(column.cells, lambda cell: _is_tick(cell) or days.is_day(cell)) >= _FEW
    return Fact.SENT_FLAG if tells else Fact.LEFT_ALONE


def _time(column: _Read, _: Days, __: int) -> Fact:
    return Fact.INTERVIEW_TIME if share(column.cells, _is_time) >= _FEW else Fact.LEFT_ALONE


def _person(column: _Read, days: Days, rows: int) -> Fact:
    addresses, phones = share(column.cells, _is_address), share(column.cells, _is_phone)
    if addresses >= _HALF:
        return _address(column, days, rows)
    if addresses + phones >= _HALF:
        return Fact.CONTACT_MIXED if addresses else Fact.CONTACT_PHONE
    odd = share(
        column.cells,
        lambda cell: _is_tick(cell) or is_link(cell) or is_number(cell) or days.is_day(cell),
    )
    return Fact.LEFT_ALONE if odd >= _HALF else Fact(column.section)


def _address(column: _Read, _: Days, rows: int) -> Fact:
    """One address in most rows is the user's own."""
    found = Counter(address for cell in column.cells if (address := _address_of(cell)))
    if not found or found.total() < _FEW * len(column.cells):
        return Fact.LEFT_ALONE
    most = found.most_common(1)[0][1]
    own = most >= 3 and most > _HALF * rows
    return Fact.LEFT_ALONE if own else Fact.CONTACT_EMAIL


def _phone(column: _Read, _: Days, __: int) -> Fact:
    return Fact.CONTACT_PHONE if share(column.cells, _is_phone) >= _FEW else Fact.LEFT_ALONE


def _mixed(column: _Read, _: Days, __: int) -> Fact:
    fits = share(column.cells, lambda cell: _is_phone(cell) or _is_address(cell)) >= _FEW
    return Fact.CONTACT_MIXED if fits else Fact.LEFT_ALONE


def _profile(column: _Read, _: Days, __: int) -> Fact:
    fits = share(column.cells, lambda cell: "linkedin.com" in str(cell).casefold()) >= _FEW
    return Fact.CONTACT_LINKEDIN if fits else Fact.LEFT_ALONE


_JUDGES: dict[str, Callable[[_Read, Days, int], Fact]] = {
    "applied_on": _date,
    "date": _date,
    "last_contact": _date,
    "outcome_date": _outcome_date,
    "interview_date": _talk_date,
    "interview_flag": _talk_flag,
    "interview_time": _time,
    "interviewer": _person,
    "contact_name": _person,
    "contact_email": _address,
    "contact_phone": _phone,
    "contact_mixed": _mixed,
    "contact_linkedin": _profile,
    "status": _status,
    "status_flag": _status_flag,
    "sent_flag": _sent_flag,
}


def _is_tick(cell: Any) -> bool:
    return ticked(cell) is not None


def _is_time(cell: Any) -> bool:
    try:
        return read_time(cell) is not None
    except Unreadable:
        return False


def _is_phone(cell: Any) -> bool:
    return is_phone(text_of(cell))


def _is_address(cell: Any) -> bool:
    return bool(_address_of(cell))


def _address_of(cell: Any) -> str:
    """The address in a cell that is not much more than one: a whole mail is none."""
    text = text_of(cell)
    return address_in(text) if len(text) <= _LONGEST_ADDRESS else ""


def _known_share(cells: Sequence[Any]) -> float:
    words = {folded(cell) for cell in cells}
    known = [word for word in words if word in status_words() or round_of(word) is not None]
    return len(known) / len(words) if words else 0.0


def _telling_share(cells: Sequence[Any]) -> float:
    """The share of their words that are states, without those with two faces, like Yes."""
    words = {folded(cell) for cell in cells}
    return sum(status_words().get(word) is not None for word in words) / len(words)


def _is_free_text(column: _Read) -> bool:
    """Sentences, not states: hardly two alike and hardly a word known."""
    words = {folded(cell) for cell in column.cells}
    unlike = len(column.cells) >= _LEAST_FREE and len(words) >= 0.9 * len(column.cells)
    length = sum(map(len, words)) / len(words)
    return (unlike or length > _LONG_WORD) and _known_share(column.cells) < _KNOWN_AT_LEAST


def _free_texts(sheet: str, head: Head, reads: Sequence[_Read]) -> Iterator[Doubt]:
    for each in reads:
        if each.section == "status" and each.fact is Fact.LEFT_ALONE and len(each.cells) > 1:
            letter = a1.letters(each.number)
            yield Doubt(
                f"{sheet}!{letter}{head.index + 1}",
                f"{each.header!r} reads like notes, not like a status",
                f"it is left alone unless you say {letter}=Status",
            )


def _one_for_each(reads: Sequence[_Read], days: Days) -> None:
    """Of several columns for a single fact one stays: that whose values fit, then the surest
    header, the most filled, the leftmost."""
    for fact in {each.fact for each in reads} - SEVERAL:
        rivals = [each for each in reads if each.fact is fact]
        if fact is Fact.CONTACT_EMAIL:
            rivals = [each for each in rivals if not each.round]
        best = max(
            rivals,
            key=lambda each: _worth(each, days),
            default=None,
        )
        for each in rivals:
            if each is not best:
                each.fact = Fact.LEFT_ALONE


def _worth(column: _Read, days: Days) -> tuple[float, ...]:
    title = -_TITLES.index(fold(column.header)) if fold(column.header) in _TITLES else -1.5
    by_title = title if column.fact is Fact.JOB_TITLE else 0.0
    bare_date = column.section == "date"
    return (
        not _misfits(column, days),
        not bare_date,
        column.strength,
        by_title,
        len(column.cells),
        -column.number,
    )


def _only_day(reads: Sequence[_Read]) -> None:
    """The bare date of a contact log is no application's."""
    log = any(each.section in ("method", "log_text") for each in reads)
    titled = any(each.fact is Fact.JOB_TITLE for each in reads)
    for each in reads:
        if each.section == "date" and each.fact is Fact.APPLIED_ON and log and not titled:
            each.fact = Fact.LEFT_ALONE


_OF_A_TALK = (Fact.INTERVIEW_TIME, Fact.INTERVIEWER, Fact.SENT_FLAG)


def _pair_rounds(reads: Sequence[_Read]) -> None:
    """Number the interviews, but for those that group headers have numbered, each on its own."""
    numbered = [each.round for each in reads if each.fact is Fact.INTERVIEW_DATE]
    if any(numbered) and len(set(numbered)) == len(numbered):
        return
    facts = [each.fact for each in reads]
    days = facts.count(Fact.INTERVIEW_DATE)
    for at, each in enumerate(reads):
        number = facts[: at + 1].count(each.fact)
        each.round = interview_of(
            each.fact,
            number,
            facts.count(each.fact),
            days,
        )


def interview_of(fact: Fact, number: int, count: int, days: int) -> int:
    """Which interview the column belongs to that is `number` of the `count` for its fact, from 1,
    or 0: where there are as many times or names as days they go with them one by one, beside a
    single day all go with it."""
    if fact is Fact.INTERVIEW_DATE or (fact in _OF_A_TALK and count == days):
        return number
    return int(fact in _OF_A_TALK and days == 1)


def _column(read: _Read) -> Column:
    """What is left alone is nobody's business, so it has no examples."""
    if read.fact is Fact.LEFT_ALONE:
        return Column(
            read.number,
            read.header,
            read.fact,
            len(read.cells),
        )
    examples = dict.fromkeys(text_of(cell) for cell in read.cells[:_EXAMPLES_FROM])
    cells = {text_of(cell): cell for cell in reversed(read.cells[:_EXAMPLES_FROM])}
    shown = tuple(cells[text] for text in list(examples)[:2])
    return Column(
        read.number,
        read.header,
        read.fact,
        len(read.cells),
        shown,
        read.round,
    )


_EXAMPLES_FROM = 50


def _misfits(column: _Read, days: Days) -> bool:
    """Whether what stands below a company or a job's title is none in half or more of five or more
    rows."""
    if column.fact not in (Fact.COMPANY, Fact.JOB_TITLE) or len(column.cells) < _LEAST_REFUSED:
        return False
    return share(column.cells, lambda cell: _is_no_name(cell, days)) >= _HALF


def _is_no_name(cell: Any, days: Days) -> bool:
    return is_number(cell) or is_link(cell) or days.is_day(cell)


def _refusal(sheet: str, head: Head, reads: Sequence[_Read], days: Days) -> str:
    named = [each for each in reads if each.fact in (Fact.COMPANY, Fact.JOB_TITLE)]
    if not any(_misfits(each, days) for each in named):
        return ""
    row = head.index + 1
    said = ", ".join(
        f"{a1.letters(each.number)}{row} {each.header!r} has {_shown(each.cells[0])}"
        for each in named
        if each.cells
    )
    return (
        f"{sheet}: the headers do not stand over their data: {said};"
        f" {_way_out(reads, row)}, then adopt"
    )


def _shown(cell: Any) -> str:
    if isinstance(cell, date):
        return f"{cell:%Y-%m-%d}"
    text = text_of(cell)
    return repr(text if len(text) <= 30 else f"{text[:29]}…")


def _way_out(reads: Sequence[_Read], row: int) -> str:
    """Move the header where a column beside the last one has values and no header."""
    last = reads[-1]
    if not last.header and last.cells:
        return "move the header row one column right"
    return f"put each header of row {row} over its own column"

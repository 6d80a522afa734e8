"""What adopt would do, as one value: what was found, how it is taken, what comes over."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from sheetfollow.adopt.applications import applications
from sheetfollow.adopt.facts import Application, Cells, Fact, State, Survey, TakeOver, Word
from sheetfollow.adopt.survey import survey
from sheetfollow.adopt.takeover import take_over
from sheetfollow.adopt.values import Days


@dataclass(frozen=True)
class Wishes:
    """What the user says: sheets to take, facts by folded header or by column letters, states by
    folded word, and the order of days typed as numbers (DMY, MDY, YMD, "" for unsaid)."""

    sheets: tuple[str, ...] = ()
    maps: Mapping[str, Fact] = field(default_factory=dict)
    words: Mapping[str, State] = field(default_factory=dict)
    order: str = ""


@dataclass(frozen=True)
class Proposal:
    """One look at a tracker on one day. `quiet_days` is how far back an interview comes over."""

    survey: Survey
    applications: tuple[Application, ...]
    taken: TakeOver
    today: date
    quiet_days: int

    @property
    def unknown(self) -> list[Word]:
        """The words that only the user can tell, the most frequent first."""
        rows: dict[str, Word] = {}
        for table in self.survey.chosen:
            for word in table.words:
                if word.state is None:
                    before = rows.get(word.text)
                    count = word.rows + (before.rows if before else 0)
                    rows[word.text] = Word(
                        word.text,
                        count,
                        None,
                    )
        return sorted(rows.values(), key=lambda word: -word.rows)

    @property
    def nameless(self) -> int:
        """How many lines need a name, a day or a job from the user; what is over needs none."""
        lines = [line for line in self.taken.interviews if not line.outcome]
        return sum(not (line.interviewer and line.day and line.job_title) for line in lines)


def propose(cells: Cells, wishes: Wishes, *, today: date, quiet_days: int) -> Proposal:
    """What there is, what comes over, and what is asked."""
    found = survey(
        cells,
        today=today,
        maps=wishes.maps,
        words=wishes.words,
        order=wishes.order,
        only=wishes.sheets,
    )
    rows = _applications(cells, found, wishes.words, today)
    taken = take_over(rows, today=today, quiet_days=quiet_days)
    return Proposal(
        found,
        tuple(rows),
        taken,
        today,
        quiet_days,
    )


def _applications(
    cells: Cells, found: Survey, words: Mapping[str, State], today: date
) -> Sequence[Application]:
    days = Days(today, found.order)
    rows: list[Application] = []
    for table in found.chosen:
        rows += applications(cells[table.sheet], table, words, days)
    return rows

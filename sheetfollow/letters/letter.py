"""Due rows -> letters: what is to be sent for each, as it stands on the disk by now (spec 6)."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import astuple, dataclass, replace
from functools import cached_property, lru_cache, partial
from itertools import chain
from operator import attrgetter
from typing import TYPE_CHECKING, Any

import pandas as pd

from sheetfollow.files import Planner
from sheetfollow.intake.names import NameKind, fold, kind_of_name
from sheetfollow.intake.settings import Settings
from sheetfollow.letters.mail import carries_file
from sheetfollow.letters.memory import Memory, fingerprint
from sheetfollow.letters.on_disk import parts_of, text_of
from sheetfollow.letters.stationery import Stationery, is_late, mails_to_row, stem, step_of
from sheetfollow.model import OPEN_GAP, Draft, Finding, Gap, Task
from sheetfollow.plan import Plan
from sheetfollow.schema import INTERVIEWS, SKIPPED, Message, slug

if TYPE_CHECKING:
    from sheetfollow.letters.lint import Others

_LASTING = attrgetter(*(name for name in Task.__match_args__ if name != "hours_late"))
"""A row without the hours since the talk, which only count as late or not."""

_PERSONAL = ["id", "thanked", "interviewer", "greet_as", "job_title", "topic"]
_NAME_GAP = INTERVIEWS.column("interviewer").header.lower()
_WORD = re.compile(r"[^\W\d_]+")
_SPELLED_RIGHT = (
    "company",
    "job_title",
    "interviewer",
    "role",
    "topic",
    "challenge",
    "skill",
    "team",
    "idea",
)

_UNREADABLE = Finding(
    1, "empty, or not text in UTF-8", "", "save it as a text file in UTF-8, then sync"
)


@dataclass(frozen=True)
class Letter:
    """What is to be sent for one due row.

    `draft` says what the user's file says by now, or what was made where there is no file. `name`
    is that file's name in the drafts folder, `link` its path from the workbook's folder; both are
    "" where the draft has a problem or the user has deleted it. `mail_name` is the name of its
    .eml, "" for none. `findings` are the lint's; `refusal` says why the work sample does not go
    with it, "" where nothing is refused.
    """

    draft: Draft
    name: str = ""
    link: str = ""
    mail_name: str = ""
    findings: Sequence[Finding] = ()
    refusal: str = ""

    @property
    def task(self) -> Task:
        """The row that it is for."""
        return self.draft.task

    @property
    def lasting(self) -> Letter:
        """The same without the hours since the talk, which pass by themselves."""
        return replace(self, draft=replace(self.draft, task=_lasting(self.task)))

    @property
    def carries_sample(self) -> bool:
        """Whether the work sample goes with it, as a file or as a link."""
        sample = self.task.work_sample
        return bool(sample) and (sample in self.draft.attached or sample in self.draft.body)

    @property
    def gaps(self) -> list[Gap]:
        """The gaps that are open in its text, each once, with what to type for it."""
        asks = {gap.name: gap for gap in self.draft.gaps}
        said = [each.said.strip("[]") for each in self.findings if each.rule == OPEN_GAP]
        return [asks.get(name, Gap(name, ask=name)) for name in dict.fromkeys(said)]

    @property
    def needs(self) -> str:
        """What it takes to send it: the missing details first, then each other finding in short,
        then how cells were read; "" where nothing is to be told beside what the row asks."""
        if self.draft.problem:
            return str(self.draft.problem)
        asked = [gap.ask for gap in self.gaps if not self._asked_by_row(gap)]
        rest = [_in_short(each) for each in self.findings if each.rule != OPEN_GAP]
        return "; ".join(filter(None, (*asked, *rest, self.refusal, *self.draft.notes)))

    def _asked_by_row(self, gap: Gap) -> bool:
        """Whether the row asks for it already: who is not named is asked about with its cell (spec
        3)."""
        nobody = kind_of_name(self.task.interviewer) is not NameKind.PERSON
        return gap.name == _NAME_GAP and nobody and not self.task.greet_as


def _in_short(finding: Finding) -> str:
    return f"{finding.rule} {finding.said!r}" if finding.said else finding.rule


def write_letters(
    tasks: Sequence[Task],
    plan: Plan,
    stationery: Stationery,
    folder: Planner,
    memory: Memory,
    *,
    place: str,
    refused: Mapping[str, str],
) -> list[Letter]:
    """The letters of the due rows, in their order; their files are placed in `folder`.

    First the drafts, read as the user has left them; then the mails, which say what the drafts say
    by then. `plan` names the words that are spelled right, `place` is the drafts folder's path from
    the workbook's, `refused` says by the row's ID why its work sample is. What `memory` holds is
    taken from there.
    """
    stationery = replace(stationery, subjects=_first_subjects(tasks, folder))
    maker = _Maker(stationery, memory)
    made = [maker.draft(task) for task in tasks]
    drafts = _as_they_stand(made, folder, maker)
    folder.place({_mail_name(each): each.mail for each in drafts if each.mail is not None})
    standing = [each for each in drafts if folder.live.get(_text_name(each))]
    found = _proofread(standing, _Cells(plan, stationery.settings), folder, memory)
    return [
        _letter(
            draft,
            folder.live,
            place,
            found.get(draft.task.id, ()),
            refused,
        )
        for draft in drafts
    ]


def _first_subjects(tasks: Sequence[Task], folder: Planner) -> dict[str, str]:
    """The subject of the first mail that went to each row, by its ID, as it was sent; nothing for
    a row that had none, or whose text is no longer in done/."""
    found: dict[str, str] = {}
    for task in tasks:
        first = next(mails_to_row(task), None)
        data = folder.sent_text(step_of(task.id, first.message)) if first else None
        text = text_of(data) if data is not None else None
        subject = parts_of(text).named("Subject") if text else None
        if subject:
            found[task.id] = subject.removeprefix("Re: ")
    return found


def _text_name(draft: Draft) -> str:
    return f"{draft.stem}.txt"


def _mail_name(draft: Draft) -> str:
    return f"{draft.stem}.eml"


@dataclass(frozen=True)
class _Maker:
    """Writes drafts, or remembers them. What writes them is loaded when one is to be written."""

    stationery: Stationery
    memory: Memory

    def draft(self, task: Task) -> Draft:
        """The draft for a row, as it is made."""

        def make() -> Draft:
            from sheetfollow.letters.drafts import render

            return render([task], self.stationery)[0]

        return self._remembered(task, self._about(task), make)

    def reread(self, draft: Draft, text: str) -> Draft:
        """The draft as its file says by now."""

        def make() -> Draft:
            from sheetfollow.letters.drafts import reread

            return reread(draft, text, self.stationery)

        if text == draft.text:
            return draft
        return self._remembered(
            draft.task,
            fingerprint(self._about(draft.task), text),
            make,
        )

    def _remembered(self, task: Task, key: str, make: Callable[[], Draft]) -> Draft:
        return self.memory.recall(
            key,
            make,
            pack=_packed,
            unpack=lambda packed: _unpacked(task, packed),
        )

    def _about(self, task: Task) -> str:
        """All that its draft depends on."""
        return fingerprint(
            _about_row(task),
            is_late(task),
            self.stationery.read_by(task),
            self.stationery.subjects.get(task.id),
            self._shared,
        )

    @cached_property
    def _shared(self) -> str:
        """What all drafts depend on. No mail with a file is remembered, so what is in the files
        does not matter."""
        shared = self.stationery
        return fingerprint(
            tuple(shared.wordings),
            shared.settings,
            sorted(shared.samples),
        )


@lru_cache(maxsize=4096)
def _about_row(task: Task) -> str:
    return fingerprint(_LASTING(task))


def _lasting(task: Task) -> Task:
    """The same as a row again."""
    return replace(task, hours_late=0) if task.hours_late else task


def _packed(draft: Draft) -> dict[str, Any] | None:
    """A draft but for its row; None for one that says a problem or carries files."""
    if draft.problem or draft.attached or not (draft.mail or b"").isascii():
        return None
    return {
        "to": draft.to,
        "subject": draft.subject,
        "body": draft.body,
        "text": draft.text,
        "mail": draft.mail and draft.mail.decode("ascii"),
        "gaps": [(gap.name, gap.ask) for gap in draft.gaps],
        "notes": draft.notes,
    }


def _unpacked(task: Task, packed: Mapping[str, Any]) -> Draft:
    mail = packed["mail"]
    return Draft(
        task,
        stem(task),
        packed["to"],
        packed["subject"],
        packed["body"],
        packed["text"],
        mail=None if mail is None else mail.encode("ascii"),
        gaps=tuple(Gap(*each) for each in packed["gaps"]),
        notes=tuple(packed["notes"]),
    )


def _as_they_stand(made: Sequence[Draft], folder: Planner, maker: _Maker) -> list[Draft]:
    """Each draft with what its file holds once it has its place, and as it was made where the user
    has deleted that."""
    folder.place({_text_name(each): each.text.encode() for each in made if not each.problem})
    return [
        _as_it_stands(each, folder.texts[name], maker)
        if (name := _text_name(each)) in folder.texts
        else each
        for each in made
    ]


def _as_it_stands(draft: Draft, data: bytes, maker: _Maker) -> Draft:
    """What cannot be read is left alone: nothing is shown of it, and no mail made."""
    text = text_of(data) or ""
    if not text.strip():
        return replace(
            draft,
            text="",
            body="",
            mail=None,
        )
    return maker.reread(draft, text)


def _letter(
    draft: Draft,
    live: Mapping[str, str],
    place: str,
    findings: Sequence[Finding],
    refused: Mapping[str, str],
) -> Letter:
    name = live.get(_text_name(draft), "")
    return Letter(
        draft=draft,
        name=name,
        link=f"{place}/{name}" if name else "",
        mail_name=live.get(_mail_name(draft), ""),
        findings=findings,
        refusal=refused.get(draft.task.id, ""),
    )


@dataclass(frozen=True)
class _Cells:
    """What the whole workbook says, as the lint needs it."""

    plan: Plan
    settings: Settings

    @cached_property
    def text(self) -> str:
        """The cells whose words are right, whatever they are."""
        return "\0".join(self.plan.rows[list(_SPELLED_RIGHT)].to_numpy().ravel())

    @cached_property
    def known(self) -> AbstractSet[str]:
        """Their words, in lower case."""
        cells = set(self.text.lower().split("\0"))
        return frozenset(chain.from_iterable(map(_WORD.findall, cells)))

    @cached_property
    def others(self) -> Others:
        """The names of all applications."""
        from sheetfollow.letters import lint

        return lint.others(set(self.plan.rows["company"]), set(self.plan.rows["job_title"]))

    @cached_property
    def fingerprint(self) -> str:
        """What tells these cells and settings from any others."""
        return fingerprint(self.text, self.settings)


def _proofread(
    standing: Sequence[Draft], cells: _Cells, folder: Planner, memory: Memory
) -> dict[str, Sequence[Finding]]:
    """What there is to say of each draft as it stands on disk, by the row's ID (spec 6)."""
    found: dict[str, Sequence[Finding]] = {}
    for panel in _panels(standing):
        texts = fingerprint([each.text for each in panel])
        for draft in panel:
            earlier = _earlier(draft.task, folder)
            colleagues = [each.text for each in panel if each is not draft]
            found[draft.task.id] = memory.recall(
                _about_findings(draft, texts, earlier, cells),
                partial(_findings, draft, colleagues, earlier, cells),
                pack=lambda findings: [astuple(each) for each in findings],
                unpack=lambda packed: [Finding(*each) for each in packed],
            )
    return found


def _about_findings(draft: Draft, panel: str, earlier: Sequence[str], cells: _Cells) -> str:
    """All that the findings depend on; `panel` stands for the texts of its round."""
    return fingerprint(
        draft.text,
        _about_row(draft.task),
        carries_file(draft.mail),
        panel,
        earlier,
        cells.fingerprint,
    )


def _findings(
    draft: Draft, colleagues: Sequence[str], earlier: Sequence[str], cells: _Cells
) -> list[Finding]:
    """Those of the lint, whatever goes wrong in it: no draft stops the others."""
    from sheetfollow.letters import lint

    if not draft.text:
        return [_UNREADABLE]
    try:
        return lint.findings(
            draft.text,
            draft.task,
            cells.settings,
            colleagues=colleagues,
            earlier=earlier,
            attached=carries_file(draft.mail),
            known=cells.known,
            others=cells.others,
        )
    except Exception as error:
        fault = f"{type(error).__name__}: {error}"
        return [Finding(1, "could not be proofread", fault, "read it yourself, and report this")]


def _earlier(task: Task, folder: Planner) -> list[str]:
    """What went to the row's person before, as far as done/ still has it."""
    messages = dict.fromkeys(each.message for each in task.sent if each.row == task.id)
    held = [folder.sent_text(step_of(task.id, message)) for message in messages]
    return [text for data in held if data is not None and (text := text_of(data))]


def _panels(drafts: Sequence[Draft]) -> Iterable[list[Draft]]:
    """The drafts to the colleagues of each round."""
    panels: dict[tuple[str, ...], list[Draft]] = {}
    for draft in drafts:
        panels.setdefault(_round(draft.task), []).append(draft)
    return panels.values()


def _round(task: Task) -> tuple[str, ...]:
    return fold(task.company), fold(task.job_title), task.interview_date.isoformat()


def impersonal(
    plan: Plan, letters: Sequence[Letter], folder: Planner, memory: Memory
) -> frozenset[str]:
    """The IDs of the rows whose thank-you, as it is drafted or as it was sent, lacks the name, the
    job or the topic (spec 3, Checklist); a row whose text is not known is none of them."""
    texts = {
        letter.task.id: letter.draft.text
        for letter in letters
        if letter.task.message == Message.THANK_YOU and letter.name
    }
    found = []
    for row in plan.rows[_PERSONAL].to_dict("records"):
        text = texts.get(row["id"])
        if text is None and not pd.isna(row["thanked"]):
            data = folder.sent_text(step_of(row["id"], Message.THANK_YOU))
            text = text_of(data) if data is not None else None
        if text and not _is_personal(text, row, memory):
            found.append(row["id"])
    return frozenset(found)


def _is_personal(text: str, row: Mapping[str, Any], memory: Memory) -> bool:
    greets = kind_of_name(row["interviewer"]) is NameKind.PERSON or bool(row["greet_as"])
    about = (text, row["greet_as"] or row["interviewer"], row["job_title"], row["topic"])

    def judge() -> bool:
        from sheetfollow.letters import lint

        return lint.is_personal(*about)

    return greets and memory.recall(
        fingerprint(*about),
        judge,
        pack=bool,
        unpack=bool,
    )


def sent_counts(plan: Plan) -> Counter[tuple[str, str]]:
    """How often the log holds each message of each row as sent, by (row ID, message as in file
    names)."""
    lines = plan.lines[plan.lines["sent"] & (plan.lines["row"] >= 0)]
    keys = plan.rows["id"].reindex(lines["row"])
    return Counter(
        zip(
            keys,
            lines["message"].map(slug),
            strict=True,
        )
    )


def skipped_keys(plan: Plan) -> set[tuple[str, str]]:
    """The messages of rows, by the same keys, whose latest line says that nothing was sent."""
    lines = plan.lines[plan.lines["sent"] & (plan.lines["row"] >= 0)]
    keys = zip(
        plan.rows["id"].reindex(lines["row"]),
        lines["message"].map(slug),
        strict=True,
    )
    latest = dict(zip(keys, lines["method"], strict=True))
    return {key for key, method in latest.items() if method == SKIPPED}

"""Due rows -> letters: what is to be sent for each, as it stands on the disk by now (spec 6)."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from typing import Any

import pandas as pd

from sheetfollow.files import Planner
from sheetfollow.intake.names import NameKind, fold, kind_of_name
from sheetfollow.intake.settings import Settings
from sheetfollow.letters import lint
from sheetfollow.letters.drafts import Stationery, mails_to_row, render, reread, step_of
from sheetfollow.letters.mail import carries_file
from sheetfollow.letters.on_disk import parts_of, text_of
from sheetfollow.model import Draft, Finding, Gap, Task
from sheetfollow.plan import Plan
from sheetfollow.schema import INTERVIEWS, SKIPPED, Message, slug

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
    def carries_sample(self) -> bool:
        """Whether the work sample goes with it, as a file or as a link."""
        sample = self.task.work_sample
        return bool(sample) and (sample in self.draft.attached or sample in self.draft.body)

    @property
    def gaps(self) -> list[Gap]:
        """The gaps that are open in its text, each once, with what to type for it."""
        asks = {gap.name: gap for gap in self.draft.gaps}
        said = [each.said.strip("[]") for each in self.findings if each.rule == lint.OPEN_GAP]
        return [asks.get(name, Gap(name, ask=name)) for name in dict.fromkeys(said)]

    @property
    def needs(self) -> str:
        """What it takes to send it: the missing details first, then each other finding in short,
        then how cells were read; "" where nothing is to be told beside what the row asks."""
        if self.draft.problem:
            return str(self.draft.problem)
        asked = [gap.ask for gap in self.gaps if not self._asked_by_row(gap)]
        rest = [_in_short(each) for each in self.findings if each.rule != lint.OPEN_GAP]
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
    *,
    place: str,
    refused: Mapping[str, str],
) -> list[Letter]:
    """The letters of the due rows, in their order; their files are placed in `folder`.

    First the drafts, read as the user has left them; then the mails, which say what the drafts say
    by then. `plan` names the words that are spelled right, `place` is the drafts folder's path from
    the workbook's, `refused` says by the row's ID why its work sample is.
    """
    stationery = replace(stationery, subjects=_first_subjects(tasks, folder))
    made = render(tasks, stationery)
    drafts = _as_they_stand(made, folder, stationery)
    folder.place({_mail_name(each): each.mail for each in drafts if each.mail is not None})
    standing = [each for each in drafts if folder.live.get(_text_name(each))]
    found = _proofread(standing, plan, stationery, folder)
    return [
        _letter(draft, folder.live, place, found.get(draft.task.id, ()), refused)
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


def _as_they_stand(made: Sequence[Draft], folder: Planner, stationery: Stationery) -> list[Draft]:
    """Each draft with what its file holds once it has its place, and as it was made where the user
    has deleted that."""
    folder.place({_text_name(each): each.text.encode() for each in made if not each.problem})
    return [
        _as_it_stands(each, folder.texts[name], stationery)
        if (name := _text_name(each)) in folder.texts
        else each
        for each in made
    ]


def _as_it_stands(draft: Draft, data: bytes, stationery: Stationery) -> Draft:
    """What cannot be read is left alone: nothing is shown of it, and no mail made."""
    text = text_of(data) or ""
    if not text.strip():
        return replace(
            draft,
            text="",
            body="",
            mail=None,
        )
    return reread(draft, text, stationery)


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


def _proofread(
    standing: Sequence[Draft], plan: Plan, stationery: Stationery, folder: Planner
) -> dict[str, Sequence[Finding]]:
    """What there is to say of each draft as it stands on disk, by the row's ID (spec 6)."""
    known = _known_words(plan) if standing else frozenset()
    others = lint.others(set(plan.rows["company"]), set(plan.rows["job_title"]))
    panels = _panels(standing)
    found: dict[str, Sequence[Finding]] = {}
    for draft in standing:
        panel = [each.text for each in panels[_round(draft.task)] if each is not draft]
        around = _Around(
            panel,
            _earlier(draft.task, folder),
            known,
            others,
        )
        found[draft.task.id] = _findings(
            draft,
            around,
            stationery.settings,
        )
    return found


@dataclass(frozen=True)
class _Around:
    """What a draft is compared with: see `lint.findings`."""

    colleagues: Sequence[str]
    earlier: Sequence[str]
    known: AbstractSet[str]
    others: lint.Others


def _findings(draft: Draft, around: _Around, settings: Settings) -> list[Finding]:
    """Those of the lint, whatever goes wrong in it: no draft stops the others."""
    if not draft.text:
        return [_UNREADABLE]
    try:
        return lint.findings(
            draft.text,
            draft.task,
            settings,
            colleagues=around.colleagues,
            earlier=around.earlier,
            attached=carries_file(draft.mail),
            known=around.known,
            others=around.others,
        )
    except Exception as error:
        fault = f"{type(error).__name__}: {error}"
        return [Finding(1, "could not be proofread", fault, "read it yourself, and report this")]


def _earlier(task: Task, folder: Planner) -> list[str]:
    """What went to the row's person before, as far as done/ still has it."""
    messages = dict.fromkeys(each.message for each in task.sent if each.row == task.id)
    held = [folder.sent_text(step_of(task.id, message)) for message in messages]
    return [text for data in held if data is not None and (text := text_of(data))]


def _known_words(plan: Plan) -> AbstractSet[str]:
    """The words of the workbook, in lower case: they are right, whatever they are."""
    cells = plan.rows[list(_SPELLED_RIGHT)].to_numpy().ravel()
    return frozenset(_WORD.findall("\n".join(cells).lower()))


def _panels(drafts: Sequence[Draft]) -> dict[tuple[str, ...], list[Draft]]:
    """The drafts to the colleagues of each round."""
    panels: dict[tuple[str, ...], list[Draft]] = {}
    for draft in drafts:
        panels.setdefault(_round(draft.task), []).append(draft)
    return panels


def _round(task: Task) -> tuple[str, ...]:
    return fold(task.company), fold(task.job_title), task.interview_date.isoformat()


def impersonal(plan: Plan, letters: Sequence[Letter], folder: Planner) -> frozenset[str]:
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
        if text and not _is_personal(text, row):
            found.append(row["id"])
    return frozenset(found)


def _is_personal(text: str, row: Mapping[str, Any]) -> bool:
    greets = kind_of_name(row["interviewer"]) is NameKind.PERSON or bool(row["greet_as"])
    name = row["greet_as"] or row["interviewer"]
    return greets and lint.is_personal(text, name, row["job_title"], row["topic"])


def sent_counts(plan: Plan) -> Counter[tuple[str, str]]:
    """How often the log holds each message of each row as sent, by (row ID, message as in file
    names)."""
    lines = plan.lines[plan.lines["sent"] & (plan.lines["row"] >= 0)]
    keys = plan.rows["id"].reindex(lines["row"])
    return Counter(zip(keys, lines["message"].map(slug), strict=True))


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

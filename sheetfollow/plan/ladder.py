"""The timeline: which follow-up of an application comes next, and when (spec 5.3)."""

from __future__ import annotations

from datetime import date

import numpy as np

from sheetfollow.intake.dates import say_all
from sheetfollow.intake.settings import Settings
from sheetfollow.plan.columns import NO_DAY, Array, day_count, days, pick
from sheetfollow.plan.history import History
from sheetfollow.plan.outcomes import Outcomes
from sheetfollow.plan.steps import Rest, Step, Words, window
from sheetfollow.plan.tables import Applications, Rows, Talks
from sheetfollow.schema import TRAITS, Message, Outcome

_IN_WORDS = {message.value: traits.words for message, traits in TRAITS.items()} | {"": "message"}
_CALLED = TRAITS[Message.CALL].stage


def ladder(apps: Applications, past: History, settings: Settings) -> list[Step]:
    """The contact's part of the table of 5.3, a line for each step; of two that hold the lower
    counts."""
    s = settings
    to = apps.contact
    check_in, second, call = _windows(apps, past, s)
    step = np.where(
        np.isnat(apps.day),
        -1,
        next_step(apps, past, s),
    )
    silent = apps.no_calls | apps.cool
    called = (past.stage >= _CALLED) & ~np.isnat(past.last_on)
    unheard = (past.unanswered >= s.suggest_closing) & ~np.isnat(past.last_on)
    closing = unheard & (step >= 0) & s.closing_note
    named = ~np.isnat(apps.decision_by) & ~(past.asked_on >= apps.decision_by)
    repeat_from, repeat_by = s.repeat_days
    again = past.last_on + days(repeat_from)
    again_by = past.last_on + days(repeat_by)
    grace = s.working_days.add(apps.decision_by, s.decision_grace)
    grace_by, _ = window(grace, Message.DECISION, s)
    spans = (s.check_in_days, s.second_days, s.call_days, s.repeat_days)
    short, week, long, gap = (last - first for first, last in spans)
    sent = _sent_last(past)
    since = _hinting(past, _since_interview(apps, past), s)
    after = _hinting(past, _capital(sent), s)
    silence = _unanswered(past, sent)
    told = _said(apps.decision_by, "They named ", " for their decision")
    return [
        #    what to send      where it holds         opens      due       length  because  to
        Step(Message.CHECK_IN, step == 0,             *check_in,           short,  since,   to),
        Step(Message.SECOND,   step == 1,             *second,             week,   since,   to),
        Step(Message.CALL,     (step == 2) & ~silent, *call,               long,   since,   to,),
        Step(Message.FURTHER,  (step == 2) & silent,  *call,               long,   since,   to,),
        Step(Message.FURTHER,  called,                again,     again_by, gap,    after,   to),
        Step(Message.CLOSING,  closing,               again,     again_by, gap,    silence, to),
        Step(Message.DECISION, named,                 grace,     grace_by, 2,      told,    to),
    ]  # fmt: skip


def replies(rows: Rows, apps: Applications, past: History, ends: Outcomes, s: Settings) -> Step:
    """An inbound is answered by the next business day, by the row that it came to. The day that
    they named holds and answers the contact's alone, unless they invited to a next round."""
    app, wrote_on = rows.app, past.wrote_on
    contact = (
        rows.person
        == pick(
            rows.person,
            apps.contact,
            -1,
        )[app]
    )
    named = np.where(
        ends.outcome == Outcome.NEXT_ROUND,
        NO_DAY,
        apps.decision_by,
    )[app]
    wrote = ~np.isnat(wrote_on) & ~(contact & (named > wrote_on))
    due, length = window(wrote_on, Message.REPLY, s)
    said = _said(wrote_on, "They wrote on ")
    return Step(
        Message.REPLY,
        wrote,
        wrote_on,
        due,
        length,
        said,
        np.arange(len(app)),
    )


def thank_yous(rows: Rows, talks: Talks, past: History, today: Array, s: Settings) -> Step:
    """Each row's own, from its interview on, until it is too late for one."""
    held = rows.interview_date
    owed = (
        rows.ok
        & talks.past
        & ~past.thanks_done
        & ~_too_late(
            rows,
            today,
            s,
        )
    )
    by_day = held + days(thanks_due(s))
    by_hour = talks.deadline.astype("datetime64[D]").astype("datetime64[s]")
    due = np.where(
        np.isnat(by_hour),
        by_day,
        by_hour,
    )
    hours = f"; thank each interviewer within {s.thank_you_hours} hours"
    said = _said(held, "You talked on ", hours)
    return Step(
        Message.THANK_YOU,
        owed,
        held,
        due,
        1,
        said,
        np.arange(len(held)),
    )


def _too_late(rows: Rows, today: Array, settings: Settings) -> Array:
    """Whether it is too late for a row's thank-you."""
    return rows.interview_date + days(settings.thank_you_too_late) < today


def thanks_lost(rows: Rows, talks: Talks, past: History, today: Array, s: Settings) -> Array:
    """Whether a row was never thanked and it is too late for it."""
    return (
        rows.ok
        & talks.past
        & ~past.thanks_done
        & _too_late(
            rows,
            today,
            s,
        )
    )


def rests(apps: Applications, past: History, settings: Settings) -> list[Rest]:
    """Why the ladder has nothing to send; of two reasons the lower counts."""
    known = np.fmax.reduce(
        [apps.day, past.any_on, past.heard_on, apps.decision_by, apps.snoozed],
    )
    quiet = ~np.isnat(apps.day) & (apps.today >= known + days(settings.gone_quiet))
    named = ~np.isnat(apps.decision_by) & ~(past.asked_on >= apps.decision_by)
    restart = "; to restart, log a message or an answer in Communications"
    return [
        Rest(quiet, _said(known, "Gone quiet: nothing either way since ", restart)),
        Rest(~np.isnat(past.noted_on) & ~named, _noted(past)),
        Rest(
            ~np.isnat(apps.booked),
            _said(apps.booked, "The next round is on ", "; nothing to send before it"),
        ),
    ]


def _noted(past: History) -> Words:
    """That the last word is said."""
    rests_ = "; nothing more until they answer, so think of an Outcome: Closed"

    def words(here: Array, today: date) -> Array:
        how = np.where(
            past.note_skipped[here],
            "was skipped on ",
            "went out on ",
        )
        return "The closing note " + how + say_all(past.noted_on[here], today=today) + rests_

    return words


def _said(day: Array, before: str, after: str = "") -> Words:
    return lambda here, today: before + say_all(day[here], today=today) + after


def next_step(apps: Applications, past: History, settings: Settings) -> Array:
    """0 check-in, 1 second follow-up, 2 call, more for none of them: the first that is not done and
    whose next one has not opened by the day on which it can go."""
    roll = settings.working_days.roll if not settings.send_on_weekends else np.copy
    opens = [each for each, _ in _windows(apps, past, settings)]
    waits = (apps.snoozed, apps.not_before, past.any_on + days(1))
    goes = [np.fmax(roll(np.fmax.reduce([each, *waits])), apps.today) for each in opens]
    wanted = _check_in_wanted(apps, past, settings)
    step: Array = np.where(
        wanted,
        past.stage,
        np.maximum(past.stage, 1),
    )
    for earlier in (0, 1):
        opened = roll(opens[earlier + 1]) <= goes[earlier]
        step = np.where(
            (step == earlier) & opened,
            earlier + 1,
            step,
        )
    return step


def _check_in_wanted(apps: Applications, past: History, settings: Settings) -> Array:
    """Whether a check-in has its place: the setting asks for it, and no late thank-you has pushed
    it past the second follow-up's own day."""
    late = _contact_thanked(apps, past) > apps.day + days(thanks_due(settings))
    return ~late & settings.light_check_in


def _contact_thanked(apps: Applications, past: History) -> Array:
    thanked: Array = pick(
        past.thanked,
        apps.contact,
        NO_DAY,
    )
    return thanked


def thanks_due(settings: Settings) -> int:
    """The days within which a thank-you is in time."""
    return max(1, -(-settings.thank_you_hours // 24))


Window = tuple[Array, Array]


def _windows(apps: Applications, past: History, s: Settings) -> tuple[Window, Window, Window]:
    """When the three steps open and when they are due: the table, moved by late messages. What
    moves the second follow-up moves the call along with it, and the days that the table leaves
    between two steps are kept."""
    spans = (s.check_in_days, s.second_days, s.call_days)
    check_in, second, call = ((apps.day + days(a), apps.day + days(b)) for a, b in spans)
    thanked = _contact_thanked(apps, past)
    thanked = np.where(
        thanked >= apps.day,
        thanked,
        NO_DAY,
    )
    checked = ~np.isnat(past.checked_in)
    before = np.where(checked, past.checked_in, thanked)
    checked_by = _shown_due(check_in, past.checked_in, apps, s)
    before_due = np.where(
        checked,
        checked_by,
        apps.day + days(thanks_due(s)),
    )
    late = _moved(second, before, before_due, s)
    shift = late[0] - second[0]
    second = _apart(
        late,
        past.checked_in,
        spans[0],
        spans[1],
    )
    called = (call[0] + shift, call[1] + shift)
    second_by = _shown_due(second, past.second_on, apps, s)
    called = _moved(called, past.second_on, second_by, s)
    return (
        check_in,
        second,
        _apart(
            called,
            past.second_on,
            spans[1],
            spans[2],
        ),
    )


def _shown_due(step: Window, sent: Array, apps: Applications, settings: Settings) -> Array:
    """The day by which a step that was sent was due as it was shown: weekends moved it, and a
    snooze that was over by then."""
    roll = settings.working_days.roll if not settings.send_on_weekends else np.copy
    opens, due = step
    snoozed = np.where(
        apps.snoozed <= sent,
        apps.snoozed,
        NO_DAY,
    )
    opened, by = roll(np.fmax(opens, snoozed)), roll(due)
    return np.where(
        opened > by,
        roll(opened + (due - opens)),
        by,
    )


def _apart(window_: Window, sent: Array, before: tuple[int, int], span: tuple[int, int]) -> Window:
    """The window opens no sooner after the step before it than the table has it: from that one's
    last day to this one's first."""
    soonest = sent + days(max(1, span[0] - before[1]))
    return np.where(
        soonest > window_[0],
        soonest,
        window_[0],
    ), window_[1]


def _moved(window_: Window, sent: Array, due: Array, settings: Settings) -> Window:
    """A message sent after its due date moves the next window to 5 to 7 days after it, if that is
    later."""
    opens, closes = window_
    soonest, latest = settings.repeat_days
    late = sent > due
    return _later(
        opens,
        sent + days(soonest),
        late,
    ), _later(
        closes,
        sent + days(latest),
        late,
    )


def _later(day: Array, moved: Array, where: Array) -> Array:
    """The later of the two days, where one is moved at all."""
    return np.where(
        where & (moved > day),
        moved,
        day,
    )


def _since_interview(apps: Applications, past: History) -> Words:
    last = _sent_last(past)

    def words(here: Array, today: date) -> Array:
        number = day_count(apps.today - apps.day)[here].astype(str).astype(object)
        day = say_all(apps.day[here], today=today)
        text = "Day " + number + " after the interview on " + day
        return np.where(
            np.isnat(past.last_on[here]),
            text,
            text + "; " + last(here, today),
        )

    return words


def _sent_last(past: History) -> Words:
    def words(here: Array, today: date) -> Array:
        day = say_all(past.last_on[here], today=today)
        how = np.where(
            past.last_skipped[here],
            " skipped ",
            " sent ",
        )
        return in_words(past.last_message[here]) + how + day

    return words


def _capital(words: Words) -> Words:
    """The same as the beginning of a sentence."""

    def capital(here: Array, today: date) -> Array:
        texts = [text[:1].upper() + text[1:] for text in words(here, today)]
        return np.array(texts, dtype=object)

    return capital


def _hinting(past: History, words: Words, settings: Settings) -> Words:
    """With the hint to close after the set number of unanswered follow-ups, where no closing note
    takes their place."""

    def hinting(here: Array, today: date) -> Array:
        text = words(here, today)
        number = past.unanswered[here].astype(str).astype(object)
        hint = number + " follow-ups without an answer, so think of closing it; "
        return np.where(
            past.unanswered[here] >= settings.suggest_closing,
            hint + text,
            text,
        )

    return hinting


def _unanswered(past: History, words: Words) -> Words:
    def unanswered(here: Array, today: date) -> Array:
        number = past.unanswered[here].astype(str).astype(object)
        return number + " follow-ups without an answer; " + words(here, today)

    return unanswered


def in_words(messages: Array) -> Array:
    """Each message as it stands within a sentence."""
    return np.array([_IN_WORDS[each] for each in messages], dtype=object)

"""The timeline: which follow-up of an application comes next, and when (spec 5.3).

Each rule is one function that sets what it says in the applications where it holds; `RULES` is
their order, and a later rule overrules an earlier one. Columns a rule may set: `message`,
`due_from`, `due_by` (NaT for none), `length` (the step's own days), `because` (anchor and dates, in
words), `rest` (why nothing is to be sent, "" for no reason) and `target` (the row that acts).
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import numpy as np

from sheetfollow.intake.dates import say_all
from sheetfollow.intake.settings import Settings
from sheetfollow.plan.columns import (
    NO_DAY,
    Array,
    Columns,
    count,
    day_count,
    day_of,
    days,
    earliest,
    is_one_of,
    last_line,
    latest,
    pick,
    texts,
)
from sheetfollow.plan.log import STAGE, Journal
from sheetfollow.schema import TRAITS, Message

CHASING = frozenset(message for message, traits in TRAITS.items() if traits.chases)
_IN_WORDS = {message.value: traits.words for message, traits in TRAITS.items()} | {"": "message"}


def with_facts(apps: Columns, rows: Columns, journal: Journal) -> Columns:
    """Adds what has happened since D: `thanked` (the contact's thank-you), `stage` (the furthest
    step done), `checked_in`, `second_on`, `last_on` and `last_message` (what went to the contact
    last), `sent_before` (all of that, oldest first), `any_on` (the last message to anyone),
    `heard_on` and `heard_row` (the last inbound), `answered`, `unanswered` (follow-ups since
    it), `noted` (the day of a closing note since it)."""
    size = len(apps["day"])
    sent, heard = journal.sent, _since(apps, journal.inbound)
    to_contact = sent["row"] == apps["contact"][sent["app"]]
    thanks = sent["message"] == Message.THANK_YOU
    current = _only(sent, (sent["date"] >= apps["day"][sent["app"]]) & (~thanks | to_contact))
    own = _only(
        sent,
        thanks & to_contact & (sent["date"] >= pick(rows["interview_date"], sent["row"], NO_DAY)),
    )
    last, last_heard = last_line(current["app"], size), last_line(heard["app"], size)
    heard_on = pick(heard["date"], last_heard, NO_DAY)
    chased = is_one_of(current["message"], CHASING) & ~(current["date"] <= heard_on[current["app"]])
    facts = {
        "thanked": earliest(own["date"], own["app"], size),
        "stage": _furthest(current, size),
        "checked_in": _latest_of(current, Message.CHECK_IN, size),
        "second_on": _latest_of(current, Message.SECOND, size),
        "last_on": pick(current["date"], last, NO_DAY),
        "last_message": pick(current["message"], last, ""),
        "sent_before": _told(current, size),
        "any_on": latest(sent["date"], sent["app"], size),
        "noted": _noted(current, heard, size),
        "heard_on": heard_on,
        "heard_row": pick(heard["row"], last_heard, -1),
        "answered": _answered(sent, heard, size),
        "unanswered": count(current["app"][chased], size),
    }
    return apps | facts


def _since(apps: Columns, lines: Columns) -> Columns:
    """The lines from D on."""
    return _only(lines, lines["date"] >= apps["day"][lines["app"]])


def _only(lines: Columns, here: Array) -> Columns:
    return {key: column[here] for key, column in lines.items()}


def _furthest(sent: Columns, size: int) -> Array:
    stage = np.zeros(size, dtype="int64")
    np.maximum.at(
        stage,
        sent["app"],
        np.array([STAGE.get(each, 0) for each in sent["message"]], dtype="int64"),
    )
    return stage


def _latest_of(sent: Columns, message: Message, size: int) -> Array:
    here = sent["message"] == message
    return latest(sent["date"][here], sent["app"][here], size)


def _told(sent: Columns, size: int) -> Array:
    """The messages of each application, as they went out."""
    told: dict[int, list[str]] = {}
    for app, message in zip(sent["app"].tolist(), sent["message"].tolist(), strict=True):
        told.setdefault(app, []).append(message)
    out = np.empty(size, dtype=object)
    out[:] = [tuple(told.get(app, ())) for app in range(size)]
    return out


def _noted(sent: Columns, heard: Columns, size: int) -> Array:
    """The day of a closing note that nothing from them has followed, NaT for none."""
    notes = _only(sent, sent["message"] == Message.CLOSING)
    note, answer = last_line(notes["app"], size), last_line(heard["app"], size)
    noted_on = pick(notes["date"], note, NO_DAY)
    heard_on = pick(heard["date"], answer, NO_DAY)
    lower = pick(heard["order"], answer, -1.0) > pick(notes["order"], note, -1.0)
    return np.where((heard_on > noted_on) | ((heard_on == noted_on) & lower), NO_DAY, noted_on)


def _answered(sent: Columns, heard: Columns, size: int) -> Array:
    """Whether something went out after the last inbound: to anyone, but for a thank-you to another
    person. Of two on one day the lower in the log is the later."""
    last_heard = last_line(heard["app"], size)
    writer = pick(heard["row"], last_heard, -1)[sent["app"]]
    counts = _only(sent, (sent["message"] != Message.THANK_YOU) | (sent["row"] == writer))
    last_sent = last_line(counts["app"], size)
    sent_on, heard_on = (
        pick(counts["date"], last_sent, NO_DAY),
        pick(heard["date"], last_heard, NO_DAY),
    )
    lower = pick(counts["order"], last_sent, -1.0) > pick(heard["order"], last_heard, -1.0)
    return np.isnat(heard_on) | (sent_on > heard_on) | ((sent_on == heard_on) & lower)


def climb(apps: Columns, settings: Settings, *, today: date) -> Columns:
    """Every rule in order: the next action of each application, or why it rests."""
    size = len(apps["day"])
    apps = apps | {
        "message": texts(size),
        "due_from": np.full(size, NO_DAY),
        "due_by": np.full(size, NO_DAY),
        "length": np.zeros(size, dtype="int64"),
        "because": texts(size),
        "rest": texts(size),
        "target": apps["contact"].copy(),
    }
    for rule in RULES:
        rule(apps, settings, today)
    return apps


def timeline(apps: Columns, settings: Settings, today: date) -> None:
    """The table of 5.3: check-in, second follow-up, call. A step whose next step has opened is
    skipped, and a step before one that is done is behind."""
    windows = _windows(apps, settings)
    rolled = [
        opens if settings.send_on_weekends else settings.working_days.roll(opens)
        for opens, _ in windows
    ]
    step: Array = np.where(
        _check_in_wanted(apps, settings), apps["stage"], np.maximum(apps["stage"], 1)
    )
    for earlier in (0, 1):
        opened = rolled[earlier + 1] <= np.maximum(rolled[earlier], day_of(today))
        step = np.where((step == earlier) & opened, earlier + 1, step)
    spans = (settings.check_in_days, settings.second_days, settings.call_days)
    names = (Message.CHECK_IN, Message.SECOND, Message.CALL)
    for number, ((opens, due), span, name) in enumerate(zip(windows, spans, names, strict=True)):
        here = (step == number) & ~np.isnat(apps["day"])
        apps["message"][here], apps["length"][here] = name.value, span[1] - span[0]
        apps["due_from"][here], apps["due_by"][here] = opens[here], due[here]
    apps["because"] = _since_interview(apps, today)


def _check_in_wanted(apps: Columns, settings: Settings) -> Array:
    """Whether a check-in has its place: the setting asks for it, and no late thank-you has pushed
    it past the second follow-up's own day."""
    late = apps["thanked"] > apps["day"] + days(thanks_due(settings))
    return ~late & settings.light_check_in


def thanks_due(settings: Settings) -> int:
    """The days within which a thank-you is in time."""
    return max(1, -(-settings.thank_you_hours // 24))


Window = tuple[Array, Array]


def _windows(apps: Columns, settings: Settings) -> tuple[Window, Window, Window]:
    """When the three steps open and when they are due: the table, moved by late messages. What
    moves the second follow-up moves the call along with it, and the days that the table leaves
    between two steps are kept."""
    day, checked_in, second_on = apps["day"], apps["checked_in"], apps["second_on"]
    spans = (settings.check_in_days, settings.second_days, settings.call_days)
    check_in, second, call = ((day + days(first), day + days(last)) for first, last in spans)
    roll = settings.working_days.roll if not settings.send_on_weekends else np.copy
    thanked = np.where(apps["thanked"] >= day, apps["thanked"], NO_DAY)
    checked = ~np.isnat(checked_in)
    before = np.where(checked, checked_in, thanked)
    before_due = np.where(checked, roll(check_in[1]), day + days(thanks_due(settings)))
    late = _moved(second, before, before_due, settings)
    shift = late[0] - second[0]
    moved = _apart(late, checked_in, spans[0], spans[1])
    called = _moved((call[0] + shift, call[1] + shift), second_on, roll(moved[1]), settings)
    return check_in, moved, _apart(called, second_on, spans[1], spans[2])


def _apart(window: Window, sent: Array, before: tuple[int, int], span: tuple[int, int]) -> Window:
    """The window opens no sooner after the step before it than the table has it: from that one's
    last day to this one's first."""
    soonest = sent + days(max(1, span[0] - before[1]))
    return np.where(soonest > window[0], soonest, window[0]), window[1]


def _moved(window: Window, sent: Array, due: Array, settings: Settings) -> Window:
    """A message sent after its due date moves the next window to 5 to 7 days after it, if that is
    later."""
    pairs = zip(window, settings.repeat_days, strict=True)
    opens, closes = (
        np.where((sent > due) & (sent + days(gap) > edge), sent + days(gap), edge)
        for edge, gap in pairs
    )
    return opens, closes


def _since_interview(apps: Columns, today: date) -> Array:
    number = day_count(day_of(today) - apps["day"]).astype(str).astype(object)
    text = "Day " + number + " after the interview on " + say_all(apps["day"], today=today)
    return np.where(np.isnat(apps["last_on"]), text, text + "; " + _last_sent(apps, today))


def _last_sent(apps: Columns, today: date) -> Array:
    return in_words(apps["last_message"]) + " sent " + say_all(apps["last_on"], today=today)


def in_words(messages: Array) -> Array:
    """Each message as it stands within a sentence."""
    return np.array([_IN_WORDS[each] for each in messages], dtype=object)


def in_writing(apps: Columns, settings: Settings, today: date) -> None:  # noqa: ARG001
    """The call becomes a further follow-up in the same window where the posting asks for no calls
    or the talk was not warm."""
    silent = (apps["message"] == Message.CALL) & (apps["no_calls"] | apps["cool"])
    apps["message"][silent] = Message.FURTHER.value


def repeat(apps: Columns, settings: Settings, today: date) -> None:
    """After the call, a reply or a decision-date follow-up: every 5 to 7 days from the last
    message, until closure."""
    first, last = settings.repeat_days
    here = (apps["stage"] >= STAGE[Message.CALL]) & ~np.isnat(apps["last_on"])
    _act(apps, here, Message.FURTHER, apps["last_on"] + days(first), last - first)
    apps["because"][here] = [
        text[:1].upper() + text[1:] for text in _last_sent(_only(apps, here), today)
    ]


def closing_note(apps: Columns, settings: Settings, today: date) -> None:
    """After the set number of unanswered follow-ups the next one is a closing note, in the window
    of the further follow-up."""
    first, last = settings.repeat_days
    enough = (apps["unanswered"] >= settings.suggest_closing) & ~np.isnat(apps["last_on"])
    here = enough & is_one_of(apps["message"], CHASING) & settings.closing_note
    _act(apps, here, Message.CLOSING, apps["last_on"] + days(first), last - first)
    number = apps["unanswered"][here].astype(str).astype(object)
    last_sent = _last_sent(_only(apps, here), today)
    apps["because"][here] = number + " follow-ups without an answer; " + last_sent


def closed_with_a_note(apps: Columns, settings: Settings, today: date) -> None:  # noqa: ARG001
    """Once a closing note is logged the application rests until they answer, a newer round, or a
    day named after the note."""
    here = ~np.isnat(apps["noted"]) & ~is_one_of(apps["message"], (Message.DECISION, Message.REPLY))
    noted = say_all(apps["noted"][here], today=today)
    hint = "; if nothing comes, set Outcome to Closed"
    apps["rest"][here] = "The closing note went out on " + noted + hint


def decision_date(apps: Columns, settings: Settings, today: date) -> None:
    """No check-in, follow-up or call before the date they named; a follow-up of its own after the
    grace business days, due 2 days later, done by any message since that date."""
    named = apps["decision_by"]
    done = (apps["last_on"] >= named) & (apps["last_message"] != Message.THANK_YOU)
    here = ~np.isnat(named) & ~done
    _act(apps, here, Message.DECISION, settings.working_days.add(named, settings.decision_grace), 2)
    apps["because"][here] = (
        "They named " + say_all(named[here], today=today) + " for their decision"
    )


def reply(apps: Columns, settings: Settings, today: date) -> None:
    """An inbound after the last message is answered by the next business day, by the row that it
    came to; not while a decision date is ahead."""
    heard_on, heard_row = apps["heard_on"], apps["heard_row"]
    here = ~np.isnat(heard_on) & ~apps["answered"] & ~(apps["decision_by"] >= day_of(today))
    due = settings.working_days.add(heard_on, 1)
    _act(apps, here, Message.REPLY, heard_on, day_count(due - heard_on))
    apps["because"][here] = "They wrote on " + say_all(heard_on[here], today=today)
    apps["target"][here] = heard_row[here]


def not_in_one_day(apps: Columns, settings: Settings, today: date) -> None:  # noqa: ARG001
    """After a message to anyone of the application the next opens the day after at the earliest."""
    soonest = apps["any_on"] + days(1)
    here = (apps["message"] != "") & (apps["due_from"] < soonest)
    apps["due_from"][here] = soonest[here]


def suggest_closing(apps: Columns, settings: Settings, today: date) -> None:  # noqa: ARG001
    """After the set number of unanswered follow-ups, closing is suggested; the plan goes on."""
    here = is_one_of(apps["message"], CHASING) & (apps["unanswered"] >= settings.suggest_closing)
    number = apps["unanswered"][here].astype(str).astype(object)
    hint = number + " follow-ups without an answer, so think of closing it; "
    apps["because"][here] = hint + apps["because"][here]


def gone_quiet(apps: Columns, settings: Settings, today: date) -> None:
    """No message and no inbound for the set number of days since the later of the interview and the
    last contact (or since the day they named)."""
    known = np.fmax.reduce(
        [apps[key] for key in ("day", "any_on", "heard_on", "decision_by", "snoozed")]
    )
    here = ~np.isnat(apps["day"]) & (day_of(today) >= known + days(settings.gone_quiet))
    quiet = "Gone quiet: nothing either way since " + say_all(known[here], today=today)
    apps["rest"][here] = quiet + "; to restart, log a message or an answer in Communications"


def round_ahead(apps: Columns, settings: Settings, today: date) -> None:  # noqa: ARG001
    """While a round is booked ahead the ladder rests."""
    here = ~np.isnat(apps["booked"])
    booked = say_all(apps["booked"][here], today=today)
    apps["rest"][here] = "The next round is on " + booked + "; nothing to send before it"


def _act(apps: Columns, here: Array, message: Message, opens: Array, length: int | Array) -> None:
    """Where `here`: this message, from `opens`, for its own length in days."""
    apps["message"][here] = message.value
    apps["due_from"][here], apps["due_by"][here] = opens[here], (opens + days(length))[here]
    apps["length"][here] = np.broadcast_to(length, here.shape)[here]


Rule = Callable[[Columns, Settings, date], None]
RULES: tuple[Rule, ...] = (
    timeline,
    in_writing,
    repeat,
    closing_note,
    decision_date,
    reply,
    not_in_one_day,
    suggest_closing,
    gone_quiet,
    closed_with_a_note,
    round_ahead,
)

"""The timeline: which follow-up of an application comes next, and when (spec 5.3).

Each rule is one function from the applications to the applications; `RULES` is their order, and a later rule
overrules an earlier one. Columns a rule may set: `message`, `due_from`, `due_by` (NaT for none), `length` (the
step's own days), `because` (anchor and dates, in words) and `rest` (why nothing is to be sent, "" for no reason).
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import numpy as np
import pandas as pd

from sheetfollow.dates import say_all
from sheetfollow.plan.journal import STAGE, Journal
from sheetfollow.schema import Message
from sheetfollow.settings import Settings

FOLLOW_UPS = (Message.CHECK_IN, Message.SECOND, Message.CALL, Message.FURTHER, Message.DECISION)
IN_WORDS = {
    Message.THANK_YOU: "thank-you", Message.CHECK_IN: "check-in", Message.SECOND: "second follow-up",
    Message.CALL: "call", Message.FURTHER: "further follow-up", Message.DECISION: "decision-date follow-up",
    Message.REPLY: "reply", Message.REJECTION: "rejection reply", Message.OFFER: "offer reply",
    Message.WITHDRAWAL: "withdrawal note", "": "message",
}  # fmt: skip


def days(count: int | pd.Series) -> pd.Timedelta | pd.Series:
    """A number of calendar days to add to a date."""
    return pd.to_timedelta(count, unit="D")


def with_facts(apps: pd.DataFrame, rows: pd.DataFrame, journal: Journal) -> pd.DataFrame:
    """Adds what has happened since D: `thanked` (the contact's thank-you), `stage` (the furthest step done),
    `checked_in`, `second_on`, `last_on` and `last_message` (what went to the contact last), `sent_before` (all of
    that, oldest first), `any_on` (the last message to anyone), `heard_on` and `heard_row` (the last inbound),
    `answered`, `unanswered` (follow-ups since it)."""
    sent = journal.sent.sort_values(["date", "order"], kind="stable")
    day, contact = (apps[key].reindex(sent["app"]).to_numpy() for key in ("day", "contact"))
    thanks = sent["message"] == Message.THANK_YOU
    current = sent[(sent["date"] >= day) & (~thanks | (sent["row"] == contact))]
    heard = journal.inbound.sort_values(["date", "order"], kind="stable")
    heard = heard[heard["date"] >= apps["day"].reindex(heard["app"]).to_numpy()].groupby("app").last()
    held = rows["interview_date"].reindex(contact).to_numpy()
    own = sent[thanks & (sent["row"] == contact) & (sent["date"] >= held)]
    last, stages = current.groupby("app").last(), current["message"].map(STAGE).astype(float).fillna(0)
    facts = {
        "thanked": own.groupby("app")["date"].first(),
        "stage": stages.groupby(current["app"]).max(),
        "checked_in": current[current["message"] == Message.CHECK_IN].groupby("app")["date"].max(),
        "second_on": current[current["message"] == Message.SECOND].groupby("app")["date"].max(),
        "last_on": last["date"],
        "last_message": last["message"],
        "any_on": sent.groupby("app")["date"].max(),
        "heard_on": heard["date"],
        "heard_row": heard["row"],
    }
    apps = apps.assign(**{key: column.reindex(apps.index) for key, column in facts.items()})
    apps["stage"] = apps["stage"].fillna(0).astype(int)
    apps["last_message"] = apps["last_message"].fillna("")
    apps["heard_row"] = apps["heard_row"].fillna(-1).astype(int)
    apps["answered"] = _answered(apps, sent, heard)
    sent_before = current.groupby("app")["message"].agg(tuple).reindex(apps.index)
    apps["sent_before"] = sent_before.map(lambda messages: messages if isinstance(messages, tuple) else ())
    since = current[current["message"].isin(FOLLOW_UPS)]
    since = since[~(since["date"] <= apps["heard_on"].reindex(since["app"]).to_numpy())]
    apps["unanswered"] = since.groupby("app").size().reindex(apps.index).fillna(0).astype(int)
    return apps


def _answered(apps: pd.DataFrame, sent: pd.DataFrame, heard: pd.DataFrame) -> pd.Series:
    """Whether something went out after the last inbound: to anyone, but for a thank-you to another person. Of two on
    one day the lower in the log is the later."""
    writer = apps["heard_row"].reindex(sent["app"]).to_numpy()
    counts = sent[(sent["message"] != Message.THANK_YOU) | (sent["row"] == writer)].groupby("app").last()
    sent_key, heard_key = (_moment(each).reindex(apps.index) for each in (counts, heard))
    return (sent_key > heard_key) | heard_key.isna()


def _moment(lines: pd.DataFrame) -> pd.Series:
    return (lines["date"] - pd.Timestamp(0)) / pd.Timedelta(1, "D") * 1e7 + lines["order"]


def climb(apps: pd.DataFrame, settings: Settings, *, today: date) -> pd.DataFrame:
    """Every rule in order: the next action of each application, or why it rests."""
    apps = apps.assign(
        message="", due_from=pd.NaT, due_by=pd.NaT, length=0, because="", rest="", target=apps["contact"]
    )
    apps[["due_from", "due_by"]] = apps[["due_from", "due_by"]].astype("datetime64[s]")
    for rule in RULES:
        apps = rule(apps, settings, pd.Timestamp(today))
    return apps


def timeline(apps: pd.DataFrame, settings: Settings, today: pd.Timestamp) -> pd.DataFrame:
    """The table of 5.3: check-in, second follow-up, call. A step whose next step has opened is skipped, and a step
    before one that is done is behind."""
    opens, dues = _windows(apps, settings)
    rolled = opens if settings.send_on_weekends else [settings.working_days.roll(each) for each in opens]
    start = apps["stage"].where(_check_in_wanted(apps, settings), apps["stage"].clip(lower=1)).to_numpy()
    step = start.copy()
    for earlier in (0, 1):
        opened = rolled[earlier + 1] <= rolled[earlier].clip(lower=today)
        step = np.where((step == earlier) & opened, earlier + 1, step)
    spans = (settings.check_in_days, settings.second_days, settings.call_days)
    names = (Message.CHECK_IN, Message.SECOND, Message.CALL)
    for number in range(3):
        here = (step == number) & apps["day"].notna()
        apps.loc[here, "message"] = names[number]
        apps.loc[here, "due_from"], apps.loc[here, "due_by"] = opens[number][here], dues[number][here]
        apps.loc[here, "length"] = spans[number][1] - spans[number][0]
    apps["because"] = _since_interview(apps, today)
    return apps


def _check_in_wanted(apps: pd.DataFrame, settings: Settings) -> pd.Series:
    """Whether a check-in has its place: the setting asks for it, and no late thank-you has pushed it past the second
    follow-up's own day."""
    late = apps["thanked"] > apps["day"] + days(_thanks_due(settings))
    return ~late if settings.light_check_in else pd.Series(False, index=apps.index)


def _thanks_due(settings: Settings) -> int:
    return max(1, -(-settings.thank_you_hours // 24))


def _windows(apps: pd.DataFrame, settings: Settings) -> tuple[list[pd.Series], list[pd.Series]]:
    """When the three steps open and when they are due: the table, moved by late messages. What moves the second
    follow-up moves the call along with it, and the days that the table leaves between two steps are kept."""
    spans = (settings.check_in_days, settings.second_days, settings.call_days)
    check_in, second, call = ((apps["day"] + days(first), apps["day"] + days(last)) for first, last in spans)
    roll = settings.working_days.roll if not settings.send_on_weekends else pd.Series.copy
    thanked = apps["thanked"].where(apps["thanked"] >= apps["day"])
    before = apps["checked_in"].fillna(thanked)
    before_due = roll(check_in[1]).where(apps["checked_in"].notna(), apps["day"] + days(_thanks_due(settings)))
    late = _moved(second, before, before_due, settings)
    shift = late[0] - second[0]
    moved = _apart(late, apps["checked_in"], spans[0], spans[1])
    called = _moved((call[0] + shift, call[1] + shift), apps["second_on"], roll(moved[1]), settings)
    windows = (check_in, moved, _apart(called, apps["second_on"], spans[1], spans[2]))
    return [opens for opens, _ in windows], [due for _, due in windows]


def _apart(
    window: tuple[pd.Series, pd.Series], sent: pd.Series, before: tuple[int, int], span: tuple[int, int]
) -> tuple[pd.Series, pd.Series]:
    """The window opens no sooner after the step before it than the table has it: from that one's last day to this
    one's first."""
    soonest = sent + days(max(1, span[0] - before[1]))
    return window[0].mask(soonest > window[0], soonest), window[1]


def _moved(
    window: tuple[pd.Series, pd.Series], sent: pd.Series, due: pd.Series, settings: Settings
) -> tuple[pd.Series, pd.Series]:
    """A message sent after its due date moves the next window to 5 to 7 days after it, if that is later."""
    late = sent > due
    pairs = zip(window, settings.repeat_days, strict=True)
    opens, closes = (edge.mask(late & (sent + days(gap) > edge), sent + days(gap)) for edge, gap in pairs)
    return opens, closes


def _since_interview(apps: pd.DataFrame, today: pd.Timestamp) -> pd.Series:
    number = ((today - apps["day"]) / pd.Timedelta(1, "D")).fillna(0).astype(int).astype(str)
    text = "Day " + number + " after the interview on " + say_all(apps["day"], today=today.date())
    return text.where(apps["last_on"].isna(), text + "; " + _last_sent(apps, today))


def _last_sent(apps: pd.DataFrame, today: pd.Timestamp) -> pd.Series:
    return apps["last_message"].map(IN_WORDS) + " sent " + say_all(apps["last_on"], today=today.date())


def in_writing(apps: pd.DataFrame, settings: Settings, today: pd.Timestamp) -> pd.DataFrame:  # noqa: ARG001
    """The call becomes a further follow-up in the same window where the posting asks for no calls or the talk was
    not warm."""
    silent = (apps["message"] == Message.CALL) & (apps["no_calls"] | apps["cool"])
    apps.loc[silent, "message"] = Message.FURTHER
    return apps


def repeat(apps: pd.DataFrame, settings: Settings, today: pd.Timestamp) -> pd.DataFrame:
    """After the call, a reply or a decision-date follow-up: every 5 to 7 days from the last message, until closure."""
    first, last = settings.repeat_days
    here = (apps["stage"] >= STAGE[Message.CALL]) & apps["last_on"].notna()
    since = _last_sent(apps, today)
    since = since.str[:1].str.upper() + since.str[1:]
    return _act(apps, here, Message.FURTHER, apps["last_on"] + days(first), last - first, since)


def decision_date(apps: pd.DataFrame, settings: Settings, today: pd.Timestamp) -> pd.DataFrame:
    """No check-in, follow-up or call before the date they named; a follow-up of its own after the grace business days,
    due 2 days later, done by any message since that date."""
    done = (apps["last_on"] >= apps["decision_by"]) & (apps["last_message"] != Message.THANK_YOU)
    here = apps["decision_by"].notna() & ~done
    opens = settings.working_days.add(apps["decision_by"], settings.decision_grace)
    named = "They named " + say_all(apps["decision_by"], today=today.date()) + " for their decision"
    return _act(apps, here, Message.DECISION, opens, 2, named)


def reply(apps: pd.DataFrame, settings: Settings, today: pd.Timestamp) -> pd.DataFrame:
    """An inbound after the last message is answered by the next business day, by the row that it came to; not while a
    decision date is ahead."""
    here = apps["heard_on"].notna() & ~apps["answered"] & ~(apps["decision_by"] >= today)
    heard = "They wrote on " + say_all(apps["heard_on"], today=today.date())
    due = settings.working_days.add(apps["heard_on"], 1)
    length = ((due - apps["heard_on"]) / pd.Timedelta(1, "D")).fillna(0).astype(int)
    apps = _act(apps, here, Message.REPLY, apps["heard_on"], length, heard)
    apps["target"] = apps["target"].mask(here & (apps["heard_row"] >= 0), apps["heard_row"])
    return apps


def not_in_one_day(apps: pd.DataFrame, settings: Settings, today: pd.Timestamp) -> pd.DataFrame:  # noqa: ARG001
    """After a message to anyone of the application the next opens the day after at the earliest."""
    soonest = apps["any_on"] + days(1)
    here = (apps["message"] != "") & (apps["due_from"] < soonest)
    apps["due_from"] = apps["due_from"].mask(here, soonest)
    return apps


def suggest_closing(apps: pd.DataFrame, settings: Settings, today: pd.Timestamp) -> pd.DataFrame:  # noqa: ARG001
    """After the set number of unanswered follow-ups, closing is suggested; the plan goes on."""
    here = (apps["message"] != "") & (apps["unanswered"] >= settings.suggest_closing)
    hint = apps["unanswered"].astype(str) + " follow-ups without an answer, so think of closing it; "
    apps["because"] = apps["because"].mask(here, hint.str.removesuffix("; ") + "; " + apps["because"])
    return apps


def gone_quiet(apps: pd.DataFrame, settings: Settings, today: pd.Timestamp) -> pd.DataFrame:
    """No message and no inbound for the set number of days since the later of the interview and the last contact
    (or since the day they named)."""
    known = apps[["day", "any_on", "heard_on", "decision_by", "snoozed"]].max(axis=1)
    here = apps["day"].notna() & (today >= known + days(settings.gone_quiet))
    quiet = "Gone quiet: nothing either way since " + say_all(known, today=today.date())
    how = "; to restart, log a message or an answer in Communications"
    apps["rest"] = apps["rest"].mask(here, quiet + how)
    return apps


def round_ahead(apps: pd.DataFrame, settings: Settings, today: pd.Timestamp) -> pd.DataFrame:  # noqa: ARG001
    """While a round is booked ahead the ladder rests."""
    here = apps["booked"].notna()
    text = "The next round is on " + say_all(apps["booked"], today=today.date()) + "; nothing to send before it"
    apps["rest"] = apps["rest"].mask(here, text)
    return apps


def _act(
    apps: pd.DataFrame, here: pd.Series, message: Message, opens: pd.Series, length: int | pd.Series, why: pd.Series
) -> pd.DataFrame:
    """Where `here`: this message, from `opens`, for its own length in days."""
    apps["message"] = apps["message"].mask(here, message.value)
    apps["due_from"] = apps["due_from"].mask(here, opens)
    apps["due_by"] = apps["due_by"].mask(here, opens + days(length))
    apps["length"] = apps["length"].mask(here, length)
    apps["because"] = apps["because"].mask(here, why)
    return apps


Rule = Callable[[pd.DataFrame, Settings, pd.Timestamp], pd.DataFrame]
RULES: tuple[Rule, ...] = (
    timeline,
    in_writing,
    repeat,
    decision_date,
    reply,
    not_in_one_day,
    suggest_closing,
    gone_quiet,
    round_ahead,
)

"""From applications back to rows: each row's own thank-you, the contact's follow-up, a status and a reason (spec 5.1,
5.2)."""

from __future__ import annotations

from datetime import date, datetime

import numpy as np
import pandas as pd

from sheetfollow.dates import say_all
from sheetfollow.plan.journal import OUTCOME_MESSAGES, Journal
from sheetfollow.plan.ladder import IN_WORDS, days
from sheetfollow.plan.outcomes import CLOSING
from sheetfollow.schema import Channel, Message, Status
from sheetfollow.settings import Settings
from sheetfollow.workbook import fold

_OF_APPLICATION = (
    "day",
    "target",
    "contact",
    "closed",
    "rest",
    "decision_by",
    "last_on",
    "heard_on",
    "sent_before",
    "second_on",
)


def decide(
    rows: pd.DataFrame, apps: pd.DataFrame, journal: Journal, settings: Settings, *, today: date
) -> pd.DataFrame:
    """Adds `message`, `due_from`, `due_by`, `length`, `because` and `pinned` (these days were shown before and stay) to
    the rows that have something to send: the row's own thank-you, else, on the contact, the application's next
    action."""
    of_app = apps.reindex(rows["app"]).set_axis(rows.index)
    rows = rows.assign(**{key: of_app[key] for key in _OF_APPLICATION})
    rows["answer"] = of_app["message"].isin(OUTCOME_MESSAGES)
    rows["ending"] = of_app["outcome"].isin(CLOSING)
    rows["thanked"] = _thanked(rows, journal)
    last_day = rows["interview_date"] + days(settings.thank_you_too_late)
    rows["thanks_lost"] = rows["past"] & rows["thanked"].isna() & (last_day < pd.Timestamp(today))
    open_ = rows["past"] & ~rows["ending"]
    owes_thanks = open_ & rows["thanked"].isna() & ~rows["thanks_lost"]
    carries = (rows.index == rows["target"]) & (of_app["message"] != "") & rows["ok"]
    carries &= (rows["rest"] == "") & (rows["closed"] == "") & (~owes_thanks | rows["answer"])
    owed = owes_thanks.reindex(rows["contact"], fill_value=False).to_numpy()
    carries &= ~owed | rows["answer"]
    owes_thanks &= ~carries
    return rows.assign(
        owes_thanks=owes_thanks,
        pinned=carries & of_app["shown_by"].notna(),
        message=np.select([carries, owes_thanks], [of_app["message"], Message.THANK_YOU.value], default=""),
        due_from=of_app["due_from"].where(carries, rows["interview_date"].where(owes_thanks)),
        due_by=of_app["due_by"].where(carries, _thanks_due(rows, settings).where(owes_thanks)),
        length=of_app["length"].where(carries, 1).astype(int),
        because=of_app["because"].where(carries, _since_talk(rows, settings, today).where(owes_thanks, "")),
    )


def _thanked(rows: pd.DataFrame, journal: Journal) -> pd.Series:
    """The day of each row's thank-you, NaT for none."""
    sent = journal.sent
    thanks = sent[(sent["message"] == Message.THANK_YOU) & (sent["row"] >= 0)]
    held = rows["interview_date"].reindex(thanks["row"]).to_numpy()
    return thanks[thanks["date"] >= held].groupby("row")["date"].min().reindex(rows.index)


def _thanks_due(rows: pd.DataFrame, settings: Settings) -> pd.Series:
    """The day on which the hours run out: of the deadline where the talk has a time, else the day count."""
    by_day = rows["interview_date"] + days(max(1, -(-settings.thank_you_hours // 24)))
    return rows["deadline"].dt.normalize().fillna(by_day).astype("datetime64[s]")


def _since_talk(rows: pd.DataFrame, settings: Settings, today: date) -> pd.Series:
    talked = say_all(rows["interview_date"], today=today)
    return "You talked on " + talked + f"; thank each interviewer within {settings.thank_you_hours} hours"


def explain(
    rows: pd.DataFrame,
    journal: Journal,
    *,
    today: date,
    now: datetime | None,
) -> pd.DataFrame:
    """Adds the output columns: `status`, `next_action`, `channel`, `why`, `needs`, `last_contact`, `messages_sent`; the
    days and the message are blank where nothing is to be sent (spec 5.1)."""
    snoozed = (rows["snooze_until"] > pd.Timestamp(today)) & (rows["message"] != "")
    rows = rows.assign(message=rows["message"].mask(snoozed, ""), snoozed=snoozed)
    rows["status"] = _status(rows, today, now)
    acting = rows["status"].isin([Status.OVERDUE, Status.DUE, Status.SCHEDULED])
    rows["next_action"], rows["channel"] = rows["message"].where(acting, ""), rows["by"].where(acting, "")
    rows["due_from"], rows["due_by"] = rows["due_from"].where(acting), rows["due_by"].where(acting)
    rows["why"] = _why(rows, today)
    rows["needs"] = _needs(rows)
    return _with_contact_counts(rows, journal)


def _status(rows: pd.DataFrame, today: date, now: datetime | None) -> np.ndarray:
    day = pd.Timestamp(today)
    acting = rows["message"] != ""
    overdue = acting & (day > rows["due_by"])
    if now:
        overdue |= acting & (pd.Timestamp(now.replace(tzinfo=None)) > rows["deadline"])
    return np.select(
        [~rows["ok"], rows["closed"] != "", rows["ahead"] & ~rows["ending"], overdue & (rows["due_from"] <= day),
         acting & (rows["due_from"] <= day), acting, _over(rows)],
        [each.value for each in (Status.CHECK_ROW, Status.CLOSED, Status.UPCOMING, Status.OVERDUE, Status.DUE,
                                 Status.SCHEDULED, Status.CLOSED)],
        default=Status.WAITING.value,
    )  # fmt: skip


def _over(rows: pd.DataFrame) -> pd.Series:
    """The colleagues of the contact who answers a rejection or a withdrawal: all others are closed."""
    return rows["answer"] & rows["ending"] & ~rows["snoozed"]


def _why(rows: pd.DataFrame, today: date) -> pd.Series:
    """One plain sentence: which rule, which anchor, which dates."""
    done = np.select(
        [rows["thanked"].notna(), rows["thanks_lost"]],
        ["your thank-you went out on " + say_all(rows["thanked"], today=today), "no thank-you was logged here"],
        default="",
    )
    return pd.Series(
        np.select(
            [rows["status"] == Status.CHECK_ROW, rows["status"] == Status.UPCOMING, rows["closed"] != "",
             rows["status"] == Status.CLOSED, rows["snoozed"], rows["message"] != "", rows["rest"] != ""],
            ["Something in this row cannot be read, so nothing is planned for it",
             "The interview is on " + say_all(rows["interview_date"], today=today),
             rows["closed"], "The application is closed; " + _name(rows, rows["contact"]) + " gets the answer",
             "Snoozed until " + say_all(rows["snooze_until"], today=today), _why_now(rows, today), rows["rest"]],
            default=_why_waiting(rows, pd.Series(done, index=rows.index)),
        ),
        index=rows.index,
    )  # fmt: skip


def _why_now(rows: pd.DataFrame, today: date) -> pd.Series:
    opens, due = say_all(rows["due_from"], today=today), say_all(rows["due_by"], today=today)
    name = "the " + rows["message"].map(IN_WORDS)
    deadline = rows["deadline"].dt.strftime(", %H:%M").fillna("").where(rows["message"] == Message.THANK_YOU, "")
    ends = np.select(
        [rows["status"] == Status.OVERDUE, rows["status"] == Status.DUE],
        [name + " was due by " + due + deadline, name + " is due by " + due + deadline],
        default=name + " opens on " + opens + " and is due by " + due,
    )
    return rows["because"] + "; " + ends


def _why_waiting(rows: pd.DataFrame, done: pd.Series) -> pd.Series:
    """Another row carries the follow-ups, or waits for its own thank-you."""
    target = rows["target"]
    mine = rows.index == target
    other = _name(rows, target) + " gets this application's follow-ups"
    text = pd.Series(np.where(mine, "Nothing to send", other), index=rows.index)
    return text.where(done == "", text + "; " + done)


def _name(rows: pd.DataFrame, positions: pd.Series) -> pd.Series:
    """The interviewer in that row, with the role where it is known."""
    role = rows["role"].where(rows["role"] == "", " (" + rows["role"] + ")")
    return pd.Series((rows["interviewer"] + role).reindex(positions).fillna("").to_numpy(), index=rows.index)


def _needs(rows: pd.DataFrame) -> pd.Series:
    """What stands in the way: the row's faults, an address, a number, a thank-you that was never sent."""
    acting = rows["message"] != ""
    no_way = acting & (rows["by"] == Channel.EMAIL) & (rows["email"] == "")
    no_phone = acting & (rows["by"] == Channel.PHONE) & (rows["phone"] == "")
    parts = [
        rows["problem"],
        pd.Series(np.where(no_way, "an address: Email, LinkedIn or HR email", ""), index=rows.index),
        pd.Series(np.where(no_phone, "a number: Phone", ""), index=rows.index),
        pd.Series(np.where(acting & rows["thanks_lost"], "the thank-you was never sent", ""), index=rows.index),
    ]
    return pd.Series(["; ".join(filter(None, each)) for each in zip(*parts, strict=True)], index=rows.index)


def _with_contact_counts(rows: pd.DataFrame, journal: Journal) -> pd.DataFrame:
    """`Last contact` is the latest message or inbound with that interviewer, `Messages sent` counts those sent to them
    (spec 3)."""
    person = rows["app"].astype(str) + "\n" + rows["interviewer"].map(fold)
    sent = journal.sent[["row", "date"]]
    both = pd.concat([sent, journal.inbound[["row", "date"]]])
    last = both.groupby(person.reindex(both["row"]).to_numpy())["date"].max()
    counts = sent.groupby(person.reindex(sent["row"]).to_numpy()).size()
    return rows.assign(
        last_contact=last.astype("datetime64[s]").reindex(person).set_axis(rows.index),
        messages_sent=counts.reindex(person).set_axis(rows.index).fillna(0).astype(int),
    )

"""The one place that names sheets, columns, choices, settings and their defaults (spec 3).

The template is built from this, the reader finds columns by it, and a test holds the README to it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum


class Status(StrEnum):
    CHECK_ROW = "Check row"
    OVERDUE = "Overdue"
    DUE = "Due"
    SCHEDULED = "Scheduled"
    UPCOMING = "Upcoming"
    WAITING = "Waiting"
    CLOSED = "Closed"


class Message(StrEnum):
    THANK_YOU = "Thank-you"
    CHECK_IN = "Check-in"
    SECOND = "Second follow-up"
    CALL = "Call"
    FURTHER = "Further follow-up"
    CLOSING = "Closing note"
    DECISION = "Decision-date follow-up"
    REPLY = "Reply"
    REJECTION = "Rejection reply"
    OFFER = "Offer reply"
    WITHDRAWAL = "Withdrawal note"


class Channel(StrEnum):
    EMAIL = "Email"
    LINKEDIN = "LinkedIn"
    HR_MAILBOX = "HR mailbox"
    PHONE = "Phone"


SKIPPED = "Skipped"
"""The Method of a step that is done without a message (spec 8, sent --skip)."""


class Outcome(StrEnum):
    """In the order of strength that settles a tie (spec 5.4), strongest first."""

    ACCEPTED = "Accepted"
    DECLINED = "Declined"
    REJECTED = "Rejected"
    WITHDRAWN = "Withdrawn"
    CLOSED = "Closed"
    OFFER = "Offer"
    NEXT_ROUND = "Next round"
    WAITING = "Waiting"


@dataclass(frozen=True, slots=True)
class Traits:
    """What a message is to the plan (spec 5.3, 5.4).

    `words` is its name within a sentence. `urgency` settles which of two to one address on one day
    stays, 0 the most urgent. `stage` is how far up the ladder it stands once it is sent, 0 for none
    of its steps. `chases` says that it counts as a follow-up that may stay unanswered, `answers`
    which outcome it answers. `days` is the setting that holds its first and last day, or how many
    days after its first one it is due; None for the next business day.
    """

    words: str
    urgency: int
    days: str | int | None
    stage: int = 0
    chases: bool = False
    answers: Outcome | None = None


TRAITS: dict[Message, Traits] = {
    #                         within a sentence         urgency  days
    Message.THANK_YOU:  Traits("thank-you",               3, 1),
    Message.CHECK_IN:   Traits("check-in",               10, "check_in_days", stage=1, chases=True),
    Message.SECOND:     Traits("second follow-up",        8, "second_days", stage=2, chases=True),
    Message.CALL:       Traits("call",                    7, "call_days", stage=3, chases=True),
    Message.FURTHER:    Traits("further follow-up",       9, "repeat_days", stage=4, chases=True),
    Message.CLOSING:    Traits("closing note",            6, "repeat_days", stage=4),
    Message.DECISION:   Traits("decision-date follow-up", 5, 2, stage=4, chases=True),
    Message.REPLY:      Traits("reply",                   1, None, stage=4),
    Message.REJECTION:  Traits("rejection reply",         2, 2, answers=Outcome.REJECTED),
    Message.OFFER:      Traits("offer reply",             0, 1, answers=Outcome.OFFER),
    Message.WITHDRAWAL: Traits("withdrawal note",         4, None, answers=Outcome.WITHDRAWN),
}  # fmt: skip


def slug(name: str) -> str:
    """A message's or channel's name as it stands in a file name."""
    return re.sub(r"[^a-z]+", "-", name.casefold())


class Kind(StrEnum):
    """What a column or a setting holds: how it is read, checked and shown."""

    TEXT = "text"
    NOTE = "note"
    DATE = "date"
    TIME = "time"
    YES_NO = "yes/no"
    CHOICE = "choice"
    EMAIL = "email"
    LINKEDIN = "linkedin"
    PHONE = "phone"
    NAME = "name"
    MARK = "mark"
    COUNT = "count"
    LINK = "link"
    SPAN = "span"
    ZONE = "zone"
    REGION = "region"


YES, NO = "Yes", "No"
DATE_FORMAT = "ddd d mmm yyyy"
"""How the dates that sheetfollow writes are shown."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column: `key` is its name in the code, `note` what the header's note tells the user.

    `group` is the moment one fills an input (or what an output is about); `width` is in characters.
    """

    header: str
    key: str
    kind: Kind = Kind.TEXT
    group: str = ""
    note: str = ""
    width: int = 16
    required: bool = False
    output: bool = False
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Sheet:
    name: str
    columns: tuple[Column, ...]
    table: str

    def column(self, key: str) -> Column:
        """The column with that key. Raises KeyError."""
        return {column.key: column for column in self.columns}[key]

    @property
    def inputs(self) -> tuple[Column, ...]:
        return tuple(column for column in self.columns if not column.output)

    @property
    def outputs(self) -> tuple[Column, ...]:
        return tuple(column for column in self.columns if column.output)


def _input(
    header: str, key: str, kind: Kind, group: str, width: int, note: str, **more: object
) -> Column:
    return Column(header, key, kind, group, note, width, **more)  # type: ignore[arg-type]


def _output(header: str, key: str, kind: Kind, group: str, width: int, note: str) -> Column:
    return Column(
        header,
        key,
        kind,
        group,
        note,
        width,
        output=True,
    )


WHO, DO, WHY, BEFORE, TALK, LATER, RECORD = (
    "Who and when",
    "What to do",
    "Why and how",
    "Before the talk",
    "Right after the talk",
    "As things happen",
    "For the record",
)

YES_NO = (YES, NO)
_TALK_HINT = "in a few words that fit into a sentence"
_STATUS_NOTE = (
    "Overdue: its last good day has passed. Due: send it now. Scheduled: its day is ahead."
    " Upcoming: the talk is ahead. Waiting: nothing to send. Closed: it is over. Check row:"
    " something in it cannot be read; Needs says what."
)

INTERVIEWS = Sheet(
    "Interviews",
    (
        _input(
            "Company",
            "company",
            Kind.TEXT,
            WHO,
            16,
            "The employer, written the same way in every row.",
            required=True,
        ),
        _input(
            "Interviewer",
            "interviewer",
            Kind.NAME,
            WHO,
            16,
            "First and last name of one person. A panel of three is three rows.",
            required=True,
        ),
        _input(
            "Job title",
            "job_title",
            Kind.TEXT,
            WHO,
            18,
            "The job. All rows with the same company and job title are one application.",
            required=True,
        ),
        _input(
            "Interview date",
            "interview_date",
            Kind.DATE,
            WHO,
            16,
            "The day you talked, or will talk.",
            required=True,
        ),
        _output("Status", "status", Kind.TEXT, DO, 11, _STATUS_NOTE),
        _output("Next action", "next_action", Kind.TEXT, DO, 15, "The message to send next."),
        _output("Due by", "due_by", Kind.DATE, DO, 16, "The last good day to send it."),
        _output("Draft", "draft", Kind.LINK, DO, 8, "The draft, ready to send. Click to open it."),
        _input(
            "Sent on",
            "sent_on",
            Kind.MARK,
            DO,
            9,
            "When you have sent it: type x for today, or a date. The next sync logs it and empties"
            " the cell.",
        ),
        _output(
            "Needs",
            "needs",
            Kind.TEXT,
            DO,
            52,
            "What is missing for a good message, or wrong in this row.",
        ),
        _input(
            "Topic discussed",
            "topic",
            Kind.NOTE,
            TALK,
            26,
            "What you talked about, in a few words. Several? Put ; between them: each mail uses the"
            " next.",
        ),
        _input(
            "Challenge mentioned",
            "challenge",
            Kind.NOTE,
            TALK,
            26,
            f"A problem they face, {_TALK_HINT}.",
        ),
        _input(
            "Relevant skill", "skill", Kind.NOTE, TALK, 22, f"What you bring to it, {_TALK_HINT}."
        ),
        _input(
            "Team or project",
            "team",
            Kind.NOTE,
            TALK,
            20,
            f"The team or project they named, {_TALK_HINT}.",
        ),
        _input(
            "Idea to share",
            "idea",
            Kind.NOTE,
            TALK,
            24,
            f"An idea you had afterwards, {_TALK_HINT}; with a file or link, if you wrote it down.",
        ),
        _input(
            "Work sample",
            "work_sample",
            Kind.TEXT,
            TALK,
            18,
            "A file beside this workbook, or a https link.",
        ),
        _input(
            "Sample mentioned",
            "sample_mentioned",
            Kind.YES_NO,
            TALK,
            11,
            "Yes: you talked about the sample, so it may be sent.",
            choices=YES_NO,
        ),
        _input(
            "Warm",
            "warm",
            Kind.YES_NO,
            TALK,
            8,
            "No: the talk was cool, so write instead of calling.",
            choices=YES_NO,
        ),
        _input(
            "Decision by",
            "decision_by",
            Kind.DATE,
            TALK,
            16,
            "The date they named for their decision. No nudge before it.",
        ),
        _input(
            "Interview time",
            "interview_time",
            Kind.TIME,
            BEFORE,
            11,
            "When the talk ends, your local time, like 15:30. The thank-you is due 24 hours later.",
        ),
        _input(
            "Interviewer role",
            "role",
            Kind.TEXT,
            BEFORE,
            22,
            "Their role, like Hiring manager or Recruiter. It decides who gets the follow-ups.",
        ),
        _input(
            "Email",
            "email",
            Kind.EMAIL,
            BEFORE,
            30,
            "Their address. Blank: LinkedIn is used, then HR email.",
        ),
        _input(
            "LinkedIn",
            "linkedin",
            Kind.LINKEDIN,
            BEFORE,
            30,
            "Their profile, like linkedin.com/in/name.",
        ),
        _input(
            "Phone", "phone", Kind.PHONE, BEFORE, 18, "Their number, for the call after day 10."
        ),
        _input(
            "HR email",
            "hr_email",
            Kind.EMAIL,
            BEFORE,
            28,
            "The company's HR mailbox, used when nothing better is known.",
        ),
        _input(
            "Main contact",
            "main_contact",
            Kind.YES_NO,
            BEFORE,
            11,
            "Yes: this person gets the application's follow-ups.",
            choices=YES_NO,
        ),
        _input(
            "No phone calls",
            "no_phone_calls",
            Kind.YES_NO,
            BEFORE,
            11,
            "Yes: the posting asks for no calls, so you never call.",
            choices=YES_NO,
        ),
        _input(
            "Greet as",
            "greet_as",
            Kind.TEXT,
            BEFORE,
            14,
            'What follows "Dear", like Ms López. Blank: it is taken from Interviewer.',
        ),
        _input(
            "Snooze until",
            "snooze_until",
            Kind.DATE,
            LATER,
            16,
            "Nothing from this row before that day.",
        ),
        _input(
            "Outcome",
            "outcome",
            Kind.CHOICE,
            LATER,
            14,
            "How it went on; it counts for the whole application.",
            choices=tuple(
                outcome.value
                for outcome in (
                    Outcome.WAITING,
                    Outcome.NEXT_ROUND,
                    Outcome.OFFER,
                    Outcome.ACCEPTED,
                    Outcome.DECLINED,
                    Outcome.REJECTED,
                    Outcome.WITHDRAWN,
                    Outcome.CLOSED,
                )
            ),
        ),
        _input("Outcome date", "outcome_date", Kind.DATE, LATER, 16, "The day you heard it."),
        _input("Notes", "notes", Kind.TEXT, LATER, 32, "Yours. Never read."),
        _output("Why", "why", Kind.TEXT, WHY, 72, "The rule and the dates behind the plan."),
        _output("Channel", "channel", Kind.TEXT, WHY, 12, "How to send it."),
        _output("Due from", "due_from", Kind.DATE, WHY, 16, "The first day to send it."),
        _output(
            "Last contact",
            "last_contact",
            Kind.DATE,
            RECORD,
            16,
            "The latest message to or from this person.",
        ),
        _output(
            "Messages sent",
            "messages_sent",
            Kind.COUNT,
            RECORD,
            11,
            "How many you have sent this person.",
        ),
        _output("ID", "id", Kind.TEXT, RECORD, 10, "Joins this row to the log. Leave it as it is."),
    ),
    "Interviews",
)

COMMUNICATIONS = Sheet(
    "Communications",
    (
        _input("Date", "date", Kind.DATE, "", 16, "The day of the message.", required=True),
        _input("Company", "company", Kind.TEXT, "", 24, "As in Interviews."),
        _input(
            "Job title",
            "job_title",
            Kind.TEXT,
            "",
            22,
            "As in Interviews; needed where there are two jobs.",
        ),
        _input(
            "Interviewer",
            "interviewer",
            Kind.NAME,
            "",
            20,
            "Who it was to or from. Blank: the contact.",
        ),
        _input(
            "Direction",
            "direction",
            Kind.CHOICE,
            "",
            11,
            "Sent or Received; blank is Sent.",
            choices=("Sent", "Received"),
        ),
        _input(
            "Method",
            "method",
            Kind.CHOICE,
            "",
            13,
            "How it went.",
            choices=("Email", "LinkedIn", "HR mailbox", "Phone", "Letter", "In person", SKIPPED),
        ),
        _input(
            "Message",
            "message",
            Kind.CHOICE,
            "",
            24,
            "Which message it was. Blank: the next one in the plan.",
            choices=tuple(message.value for message in Message),
        ),
        _input("Response", "response", Kind.TEXT, "", 40, "What they answered, in your words."),
        _input("Response date", "response_date", Kind.DATE, "", 16, "The day they answered."),
        _input("Notes", "notes", Kind.TEXT, "", 32, "Yours. Never read."),
        _input(
            "ID",
            "id",
            Kind.TEXT,
            "",
            10,
            "The row in Interviews that it belongs to. May stay blank.",
        ),
        _output(
            "Check",
            "check",
            Kind.TEXT,
            "",
            64,
            "Why this line could not be matched to an interview.",
        ),
    ),
    "Communications",
)

TODAY = Sheet(
    "Today",
    (
        _output(
            "Due by",
            "due_by",
            Kind.DATE,
            DO,
            16,
            "The last good day to send it; for an interview ahead, its day.",
        ),
        _output("Company", "company", Kind.TEXT, DO, 17, ""),
        _output("Job title", "job_title", Kind.TEXT, DO, 18, ""),
        _output("Interviewer", "interviewer", Kind.TEXT, DO, 17, ""),
        _output("Next action", "next_action", Kind.TEXT, DO, 15, "The message to send."),
        _output("Channel", "channel", Kind.TEXT, DO, 11, "How to send it."),
        _output("Status", "status", Kind.TEXT, DO, 11, _STATUS_NOTE),
        _output("Needs", "needs", Kind.TEXT, DO, 56, "What is missing for a good message."),
        _output("Draft", "draft", Kind.LINK, DO, 8, "The draft, ready to send. Click to open it."),
        _input(
            "Sent on",
            "sent_on",
            Kind.MARK,
            DO,
            9,
            "When you have sent it: type x for today, or a date. The next sync logs it and empties"
            " the cell.",
        ),
        _output("Why", "why", Kind.TEXT, DO, 72, "The rule and the dates behind it."),
        _output("ID", "id", Kind.TEXT, DO, 10, "The row in Interviews."),
    ),
    "Today",
)

CHECKLIST = Sheet(
    "Checklist",
    (
        _output("Company", "company", Kind.TEXT, "", 22, ""),
        _output("Interviewer", "interviewer", Kind.TEXT, "", 20, ""),
        _output(
            "Thanked within 24 hours",
            "thanked",
            Kind.TEXT,
            "",
            15,
            "The thank-you went out within 24 hours.",
        ),
        _output(
            "Personalised",
            "personalised",
            Kind.TEXT,
            "",
            15,
            "Names, role and topic are in the text.",
        ),
        _output(
            "Proofread", "proofread", Kind.TEXT, "", 15, "Nothing was found to mend in the draft."
        ),
        _output(
            "Sample attached",
            "sample_attached",
            Kind.TEXT,
            "",
            15,
            "The sample you talked about is attached.",
        ),
        _output(
            "Waited 5-7 days",
            "waited",
            Kind.TEXT,
            "",
            15,
            "Five to seven days passed before the second one.",
        ),
        _output(
            "Logged", "logged", Kind.TEXT, "", 15, "Each message has its date, method and response."
        ),
        _output(
            "Phone script ready",
            "script_ready",
            Kind.TEXT,
            "",
            15,
            "The script is there before the call is due.",
        ),
        _output("ID", "id", Kind.TEXT, "", 9, "The row in Interviews."),
    ),
    "Checklist",
)

MESSAGES = Sheet(
    "Messages",
    (
        _input(
            "Message",
            "message",
            Kind.CHOICE,
            "",
            24,
            "Which message this wording is for.",
            required=True,
            choices=tuple(message.value for message in Message),
        ),
        _input(
            "Channel",
            "channel",
            Kind.CHOICE,
            "",
            13,
            "Blank: any channel.",
            choices=tuple(channel.value for channel in Channel),
        ),
        _input("Subject", "subject", Kind.TEXT, "", 44, "The subject line of a mail."),
        _input(
            "Body",
            "body",
            Kind.TEXT,
            "",
            100,
            "The text. What stands in [Job title] or {{ }} is filled in: first_name, interviewer,"
            " company, job_title, interview_day, topic, challenge, skill, team, idea, your_name,"
            " signature; whole sentences: challenge_line, skill_line, idea_line, new_line.",
        ),
    ),
    "Messages",
)


@dataclass(frozen=True, slots=True)
class Setting:
    """One line of Settings. `default` is as a user would type it."""

    name: str
    key: str
    kind: Kind
    default: str | int
    meaning: str
    choices: tuple[str, ...] = ()


SETTINGS_SHEET = Sheet(
    "Settings",
    (
        Column("Setting", "setting", note="What it is about.", width=34, required=True),
        Column("Value", "value", note="Yours to change.", width=26, required=True),
        Column("Meaning", "meaning", note="What it does.", width=80),
    ),
    "Settings",
)

SETTINGS: tuple[Setting, ...] = (
    Setting("Your name", "your_name", Kind.TEXT, "", "Signs every draft."),
    Setting("Your email", "your_email", Kind.EMAIL, "", "Stands under your name."),
    Setting(
        "Your phone", "your_phone", Kind.TEXT, "", "Stands under your name and in the voicemail."
    ),
    Setting("Your LinkedIn or portfolio", "your_link", Kind.TEXT, "", "Stands under your name."),
    Setting("Time zone", "time_zone", Kind.ZONE, "", "Like Europe/Berlin. Blank: the computer's."),
    Setting(
        "Date order",
        "date_order",
        Kind.CHOICE,
        "",
        "How to read a date typed as 3/4/2026.",
        ("DMY", "MDY", "YMD"),
    ),
    Setting(
        "Thank-you within hours",
        "thank_you_hours",
        Kind.COUNT,
        24,
        "Counted from the end of the talk.",
    ),
    Setting(
        "Thank-you too late after days",
        "thank_you_too_late",
        Kind.COUNT,
        7,
        "After that it is left out.",
    ),
    Setting(
        "Check-in days",
        "check_in_days",
        Kind.SPAN,
        "2-3",
        "Days after the interview, first to last.",
    ),
    Setting(
        "Second follow-up days",
        "second_days",
        Kind.SPAN,
        "5-7",
        "Days after the interview, first to last.",
    ),
    Setting(
        "Call after days",
        "call_days",
        Kind.SPAN,
        "10-12",
        "Days after the interview, first to last.",
    ),
    Setting(
        "Repeat every days",
        "repeat_days",
        Kind.SPAN,
        "5-7",
        "Days after the last message, until it is closed.",
    ),
    Setting("Light check-in", "light_check_in", Kind.YES_NO, YES, "No: the check-in is left out."),
    Setting(
        "Closing note",
        "closing_note",
        Kind.YES_NO,
        YES,
        "After the unanswered follow-ups below: a last, polite note, then rest. No: they go on.",
    ),
    Setting(
        "Send on weekends",
        "send_on_weekends",
        Kind.YES_NO,
        NO,
        "No: due days move to the next working day.",
    ),
    Setting(
        "Holidays",
        "holidays",
        Kind.REGION,
        "",
        "A country like DE, or a part of it like DE-BY. Blank: none.",
    ),
    Setting(
        "Decision grace business days",
        "decision_grace",
        Kind.COUNT,
        2,
        "Patience after the date they named.",
    ),
    Setting(
        "Suggest closing after unanswered",
        "suggest_closing",
        Kind.COUNT,
        4,
        "Follow-ups without an answer.",
    ),
    Setting(
        "Gone quiet after days",
        "gone_quiet",
        Kind.COUNT,
        45,
        "Days without a word in either direction.",
    ),
    Setting("Words at most", "words", Kind.COUNT, 200, "The limit for each message."),
    Setting(
        "LinkedIn note characters at most",
        "note_characters",
        Kind.COUNT,
        200,
        "The limit for a connection note.",
    ),
    Setting("Drafts folder", "drafts_folder", Kind.TEXT, "drafts", "Beside this workbook."),
    Setting(
        "Calendar", "calendar", Kind.YES_NO, YES, "Yes: followups.ics is kept in the drafts folder."
    ),
)


@dataclass(frozen=True, slots=True)
class Look:
    """How a status is shown, beside its word: RRGGBB of the cell and of its text."""

    fill: str
    color: str


STATUS_LOOKS: dict[Status, Look] = {
    Status.OVERDUE: Look("B3261E", "FFFFFF"),
    Status.DUE: Look("FFD466", "3B2A00"),
    Status.SCHEDULED: Look("D3E3FD", "0B3D91"),
    Status.UPCOMING: Look("CDEBE3", "0A4A3F"),
    Status.WAITING: Look("E4E7EB", "3C4149"),
    Status.CLOSED: Look("F4F4F4", "5A5F66"),
    Status.CHECK_ROW: Look("E8D9F7", "4A1F7C"),
}

TODAY_AS_OF, TODAY_AS_OF_LABEL = "B2", "Last sync"
"""The cell of Today that holds the day of the last sync."""

TODAY_CARDS: dict[str, str] = {
    Status.OVERDUE: "A4",
    Status.DUE: "B4",
    Status.SCHEDULED: "C4",
    Status.UPCOMING: "D4",
    Status.WAITING: "E4",
    Status.CLOSED: "F4",
    Status.CHECK_ROW: "G4",
}
"""The cells of Today that hold how many rows have each status; the word stands below."""

SUMMARY, GUIDE = "Summary", "Guide"
SHEETS = (TODAY, INTERVIEWS, COMMUNICATIONS, CHECKLIST, SETTINGS_SHEET, MESSAGES)
HEADER_ROWS = {
    TODAY.name: 7,
    INTERVIEWS.name: 2,
    COMMUNICATIONS.name: 1,
    CHECKLIST.name: 1,
    MESSAGES.name: 1,
    SETTINGS_SHEET.name: 1,
}
"""Where the shipped workbook has its headers; in the user's they are found by name."""

NEWER = {
    ("Interviews", "Greet as"),
    ("Messages", "Closing note"),
    ("Settings", "Closing note"),
    ("Today", "Job title"),
}
"""What workbooks of the first version do not have, by sheet and name: a later sync does without it
and tells so once (spec 3)."""

HEADER_SEARCH_ROWS = 30

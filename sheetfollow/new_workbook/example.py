"""Interviews around a day, so that a fresh workbook shows every status and every message at once
(spec 8, init).

All people, firms and addresses are made up; the domains are those that RFC 2606 keeps for examples.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, time, timedelta

from sheetfollow.model import Edit, Value
from sheetfollow.schema import (
    COMMUNICATIONS,
    HEADER_ROWS,
    INTERVIEWS,
    SETTINGS,
    SETTINGS_SHEET,
    Sheet,
)

Line = Mapping[str, Value | time]

_ME = {
    "your_name": "Robin Castell",
    "your_email": "robin.castell@example.com",
    "your_phone": "+1 202 555 0117",
    "your_link": "https://robin-castell.example",
}


def edits(today: date) -> list[Edit]:
    """The cells that fill a fresh workbook with a job search as it stands on `today`, on any day of
    the week."""
    days = _Days(today)
    rows, log = _interviews(days), _log(days)
    return [
        *_settings(),
        *_lines(INTERVIEWS, rows),
        *_lines(COMMUNICATIONS, log),
    ]


class _Days:
    """Days around today that fall on working days where people would meet or write on one."""

    def __init__(self, today: date) -> None:
        self.today = today

    def ago(self, count: int) -> date:
        """The working day that many days ago, or the one before it."""
        return _back(self.today - timedelta(count))

    def ahead(self, count: int) -> date:
        """The working day in that many days, or the one after it."""
        return _forward(self.today + timedelta(count))

    def after(self, day: date, count: int) -> date:
        """The working day `count` days after another, or the next one, but never later than
        today."""
        return min(_forward(day + timedelta(count)), self.today)

    def working(self, count: int) -> date:
        """`count` working days before today."""
        day = self.today
        for _ in range(count):
            day = _back(day - timedelta(1))
        return day

    @property
    def fresh(self) -> date:
        """Today, or on a weekend yesterday: a talk whose thank-you can still be in time."""
        return self.today if self.today.weekday() < 5 else self.today - timedelta(1)


def _back(day: date) -> date:
    return day - timedelta(max(0, day.weekday() - 4))


def _forward(day: date) -> date:
    return day + timedelta(7 - day.weekday() if day.weekday() > 4 else 0)


def _settings() -> Iterator[Edit]:
    column = _letters(SETTINGS_SHEET)["value"]
    for row, setting in enumerate(SETTINGS, start=HEADER_ROWS[SETTINGS_SHEET.name] + 1):
        if setting.key in _ME:
            yield Edit(SETTINGS_SHEET.name, f"{column}{row}", _ME[setting.key])


def _lines(sheet: Sheet, lines: Sequence[Line]) -> Iterator[Edit]:
    letters = _letters(sheet)
    for row, line in enumerate(lines, start=HEADER_ROWS[sheet.name] + 1):
        for key, value in line.items():
            yield Edit(sheet.name, f"{letters[key]}{row}", _as_value(value))


def _as_value(value: Value | time) -> Value:
    """A time of day as the part of a day that it is in a workbook."""
    return (value.hour * 60 + value.minute) / 1440 if isinstance(value, time) else value


def _letters(sheet: Sheet) -> dict[str, str]:
    """The column letters of the shipped workbook, by key."""
    return {column.key: _name(number) for number, column in enumerate(sheet.columns)}


def _name(number: int) -> str:
    return (chr(64 + number // 26) if number >= 26 else "") + chr(65 + number % 26)


def _line(**cells: Value | time) -> Line:
    return cells


def _interviews(days: _Days) -> list[Line]:
    return [
        *_panel(days),
        *_alone(days),
        *_ladder(days),
        *_waiting(days),
        *_answers(days),
        *_over(days),
    ]


def _panel(days: _Days) -> list[Line]:
    """Three people in one talk: three thank-yous, each to be its own."""
    shared: dict[str, Value | time] = {
        "company": "Tallgrass Robotics",
        "job_title": "Operations Analyst",
        "interview_date": days.fresh,
        "hr_email": "jobs@tallgrass-robotics.example",
    }
    return [
        _line(
            **shared,
            interviewer="Amara Nwosu",
            role="Hiring manager",
            email="amara.nwosu@tallgrass-robotics.example",
            phone="+1 202 555 0143",
            topic="how the night shift plans its own breaks",
            challenge="keeping spare parts in stock without filling the hall",
            skill="forecasting demand for a regional bus line",
            team="Field Operations",
            idea="a weekly count of the ten parts that run out first",
        ),
        _line(
            **shared,
            interviewer="Jonas Lindqvist",
            role="Lead engineer",
            email="jonas.lindqvist@tallgrass-robotics.example",
            topic="see notes",
            challenge="their 3 logs never agree!!",
            skill="5 yrs SQL",
            team="navigation",
        ),
        _line(
            **shared,
            interviewer="Mei-Ling Hsu",
            role="People partner",
            email="meiling.hsu@tallgrass-robotics.example",
            topic="how new people spend their first week on the floor",
            challenge="teaching safety without a day of slides",
            skill="writing short guides that drivers kept in their pockets",
        ),
    ]


def _alone(days: _Days) -> list[Line]:
    """No mail address: one is reached by LinkedIn, one through the HR mailbox and already late."""
    return [
        _line(
            company="Larkspur Books",
            job_title="Community Manager",
            interviewer="Tomás Arriaga",
            interview_date=days.fresh,
            role="Head of events",
            linkedin="linkedin.com/in/example-tomas-arriaga",
            topic="reading groups in laundrettes",
            challenge="filling the shop on a wet Tuesday",
            skill="running a neighbourhood film club",
            team="Shop Events",
        ),
        _line(
            company="Quillon Water",
            job_title="Data Steward",
            interviewer="Priya Raghunathan",
            interview_date=days.ago(3),
            role="Head of data",
            hr_email="careers@quillon-water.example",
            topic="Talked about meters that report once a year",
            challenge="old maps; no budget",
            skill="led a team of 4",
            team="Network Records",
        ),
    ]


def _ladder(days: _Days) -> list[Line]:
    """One application on each step of the timeline."""
    return [
        _line(
            company="Fennimore Foods",
            job_title="Supply Planner",
            interviewer="Kwabena Osei",
            interview_date=days.ago(2),
            interview_time=time(11, 30),
            role="Hiring manager",
            email="k.osei@fennimore-foods.example",
            topic="strawberries that travel at night",
            challenge="they promise shelves 2 days before the harvest",
            skill="planning around late deliveries",
            team="the Fresh Desk",
            idea="Maybe a harvest calendar that the shops can see?",
        ),
        _line(
            company="Ostrava Tramworks",
            job_title="Timetable Designer",
            interviewer="Zuzana Dvořáková",
            interview_date=days.ago(6),
            role="Hiring manager",
            email="zuzana.dvorakova@ostrava-tramworks.example",
            phone="+1 202 555 0161",
            topic="connections that miss each other by a minute",
            challenge="a bridge that stays shut until autumn",
            skill="drawing timetables with drivers at the table",
            team="Evening Lines",
            work_sample="https://robin-castell.example/night-bus",
            sample_mentioned="Yes",
        ),
        _line(
            company="Ostrava Tramworks",
            job_title="Timetable Designer",
            interviewer="Emil Horák",
            interview_date=days.ago(6),
            role="Driver trainer",
            email="emil.horak@ostrava-tramworks.example",
            topic="breaks that hold when a tram does not",
        ),
        _line(
            company="Halcyon Hearing",
            job_title="Service Coordinator",
            interviewer="Grace Abernathy",
            interview_date=days.ago(10),
            role="Clinic director",
            email="grace@halcyon-hearing.example",
            phone="+1 202 555 0178",
            warm="Yes",
            topic="visits that end with a cup of tea",
            challenge="patients who cannot hear the phone ring",
            skill="arranging appointments by letter and text",
            team="the Home Visits team",
        ),
        _line(
            company="Mossgate Museums",
            job_title="Visitor Analyst",
            interviewer="Yusuf Demirci",
            interview_date=days.ago(16),
            role="Hiring manager",
            email="y.demirci@mossgate-museums.example",
            no_phone_calls="Yes",
            topic="rooms that everybody walks past",
            challenge="counting people without watching them",
            skill="reading footfall from door sensors",
            team="the Gallery Floor",
        ),
        _line(
            company="Pemberly Parcels",
            job_title="Route Planner",
            interviewer="Ingrid Solheim",
            interview_date=days.ago(9),
            role="Hiring manager",
            email="ingrid.solheim@pemberly-parcels.example",
            decision_by=days.working(2),
            topic="stairs as the true last mile",
            challenge="parcels that come back three times",
            skill="planning routes around school hours",
            team="City Routes",
        ),
        _line(
            company="Orrin Lighthouses",
            job_title="Keeper of Records",
            interviewer="Maren Skaug",
            interview_date=days.ago(27),
            role="Hiring manager",
            email="maren.skaug@orrin-lighthouses.example",
            topic="logbooks that smell of salt",
        ),
    ]


def _waiting(days: _Days) -> list[Line]:
    """Nothing to send yet: a date they named, a talk ahead, a next round booked, a pause, a long
    silence."""
    return [
        _line(
            company="Sable & Wren Audio",
            job_title="Studio Manager",
            interviewer="Noor Haddad",
            interview_date=days.ago(4),
            role="Hiring manager",
            email="noor@sable-wren.example",
            decision_by=days.ahead(4),
            topic="a studio without a clock",
            skill="keeping nine calendars in one",
        ),
        _line(
            company="Copperline Energy",
            job_title="Grid Analyst",
            interviewer="Luca Marchetti",
            interview_date=days.ahead(2),
            interview_time=time(15, 0),
            role="Recruiter",
            email="luca.marchetti@copperline.example",
        ),
        _line(
            company="Birchway School",
            job_title="Data Coach",
            interviewer="Hanneke de Wit",
            interview_date=days.ago(8),
            role="Hiring manager",
            email="hanneke@birchway-school.example",
            topic="teachers who draw their charts by hand",
        ),
        _line(
            company="Birchway School",
            job_title="Data Coach",
            interviewer="Samuel Achebe",
            interview_date=days.ahead(3),
            interview_time=time(10, 0),
            role="Principal",
            email="samuel@birchway-school.example",
        ),
        _line(
            company="Veridian Theatre",
            job_title="Box Office Lead",
            interviewer="Oksana Petrenko",
            interview_date=days.ago(7),
            role="Hiring manager",
            email="oksana@veridian-theatre.example",
            topic="seats that nobody wants on Mondays",
            snooze_until=days.ahead(6),
            notes="On tour until then.",
        ),
        _line(
            company="Anchorage Bakery Group",
            job_title="Buyer",
            interviewer="Malik Thompson",
            interview_date=days.ago(62),
            role="Hiring manager",
            email="malik@anchorage-bakery.example",
            topic="flour from four valleys",
        ),
    ]


def _answers(days: _Days) -> list[Line]:
    """Something came back: a question, a rejection, an offer; and one application withdrawn."""
    return [
        _line(
            company="Lumen Street Housing",
            job_title="Programme Analyst",
            interviewer="Beatriz Falcão",
            interview_date=days.ago(9),
            role="Hiring manager",
            email="beatriz@lumen-street.example",
            topic="homes that warm each other",
            challenge="forms in nine languages",
            skill="turning long forms into short ones",
            team="Tenant Services",
        ),
        _line(
            company="Osier Insurance",
            job_title="Claims Analyst",
            interviewer="Dmitri Volkonsky",
            interview_date=days.ago(12),
            role="Hiring manager",
            email="dmitri@osier-insurance.example",
            topic="claims that arrive by postcard",
            outcome="Rejected",
            outcome_date=days.ago(0),
        ),
        _line(
            company="Kestrel Maps",
            job_title="Map Editor",
            interviewer="Aroha Ngata",
            interview_date=days.ago(13),
            role="Hiring manager",
            email="aroha@kestrel-maps.example",
            topic="paths that only walkers know",
            team="the Trails desk",
            outcome="Offer",
            outcome_date=days.ago(0),
        ),
        _line(
            company="Greyfield Motors",
            job_title="Fleet Analyst",
            interviewer="Stephen Okafor",
            interview_date=days.ago(5),
            role="Recruiter",
            email="stephen@greyfield-motors.example",
            topic="vans that rest more than they drive",
            outcome="Withdrawn",
            outcome_date=days.working(1),
        ),
    ]


def _over(days: _Days) -> list[Line]:
    """One that is closed, and one whose date nobody can read."""
    return [
        _line(
            company="Winterbourne Press",
            job_title="Editor",
            interviewer="Eleanor Whitcombe",
            interview_date=days.ago(30),
            role="Hiring manager",
            email="eleanor@winterbourne-press.example",
            outcome="Closed",
            outcome_date=days.ago(14),
            notes="The post was put on hold.",
        ),
        _line(
            company="Juniper Lane Studio",
            job_title="Producer",
            interviewer="Rafael Monteiro",
            interview_date="Thu or Fri",
            role="Founder",
            email="rafael@juniper-lane.example",
        ),
    ]


def _log(days: _Days) -> list[Line]:
    """What went out and what came back, oldest first."""
    titles = {row["company"]: row["job_title"] for row in _interviews(days)}
    lines = [
        *_thanks(days),
        *_follow_ups(days),
        *_received(days),
    ]
    return [
        {**line, "job_title": titles[line["company"]]}
        for line in sorted(lines, key=lambda line: str(line["date"]))
    ]


def _thanks(days: _Days) -> Iterator[Line]:
    """The thank-yous: the day after the talk, on a Friday the same day."""
    owing = {"Tallgrass Robotics", "Larkspur Books", "Quillon Water"}
    for row in _interviews(days):
        held = row["interview_date"]
        if isinstance(held, date) and held <= days.today and row["company"] not in owing:
            yield _sent(
                row["company"],
                row["interviewer"],
                held + timedelta(held.weekday() < 4),
                "Thank-you",
            )


def _follow_ups(days: _Days) -> list[Line]:
    second, call, further, last = (days.ago(each) for each in (6, 10, 16, 27))
    return [
        _sent("Ostrava Tramworks", "Zuzana Dvořáková", days.after(second, 2), "Check-in"),
        _sent(
            "Halcyon Hearing",
            "Grace Abernathy",
            days.after(call, 2),
            "Check-in",
            response="Thanked me; they are still meeting people.",
            response_date=days.after(call, 3),
        ),
        _sent("Halcyon Hearing", "Grace Abernathy", days.after(call, 5), "Second follow-up"),
        _sent("Mossgate Museums", "Yusuf Demirci", days.after(further, 2), "Check-in"),
        _sent("Mossgate Museums", "Yusuf Demirci", days.after(further, 5), "Second follow-up"),
        _sent("Mossgate Museums", "Yusuf Demirci", days.ago(6), "Further follow-up"),
        _sent("Orrin Lighthouses", "Maren Skaug", days.after(last, 2), "Check-in"),
        _sent("Orrin Lighthouses", "Maren Skaug", days.after(last, 5), "Second follow-up"),
        _sent("Orrin Lighthouses", "Maren Skaug", days.ago(13), "Further follow-up"),
        _sent("Orrin Lighthouses", "Maren Skaug", days.ago(6), "Further follow-up"),
        _sent(
            "Veridian Theatre",
            "Oksana Petrenko",
            days.after(days.ago(7), 2),
            "Check-in",
        ),
        _sent(
            "Anchorage Bakery Group",
            "Malik Thompson",
            days.after(days.ago(62), 5),
            "Second follow-up",
        ),
        _sent(
            "Osier Insurance", "Dmitri Volkonsky", days.after(days.ago(12), 5), "Second follow-up"
        ),
    ]


def _received(days: _Days) -> list[Line]:
    """An answer that came without being asked for is a line of its own."""
    return [
        _line(
            date=days.working(1),
            company="Lumen Street Housing",
            interviewer="Beatriz Falcão",
            direction="Received",
            method="Email",
            response="Asked when I could start.",
        ),
    ]


def _sent(
    company: Value | time, interviewer: Value | time, day: date, message: str, **more: Value
) -> Line:
    return {
        "date": day,
        "company": company,
        "interviewer": interviewer,
        "direction": "Sent",
        "method": "Email",
        "message": message,
        **more,
    }

"""Drafts: what they say, to whom, and what they never do (spec 5.5, 6 and Messages in 3)."""

from __future__ import annotations

import re
import time
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from itertools import combinations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from sheetfollow.intake.settings import Settings
from sheetfollow.letters.drafts import stem
from sheetfollow.letters.lint import findings
from sheetfollow.letters.speech import is_short_enough
from sheetfollow.letters.wordings import builtin, sandbox
from sheetfollow.letters.wordings.phrases import spoken
from sheetfollow.letters.wordings.sandbox import LONGEST
from sheetfollow.letters.wordings.shipped import digest, shipped, todays
from sheetfollow.model import Draft, Sent, Task, Wording
from sheetfollow.schema import Channel, Message
from tests.helpers.sample_letters import SETTINGS, TODAY, likeness, render, rounds, sent, task

PIECES = (
    "{{ topic }}",
    "{{late}}",
    "{{ count }}",
    "{{ other }}",
    "{",
    "}",
    "{{",
    "}}",
    "{%",
    "%}",
    "{#",
    "\n",
    "\r\n",
    " if ",
    "a",
)
FULL = {
    "role": "Hiring manager",
    "challenge": "keeping spare parts in stock",
    "skill": "forecasting demand",
    "team": "Field Operations",
    "idea": "a weekly count of the ten parts that run out first",
}
LADDER = (
    Message.THANK_YOU,
    Message.CHECK_IN,
    Message.SECOND,
    Message.FURTHER,
    Message.FURTHER,
    Message.FURTHER,
)


def _one(
    row: Task,
    *wordings: Wording,
    settings: Settings = SETTINGS,
    today: date = TODAY,
    **files: bytes,
) -> Draft:
    return render([row], wordings, settings, today=today, attachments=files)[0]


def _body(body: str, **cells: object) -> Draft:
    wording = Wording("Thank-you", "", "A subject", body, "Messages!D7")
    return _one(task(**cells), wording)


def _opening(draft: Draft) -> str:
    return draft.body.split("\n\n")[1].split(".")[0]


# --- the wording


def test_every_message_has_wording_for_every_channel_it_can_go_by() -> None:
    kinds = {(each.message, each.channel) for each in builtin()}
    for message in Message:
        channels = {Channel.PHONE} if message == Message.CALL else {"", Channel.LINKEDIN}
        assert {(message, channel) for channel in channels} <= kinds


def test_the_article_s_own_sentences_are_not_in_the_wording() -> None:
    taken = (
        "it was a pleasure meeting",
        "hit the ground running",
        "i look forward to the possibility",
        "i appreciated your insights",
        "i remain very excited",
        "thank you for letting me know. i appreciate",
    )
    texts = [f"{each.subject}\n{each.body}".casefold() for each in builtin()]
    assert not [phrase for phrase in taken for text in texts if phrase in text]


def test_sixty_drafts_over_varied_rows_are_short_clean_and_unlike_each_other() -> None:
    """Words under the limit, no finding on complete rows, no two of a panel alike."""
    count = 0
    for panel in rounds():
        drafts = render(panel, (), SETTINGS, today=TODAY)
        for draft in drafts:
            count += 1
            assert len(draft.body.split()) < 145
            others = [
                each.text
                for each in drafts
                if each is not draft and draft.task.message == Message.THANK_YOU
            ]
            found = findings(draft.text, draft.task, SETTINGS, colleagues=others)
            # A reply has one gap by nature, the answer; a call without a skill asks for a reason
            asks = draft.task.message == Message.REPLY or (
                draft.task.message == Message.CALL and not draft.task.skill
            )
            assert [each.rule for each in found] == ["open gap"] * asks, draft.text
    assert count >= 60


def test_a_panel_of_six_gets_six_different_notes_even_with_the_topic_alone() -> None:
    panel = [
        task(id=f"id{number}", number=number, topic="customer retention") for number in range(6)
    ]
    notes = render(panel, (), SETTINGS, today=TODAY)
    assert max(likeness(one, other) for one, other in combinations(notes, 2)) < 0.5


@pytest.mark.parametrize(
    "company", ["Tallgrass", "Larkspur", "Osier", "Kestrel", "Quillon", "Fennimore"]
)
def test_the_messages_of_a_ladder_do_not_repeat_an_earlier_opening(company: str) -> None:
    before: tuple[str, ...] = ()
    openings = []
    for message in LADDER:
        openings.append(
            _opening(_one(task(message=message.value, company=company, sent=sent(*before))))
        )
        before = (*before, message.value)
    assert len(set(openings)) == len(LADDER)


@pytest.mark.parametrize(
    "message",
    [each for each in Message if each not in (Message.CALL, Message.REPLY, Message.CHECK_IN)],
)
def test_a_row_with_the_topic_alone_gives_a_whole_message(message: Message) -> None:
    for number in range(6):
        row = task(message=message.value, number=number, decision_by=date(2026, 11, 19))
        draft = _one(row)
        assert draft.gaps == ()
        assert "Amara" in draft.body
        assert not findings(draft.text, row, SETTINGS)


def test_every_detail_that_the_row_has_is_used_and_none_is_invented() -> None:
    """Where no check-in follows, the thank-you has the idea too."""
    for number in range(6):
        draft = _one(task(number=number, **FULL))
        for detail in (
            "how the night shift plans its own breaks",
            "keeping spare parts in stock",
            "forecasting demand",
            "Field Operations",
            "a weekly count of the ten parts that run out first",
        ):
            assert detail in draft.body, draft.body
        assert "Operations Analyst" in draft.subject + draft.body


def test_each_detail_is_written_once_in_a_search() -> None:
    """The idea waits for the check-in, the second topic for the second follow-up; then there is
    nothing new."""
    row = FULL | {"topic": "the night shift; the new depot", "checks_in": True}
    bodies, before = [], ()
    for message in LADDER[:4]:
        bodies.append(_one(task(message=message.value, sent=sent(*before), **row)).body)
        before = (*before, message.value)
    thanks, check_in, second, further = bodies
    assert "the night shift" in thanks
    assert "keeping spare parts in stock" in thanks
    assert "weekly count" in check_in
    assert "the new depot" in second
    for detail in ("the night shift", "spare parts", "weekly count", "the new depot"):
        assert sum(detail in body for body in bodies) == 1
        assert detail not in further


def test_a_missing_topic_is_a_visible_gap_and_named_in_the_draft_s_gaps() -> None:
    for number in range(6):
        draft = _one(task(number=number, topic=""))
        assert "[topic discussed]" in draft.body
        assert [gap.name for gap in draft.gaps] == ["topic discussed"]


def test_what_cannot_be_quoted_is_a_gap_and_needs_says_what_to_type() -> None:
    draft = _one(task(topic="see notes"))
    assert "see notes" not in draft.body
    assert draft.gaps[0].ask == (
        "Topic discussed: 'see notes' says nothing a letter could use; "
        "write what you talked about in 2 to 6 words, like: the Kafka migration"
    )


def test_changed_words_are_shown_and_an_article_is_no_change() -> None:
    assert _one(task(topic="their Kafka migration")).notes == (
        'Topic discussed reads: "your Kafka migration"',
    )
    assert _one(task(topic="Kafka migration")).notes == ()


def test_a_check_in_with_nothing_new_has_a_gap_for_one_thought() -> None:
    for number in range(3):
        row = task(message="Check-in", number=number, sent=sent("Thank-you"))
        draft = _one(row)
        assert "[one new thought since the talk]" in draft.body
        assert draft.gaps[0].ask.startswith("Idea to share: write one idea")


@pytest.mark.parametrize(
    "cell", ["Hiring manager", "", "?", "Ana & Bo", "not sure, tall guy", "None", "Unknown"]
)
def test_who_is_not_one_person_is_greeted_by_a_gap(cell: str) -> None:
    draft = _one(task(interviewer=cell))
    assert "Dear [interviewer]," in draft.body
    assert "interviewer" in [gap.name for gap in draft.gaps]


def test_greet_as_is_what_follows_dear() -> None:
    assert "Dear Ms Nwosu,\n" in _one(task(greet_as="Ms Nwosu")).body
    assert "Dear Ms Nwosu,\n" in _one(task(interviewer="HR team", greet_as="Ms Nwosu")).body


def test_company_and_job_are_said_as_one_says_them() -> None:
    row = {"company": "Oakline Ltd.", "job_title": "Sr. Analyst (Remote) - REQ12345"}
    body = _body("{{ company }}, [Company], {{ job_title }}, [Job title]", **row).body
    assert body == "Oakline, Oakline, Senior Analyst, Senior Analyst\n"


def test_a_placeholder_is_a_column_s_header_or_its_first_word_where_that_is_clear() -> None:
    body = _body(
        "Dear [Interviewer], [topic], [Topic discussed], [Your name], [Interview date], [idea here]"
    ).body
    topic = "how the night shift plans its own breaks"
    assert body == f"Dear Amara, {topic}, {topic}, Robin Castell, Monday, [idea here]\n"


def test_in_a_wording_of_another_language_cells_stand_as_typed() -> None:
    own = "Sehr geehrter {{ first_name }}, vielen Dank für das Gespräch über {{ topic }}."
    row = {"interviewer": "Herr Kurt Weber", "topic": "die neue Lagerhalle"}
    assert _body(own, **row).body == (
        "Sehr geehrter Herr Weber, vielen Dank für das Gespräch über die neue Lagerhalle.\n"
    )


def test_a_row_of_the_sheet_that_was_shipped_once_gets_today_s_wording() -> None:
    old = Wording(
        "Closing note",
        "",
        "{{ company }}: a last note about the {{ job_title }} role",
        "Dear {{ first_name }},\n\nI have not heard how the {{ job_title }} role went on, so this"
        " is my last note about it, and you need not answer. I would still be glad to work on"
        " {{ topic }}; if things change, a line from you is always welcome.\n\nThank you for the"
        " time you gave me. I wish you and {{ company }} well.\n\nKind regards,\n{{ signature }}\n",
        "Messages!D9",
    )
    row = task(message="Closing note")
    assert _one(row, old).body == _one(row).body
    edited = replace(old, body=old.body.replace("well", "all the best"))
    assert "went on" in _one(row, edited).body


def test_every_wording_that_is_shipped_is_known_as_such() -> None:
    """A new one adds its digest to shipped.txt."""
    assert todays(builtin()) == builtin()
    digests = {digest(each.subject, each.body) for each in builtin()}
    assert digests - shipped() == set()


def test_no_wording_is_used_twice_within_90_days() -> None:
    """Fifteen wordings, then a gap; after 90 days the first may come again."""
    bodies, log = [], ()
    for number in range(16):
        row = task(message="Further follow-up", due_by=date(2026, 11, 24), sent=log)
        bodies.append(_one(row).body)
        log = (*log, Sent("Further follow-up", date(2026, 10, 1), "Email", "a1b2c3"))
        assert ("[one new thing since your last note]" in bodies[-1]) is (number == 15)
    assert len(set(bodies)) == 16
    long_ago = replace(row, sent=tuple(replace(each, day=date(2026, 8, 1)) for each in log))
    assert "[one new thing since your last note]" not in _one(long_ago).body


def test_a_second_round_with_the_same_person_is_one() -> None:
    said = [_one(task(number=number, met_before=True)).body for number in range(6)]
    assert any("with me again" in body for body in said)
    assert not any("again" in _one(task(number=number)).body for number in range(6))


def test_a_challenge_behind_which_nothing_is_said_of_the_candidate_asks_for_more() -> None:
    plain = {"topic": "the merger", "challenge": "slow releases"}
    alone = "slow releases, and I would like to hear more about that."
    for number in range(6):
        assert alone in _one(task(number=number, **plain)).body
        body = _one(task(number=number, skill="Python", **plain)).body
        assert "slow releases. " in body
        assert alone not in body


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("too few drivers", "that there are too few drivers"),
        ("not enough beds", "that there are not enough beds"),
        ("too little space in the yard", "that there is too little space in the yard"),
    ],
)
def test_an_amount_is_what_there_is_and_not_what_they_mentioned(typed: str, said: str) -> None:
    for number in range(6):
        assert said in _one(task(number=number, topic="the merger", challenge=typed)).body


def test_what_they_could_do_is_said_with_a_perhaps() -> None:
    """A single deed may help; of several they perhaps could."""
    for number in range(6):
        row = {"number": number, "message": "Check-in", "topic": "the merger"}
        one = _one(task(**row, idea="pair new drivers with older ones")).body
        assert re.search(r"pairing new drivers with older ones (?:might|could) ", one)
        two = _one(task(**row, idea="run a pilot and compare the costs")).body
        assert ": perhaps you could run a pilot and compare the costs." in two


def test_no_subject_has_a_gap_for_a_name() -> None:
    for number in range(6):
        assert "[" not in _one(task(number=number, interviewer="?")).subject


def test_what_they_got_last_is_referred_to_where_the_log_has_it() -> None:
    """To this person alone; where a step was skipped nothing went out."""
    own = Wording("Second follow-up", "", "", "After {{ last_note or 'our talk' }}.", "M!D2")

    def said(*log: Sent) -> str:
        return _one(task(message="Second follow-up", sent=log), own).body

    mail = Sent("Thank-you", date(2026, 11, 16), "Email", "a1b2c3")
    assert said() == "After our talk.\n"
    assert said(mail) == "After my note of 16 November.\n"
    assert said(mail, replace(mail, row="d4e5f6")) == "After my note of 16 November.\n"
    assert said(mail, replace(mail, method="Phone")) == "After my call of 16 November.\n"
    assert said(mail, replace(mail, method="LinkedIn")) == "After my message of 16 November.\n"
    assert said(mail, replace(mail, method="Skipped")) == "After my note of 16 November.\n"
    assert said(replace(mail, method="Skipped")) == "After our talk.\n"


def test_some_shipped_follow_ups_refer_to_what_they_got_last() -> None:
    log = sent("Thank-you", "Check-in")
    titles = [f"Analyst {number}" for number in range(12)]
    written = [task(message="Second follow-up", job_title=each, sent=log) for each in titles]
    logged = [_one(each).body for each in written]
    assert any("follow up on my note of 20 November" in body for body in logged)
    assert not any("my note" in _one(replace(each, sent=())).body for each in written)


def test_hr_gets_references_and_dates_and_an_executive_a_short_note() -> None:
    for number in range(6):
        hr = _one(task(number=number, **FULL | {"role": "Recruiter"})).body
        assert "spare parts" not in hr
        assert "Field Operations" not in hr
        chief = _one(task(number=number, **FULL | {"role": "CEO", "checks_in": True})).body
        assert len(chief.split("Dear ")[1].split()) <= 90


def test_an_offer_to_an_hr_person_is_not_to_be_passed_on() -> None:
    for message in ("Offer reply", "Withdrawal note"):
        row = task(message=message, channel="HR mailbox", hr_email="hr@tallgrass.example")
        assert "pass this note on" in _one(row).body
        assert "pass this note on" not in _one(replace(row, role="HR business partner")).body


def test_a_missing_name_of_one_s_own_is_a_gap() -> None:
    draft = _one(task(), settings=Settings())
    assert "[your name]" in draft.body
    assert [gap.name for gap in draft.gaps] == ["your name"]


def test_a_reply_asks_for_the_answer_since_nobody_else_knows_it() -> None:
    gaps = _one(task(message="Reply")).gaps
    assert [gap.name for gap in gaps] == ["your answer to their message"]


@pytest.mark.parametrize(("hours", "apologies"), [(0, 0), (72, 0), (73, 1), (160, 1)])
def test_a_late_thank_you_apologises_once_after_72_hours(hours: int, apologies: int) -> None:
    words = ("sorry", "excuse", "apolog", "forgive", "regret", "late")
    for channel in (Channel.EMAIL, Channel.LINKEDIN):
        for number in range(6):
            row = task(
                hours_late=hours, number=number, channel=channel.value, linkedin="linkedin.com/in/x"
            )
            sentences = _one(row).body.lower().replace("?", ".").split(".")
            assert (
                len([each for each in sentences if any(word in each for word in words)])
                == apologies
            )


def test_the_offer_reply_thanks_and_asks_for_terms_and_time_but_never_accepts() -> None:
    for channel, number in (
        (Channel.EMAIL, 0),
        (Channel.EMAIL, 1),
        (Channel.LINKEDIN, 0),
        (Channel.LINKEDIN, 1),
    ):
        body = _one(
            task(message="Offer reply", channel=channel.value, number=number)
        ).body.casefold()
        assert "thank you" in body
        assert "terms" in body
        assert "accept" not in body


def test_the_check_in_is_light_and_asks_for_no_status() -> None:
    for number in range(3):
        body = _one(task(message="Check-in", number=number, **FULL)).body
        assert "?" not in body
        assert "weekly count" in body


# --- days, names and phrases


@pytest.mark.parametrize(
    ("held", "until", "said"),
    [
        (date(2026, 11, 23), date(2026, 11, 24), "Monday"),
        (date(2026, 11, 23), date(2026, 11, 28), "Monday"),
        (date(2026, 11, 23), date(2026, 11, 30), "23 November"),
        (date(2025, 12, 30), date(2026, 1, 9), "30 December 2025"),
    ],
)
def test_a_day_is_right_whenever_the_message_is_sent(held: date, until: date, said: str) -> None:
    assert spoken(held, until=until, month_first=False) == said


def test_the_date_order_of_the_settings_orders_the_date() -> None:
    assert (
        spoken(date(2025, 12, 30), until=date(2026, 1, 9), month_first=True) == "December 30, 2025"
    )


def test_a_draft_does_not_change_with_the_day_while_it_is_in_its_window() -> None:
    check_in = task(message="Check-in", due_from=date(2026, 11, 25), due_by=date(2026, 11, 26))
    assert len({_one(check_in, today=date(2026, 11, day)).text for day in (25, 26, 27, 28)}) == 1
    second = task(
        message="Second follow-up", interview_date=date(2026, 11, 16), due_by=date(2026, 11, 23)
    )
    own = Wording("Second follow-up", "", "s", "{{ interview_day }}", "Messages!D7")
    assert {_one(second, own, today=date(2026, 11, day)).body for day in (20, 21, 22, 23, 24)} == {
        "16 November\n"
    }


def test_full_stops_do_not_pile_up() -> None:
    assert (
        _body("I met {{ interviewer }}. {{ role }}.", interviewer="Jo Park Jr.", role="Who?").body
        == "I met Jo Park Jr. Who?\n"
    )


# --- channels and files


def test_a_mail_begins_with_to_and_subject_and_a_blank_line() -> None:
    draft = _one(task())
    head, _, rest = draft.text.partition("\n\n")
    assert head == f"To: amara.nwosu@tallgrass.example\nSubject: {draft.subject}"
    assert rest == draft.body


def test_an_hr_mailbox_is_asked_to_forward_to_the_interviewer_by_name() -> None:
    draft = _one(task(channel="HR mailbox", hr_email="jobs@tallgrass.example", role="Head of data"))
    asked, _, note = draft.body.partition("-----")
    assert draft.to == "jobs@tallgrass.example"
    assert "pass this note on to Amara Nwosu (Head of data)" in asked
    assert note.strip().startswith("Dear Amara,")
    assert draft.subject == "For Amara Nwosu, about the Operations Analyst role"


def test_wording_of_one_s_own_for_the_hr_mailbox_is_taken_as_it_is() -> None:
    own = Wording("Thank-you", "HR mailbox", "Please", "To {{ interviewer }}.", "Messages!D9")
    assert (
        _one(task(channel="HR mailbox", hr_email="jobs@tallgrass.example"), own).body
        == "To Amara Nwosu.\n"
    )


@pytest.mark.parametrize("message", [each for each in Message if each != Message.CALL])
@pytest.mark.parametrize("number", range(4))
def test_a_linkedin_note_fits_its_limit_for_any_usual_name_and_topic(
    message: Message, number: int
) -> None:
    row = task(
        message=message.value,
        channel="LinkedIn",
        linkedin="linkedin.com/in/x",
        number=number,
        hours_late=80,
        interviewer="Maximiliane Featherstonehaugh",
        job_title="Senior Regional Operations Analyst",
        topic="how the night shift plans its own breaks and swaps",
        decision_by=date(2026, 11, 19),
    )
    draft = _one(row)
    note = draft.body.strip()
    assert len(note) <= 200
    assert draft.text.startswith("LinkedIn: linkedin.com/in/x\n\n")
    assert draft.text.endswith(f"\n({len(note)} of 200 characters)\n")
    assert note.endswith("Robin Castell")


def test_a_linkedin_note_that_is_too_long_is_cut_at_the_end_of_a_sentence() -> None:
    own = Wording(
        "Thank-you",
        "LinkedIn",
        "",
        "Hello {{ first_name }}. One two three. Four five. {{ your_name }}",
        "",
    )
    draft = _one(
        task(channel="LinkedIn"), own, settings=Settings(your_name="Robin", note_characters=36)
    )
    assert draft.body == "Hello Amara. One two three. Robin\n"


@pytest.mark.parametrize("number", [0, 1])
def test_a_call_has_a_script_and_a_voicemail_of_30_seconds_with_name_and_number_twice(
    number: int,
) -> None:
    draft = _one(
        task(message="Call", channel="Phone", phone="+1 202 555 0143", number=number, **FULL)
    )
    opening, points, question, voicemail = draft.body.split("\n\n")
    assert draft.text.startswith("Call: +1 202 555 0143\n\n")
    assert draft.subject == ""
    assert opening.startswith("Opening\n")
    assert points.count("\n") == 2
    assert question.endswith("?")
    spoken_words = voicemail.partition("\n")[2]
    assert is_short_enough(draft.body)
    assert spoken_words.count("Robin Castell") == spoken_words.count("+1 202 555 0117") == 2


def test_without_an_address_or_a_number_the_draft_stays_and_shows_where_it_goes() -> None:
    assert _one(task(email="")).text.startswith("To: [email]\n")
    assert _one(task(message="Call", channel="Phone")).text.startswith("Call: [phone]\n")


def test_a_subject_left_blank_in_the_sheet_is_not_sent_blank() -> None:
    assert (
        _one(task(), Wording("Thank-you", "", "", "Hello", "Messages!D7")).subject
        == "Operations Analyst at Tallgrass Robotics"
    )


@pytest.mark.parametrize(
    "address", ["a@b.c?bcc=d@e.f", "a@b.example, d@e.example", "a@b.example\nBcc: d@e.example"]
)
def test_an_address_that_is_more_than_one_address_is_refused(address: str) -> None:
    draft = _one(task(email=address))
    assert draft.text == ""
    assert draft.mail is None
    assert draft.problem is not None
    assert draft.problem.place == "Interviews!3"


def test_the_file_name_holds_due_day_company_interviewer_message_and_id() -> None:
    assert stem(task()) == "2026-11-24_tallgrass-robotics_amara-nwosu_thank-you_a1b2c3"
    assert (
        stem(task(company="Groß & Søn", interviewer="Łukasz Œuvre"))
        == "2026-11-24_gross-son_lukasz-oeuvre_thank-you_a1b2c3"
    )


@given(st.text(max_size=60), st.text(max_size=60), st.text(min_size=1, max_size=60))
@example("../../x", "CON", "NUL.")
@example("山田", "\u202etxt.exe", "COM1")
@example("a" * 300, "b" * 300, "c" * 300)
def test_a_file_name_is_short_ascii_and_safe_on_windows(
    company: str, interviewer: str, identity: str
) -> None:
    for message in Message:
        name = (
            stem(task(company=company, interviewer=interviewer, id=identity, message=message.value))
            + ".new.eml"
        )
        assert len(name) <= 120
        assert set(name) <= set("abcdefghijklmnopqrstuvwxyz0123456789-_.")
        parts = name.removesuffix(".new.eml").split("_")
        assert len(parts) == 5
        assert all(parts)


# --- the work sample


def test_a_sample_that_was_mentioned_goes_with_the_thank_you_as_a_file_or_as_a_link() -> None:
    row = task(work_sample="plan.pdf", sample_mentioned=True)
    assert "I attach the work sample" in _one(row, **{"plan.pdf": b"%PDF"}).body
    link = task(work_sample="https://example.com/plan", sample_mentioned=True)
    assert "https://example.com/plan" in _one(link).body


def test_a_sample_is_sent_to_each_person_anew() -> None:
    """A colleague's thank-you takes nothing from this person's."""
    row = task(work_sample="plan.pdf", sample_mentioned=True, sent=sent("Thank-you", row="another"))
    assert "I attach the work sample" in _one(row, **{"plan.pdf": b"%PDF"}).body


def test_an_idea_that_names_a_file_goes_with_the_first_mail_mentioned_or_not() -> None:
    """It was written out after the talk: the thank-you carries it, and no mail after that."""
    row = {"idea": "win-back concept: concept.pdf", "checks_in": True}
    first = _one(task(**row), **{"concept.pdf": b"%PDF"})
    assert (
        "win-back concept could be worth considering. I attach what I wrote down about it."
        in first.body
    )
    assert first.attached == ("concept.pdf",)
    assert first.mail is not None
    assert b"concept.pdf" in first.mail
    second = _one(
        task(message="Check-in", sent=sent("Thank-you"), **row), **{"concept.pdf": b"%PDF"}
    )
    assert second.attached == ()
    assert "concept" not in second.body


def test_an_idea_may_be_a_link_or_a_file_alone() -> None:
    link = _one(task(idea="a plan, https://example.com/plan"))
    assert (
        "a plan could be worth considering. What I wrote down about it is here: https://example.com/plan"
        in link.body
    )
    alone = _one(task(idea="concept.pdf"), **{"concept.pdf": b"%PDF"})
    assert "I have had an idea since we talked. I attach what I wrote down about it." in alone.body


def test_a_written_idea_waits_for_a_mail_where_the_thanks_go_by_linkedin() -> None:
    row = {"idea": "a plan: plan.pdf", "checks_in": True}
    thanks = task(channel="LinkedIn", linkedin="linkedin.com/in/x", **row)
    assert "a plan" not in _one(thanks, **{"plan.pdf": b"%PDF"}).body
    before = sent("Thank-you", method="LinkedIn")
    check_in = _one(task(message="Check-in", sent=before, **row), **{"plan.pdf": b"%PDF"})
    assert check_in.attached == ("plan.pdf",)


def test_a_sample_that_was_not_mentioned_or_is_not_there_or_was_sent_is_left_out() -> None:
    for row in (
        task(work_sample="https://example.com/plan"),
        task(work_sample="missing.pdf", sample_mentioned=True),
        task(work_sample="http://example.com/plan", sample_mentioned=True),
        task(
            message="Check-in",
            work_sample="https://example.com/p",
            sample_mentioned=True,
            sent=sent("Thank-you"),
        ),
    ):
        assert "sample" not in _one(row).body


def test_the_sample_stands_before_the_last_paragraph_where_the_wording_left_it_out() -> None:
    row = {"work_sample": "https://example.com/plan", "sample_mentioned": True}
    body = _body("Dear {{ first_name }},\n\nThank you.\n\nBest,\nRobin", **row).body
    assert body.split("\n\n")[2:] == [
        "The work sample that we talked about is here: https://example.com/plan",
        "Best,\nRobin\n",
    ]


# --- the sheet Messages


def test_the_sheet_s_wording_wins_and_an_exact_channel_before_a_blank_one() -> None:
    any_channel = Wording("Thank-you", "", "s", "any {{ first_name }}", "Messages!D7")
    mail = Wording("Thank-you", "Email", "s", "mail {{ first_name }}", "Messages!D8")
    assert _one(task(), any_channel).body == "any Amara\n"
    assert _one(task(), any_channel, mail).body == "mail Amara\n"
    assert _one(task(message="Check-in"), any_channel, mail).body.startswith("Dear Amara")


def test_all_variants_of_the_sheet_are_used_within_a_panel() -> None:
    own = [
        Wording("Thank-you", "", "s", f"variant {number}", f"Messages!D{number}")
        for number in range(3)
    ]
    panel = [task(id=str(number), number=number) for number in range(3)]
    assert {each.body for each in render(panel, own, SETTINGS, today=TODAY)} == {
        "variant 0\n",
        "variant 1\n",
        "variant 2\n",
    }


@pytest.mark.parametrize(
    ("body", "line", "said"),
    [
        ("Dear {{ first_nam }}", 1, "{{ first_nam }} is unknown; did you mean {{ first_name }}?"),
        ("Dear\n\n{% if late %}{{ nobody }}{% endif %}", 3, "{{ nobody }} is unknown"),
        ("Dear\n{{ first_name", 2, "unexpected end"),
        ("{% if late %}", 1, "Unexpected end"),
        ("Dear\n{{ first_name.upper() }}", 2, "a call with ( )"),
        ("{{ first_name|join }}", 1, "no filter join"),
    ],
)
def test_a_broken_template_names_cell_line_and_variable(body: str, line: int, said: str) -> None:
    draft = _body(body)
    assert draft.text == ""
    assert draft.problem is not None
    assert draft.problem.place == "Messages!D7"
    assert f"line {line}: " in draft.problem.expected
    assert said in draft.problem.expected


def test_a_broken_subject_is_named_as_one() -> None:
    draft = _one(task(), Wording("Thank-you", "", "{{ x }}", "Hello", "Messages!D7"))
    assert draft.problem is not None
    assert "subject, line 1: {{ x }}" in draft.problem.expected


def test_a_broken_template_keeps_the_other_rows_going() -> None:
    broken = Wording("Check-in", "", "s", "{{ x }}", "Messages!D7")
    first, second = render([task(message="Check-in"), task()], [broken], SETTINGS, today=TODAY)
    assert first.problem
    assert second.text


@given(st.lists(st.sampled_from(PIECES), max_size=12).map("".join))
def test_a_text_of_names_alone_is_filled_in_as_the_template_language_does(template: str) -> None:
    """Whatever stands around them: braces, comments, line ends, what is no name."""
    names = {"topic": "a {{ b }}", "late": True, "count": 3}
    plain = sandbox._plain(template, names)
    if plain is not None:
        assert plain == sandbox._printed(sandbox._compiled(template, tuple(names)).template, names)


@pytest.mark.parametrize(
    "body",
    [
        "{{ first_name.__class__ }}",
        "{{ ''.__class__.__mro__ }}",
        "{{ first_name['__class__'] }}",
        "{{ first_name|attr('__class__') }}",
        "{{ self }}",
        "{{ lipsum.__globals__ }}",
        "{{ cycler }}",
        "{{ config }}",
        "{{ '%1000000000d'|format(1) }}",
        "{{ '{:>1000000000}'.format(1) }}",
        "{{ 'a' * 10 ** 9 }}",
        "{{ 9 ** 9 ** 9 }}",
        "{% for a in range(10 ** 9) %}x{% endfor %}",
        "{% for a in topic %}{% for b in topic %}x{% endfor %}{% endfor %}",
        "{% include '/etc/passwd' %}",
        "{% import 'os' as os %}",
        "{% extends 'x' %}",
        "{% macro f() %}{{ f() }}{{ f() }}{% endmacro %}{{ f() }}",
        "{% set a = topic ~ topic %}{{ a }}",
        "{{ topic|center(1000000000) }}",
        "{{ topic|indent(1000000000) }}",
        "{{ topic|replace('', topic) }}",
        "{{ " + "(" * 5000 + "topic" + ")" * 5000 + " }}",
        "{{ " + "not " * 5000 + "topic }}",
        "{{ " + "9" * 5000 + " }}",
        "{% do topic %}",
        "{% call f() %}{% endcall %}",
        "{% block a %}{% endblock %}",
        "{{ " + "~".join(["topic"] * 600) + " }}",
    ],
)
def test_the_sandbox_refuses_attribute_tricks_and_what_grows_without_bound(body: str) -> None:
    begun = time.perf_counter()
    draft = _body(body)
    assert draft.problem is not None
    assert draft.problem.place == "Messages!D7"
    assert "\n" not in str(draft.problem)
    assert time.perf_counter() - begun < 2


def test_conditions_comparisons_and_plain_filters_are_there() -> None:
    body = _body(
        "{% if round > 1 and not late %}again{% else %}{{ company|upper }}{% endif %} {{"
        " idea|d('-', true) }}"
    )
    assert body.body == "TALLGRASS ROBOTICS -\n"


def test_a_text_that_grows_beyond_all_measure_is_refused() -> None:
    draft = _body("{{ role }}", role="x" * (LONGEST + 1))
    assert draft.problem is not None
    assert "longer than" in draft.problem.expected


@pytest.mark.parametrize(
    "body",
    [
        "{% if role|title %}{% endif %}" * 200,
        "{{ role" + "|title" * 60 + " }}",
        "{% if role == 'a' %}{% endif %}" * 10,
        "{% if (role ~ role)|upper|lower %}{% endif %}",
    ],
)
def test_a_text_whose_filters_would_go_through_too_much_is_refused(body: str) -> None:
    """What it prints may be nothing at all: what it costs counts, 32,000 characters of a cell each
    time."""
    draft = _body(body, role="ab cd ef" * 4_000)
    assert draft.problem is not None
    assert "would work through more than 100,000 characters" in draft.problem.expected
    assert _body(body, role="the shared runbook").problem is None


def test_characters_of_the_template_itself_count_as_work() -> None:
    constant = "{% if '" + "ab " * 9_000 + "'" + "|title" * 5 + " %}{% endif %}"
    problem = _body(constant).problem
    assert problem is not None
    assert "would work through more than" in problem.expected


def test_a_template_of_a_thousand_parts_is_refused_for_each_row_alike() -> None:
    for _ in range(2):
        problem = _body("{{ company }}" * 1_100).problem
        assert problem is not None
        assert "it has more than 1,000 parts" in problem.expected


@pytest.mark.parametrize("sign", ["\x1b", "\x07", "\x00", "\x9b", "\x7f", "\ud800"])
def test_no_sign_that_steers_a_terminal_stands_in_a_draft(sign: str) -> None:
    """Excel keeps an escape as _x001B_ in a cell, of the wording too."""
    draft = _body(f"Dear {{{{ interviewer }}}},\n\n{sign}[31mred\n{{{{ role }}}}", role=f"a{sign}b")
    assert sign not in draft.text
    assert "\n\n[31mred\na b\n" in draft.text
    assert sign not in _one(task(interviewer=f"Da{sign}na", company=f"Ac{sign}me")).text


@pytest.mark.parametrize(
    "key",
    ["company", "job_title", "interviewer", "role", "greet_as", "topic", "skill", "team", "idea"],
)
def test_a_cell_as_long_as_excel_allows_takes_no_long_time(key: str) -> None:
    begun = time.process_time()
    for odd in ("x", "ab ", ", ", " - ", "a.", "é", "A", "Ltd ", "("):
        _one(task(**{key: (odd * 32_000)[:32_000]}))
    assert time.process_time() - begun < 5


def test_a_cell_that_looks_like_a_template_stays_text() -> None:
    assert _body("{{ role }}", role="{{ your_name }}").body == "{{ your_name }}\n"


# --- the promise of purity


def test_the_same_rows_give_the_same_drafts_whatever_stands_beside_them() -> None:
    panel = [task(id=str(number), number=number) for number in range(4)]

    def texts(rows: Sequence[Task]) -> set[str]:
        return {draft.text for draft in render(rows, (), SETTINGS, today=TODAY)}

    assert texts(panel) == texts(panel[::-1]) == texts(panel[:2]) | texts(panel[2:])

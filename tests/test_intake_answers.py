"""What comes in the place of an answer, and plain words for none, are never taken for a person's
answer; a real answer stays one (spec 3, Communications)."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from sheetfollow.intake import take_in
from sheetfollow.intake.answers import what_answer
from sheetfollow.intake.cells import text_of
from sheetfollow.intake.settings import Settings
from tests.helpers.stories import DEFAULTS, book

TODAY = date(2026, 11, 23)
HELD = date(2026, 11, 16)


@pytest.mark.parametrize(
    ("typed", "kind"),
    [
        ("Undeliverable: Dana, thank you for your time", "bounced"),
        ("Automatic reply: Dana, thank you for your time", "auto-reply"),
        ("Automatic reply: Thank you for your email. I am on leave.", "auto-reply"),
        ("Out of office: thank you for your message, back Monday", "out of office"),
        ("OOO, will get back on Monday", "out of office"),
        ("Auto-reply, asked to contact her colleague", "auto-reply"),
        ("bounced, will call her", "bounced"),
        ("bounced - they said the address is wrong", "bounced"),
        ("left voicemail to say thanks", "left voicemail"),
        ("left voicemail, asked to call back", "left voicemail"),
        ("Left voicemail and said I would call again", "left voicemail"),
        ("voicemail - will call again Friday", "left voicemail"),
        ("mail returned", "bounced"),
        ("550 user unknown", "bounced"),
        ("550 5.1.1 The email account that you tried to reach does not exist", "bounced"),
        ("5.1.1 user unknown", "bounced"),
        ("Mail Delivery Subsystem: Undelivered", "bounced"),
        ("On vacation until 8 June (auto reply)", "auto-reply"),
        ("Auto: ticket received", "auto-reply"),
        ("RE: Automatic reply: Dana, thanks", "auto-reply"),
        ("[External] Automatic reply: She said hello", "auto-reply"),
        ("Subject: Undeliverable: thank you", "bounced"),
        ('"Undeliverable: Dana, thank you for your time"', "bounced"),
        ("Delivery Status Notification (Failure)", "bounced"),
        ("Mail delivery failed: returning message to sender", "bounced"),
        ("Returned mail: see transcript for details", "bounced"),
        ("My mail to Dana bounced", "bounced"),
        ("email to dana@acme.example bounced twice", "bounced"),
        ("my thank-you note bounced", "bounced"),
        ("bounced, but I found another address", "bounced"),
        ("bounced; resent to her other address", "bounced"),
        ("Bounced, then wrote to HR", "bounced"),
        ("bounce: mailbox full", "bounced"),
        ("it came back undelivered", "bounced"),
        ("Automatische Antwort: Danke", "auto-reply"),
        ("Unzustellbar: Dana, thank you", "bounced"),
        ("Réponse automatique : merci", "auto-reply"),
        ("her auto-reply says back Monday", "auto-reply"),
        ("Dana's auto-reply", "auto-reply"),
        ("auto-reply: they will answer within 5 days", "auto-reply"),
        ("Auto reply, they said they will get back", "auto-reply"),
        ("Out of office, says she is back on Monday", "out of office"),
        (
            "Automatic reply: Thank you for your email. I am away until 8 June, with limited access"
            " to mail, and will answer when I am back. In urgent cases please write to Bo or call"
            " him, he said he is happy to help you, thanks.",
            "auto-reply",
        ),
        ("left voicemail, nobody answered", "left voicemail"),
        ("left voicemail, she never replied", "left voicemail"),
        ("left voicemail, hasn't called back", "left voicemail"),
        ("no answer, left voicemail", "left voicemail"),
        ("left a message, will call back", "left voicemail"),
        ("left message with reception", "left voicemail"),
        ("Left voicemail, will try again; thanks to Bo for the number", "left voicemail"),
        ("voicemail x2", "left voicemail"),
        ("vm", "left voicemail"),
        ("Thank you for applying (automatic confirmation)", "auto-reply"),
        ("Got an automated response thanking me", "auto-reply"),
        ("auto-reply thanking me for applying", "auto-reply"),
        ("Bounced: said user unknown", "bounced"),
        ("Thanks for the follow-up, we will decide Friday", "given"),
        ("said they will call", "given"),
        ("No, but asked for references", "given"),
        ("left voicemail, called back Tuesday and wants to talk", "given"),
        ("left voicemail, she called on Monday", "given"),
        ("left voicemail; they asked for references", "given"),
        ("Out of office till Monday but said she is keen", "given"),
        ("auto-reply, then she answered herself", "given"),
        ("auto-reply, later wrote that they will decide Friday", "given"),
        ("bounced, resent, she replied Tuesday", "given"),
        ("bounced at first, then replied from another address", "given"),
        ("We bounced ideas around", "given"),
        ("They bounced it to HR", "given"),
        ("She is on vacation, back Monday", "given"),
        ("Message on LinkedIn from Dana: come in Monday", "given"),
        ("Rejected (automated email)", "given"),
        ("got a message from Dana", "given"),
        ("Returned my call", "given"),
        ("returned from holiday, will decide Friday", "given"),
        ("No, thanks", "given"),
        ("No - we chose someone else", "given"),
        ("no, sorry", "given"),
        ("None of the dates work; proposed Friday", "given"),
        ("pending, they want references", "given"),
        ("Pending background check, offer follows", "given"),
        ("No decision yet, more next week", "given"),
        ("no response yet, then she called", "given"),
        ("waiting, she said Friday", "given"),
        ("Waiting for the CTO's approval, will call Monday", "given"),
        ("Nothing to add, see you Monday", "given"),
        ("open to a second call", "given"),
        ("quiet, then called back Monday", "given"),
        (":)", "given"),
        ("👍", "given"),
        ("✓", "given"),
        ("yes", "given"),
        ("ok", "given"),
        ("Auto-insurance question answered", "given"),
        ("550 EUR a day is fine", "given"),
        ("500 applicants, they decide in June", "given"),
        ("Automation team wants to meet", "given"),
        ("Postmaster General said yes", "given"),
        ("Mailbox, then called back", "given"),
        ("No problem, see you then", "given"),
        ("nr. 1 on their list", "given"),
        ("NA team will decide", "given"),
        ("Not heard from the CTO, but HR says Friday", "given"),
        ("zip code needed", "given"),
        ("blank check for travel", "given"),
        ("Await our call on Friday", "given"),
        ("0 doubts, they want me", "given"),
        ("Not this time", "given"),
        ("No reply needed, see you Monday", "given"),
        ("not received the CV, asked to send it again", "given"),
        ("She will be out of office, call on Monday", "given"),
        ("I will be out of office until Monday, then let's talk", "given"),
        ("(none)", "none"),
        ("[none]", "none"),
        ('"none"', "none"),
        ("n/a.", "none"),
        ("N.A.", "none"),
        ("--", "none"),
        ("...", "none"),
        ("…", "none"),
        ("tbc", "none"),
        ("0", "none"),
        ("NR", "none"),
        ("blank", "none"),
        ("zilch", "none"),
        ("No reply :(", "none"),
        ("nothing yet :/", "none"),
        ("No response yet (followed up)", "none"),
        ("no response, will try again", "none"),
        ("no answer - call back later", "none"),
        ("N/A - none yet", "none"),
        ("none - waiting", "none"),
        ("no (not yet)", "none"),
        ("pending - chasing Friday", "none"),
        ("Not heard", "none"),
        ("await", "none"),
        ("***", "none"),
        ("«none»", "none"),
        ("{none}", "none"),
        ("<none>", "none"),
        ("(no reply)", "none"),
        ("no reply from them :-(", "none"),
        ("no reply!!", "none"),
        ("- none", "none"),
        ("no, nothing yet", "none"),
        ("no reply; resent 20 Nov", "none"),
        ("no response yet - followed up on Friday", "none"),
        ("waiting / nothing yet", "none"),
        ("no reply yet, wrote again, waiting", "none"),
        ("no answer (2x)", "none"),
        ("No feedback - will ask again", "none"),
        ("???", "none"),
        ("_", "none"),
    ],
)
def test_a_response_is_read_for_who_speaks_in_it(typed: str, kind: str) -> None:
    assert what_answer(text_of(typed)).value == kind


@pytest.mark.parametrize(
    ("typed", "answer", "heard", "hint"),
    [
        (None, "", True, "Response is blank; type what they answered"),
        ("-", "none", False, ""),
        ("n/a", "none", False, ""),
        ("none", "none", False, ""),
        ("Happy to talk", "given", True, ""),
    ],
)
def test_a_response_date_alone_is_heard_and_asked_about_but_not_beside_a_word_for_none(
    typed: Any, answer: str, heard: bool, hint: str
) -> None:
    line = {"Date": HELD, "Response": typed, "Response date": HELD}
    made = book([DEFAULTS | {"Interview date": HELD}], [line], {})
    log = take_in(made, Settings(), today=TODAY).log
    assert list(log["answer"]) == [answer]
    assert list(log["response_date"].notna()) == [heard]
    assert hint in log["hint"][0]
    assert bool(log["hint"][0]) is bool(hint)


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        (0.0, "'0'"),
        (46342.0, "'46342'"),
        (2.5, "'2.5'"),
        (True, "'TRUE'"),
    ],
)
def test_what_cannot_be_read_is_shown_as_excel_shows_it(cell: Any, said: str) -> None:
    made = book([DEFAULTS | {"Interview date": HELD, "Outcome": cell}], [], {})
    (problem,) = take_in(made, Settings(), today=TODAY).problems
    assert f": {said} is not one of" in str(problem)

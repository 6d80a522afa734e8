"""The lint: what it finds in a draft on disk, and what it leaves alone (spec 6, Lint)."""

from __future__ import annotations

import csv
import re
import time
from collections.abc import Iterator
from itertools import cycle, islice
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sheetfollow.intake.settings import Settings
from sheetfollow.letters import spelling
from sheetfollow.letters.lint import findings
from sheetfollow.letters.lint.expressions import Entry
from sheetfollow.letters.lint.names import others
from sheetfollow.letters.word_lists import lines
from sheetfollow.model import Finding, Task
from sheetfollow.schema import Message
from tests.helpers.sample_letters import FOLDER, SETTINGS, TODAY, by_hand, render, task

GOOD = by_hand("good.toml")
BROKEN = by_hand("broken.toml")
RULES = {more["rule"] for _, _, more in BROKEN}


def _of(text: str, **cells: Any) -> list[Finding]:
    return findings(
        f"Subject: Breaks\n\nDear Amara,\nhow the night shift plans its breaks. {text}\n",
        task(**cells),
        SETTINGS,
    )


def _rules(text: str, **cells: Any) -> list[str]:
    return [each.rule for each in _of(text, **cells)]


def test_there_are_thirty_letters_or_more_of_each_kind_and_a_broken_one_for_every_rule() -> None:
    assert (len(GOOD), len(BROKEN)) == (181, 195)
    assert len(RULES) == 37


@pytest.mark.parametrize(
    ("row", "text", "more"),
    BROKEN,
    ids=[f"{more['rule']} {n}" for n, (*_, more) in enumerate(BROKEN)],
)
def test_each_broken_letter_is_caught_by_its_rule_alone_at_its_line(
    row: Task, text: str, more: dict[str, Any]
) -> None:
    colleagues = [more["colleague"]] if "colleague" in more else []
    earlier = [more["earlier"]] if "earlier" in more else []
    found = findings(text, row, SETTINGS, colleagues=colleagues, earlier=earlier)
    assert (more["line"], more["rule"]) in [(each.line, each.rule) for each in found]
    assert {each.rule for each in found} == {more["rule"]}
    assert all(each.suggestion for each in found)


@pytest.mark.parametrize(("row", "text", "more"), GOOD, ids=[row.interviewer for row, _, _ in GOOD])
def test_a_good_letter_raises_no_false_alarm(row: Task, text: str, more: dict[str, Any]) -> None:
    assert findings(text, row, SETTINGS, attached=more.get("attached", False)) == []


@pytest.mark.parametrize(("shared", "repeats"), [("abcdefghij", False), ("abcdefghijk", True)])
def test_a_note_repeats_a_colleagues_where_they_share_more_than_half_of_their_runs_of_words(
    shared: str, repeats: bool
) -> None:
    """Two notes of 14 words have 12 runs of three each. Ten words the same are 8 runs of the 16
    that there are, which is half; eleven are 9 of 15."""
    own, theirs = (" ".join(f"{shared}{rest}"[:14]) for rest in ("pqrs", "vwxy"))
    found = findings(own, task(), SETTINGS, colleagues=[theirs])
    assert ("repeats a colleague's note" in [each.rule for each in found]) is repeats


def test_windows_line_ends_and_curly_apostrophes_change_nothing() -> None:
    for row, text, more in GOOD:
        dressed = text.replace("'", "’").replace("\n", "\r\n")
        assert findings(dressed, row, SETTINGS, attached=more.get("attached", False)) == []


def test_a_curly_apostrophe_hides_no_phrase() -> None:
    two = "Please don’t hesitate to ask. Thanking you in advance."
    assert _rules(two) == ["stock phrase", "stock phrase"]


def test_a_file_without_its_head_is_read_as_text() -> None:
    found = findings("Dear Amara,\n\nthe breaks of the night shift {{ x }}", task(), SETTINGS)
    assert [(each.line, each.rule) for each in found] == [(3, "template residue")]


def test_an_empty_file_names_nobody_and_no_topic() -> None:
    assert [each.rule for each in findings("", task(), SETTINGS)] == [
        "interviewer not named",
        "topic not mentioned",
    ]


def test_the_word_limit_is_the_one_of_the_settings_and_counts_what_is_sent() -> None:
    text = "To: a@b.example\nSubject: one two three\n\nAmara shift breaks four five"
    assert findings(text, task(topic="breaks"), Settings(words=5)) == []
    over = findings(text, task(topic="breaks"), Settings(words=4))
    assert [(each.line, each.said) for each in over] == [(4, "5 words")]


def test_the_linkedin_limit_counts_the_note_without_its_length_line() -> None:
    note = "Hello Amara, breaks"
    text = f"LinkedIn: linkedin.com/in/x\n\n{note}\n\n(19 of 19 characters)\n"
    row = task(channel="LinkedIn", topic="breaks")
    assert findings(text, row, Settings(note_characters=len(note))) == []
    assert [each.said for each in findings(text, row, Settings(note_characters=18))] == [
        "19 characters"
    ]


def test_the_topic_counts_as_mentioned_in_another_form() -> None:
    text = "Dear Amara, you planned the break of each shift at night."
    assert findings(text, task(), SETTINGS) == []
    assert findings("Dear Amara, thank you.", task(topic=""), SETTINGS) == []


def test_accents_do_not_hide_a_name_or_a_topic() -> None:
    text = "Dear Zuzana Dvorakova, the Gothe exhibition was fine."
    assert findings(text, task(interviewer="Z. Dvořáková", topic="Göthe"), SETTINGS) == []


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        ({"company": "Awesome Vibe"}, "I like awesome vibe music."),
        ({"topic": "breaks, gonna and shift"}, "I said gonna."),
        ({"skill": "Kubernettes"}, "I know Kubernettes and kubernettes."),
        ({"team": "BLAZE"}, "I like BLAZE."),
        ({"interviewer": "Amara Recieve"}, "Dear Ms Recieve, recieve is a name."),
    ],
)
def test_words_that_stand_in_the_row_are_right(cells: dict[str, str], said: str) -> None:
    assert _of(said, **cells) == []


def test_further_words_of_the_workbook_are_right() -> None:
    text = "Dear Amara, the breaks of the night shift and our seperate xbeleive."
    assert [each.said for each in findings(text, task(), SETTINGS)] == ["seperate"]
    assert findings(text, task(), SETTINGS, known=frozenset({"seperate"})) == []


@pytest.mark.parametrize(
    "right",
    [
        "organisation",
        "colour",
        "programme",
        "travelled",
        "centre",
        "analysed",
        "catalogue",
        "licence",
        "behaviour",
        "onboarding",
        "repo",
        "API",
        "apis",
        "devops",
        "workflow",
        "co-operative",
        "well-being",
        "I've",
        "they'd",
        "won't",
        "it's",
        "o'clock",
        "naïve",
        "Müller's",
        "GitHub",
        "PostgreSQL",
        "3rd",
        "2026-11-23",
        "robin@exmaple.com",
        "https://exmaple.com/recieve",
        "www.exmaple.com",
        "example.com/thier",
        "stakeholders'",
        "customers'",
        "derated",
        "earlies",
    ],
)
def test_a_right_word_is_no_typo(right: str) -> None:
    assert _rules(f"This is about {right} today.") == []


@pytest.mark.parametrize(
    ("wrong", "meant"),
    [
        ("recieve", "receive"),
        ("definately", "definitely"),
        ("oportunity", "opportunity"),
        ("teh", "the"),
        ("intrested", "interested"),
        ("managment", "management"),
        ("greatful", "grateful"),
        ("alot", "a lot"),
        ("experiance", "experience"),
        ("conversaton", "conversation"),
        ("responsable", "responsible"),
        ("sucess", "success"),
        ("adress", "address"),
        ("wich", "which"),
        ("becuase", "because"),
    ],
)
def test_a_typo_is_found_with_what_was_meant(wrong: str, meant: str) -> None:
    found = _of(f"This is {wrong} here.")
    assert [(each.rule, each.said) for each in found] == [("probable typo", wrong)]
    assert meant in found[0].suggestion


@pytest.mark.parametrize(
    "text",
    [
        "I work in the U.S. and at NASA.",
        "We use AWS, GCP and SQL.",
        "None of this is new.",
        "My nan's house (built 1920).",
        "I have grown attached to it.",
        "I attach great importance to it.",
        "The ratio is 3:1 (see page 8).",
        "Thank you! It was a joy.",
        "He had had enough of that that day.",
        "It is at C:/data.",
        "Really? Yes.",
        "Copyright © 2026, registered ®, 20 °C, 5 € and ½.",
        "A, B and C.",
        "I chose option [1].",
        "I will do it as soon as I am able to.",
        "I am free on Monday if you are.",
        "I would be grateful if you were able to.",
        "We went out whether or not it rained, and I'd do it again.",
        "I open the store, count the crates, and check the labels.",
        "My current manager could not be kinder.",
        "I am glad to get out of here and into the fields by six.",
        "Your smile at the gate was kind, and I served drinks for two years.",
        "As an AI engineer I have written many tests.",
        "A copy of the rota hangs in the hall, and lunch is included.",
        "The work lasts to late August, and the hay was in a manger.",
        "The mint is in flower, and it did me good.",
        "His crew swaps at four.",
        "My last manager treated us like adults, and my boss is never lazy about safety.",
        "The people there are looking for a way out of paper forms.",
        "The brochure of the photos is included in the price.",
        "On the first day I would watch, ask whether I was in the way, and learn.",
        "Let me know if you'd like me to change the start date.",
    ],
)
def test_what_only_looks_like_a_fault_is_left_alone(text: str) -> None:
    assert _rules(text) == []


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("Yes 👍", "emoji"),
        ("Fine 🇬🇧", "emoji"),
        ("I ❤ it", "emoji"),
        ("So ;)", "emoji"),
        ("Love <3", "emoji"),
        ("Great ☺️ day", "emoji"),
        ("btw, yes", "slang"),
        ("U r kind", "slang"),
        ("Please advise ASAP.", "slang"),
        ("THANK YOU SO MUCH", "shouting"),
        ("What??", "shouting"),
        ("#N/A", "template residue"),
        ("{% if %}", "template residue"),
        ("A proven track record.", "repeats the CV"),
        ("See the attachment.", "says it attaches what is not attached"),
        ("It is attached to this email.", "says it attaches what is not attached"),
    ],
)
def test_each_of_these_is_found(text: str, rule: str) -> None:
    assert rule in _rules(text)


def test_what_is_attached_may_be_named() -> None:
    text = "Dear Amara, I attach the work sample on the breaks of the night shift."
    assert [each.rule for each in findings(text, task(), SETTINGS)] == [
        "says it attaches what is not attached"
    ]
    assert findings(text, task(), SETTINGS, attached=True) == []


def test_what_a_rule_finds_twice_in_a_line_is_told_once() -> None:
    """`Map Editor` stands there as `the Map Editor role` and as `role of Map Editor`."""
    twice = "The Map Editor role, I mean the role of Map Editor, is mine."
    assert [each.said for each in _of(twice)] == ["Map Editor"]
    both = _of("Dude, it was epic, dude, yeah.")
    assert [each.said for each in both] == ["Dude", "epic", "yeah"]


def test_cheers_is_no_slang_but_for_mates() -> None:
    """As a close, or `Cheers for the tour`, careful people write it too."""
    assert _rules("Cheers for that; I have thought of it every day since Monday.") == []
    assert _rules("Cheers mate, I have thought of it every day since Monday.") != []


def test_a_phrase_over_the_end_of_a_line_is_found_at_its_first_line() -> None:
    text = (
        "Dear Amara,\nthe breaks of the night shift. I look\n"
        "forward, and I would be a perfect\nfit for you."
    )
    assert [(each.line, each.said) for each in findings(text, task(), SETTINGS)] == [
        (3, "perfect fit")
    ]


def test_every_list_has_a_note_on_its_source_and_no_entry_twice() -> None:
    paths = list((FOLDER.parents[2] / "sheetfollow" / "letters" / "word_lists").glob("*.txt"))
    assert len(paths) > 20
    for path in paths:
        text = path.read_text(encoding="utf-8")
        note = " ".join(line for line in text.splitlines() if line.startswith("#"))
        assert "own list" in note.lower(), path.name
        entries = [line for line in lines(path.name) if line]
        assert len(entries) == len(set(entries)), path.name


def test_each_phrase_of_the_lists_is_found_and_has_advice() -> None:
    more = "I have thought of nothing else since we met on Monday, and not only on the train."
    for name, rule in (("slang.txt", "slang"), ("stock_phrases.txt", "stock phrase")):
        for line in lines(name):
            phrase, _, advice = line.partition("|")
            assert advice.strip(), line
            text = f"Subject: News\n\nDear Amara,\nso {phrase.strip()} it is. {more}\n"
            found = findings(text, task(message="Check-in"), SETTINGS)
            assert rule in [each.rule for each in found], line
    for greeting in lines("generic_greetings.txt"):
        found = findings(
            f"{greeting.title()},\nAmara, the breaks of the night shift.", task(), SETTINGS
        )
        assert "generic greeting" in [each.rule for each in found], greeting


def test_a_phrase_that_asks_for_news_is_right_where_the_letter_has_some() -> None:
    """Spec 6: the advice is to say what is new."""
    said = "Dear Amara,\n\nJust checking in on the role."
    empty = findings(f"{said} Is there any news?\n", task(message="Check-in"), SETTINGS)
    assert [(each.rule, each.suggestion) for each in empty] == [("stock phrase", "say what is new")]
    new = f"{said} I drew up the breaks of a night shift of eight on one page.\n"
    assert findings(new, task(message="Check-in"), SETTINGS) == []


def test_no_own_list_of_right_words_holds_a_typo() -> None:
    slips = {line.split(" ", 1)[0] for line in lines("misspellings.txt")}
    words = {word for line in lines("work_words.txt") for word in line.split()}
    assert not slips & words
    assert not [slip for slip in slips if spelling.is_word(slip)]


def test_the_words_of_the_built_in_wording_are_right_by_the_dictionary_too() -> None:
    assert {
        word for word in spelling.built_in() if len(word) > 3 and not spelling.is_word(word)
    } == {
        "voicemail",
        "elif",
        "endif",
    }


@given(st.text(max_size=400))
def test_any_text_is_read_without_a_fault_and_lines_point_into_it(text: str) -> None:
    for found in findings(text, task(), SETTINGS, colleagues=[text]):
        assert 1 <= found.line <= text.replace("\r\n", "\n").count("\n") + 1
        assert "\n" not in str(found)


@pytest.mark.parametrize("bite", ["a ", "!", "[a", "{{", "A", "x@", "x."])
def test_an_odd_file_takes_no_long_time(bite: str) -> None:
    begun = time.perf_counter()
    findings(bite * 20_000, task(), SETTINGS)
    assert time.perf_counter() - begun < 5


def test_a_text_is_searched_for_what_it_may_hold() -> None:
    """The words that all finds of an expression need tell which texts it need not be looked for in:
    one of each set, the most telling set first."""
    forward = Entry(r"(?:look|looking) (?:really )?forward to (?:hear|meet)(?= |\.)", "", "")
    assert forward.needed == [{"forward"}, {"look", "looking"}, {"hear", "meet"}, {"to"}]
    late = Entry(r"\w+ (?:is|was)(?: \w+)? late(?! of me)", "", "")
    assert late.needed == [{"late"}, {"is", "was"}]


def test_every_expression_of_the_lists_can_be_found_by_its_words() -> None:
    """A word that stands against a group, or an expression without words, is found by none."""
    names = (
        "tone",
        "stages",
        "seams",
        "notes_to_oneself",
        "alternatives",
        "confusions",
        "slang_in_context",
    )
    for line in (line for name in names for line in lines(f"{name}.txt") if line):
        expression = line.split(" | ")[1] if " | " in line else line
        assert Entry(expression, "", "").needed, line
        glued = r"(?<!\\)[a-z]\(\?:[a-z]|[a-z]\)\??[a-z]"
        assert not re.search(glued, expression), line
        assert not expression.endswith((" ", r" (?=\w)")), line


@pytest.mark.parametrize(
    ("cell", "said"),
    [("Sr. BA", "Senior BA"), ("Public affairs mgr", "Public affairs manager")],
)
def test_the_rows_job_may_be_written_out_as_a_letter_says_it(cell: str, said: str) -> None:
    names = others([], [cell])
    for text in (f"I am keen on the {said} role.", f"I often think of the work of a {said}."):
        letter = f"Subject: Breaks\n\nDear Amara,\nhow the night shift plans its breaks. {text}\n"
        found = findings(letter, task(job_title=cell), SETTINGS, others=names)
        assert "wrong job" not in [each.rule for each in found]


def test_a_job_may_be_called_by_its_initials_and_by_no_others() -> None:
    job = "Registered Veterinary Nurse"
    assert _rules("I am keen on the RVN role.", job_title=job) == []
    assert _rules("I am keen on the RGN role.", job_title=job) == ["wrong job"]


@pytest.mark.parametrize("word", ["It", "This"])
def test_a_word_of_grammar_is_no_other_company(word: str) -> None:
    assert _rules(f"{word} would be a great place to work.") == []
    assert _rules("Northgate would be a great place to work.") == ["wrong company"]


def test_a_company_with_an_apostrophe_is_known_by_its_own_name() -> None:
    company = "St. Anne's School"
    letter = f"Subject: Breaks\n\nDear Amara,\nthe breaks of the night shift at {company} last.\n"
    names = others([company, "St. Anne's Hospital"], [])
    found = findings(letter, task(company=company), SETTINGS, others=names)
    assert "wrong company" not in [each.rule for each in found]


@pytest.mark.parametrize(
    ("said", "rule"),
    [
        ("Don't forget to put in the bit about the ovens.", "note to oneself"),
        ("Check her surname again and mention the ovens.", "note to oneself"),
        ("Here is a warmer, more concise version of your email:", "note to oneself"),
        ("I have an offer and need your answer by tomorrow.", "threat"),
        ("I like pubic transport.", "probable typo"),
    ],
)
def test_what_nobody_would_send_is_found(said: str, rule: str) -> None:
    assert rule in _rules(said)


def test_before_we_go_on_is_no_seam() -> None:
    assert _rules("Before we go on I would like to see the ovens.") == []


def test_a_kind_wish_is_right_where_the_letter_has_something_of_its_own() -> None:
    said = "Dear Amara,\n\nI hope you are doing well."
    row = task(message="Check-in")
    assert [each.rule for each in findings(said, row, SETTINGS)] == ["stock phrase"]
    own = f"{said} I often think of how the night shift plans its breaks.\n"
    assert findings(own, row, SETTINGS) == []


@pytest.mark.parametrize(
    ("message", "said"),
    [
        ("Rejection reply", "I look forward to hearing from you should another post open."),
        ("Rejection reply", "I remain enthusiastic about your work on the roof garden."),
        ("Rejection reply", "I look forward to hearing how you get on with the new kiln."),
        ("Offer reply", "I look forward to hearing when I should come in."),
        ("Offer reply", "I await your final contract."),
    ],
)
def test_a_letter_of_the_end_may_look_ahead(message: str, said: str) -> None:
    assert _rules(said, message=message) == []


@pytest.mark.parametrize(
    ("subject", "text", "said"),
    [
        ("Payroll Administrator", "The breaks of the night shift.", ["Payroll Administrator"]),
        ("Breaks", "The Payroll Administrator interview was long.", ["Payroll Administrator"]),
        ("Operations Analyst, Leeds", "I am keen on the Leeds role.", []),
        ("A Thank You", "The Tuesday interview and the Operations Analyst interview.", []),
    ],
)
def test_another_job_is_told_in_the_subject_and_of_an_interview_too(
    subject: str, text: str, said: list[str]
) -> None:
    letter = f"Subject: {subject}\n\nDear Amara,\nthe breaks of the night shift. {text}\n"
    found = findings(letter, task(), SETTINGS)
    assert [each.said for each in found if each.rule == "wrong job"] == said


@pytest.mark.parametrize(
    ("said", "fits"),
    [
        ("Robin", True),
        ("Rob", True),
        ("R. Castell", True),
        ("RC", True),
        ("Robin James Castell", True),
        ("Robin Castell, MBA", True),
        ("Bob Castell", False),
        ("Robin Lyle", False),
        ("Amara", False),
    ],
)
def test_one_may_sign_with_a_part_of_ones_name_and_with_no_other(said: str, fits: bool) -> None:
    text = f"Dear Amara,\nthe breaks of the night shift.\n\nKind regards,\n{said}\n"
    assert ([each.rule for each in findings(text, task(), SETTINGS)] == []) is fits


@pytest.mark.parametrize(
    ("said", "fits"),
    [("The rota you told me about is long.", True), ("I enjoyed hearing about is long.", False)],
)
def test_a_clause_that_tells_more_of_a_noun_may_end_with_a_preposition(
    said: str, fits: bool
) -> None:
    assert (_rules(said) == []) is fits


_USED = {
    Message.THANK_YOU: ("topic", "challenge", "skill", "team"),
    Message.CHECK_IN: ("idea",),
    Message.SECOND: ("topic",),
    Message.FURTHER: ("challenge",),
}
"""The cells of which a message tells."""


def _as_people_type(count: int) -> Iterator[Task]:
    """So many rows with cells that may be quoted, each once, but for teams, in a message that tells
    of it."""
    text = (FOLDER.parent / "words" / "cells_fresh.tsv").read_text(encoding="utf-8")
    rows = csv.DictReader(text.splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE)
    cells: dict[str, list[str]] = {}
    for row in rows:
        if row["quotable"] == "Q":
            cells.setdefault(row["column"], []).append(row["cell"])
    teams = cycle(cells.pop("team"))
    typed = {"team": teams} | {column: iter(said) for column, said in cells.items()}
    for message in islice(cycle(_USED), count):
        told = {column: next(typed[column]) for column in _USED[message]}
        yield task(message=message.value, **{"topic": ""} | told)


def test_no_draft_of_our_own_is_flagged_whatever_people_type() -> None:
    """But for what it asks for itself: a gap, a name, a topic."""
    for draft in render(list(_as_people_type(900)), [], SETTINGS, today=TODAY):
        found = findings(draft.text, draft.task, SETTINGS)
        assert {each.rule for each in found} <= {"open gap", "topic not mentioned"}, draft.text


def test_a_gap_in_the_greeting_is_told_once() -> None:
    """It is open; that it names nobody needs no second word."""
    row = task(interviewer="Hope House hospice")
    text = (
        f"To: a@b.example\nSubject: Thanks\n\nDear [interviewer],\n\n{row.topic} stays with me.\n"
    )
    assert [each.rule for each in findings(text, row, SETTINGS) if each.line == 4] == ["open gap"]

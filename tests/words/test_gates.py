"""What a sentence may not be made of, whatever its words are: where evidence lacks, it is asked
(spec 6: Personal)."""

from __future__ import annotations

import pytest

from sheetfollow.words.lines import skill_line
from sheetfollow.words.reading import read
from sheetfollow.words.slips import likely


def _said(cell: str, column: str = "topic") -> list[str]:
    return [item.said or item.that or item.phrase for item in read(cell, column).items]


@pytest.mark.parametrize(
    "cell",
    [
        "owner always interfering",
        "head is a control freak",
        "the director never answers",
    ],
)
def test_what_one_of_those_who_lead_does_is_no_problem_to_write_to_them_of(cell: str) -> None:
    assert _said(cell, "challenge") == []


def test_what_one_of_those_who_lead_wants_is() -> None:
    assert _said("the director wants fewer defects", "challenge") == [
        "the director wants fewer defects"
    ]


@pytest.mark.parametrize("cell", ["he said it's complicated", "residents seemed happy"])
def test_how_it_looked_and_what_nobody_can_tell_of_is_asked(cell: str) -> None:
    assert _said(cell, "challenge") == []


def test_a_form_that_wants_a_helper_is_no_verb_without_one() -> None:
    assert _said("food cost gone up 20% since January", "challenge") == []


def test_they_behind_a_thing_are_the_company_and_behind_people_those() -> None:
    assert _said("UDA targets they never hit", "challenge") == ["UDA targets you never hit"]
    assert _said("drivers who forget their keys", "challenge") == ["drivers who forget their keys"]
    assert _said("a map of all bins & when they fill up", "idea") == ["a map of all bins"]
    own = "vans that rest more than they drive"
    assert _said(own, "challenge") == [own]


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        ("parents not engaging with homework app", "parents not engaging with the homework app"),
        ("cables running behind server rack", "cables running behind the server rack"),
        ("drivers on call", "drivers on call"),
        ("bugs in production", "bugs in production"),
        ("the move to AWS next year", "the move to AWS next year"),
    ],
)
def test_a_bare_thing_behind_a_preposition_gets_its_article(cell: str, said: str) -> None:
    assert _said(cell, "challenge") == [said]


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        ("JIB gold card", ["I hold a JIB gold card"]),
        ("budget of 1.5m", ["a budget of 1.5m"]),
        ("lighting design", ["lighting design"]),
        ("ACCA finalist", []),
        ("keyholder", ["working as a keyholder"]),
        ("better than the other two", []),
        ("a driving licence but no car", []),
        ("I have worked since 5 years with RTOS", ["I have worked for 5 years with RTOS"]),
    ],
)
def test_a_skill_is_a_thing_or_a_deed_and_no_comparison(cell: str, said: list[str]) -> None:
    assert _said(cell, "skill") == said


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        ("attendance, esp. Fridays", ["attendance, especially on Fridays"]),
        ("nervous patients esp kids", ["nervous patients, especially kids"]),
        ("staffing obviously", ["staffing"]),
        ("handover at 7:30", ["the handover at 7:30"]),
    ],
)
def test_an_aside_narrows_or_goes(cell: str, said: list[str]) -> None:
    assert _said(cell) == said


@pytest.mark.parametrize("word", ["decon", "screed", "purlin", "barbacks", "smishing"])
def test_a_short_word_of_a_trade_is_no_slip(word: str) -> None:
    assert likely(word) == ""


def test_a_slip_before_or_behind_another_word_is_seen() -> None:
    assert likely("comission") == "commission"
    assert _said("tripadvsor score dropped to 3.8", "challenge") == []


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        ("the oak frame job starting may", ["the oak frame job starting May"]),
        ("HR system implementation", ["the HR system implementation"]),
        ("the deadline moving to 15th", ["the deadline moving to the 15th"]),
        ("out of hours rota shared w/ 3 others", ["the out-of-hours rota shared with 3 others"]),
        ("money money money", []),
        ("the accident in 2022 (hush)", []),
        ("culture etc", []),
        ("qwerty", []),
    ],
)
def test_a_helper_alone_is_a_month_and_words_said_twice_are_nothing(
    cell: str, said: list[str]
) -> None:
    assert _said(cell) == said


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        ("native German, C2 English, Trados", ["German, English and Trados"]),
        ("spin instructor level 2", ["working as a level 2 spin instructor"]),
        ("tractor + telehandler tickets", ["I hold tractor and telehandler tickets"]),
    ],
)
def test_a_language_a_rank_and_papers_are_told_as_such(cell: str, said: list[str]) -> None:
    assert _said(cell, "skill") == said


def test_what_to_be_is_no_idea_for_them_and_a_day_is_nothing_to_patch() -> None:
    assert _said("be more enthusiastic", "idea") == []
    assert _said("patch tuesday calendar", "idea") != ["you could patch Tuesday calendar"]


def test_two_statements_are_one() -> None:
    cell = "the soil is very bad and piles are expensive"
    assert _said(cell, "challenge") == [cell]


@pytest.mark.parametrize(
    "cell",
    [
        "crane lifts near the railway",
        "customs holds at Dover",
        "too cold in the lab",
        "the list are long",
        "bit of a boys club",
        "said they'd ring friday",
    ],
)
def test_what_may_be_a_thing_is_no_statement_and_numbers_agree(cell: str) -> None:
    assert _said(cell, "challenge") == []


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        ("tills crash on Saturdays", ["tills crash on Saturdays"]),
        ("the app crashes on old phones", ["the app crashes on old phones"]),
        ("the team are tired", ["the team are tired"]),
        ("no one want to work nights", ["nights"]),
        ("the new head and her plan", ["the new head and her plan"]),
        ("her plan for the nursery", ["your plan for the nursery"]),
        ("podcast they launched", ["the podcast you launched"]),
        ("wristbands for falls risk", ["wristbands for falls risk"]),
    ],
)
def test_what_surely_is_a_statement_or_a_thing_is_said(cell: str, said: list[str]) -> None:
    assert _said(cell, "challenge") == said


@pytest.mark.parametrize("cell", ["look ahead board in the hut", "save & come back later button"])
def test_a_deed_done_to_a_bare_thing_further_on_may_be_none(cell: str) -> None:
    assert _said(cell, "idea") == []


@pytest.mark.parametrize(
    "cell",
    [
        "drivers app for swaps",
        "electric buses range in winter",
        "release trains every 2 wks",
        "data quality is very less",
        "picking accuracy 97",
        "he sighed and changed subject",
        "awkward silence at the start",
        "googled them",
    ],
)
def test_what_is_not_surely_a_verb_makes_no_statement(cell: str) -> None:
    assert _said(cell, "challenge") == []


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        ("hoods always booked", ["hoods are always booked"]),
        ("parents who pick up late", ["parents who pick up late"]),
        ("files not closed properly", ["files not closed properly"]),
        ("they have problem with the burrs", ["you have a problem with the burrs"]),
        ("pull requests pile up", ["pull requests pile up"]),
        ("bean prices doubled", ["bean prices doubled"]),
    ],
)
def test_what_surely_is_a_verb_does(cell: str, said: list[str]) -> None:
    assert _said(cell, "challenge") == said


def test_a_list_of_tools_keeps_the_capitals_of_its_names() -> None:
    assert _said("Figma, Maze, Dovetail", "skill") == ["Figma, Maze and Dovetail"]
    assert _said("5 years constructor of injection moulds", "skill") == [
        "I have five years of experience as a constructor of injection moulds"
    ]


@pytest.mark.parametrize(
    ("cell", "column"),
    [
        ("she rolled her eyes about head office", "challenge"),
        ("no communication between shift", "challenge"),
        ("they are using a tool made by themself", "topic"),
        ("12%", "challenge"),
        ("independent prescriber V300", "skill"),
        ("whichever", "team"),
    ],
)
def test_scenes_amounts_and_what_nobody_can_tell_are_asked(cell: str, column: str) -> None:
    assert _said(cell, column) == []


def test_what_somebody_did_at_work_is_said_and_since_wants_have_been() -> None:
    assert _said("she moved the archive to Leeds") == ["you moved the archive to Leeds"]
    assert _said("I'm working since 2015 as an engineer", "skill") == [
        "I have been working since 2015 as an engineer"
    ]


def test_a_measure_before_a_thing_is_one_word() -> None:
    assert _said("one page metric tree", "idea") == ["a one-page metric tree"]
    assert _said("the new head and her 5 year plan") == ["the new head and her 5-year plan"]
    assert _said("one day a week in Leeds", "topic") != ["the one-day a week in Leeds"]


def test_what_one_worked_as_is_experience_as_such() -> None:
    reading = read("mentor for students", "skill")
    line = "In this role I would draw on my experience as a mentor for students."
    assert skill_line(reading, 0) == line


@pytest.mark.parametrize(
    ("cell", "column"),
    [
        ("manual bank feeds", "topic"),
        ("supplier changes since brexit", "topic"),
    ],
)
def test_a_thing_that_ends_like_a_verb_is_one(cell: str, column: str) -> None:
    assert not any(item.that for item in read(cell, column).items)


@pytest.mark.parametrize(
    ("cell", "column"),
    [
        ("last bit was just chit chat about dogs", "topic"),
        ("her new puppy", "topic"),
        ("went through CV line by line", "topic"),
        ("long waiting time for reply", "topic"),
        ("the ward sister is a dragon", "challenge"),
        ("French (ok), German (bad)", "skill"),
        ("half of what they listed", "skill"),
        ("bit unclear", "team"),
    ],
)
def test_what_is_theirs_to_judge_or_nobody_s_business_is_asked(cell: str, column: str) -> None:
    assert _said(cell, column) == []


def test_nobody_has_and_the_grant_ends() -> None:
    assert _said("nobody have time", "challenge") == ["nobody has time"]
    assert read("grant ends next year", "challenge").items[0].that == "the grant ends next year"


@pytest.mark.parametrize(
    ("cell", "column"),
    [
        ("she's pregnant, cover from May", "topic"),
        ("start date / notice", "topic"),
        ("numeracy test, think I passed", "topic"),
        ("communication (she rolled her eyes)", "challenge"),
        ("one guy in dispatch does nothing", "challenge"),
        ("they can't pay overtime", "challenge"),
        ("need to brush up on Excel", "skill"),
        ("bring cake next time", "idea"),
        ("the nice ones", "team"),
    ],
)
def test_what_is_private_in_a_part_or_only_a_wish_is_asked(cell: str, column: str) -> None:
    assert _said(cell, column) == []


def test_what_one_trained_as_is_a_deed() -> None:
    assert _said("trained as a pastry chef", "skill") == ["I trained as a pastry chef"]


@pytest.mark.parametrize(
    ("cell", "column"),
    [
        ("the wifi dropped three times", "topic"),
        ("sort of a chat about values", "topic"),
        ("more next week", "topic"),
        ("it's a long story", "challenge"),
        ("she'd rather not say", "challenge"),
        ("I'd learn", "skill"),
        ("CV says Python", "skill"),
        ("good reference from Mo", "skill"),
        ("stop wasting money on agencies", "idea"),
        ("n.n.", "team"),
    ],
)
def test_scenes_hedges_and_what_one_would_do_are_asked(cell: str, column: str) -> None:
    assert _said(cell, column) == []


def test_what_is_done_has_no_article_and_a_waiting_list_has() -> None:
    assert _said("bringing payroll in house") == ["bringing payroll in-house"]
    assert _said("waiting list for allotments") == ["the waiting list for allotments"]


def test_what_he_does_in_the_middle_of_a_note_is_asked_and_what_he_did_is_yours() -> None:
    assert _said("the way he talks to staff", "challenge") == []
    assert _said("how he got from bricklaying into site mgmt") == [
        "how you got from bricklaying into site management"
    ]


def test_two_languages_and_a_certificate_in_something_are_told_as_such() -> None:
    assert _said("bilingual English/Welsh", "skill") == ["I speak English and Welsh"]
    assert _said("certificate in counselling", "skill") == ["I hold a certificate in counselling"]


def test_a_laugh_behind_a_question_goes_and_a_slip_is_not_another_language() -> None:
    assert _said("who owns the customer table lol") == ["who owns the customer table"]
    assert _said("copywritting", "skill") == ["copywriting"]
    assert _said("needs visa sponsorship") == []


@pytest.mark.parametrize(
    ("cell", "column"),
    [
        ('he said "we\'ll see"', "topic"),
        ("too much coffee, talked too fast", "topic"),
        ("he couldn't name one", "challenge"),
        ("not sure this counts: babysitting", "skill"),
        ("have a word with HR about the toilets", "idea"),
    ],
)
def test_words_of_theirs_and_what_went_badly_are_asked(cell: str, column: str) -> None:
    assert _said(cell, column) == []


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        ("funding ends in June", "funding ends in June"),
        ("forms get lost between wards", "forms get lost between wards"),
        ("rota unfair", "the rota is unfair"),
        ("vet nurses hard to find", "vet nurses are hard to find"),
        ("tills offline when the wifi drops", "tills are offline when the wifi drops"),
        ("allergen sheets out of date", "allergen sheets are out of date"),
        ("phone rings all day", "the phone rings all day"),
        ("scrap rate 7% !!", "the scrap rate of 7%"),
        ("absence 9%", "the absence rate of 9%"),
        ("quote turnaround 9 days", "the quote turnaround of 9 days"),
    ],
)
def test_a_state_a_date_or_a_share_behind_a_thing_is_said_of_it(cell: str, said: str) -> None:
    assert _said(cell, "challenge") == [said]


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        ("complaints process", "the complaints process"),
        ("claims triage bot", "the claims triage bot"),
        ("the new 311 service centre", "the new 311 service centre"),
        ("GMP audit next spring", "the GMP audit next spring"),
        ("welding inspection every 6 months", "the welding inspection every 6 months"),
        ("museum's new database", "the museum's new database"),
        ("Azure AD to Okta switch", "the Azure AD to Okta switch"),
        ("data finding from last audit", "the data finding from the last audit"),
        ("chain of custody errors", "chain of custody errors"),
        ("WASH project in Mali", "the WASH project in Mali"),
        ("migrate to Intune", "migrating to Intune"),
        ("microservices, they regret it a bit", "microservices"),
        ("they are using Scrum but with long sprint", "you are using Scrum"),
    ],
)
def test_what_has_no_object_or_a_time_behind_it_is_a_thing(cell: str, said: str) -> None:
    assert _said(cell) == [said]


@pytest.mark.parametrize(
    "cell",
    [
        "it works",
        "reach truck licence they pay for it",
        "returns process too slow",
        "dish wash very busy Friday",
        "all in heads",
        "Lisa is leaving but not announced",
    ],
)
def test_what_points_back_or_lacks_its_verb_is_no_topic(cell: str) -> None:
    assert _said(cell) == []


def test_what_is_hard_to_get_is_the_thing_before_the_comma() -> None:
    assert _said("bilingual staff, hard to get in Sudbury", "challenge") == ["bilingual staff"]


@pytest.mark.parametrize(
    ("cell", "column", "said"),
    [
        ("proof of concept for the CRM", "topic", "the proof of concept for the CRM"),
        ("nurse to patient ratio on nights", "topic", "the nurse to patient ratio on nights"),
        ("end of life care", "topic", "end of life care"),
        (
            "he started as a porter and now runs 4 shops",
            "topic",
            "you started as a porter and now run 4 shops",
        ),
        ("funding ends june", "challenge", "funding ends in June"),
        ("nurses burnt out", "challenge", "nurses are burnt out"),
        ("parcels arriving damaged", "challenge", "parcels arriving damaged"),
        ("orders coming too late", "challenge", "orders coming too late"),
        ("title I funding", "topic", "Title I funding"),
    ],
)
def test_what_belongs_together_is_read_as_one(cell: str, column: str, said: str) -> None:
    assert _said(cell, column) == [said]


def test_what_lacks_a_word_is_asked() -> None:
    assert _said("opening second location in Plano") == []
    assert _said("billable hours target 1400") == []
    assert _said("CQC rated them Requires Improvement", "challenge") == []


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        ("tutors often wait weeks for their rooms", ["tutors often wait weeks for their rooms"]),
        ("opening new bakery in Hull", []),
        ("keeping the drivers motivate", []),
        ("visitor numbers never recovered", ["the visitor numbers never recovered"]),
    ],
)
def test_what_does_not_fit_behind_a_verb_is_asked(cell: str, said: list[str]) -> None:
    assert _said(cell, "challenge") == said


def test_what_to_never_follows_is_a_thing_before_it() -> None:
    assert _said("apprenticeships route to level 4") == ["the apprenticeships route to level 4"]
    assert _said("they approach to inspections") == []

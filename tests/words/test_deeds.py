"""Skills, ideas and teams: what English lets stand together, and what only looks so (spec 6)."""

from __future__ import annotations

import pytest

from sheetfollow.words.reading import read


def _said(cell: str, column: str = "skill") -> list[str]:
    return [item.said or item.phrase for item in read(cell, column).items]


@pytest.mark.parametrize("cell", ["Food safe", "computer literate", "tax savvy", "heat proof"])
def test_a_thing_does_not_end_in_what_only_describes(cell: str) -> None:
    assert _said(cell) == []


def test_what_only_describes_is_left_out_of_a_list_of_things() -> None:
    reading = read("plasterer, domestic mostly", "skill")
    assert reading.items[0].phrase == "working as a plasterer"
    assert reading.left_out == ("domestic mostly",)


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        ("I have make the move to AWS", "I have made the move to AWS"),
        ("I have lead many audits", "I have led many audits"),
        ("I have did payroll for 5 shops", "I have done payroll for 5 shops"),
        ("I teached maths in prison", "I taught maths in prison"),
    ],
)
def test_the_form_that_a_verb_wants_is_put_there(cell: str, said: str) -> None:
    assert _said(cell) == [said]


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        ("worked in hospices 7 years", "I worked in hospices for 7 years"),
        ("worked nights for the last 2 years", "I worked nights for the last 2 years"),
        ("been coaching juniors since I was 20", "I have been coaching juniors since I was 20"),
        ("cut turnaround from 6 days to 2", "I cut the turnaround from 6 days to 2"),
        ("reduced backlog by half", "I reduced the backlog by half"),
        ("wrote code in COBOL", "I wrote code in COBOL"),
        ("ran a choir since 2012", "I have run a choir since 2012"),
        ("taught swimming since I was 18", "I have taught swimming since I was 18"),
        ("led a 1->10 rollout", "I led a 1-to-10 rollout"),
        ("moved checkout time 9->4 min", "I moved checkout time from 9 to 4 minutes"),
        ("taught y4 and y5", "I taught Year 4 and Year 5"),
    ],
)
def test_how_long_and_how_much_are_said_in_full(cell: str, said: str) -> None:
    assert _said(cell) == [said]


@pytest.mark.parametrize("cell", ["Cert", "diploma", "my licence", "degree"])
def test_a_paper_of_which_nothing_is_told_is_asked_about(cell: str) -> None:
    assert _said(cell) == []


def test_a_paper_is_held_whatever_its_level() -> None:
    assert _said("Level 5 diploma in leadership") == ["I hold a Level 5 diploma in leadership"]


@pytest.mark.parametrize(
    "cell",
    [
        "asked 52k base",
        "expecting 90k OTE",
        "got a warning at a depot, leave out",
        "liked the shop",
    ],
)
def test_what_was_asked_for_or_felt_or_went_wrong_is_no_deed(cell: str) -> None:
    assert _said(cell) == []


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        ("Click Share for the boardroom", "Click Share for the boardroom"),
        ("Lunch Club for volunteers", "a Lunch Club for volunteers"),
        ("Use Notion for handovers", "you could use Notion for handovers"),
        ("shampoo by weight", "shampoo by weight"),
        ("guide in easy read", "a guide in easy read"),
        ("phase in the new rota", "you could phase in the new rota"),
        ("a shadow board of under-30s", "a shadow board of under-30s"),
        ("set up shared inbox", "you could set up a shared inbox"),
        ("map unmet needs by ward", "you could map unmet needs by ward"),
        ("call each family in first week", "you could call each family in the first week"),
        ("a RAID log for the move", "a RAID log for the move"),
        ("an MOT reminder", "an MOT reminder"),
    ],
)
def test_an_idea_is_an_instruction_only_where_its_first_word_is_a_verb(
    cell: str, said: str
) -> None:
    assert _said(cell, "idea") == [said]


@pytest.mark.parametrize(
    "cell",
    [
        "saw this done at Kew",
        "found a podcast on triage",
    ],
)
def test_what_was_done_is_no_idea(cell: str) -> None:
    assert _said(cell, "idea") == []


@pytest.mark.parametrize("cell", ["AI", "automation", "gamify", "Slack"])
def test_one_word_says_no_idea_unless_it_is_a_thing_to_have(cell: str) -> None:
    assert _said(cell, "idea") == []
    assert _said("loyalty card", "idea") == ["a loyalty card"]
    assert _said("newsletter", "idea") == ["a newsletter"]


@pytest.mark.parametrize(
    ("cell", "said", "left"),
    [
        ("Engineering - Payments", "the Payments team", ("Engineering",)),
        ("Ward 12 - stroke", "Ward 12", ("stroke",)),
        ("Nights (goods in)", "the night team", ()),
    ],
)
def test_a_team_is_called_by_its_own_name(cell: str, said: str, left: tuple[str, ...]) -> None:
    reading = read(cell, "team")
    assert (reading.items[0].phrase, reading.left_out) == (said, left)
    assert read("Marek - CTO", "team").items == ()


def test_responsible_goes_with_for() -> None:
    assert _said("I was responsible of the warehouse") == ["I was responsible for the warehouse"]


def test_what_one_was_part_of_is_no_bare_verb() -> None:
    assert _said("was part of the launch team") == ["I was part of the launch team"]


def test_an_offer_asked_as_a_question_stays_the_candidates() -> None:
    assert _said("could I send my sample rota?", "idea") == ["I could send my sample rota"]


def test_two_capitals_before_small_words_are_one_name() -> None:
    assert _said("Open Day for neighbours", "idea") == ["an Open Day for neighbours"]
    assert _said("New Kafka cluster", "idea") == ["a new Kafka cluster"]


@pytest.mark.parametrize(
    ("cell", "phrase", "left"),
    [
        ("sous chef, wine lists", "working as a sous chef", ("wine lists",)),
        ("sous chef, menu planning", "menu planning and working as a sous chef", ()),
        ("trained in dispute resolution, seat in York", None, ("seat in York",)),
    ],
)
def test_behind_a_deed_or_a_role_stands_only_what_is_experience_alone(
    cell: str, phrase: str | None, left: tuple[str, ...]
) -> None:
    reading = read(cell, "skill")
    assert phrase is None or reading.items[0].phrase == phrase
    assert reading.left_out == left


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        ("ran payroll for 2,500 drivers", "I ran payroll for 2,500 drivers"),
        ("did shift work", "I did shift work"),
        ("running busy bakery", "running a busy bakery"),
        ("PhD on tidal power", "I hold a PhD on tidal power"),
        ("NVQ 3 childcare", "I hold an NVQ 3 in childcare"),
        ("built a RAG search", "I built a RAG search"),
    ],
)
def test_what_is_told_keeps_its_number_its_tense_and_its_article(cell: str, said: str) -> None:
    assert _said(cell) == [said]


@pytest.mark.parametrize("cell", ["I was wrote the plan", "no accidents"])
def test_a_helper_with_a_past_and_a_mere_absence_are_asked(cell: str) -> None:
    assert _said(cell) == []


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        ("menu planning in winter", "menu planning in winter"),
        ("start labelling the shelves", "you could start labelling the shelves"),
        ("20 min huddle on Mondays", "a 20-minute huddle on Mondays"),
        ("click & collect desk", "a click-and-collect desk"),
        ("automate stock count by RFID", "you could automate the stock count by RFID"),
    ],
)
def test_a_word_before_a_gerund_names_an_activity_and_a_length_one_of_a_row(
    cell: str, said: str
) -> None:
    assert _said(cell, "idea") == [said]


def test_what_not_to_do_is_no_idea() -> None:
    assert _said("don't print the menus", "idea") == []


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        ("costume historian", "working as a costume historian"),
        ("gunsmith, antique rifles", "working as a gunsmith"),
        ("head of year", "working as head of year"),
        ("phlebotomy, 6 months in outpatients", "phlebotomy"),
        ("stock rotation, waste down by half", "stock rotation"),
        ("chartered underwriter", "I am a chartered underwriter"),
        ("Fellow of the RIBA", "I am a fellow of the RIBA"),
        ("RTPI member", "I am an RTPI member"),
        ("Chartered member of CIPD", "I am a chartered member of CIPD"),
        ("7 years as PA to a bishop", "I have seven years of experience as a PA to a bishop"),
        (
            "lay preacher and coroner since 2015",
            "I have been a lay preacher and coroner since 2015",
        ),
        ("clearing gutters for a roofer", "clearing gutters for a roofer"),
        ("grievances as HR partner", "grievances as an HR partner"),
    ],
)
def test_who_one_is_is_no_thing_that_one_has_experience_with(cell: str, said: str) -> None:
    assert _said(cell) == [said]


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        ("confined space entry", "confined space entry"),
        ("designated fire marshal", "working as a designated fire marshal"),
        ("retired greyhounds", "retired greyhounds"),
        ("cleared DV", "I am DV cleared"),
        ("brought up in a bakery", "I was brought up in a bakery"),
        ("made the restocking of 4 shops", "I did the restocking of 4 shops"),
        ("spent two winters in Norway as guide", "I spent two winters in Norway as a guide"),
        ("cut glass for 8 yrs", "I cut glass for 8 years"),
        ("ran Kilburn food bank 3 years", "I ran a Kilburn food bank for 3 years"),
    ],
)
def test_a_past_is_a_deed_only_where_the_candidate_did_it(cell: str, said: str) -> None:
    assert _said(cell) == [said]


def test_both_of_two_deeds_are_gerunds() -> None:
    reading = read("built the stands and wired the lights", "skill")
    assert reading.items[0].phrase == "building the stands and wiring the lights"


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        ("slinger ticket", "I hold a slinger ticket"),
        ("trapping licence for mink", "I hold a trapping licence for mink"),
        ("trainer's certificate", "I hold a trainer's certificate"),
        ("MBChB", "I hold an MBChB"),
        ("LLM fine tuning", "LLM fine-tuning"),
        ("chatbot training on repair tickets", "chatbot training on repair tickets"),
        ("BSL", "I use BSL"),
    ],
)
def test_a_paper_is_held_and_what_is_done_to_it_is_done(cell: str, said: str) -> None:
    assert _said(cell) == [said]


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        ("bone surgery", "bone surgery"),
        ("cave rescue", "cave rescue"),
        ("inspection of lifts", "the inspection of lifts"),
        ("caseload of 30 families", "a caseload of 30 families"),
        ("milking 300 cows", "milking 300 cows"),
        ("forecast 6-week", "a 6-week forecast"),
        ("sage payroll", "Sage payroll"),
        ("GPS mapping", "GPS mapping"),
        ("polish interpreting", "Polish interpreting"),
        ("6 sigma yellow belt", "I am a Six Sigma yellow belt"),
        ("first employee at a bakery", "working as the first employee at a bakery"),
        ("2 seasons on a trawler", "I have two seasons of experience on a trawler"),
        ("CIMA - 5 papers passed", "I passed 5 CIMA papers"),
        ("tig\nmig", "TIG and MIG"),
        ("boning n tying", "boning and tying"),
    ],
)
def test_an_activity_goes_without_an_article_and_a_name_with_its_capital(
    cell: str, said: str
) -> None:
    assert _said(cell) == [said]


@pytest.mark.parametrize(
    ("cell", "said", "left"),
    [
        ("grading hides, audits too", "grading hides", "audits too"),
        ("roofing, ran six", "roofing", "ran six"),
        ("payroll, tax side", "payroll", "tax side"),
        ("rope splicing, small workshop", "rope splicing", "small workshop"),
        ("rope splicing, workshop 3 yrs", "rope splicing", "workshop 3 yrs"),
        ("sorting glass, 3 yrs in the lab", "sorting glass", "3 yrs in the lab"),
    ],
)
def test_behind_a_comma_stands_no_aside(cell: str, said: str, left: str) -> None:
    reading = read(cell, "skill")
    assert [item.phrase for item in reading.items] == [said]
    assert reading.left_out == (left,)


def test_a_fleet_keeps_its_article_in_a_list() -> None:
    assert _said("fleet of 12 boats, berth planning") == ["a fleet of 12 boats and berth planning"]


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        ("bug switch at the loading bay", "a bug switch at the loading bay"),
        ("bump day for the new ponies", "a bump day for the new ponies"),
        ("deposit on the garden tools", "a deposit on the garden tools"),
        ("warmth from the ovens for the yard", "warmth from the ovens for the yard"),
        ("blind HR scoring for one post", "blind HR scoring for one post"),
        ("Child friendly menus", "child-friendly menus"),
        ("try one friendly branch", "you could try one friendly branch"),
        ("sponsor a swan scheme", "a sponsor-a-swan scheme"),
        ("drop in surgery on Fridays", "a drop-in surgery on Fridays"),
        ("sunset the paper forms", "you could sunset the paper forms"),
        (
            "scrap the fax, replace by portal",
            "you could scrap the fax and replace it with a portal",
        ),
        ("paid add-on for late vans", "a paid add-on for late vans"),
        ("share the kiln with next door", "you could share the kiln with next door"),
        ("poster in plain language", "a poster in plain language"),
        ("script for first visit", "a script for the first visit"),
        ("bench by side gate", "a bench by the side gate"),
        ("make pictures of the seals", "you could take pictures of the seals"),
    ],
)
def test_a_noun_that_is_a_verb_too_begins_a_thing_where_nothing_is_done(
    cell: str, said: str
) -> None:
    assert _said(cell, "idea") == [said]


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        ("PACT", "the PACT team"),
        ("NIGHTS", "the night team"),
        ("would sit with Pensions", "the Pensions team"),
        ("split between Wards and Theatres", "the Wards and Theatres teams"),
        ("task force for the moors", "the task force for the moors"),
        ("Refinement of sugar", "the sugar refinement team"),
        ("kerbside crews", "the kerbside crews"),
        ("night porters", "the night porters"),
        ("Governors' office", "the Governors' office"),
    ],
)
def test_a_team_is_not_doubled_and_keeps_its_letters(cell: str, said: str) -> None:
    assert _said(cell, "team") == [said]


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        ("ex navy cook", "working as a navy cook"),
        ("ex teacher", "working as a teacher"),
        ("operator of a dumper", "working as an operator of a dumper"),
        ("lost foam casting", "lost foam casting"),
        ("BSL and Welsh", "I use BSL and Welsh"),
        ("5 yrs cheese counter", "I have five years of experience on a cheese counter"),
        ("stock takes at 3 quarries", "stocktakes at 3 quarries"),
        ("porter NHS", "working as an NHS porter"),
        ("Good laboratory practice", "good laboratory practice"),
        ("restoring 17th century clocks", "restoring 17th century clocks"),
        ("I made the cataloguing of 200 maps", "I did the cataloguing of 200 maps"),
        ("led dawn shift of 30", "I led a dawn shift of 30"),
        ("ran Whitby food stall 3 seasons", "I ran a Whitby food stall for 3 seasons"),
        ("baker, kneading for hotels", "working as a baker and kneading for hotels"),
        ("welding stainless", "welding stainless steel"),
        ("shot portraits for 6 yrs", "I shot portraits for 6 years"),
    ],
)
def test_what_is_told_in_short_is_put_in_full(cell: str, said: str) -> None:
    assert _said(cell) == [said]


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        ("grab box for vets", "a grab box for vets"),
        ("open day before the harvest", "an open day before the harvest"),
    ],
)
def test_a_day_or_a_box_of_its_own_is_a_thing(cell: str, said: str) -> None:
    assert _said(cell, "idea") == [said]


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        ("won a baking award", "I won a baking award"),
        ("Eden gold award", "I hold an Eden gold award"),
        ("lighting design for 5 years", "I have five years of experience in lighting design"),
    ],
)
def test_an_award_is_won_or_held_and_a_design_is_no_deed(cell: str, said: str) -> None:
    assert _said(cell) == [said]

"""A wrong quote is worse than a question: what is asked though a part of it would read well."""

from __future__ import annotations

import pytest

from sheetfollow.words.people import salutation
from sheetfollow.words.reading import read
from sheetfollow.words.slips import certain, likely


def _said(cell: str, column: str) -> list[str]:
    return [item.said or item.that or item.phrase for item in read(cell, column).items]


@pytest.mark.parametrize(
    ("column", "cell"),
    [
        ("challenge", "slow tills, the area manager is clueless"),
        ("topic", "night rota, matron = nightmare"),
        ("challenge", "the 'leaning tower of paperwork', his phrase"),
        ("topic", "a leap of faith, not my words"),
    ],
)
def test_blunt_words_and_words_of_somebody_else_ask_for_the_whole_cell(
    column: str, cell: str
) -> None:
    assert _said(cell, column) == []


@pytest.mark.parametrize(
    ("column", "cell"),
    [
        ("skill", "forklift licence?? renew"),
        ("skill", "food hygiene level 2, dig out certificate"),
        ("topic", "kiln repairs - look up cones"),
        ("topic", "stock counts, ask Femi"),
        ("skill", "NVQ in joinery (print it)"),
    ],
)
def test_a_doubt_or_a_note_to_oneself_in_the_tail_asks_for_the_whole_cell(
    column: str, cell: str
) -> None:
    assert _said(cell, column) == []


@pytest.mark.parametrize(
    "cell",
    [
        "why would you leave nursing",
        "28k, Sundays off",
        "£31k p.a.",
        "new rota; no overtime",
        "them",
        "payroll (double-check if weekly)",
        "the foreman has bowel cancer, poor guy",
    ],
)
def test_pay_a_question_to_the_candidate_and_somebodys_illness_are_asked(cell: str) -> None:
    assert _said(cell, "topic") == []


@pytest.mark.parametrize("cell", ["the poor relief archive", "raising £40k for the hall"])
def test_what_only_looks_like_it_is_quoted(cell: str) -> None:
    assert _said(cell, "topic") == [cell]


@pytest.mark.parametrize(
    "cell",
    [
        "pastry test, blanked on choux",
        "lathe work - never used one",
        "VLOOKUPs, no idea",
        "route planning, couldn't answer the second part",
        "till audits, I forgot the VAT bit",
    ],
)
def test_the_candidate_s_own_mishap_asks_for_the_whole_cell(cell: str) -> None:
    assert _said(cell, "topic") == []


def test_what_they_never_did_is_theirs_to_hear() -> None:
    assert _said("they have never used the new till", "challenge") == [
        "you have never used the new till"
    ]


@pytest.mark.parametrize(
    "cell", ["why the old head chef quit", "why my predecessor left", "why Dan was let go"]
)
def test_why_somebody_left_is_gossip(cell: str) -> None:
    assert _said(cell, "topic") == []


@pytest.mark.parametrize("cell", ["why customers left", "why the pilot left nurses cold"])
def test_why_customers_left_is_their_business(cell: str) -> None:
    assert _said(cell, "topic") == [cell]


@pytest.mark.parametrize("cell", ["mr grumpy lol", "Ms Frost hehe", "captain beard :)"])
def test_a_name_that_is_a_joke_is_asked(cell: str) -> None:
    assert salutation(cell).items == ()


@pytest.mark.parametrize(
    ("cell", "dear"),
    [
        ("Dr.Osei", "Dr. Osei"),
        ("Mrs.Amy Lund", "Mrs. Lund"),
        ("Prof.Dr.Weil", "Professor Weil"),
        ("J.Abara", "J.Abara"),
    ],
)
def test_a_dot_parts_a_title_from_a_name(cell: str, dear: str) -> None:
    assert [item.phrase for item in salutation(cell).items] == [dear]


def test_of_two_corrections_none_is_certain() -> None:
    assert certain("modle") == ""
    assert _said("the pricing modle", "topic") == []


@pytest.mark.parametrize(
    ("slip", "meant"),
    [
        ("thankyou", "thank-you"),
    ],
)
def test_a_longer_slip_that_can_be_one_word_only_is_put_right(slip: str, meant: str) -> None:
    assert likely(slip) == meant


@pytest.mark.parametrize(
    "word", ["novation", "orthoptics", "fermenter", "barista", "telematics", "techs"]
)
def test_a_word_of_a_trade_is_not_made_another(word: str) -> None:
    assert likely(word) == ""


@pytest.mark.parametrize("cell", ["the stragety review", "oportunites for apprentices"])
def test_a_slip_that_cannot_be_put_right_is_never_quoted(cell: str) -> None:
    assert _said(cell, "topic") == []


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        ("handled 80 calls / wk", "I handled 80 calls a week"),
        ("cleared 12 rooms/day", "I cleared 12 rooms a day"),
        ("baked 40 pies / wk for the market", "I baked 40 pies a week for the market"),
        ("lab work, grades A & B", "lab work"),
    ],
)
def test_a_unit_or_a_letter_is_no_item_of_a_list(cell: str, said: str) -> None:
    assert _said(cell, "skill") == [said]


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        ("Evidence-based nursing", "evidence-based nursing"),
        ("co-founded a choir", "I co-founded a choir"),
        ("cold-called 50 leads", "I cold-called 50 leads"),
    ],
)
def test_a_hyphenated_participle_before_a_thing_is_no_deed(cell: str, said: str) -> None:
    assert _said(cell, "skill") == [said]


def test_a_broken_passive_is_asked() -> None:
    assert _said("i was teach maths", "skill") == []


def test_what_was_given_to_the_candidate_is_said() -> None:
    assert _said("I was given a team of 8", "skill") == ["I was given a team of 8"]


@pytest.mark.parametrize(
    ("cell", "that"),
    [
        ("the audit takes to long", "the audit takes too long"),
        ("orders are to late", "orders are too late"),
        ("there are to many forms", "too many forms"),
    ],
)
def test_to_before_an_amount_is_too(cell: str, that: str) -> None:
    assert _said(cell, "challenge") == [that]


def test_to_before_a_verb_stays() -> None:
    (item,) = read("the aim is to slow the churn", "topic").items
    assert "to slow" in item.phrase


@pytest.mark.parametrize("cell", ["some fax orders still", "two paper forms already"])
def test_a_thing_and_still_is_half_a_sentence(cell: str) -> None:
    assert _said(f"old tills, {cell}", "challenge") == ["old tills"]


@pytest.mark.parametrize("cell", ["run out of flour by noon", "miss collections on Mondays"])
def test_a_bare_verb_at_the_head_of_a_challenge_is_asked(cell: str) -> None:
    assert _said(cell, "challenge") == []


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        ("auto sort the post by ward", "you could automatically sort the post by ward"),
        ("swap rotas with the depot", "you could swap rotas with the depot"),
        ("a checklist for the top 5 faults", "a checklist for the top 5 faults"),
    ],
)
def test_a_bare_verb_at_the_head_of_an_idea_is_what_they_could_do(cell: str, said: str) -> None:
    assert _said(cell, "idea") == [said]


def test_people_who_do_not_turn_up_are_no_sentence_yet() -> None:
    (item,) = read("porters not turning up at weekends", "challenge").items
    assert (item.phrase, item.that) == ("porters not turning up at weekends", "")


def test_what_stands_alone_behind_a_slash_is_no_topic() -> None:
    assert _said("calls / hour", "topic") == []
    assert _said("5 deliveries / week, van leases", "topic") == [
        "5 deliveries a week",
        "van leases",
    ]


@pytest.mark.parametrize(
    ("cell", "that"),
    [
        ("pull requests pile up", "pull requests pile up"),
        ("too many job sheets go missing", "too many job sheets go missing"),
    ],
)
def test_what_compound_things_do_is_a_statement(cell: str, that: str) -> None:
    assert [item.that for item in read(cell, "challenge").items] == [that]


def test_what_customers_love_is_a_thing() -> None:
    (item,) = read("the tool customers love", "topic").items
    assert (item.phrase, item.that) == ("the tool customers love", "")


def test_a_number_behind_what_may_be_a_verb_counts_a_thing() -> None:
    assert _said("top 3 wins every Friday", "idea") == ["top 3 wins every Friday"]


@pytest.mark.parametrize("cell", ["the queue is grow", "the list are long"])
def test_a_bare_verb_where_none_can_be_is_asked(cell: str) -> None:
    assert _said(cell, "challenge") == []


@pytest.mark.parametrize(
    "cell",
    ["nobody listens to the boss", "drivers are flaky", "depots at war", "cos of her temper"],
)
def test_what_is_said_of_people_s_tempers_is_asked(cell: str) -> None:
    assert _said(cell, "challenge") == []


def test_a_flaky_test_is_no_person() -> None:
    assert _said("flaky tests", "challenge") == ["flaky tests"]


@pytest.mark.parametrize(
    "cell", ["saw pit, phone Ola re planks", "lathe test thurs 10am", "peat, ring Ola"]
)
def test_a_call_or_an_hour_is_a_note_to_oneself(cell: str) -> None:
    assert _said(cell, "topic") == []


def test_what_names_no_person_or_appointment_is_a_topic() -> None:
    both = ["email templates", "phone scripts"]
    assert _said("email templates, phone scripts", "topic") == both
    assert _said("opening Sundays at 10am", "topic") == ["opening Sundays at 10am"]


def test_a_go_live_is_one_word_behind_what_goes_live() -> None:
    assert _said("ERP go live in May", "topic") == ["the ERP go-live in May"]


def test_planning_before_a_thing_is_no_planning_of_theirs() -> None:
    said = _said("planning backlog since the spring", "challenge")
    assert said == ["the planning backlog since the spring"]


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        ("moving stock from Leeds to York", "moving stock from Leeds to York"),
        ("new shop in Leeds opening in May", "the new shop in Leeds opening in May"),
        ("What does good look like here", "what good looks like here"),
    ],
)
def test_what_is_moved_opened_or_looks_like_something_is_said_as_such(cell: str, said: str) -> None:
    assert _said(cell, "topic") == [said]


def test_a_bit_of_everything_says_nothing() -> None:
    assert _said("bit of everything really", "topic") == []


@pytest.mark.parametrize("cell", ["it keeps going down", "it crashes every week"])
def test_what_it_does_is_asked_where_nobody_knows_what_it_is(cell: str) -> None:
    assert _said(cell, "challenge") == []


def test_what_is_listed_twice_is_said_once() -> None:
    assert _said("waiting lists, waiting lists", "challenge") == ["waiting lists"]


def test_one_thing_looks_and_many_look() -> None:
    assert _said("what a good week look like", "topic") == ["what a good week looks like"]


def test_money_alone_says_nothing() -> None:
    assert _said("money - 30k at most", "topic") == []


@pytest.mark.parametrize(
    ("column", "cell", "said"),
    [
        ("challenge", "they will loose the lease", ["you will lose the lease"]),
        ("challenge", "staff moral since the move", ["staff morale since the move"]),
        ("topic", "plan for next 18 mo", ["the plan for the next 18 months"]),
        ("topic", "Sage v Xero", ["Sage vs Xero"]),
        ("topic", "new kiln", ["the new kiln"]),
        ("challenge", "choir needs basses", ["the choir needs basses"]),
        (
            "challenge",
            "footfall down since the M&S closed",
            ["footfall is down since the M&S closed"],
        ),
        ("challenge", "staff turnover, 40% last year", ["staff turnover"]),
        ("topic", "estuary walks, bird counts", ["estuary walks", "bird counts"]),
        ("topic", "how sales and eng split the work", ["how sales and engineering split the work"]),
        ("challenge", "kiln broke twice this winter", ["the kiln broke twice this winter"]),
        ("topic", "informations about the line", ["information about the line"]),
        ("challenge", "bookings fell this week", ["bookings fell this week"]),
        ("topic", "paper vs tablet on site", ["paper vs tablet on site"]),
        ("topic", "Oracle to SAP move", ["the Oracle to SAP move"]),
        ("topic", "closing of the Hull branch", ["the closing of the Hull branch"]),
        ("topic", "she started there as intern", ["you started there as an intern"]),
        ("challenge", "to find drivers for nights", ["finding drivers for nights"]),
        ("challenge", "parcels backing up at the depot", ["parcels backing up at the depot"]),
    ],
)
def test_what_is_surely_meant_is_put_into_good_english(
    column: str, cell: str, said: list[str]
) -> None:
    assert _said(cell, column) == said


@pytest.mark.parametrize(
    ("column", "cell"),
    [
        ("topic", "my DBS, the caution from 2009"),
        ("topic", "about they plan for small clinic"),
        ("topic", "system design - a chat app"),
        ("challenge", "below market, won't budge on £"),
        ("challenge", "it misses a person for the bar"),
        ("challenge", "people goes to competitor"),
        ("topic", "moving house next month so bad timing"),
        ("challenge", "the porters do not"),
        ("topic", "visitor numbers flat"),
        ("topic", "we talk about difficulty for find butchers"),
        ("topic", "hybrid, dog in office"),
    ],
)
def test_what_is_not_surely_meant_is_asked(column: str, cell: str) -> None:
    assert _said(cell, column) == []


def test_what_follows_a_dash_is_no_thing_of_its_own() -> None:
    assert _said("stock levels, delays - steel, timber", "challenge") == ["stock levels", "delays"]

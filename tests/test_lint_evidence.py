"""The lint speaks on enough evidence alone: its likes are right where they stand (spec 6, Lint)."""

from __future__ import annotations

import pytest

from sheetfollow.letters import spelling
from sheetfollow.letters.lint import findings
from tests.helpers.sample_letters import SETTINGS, task


def _found(said: str, greeting: str = "Dear Amara,", **cells: str) -> list[tuple[str, str]]:
    """(rule, words) of each finding in a letter that is right but for this."""
    text = f"Subject: Breaks\n\n{greeting}\n\nThe breaks have stayed with me. {said}\n"
    row = task(**({"topic": "breaks"} | cells))
    return [(each.rule, each.said) for each in findings(text, row, SETTINGS)]


@pytest.mark.parametrize(
    "said",
    [
        'I have met "N/A" and "TBD" in one column.',
        "I agree about std::vector<bool>. Nobody likes it.",
        "It loads the price into a FLOAT column.",
        "It is simple. pandas does the rest.",
        "Your sign says “budget = tight”, and mine `w/o` sugar.",
        "Your board said “PLEASE WASH HANDS” and “back in 5 hrs”.",
        "It has NaN values. Then x = y, and NULL = NULL is false.",
    ],
)
def test_what_is_quoted_or_code_may_look_as_it_likes(said: str) -> None:
    assert _found(said) == []


@pytest.mark.parametrize(
    ("said", "rule"),
    [
        ('I liked your "{{topic}}" best.', "template residue"),
        ("The n/a was there.", "template residue"),
        ("We know that budget = tight.", "shorthand"),
        ("I REALLY liked it.", "shouting"),
    ],
)
def test_the_same_is_a_fault_in_a_sentence_of_ones_own(said: str, rule: str) -> None:
    assert {each[0] for each in _found(said)} == {rule}


@pytest.mark.parametrize(
    ("word", "meant"),
    [
        ("blowdown", ""),
        ("rockfall", ""),
        ("earlies", ""),
        ("backround", "background"),
        ("thoughtfull", "thoughtful"),
        ("discusion", "discussion"),
    ],
)
def test_a_word_made_of_two_or_a_form_of_one_is_no_typo(word: str, meant: str) -> None:
    assert spelling.correction(word) == meant


def test_a_strange_word_that_is_written_twice_is_meant_but_for_common_slips() -> None:
    assert _found("The parison was hot.") == [("probable typo", "parison")]
    assert _found("The parison was hot, and the next parison was cold.") == []
    assert _found("I definately will, definately.") == [("probable typo", "definately")]


def test_that_may_be_the_thing_that_one_calls_something() -> None:
    assert _found("I call that a piece of luck for us.") == []
    assert _found("I know that a piece of luck for us.") != []


@pytest.mark.parametrize(
    "said",
    [
        "I look in from time to time to see it.",
        "It is cut piece by piece by hand.",
        "I would go from door to door to ask.",
    ],
)
def test_a_set_phrase_may_have_its_word_twice(said: str) -> None:
    assert _found(said) == []


def test_a_phrase_that_is_none_stands_there_twice() -> None:
    assert _found("I liked the plans for plans for it.") == [
        ("probable typo", "plans for plans for")
    ]


@pytest.mark.parametrize(
    ("greeting", "role"),
    [
        ("Dear Chef,", "Chef-Patron"),
        ("Dear Headmaster,", "Head of the Lower School"),
        ("Dear Father,", "Parish Priest"),
        ("Dear Captain,", "Master, MV Solway"),
    ],
)
def test_a_calling_is_a_name_where_the_role_tells_of_it(greeting: str, role: str) -> None:
    assert _found("Thank you.", greeting, role=role) == []
    assert _found("Thank you.", greeting, role="Payroll Manager") != []


def test_a_calling_of_the_row_may_stand_before_the_name() -> None:
    assert _found("Thank you.", "Dear Matron Nwosu,", role="Theatre Matron") == []
    assert _found("Thank you.", "Dear Chef Nwosu,", role="Head Cook") == []
    assert _found("Thank you.", "Dear Matron Nwosu,", role="Theatre Clerk") != []


def test_my_of_their_plans_is_the_note_they_were_typed_in() -> None:
    topic = "my team wants to replace 400 old boilers"
    said = "I was glad to hear how my team wants to replace 400 old boilers."
    assert ("does not fit", "my team wants to replace 400 old boilers") in _found(said, topic=topic)


@pytest.mark.parametrize(
    "said",
    [
        "Your account of the set at Buxton was worth the journey.",
        "You said that the water at Kilnsey was cold.",
    ],
)
def test_one_strange_word_behind_at_may_be_a_town(said: str) -> None:
    assert _found(said) == []


def test_two_strange_words_behind_at_are_a_firm() -> None:
    assert _found("I wish all at Hadley Motors well.") == [("wrong company", "Hadley Motors")]


@pytest.mark.parametrize(
    "said",
    [
        "Thank you for attaching the map.",
        "I like how you attach the cladding to rails.",
    ],
)
def test_what_others_attach_need_not_be_attached(said: str) -> None:
    assert _found(said) == []


def test_what_i_attach_must_be() -> None:
    assert {each[0] for each in _found("I am attaching my notes on the rota.")} == {
        "says it attaches what is not attached"
    }


def test_a_lack_of_courtesy_that_is_denied_is_no_reproach() -> None:
    assert _found("I put it down to the year end, not to any lack of courtesy.") == []
    assert _found("I see a lack of courtesy here.") == [("reproach", "lack of courtesy")]


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ("I know your short of drivers.", "your short"),
        ("I hear your moving to Leeds.", "your moving"),
        ("You may ask if your interested in a trial.", "your interested"),
        ("You're CAN bus puzzle kept me busy.", "You're CAN"),
        ("You're question kept me busy.", "You're question"),
        ("You chose a person who had been a manger.", "manger"),
    ],
)
def test_your_and_you_are_are_told_by_what_follows(said: str, words: str) -> None:
    assert ("probable typo", words) in _found(said)


@pytest.mark.parametrize(
    "said",
    [
        "I know your best of breed approach, and your work in care.",
        "I liked your planned move to Leeds.",
        "You're NHS trained, and you're people who bake at night.",
    ],
)
def test_your_and_you_are_may_stand_before_their_own(said: str) -> None:
    assert _found(said) == []


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ("I think my years of baking would to your team.", "would to your"),
        ("The tour would a pleasure to repeat.", "would a"),
        ("What struck me most your plan so that the ovens never cool.", "What struck me most your"),
    ],
)
def test_a_wish_or_what_lacks_its_verb(said: str, words: str) -> None:
    found = _found(said)
    assert [rule for rule, _ in found] == ["does not fit"]
    assert found[0][1].startswith(words)


@pytest.mark.parametrize(
    "said",
    [
        "I talk to pupils as any teacher would to a parent.",
        "When would the team decide?",
        "I can come should the panel need more.",
        "What I liked best the second time was your plan.",
    ],
)
def test_a_verb_may_stand_elsewhere(said: str) -> None:
    assert _found(said) == []


@pytest.mark.parametrize(
    ("said", "rule"),
    [
        ("I wrote to you on nan about the vacancy.", "template residue"),
        ("I have finished name of the course here.", "note to oneself"),
        ("It is good (check - did she say three or four?)", "note to oneself"),
    ],
)
def test_what_was_to_be_filled_in_or_asked_is_found(said: str, rule: str) -> None:
    assert {each[0] for each in _found(said)} == {rule}


@pytest.mark.parametrize(
    "said", ["I saw the name of the ship here.", "It is far (is it not?) but fine."]
)
def test_an_aside_and_a_name_are_no_notes(said: str) -> None:
    assert _found(said) == []


def test_a_note_of_one_is_not_told_to_the_reader_where_nobody_else_is_named() -> None:
    cells = {"topic": "dieback contract, he lost two climbers"}
    said = "You told me of the contract and how he lost two climbers."
    assert ("does not fit", "he lost two") in _found(said, **cells)
    assert _found(f"I met your foreman. {said}", **cells) == []
    cells = {"topic": "how they train their juniors"}
    assert _found("I was glad to hear how they train their juniors.", **cells) != []
    cells = {"topic": "two climbers, they left in May"}
    assert _found("I was sorry that the climbers went, they left in May.", **cells) == []


def test_a_topic_is_not_mentioned_by_the_name_of_the_job_alone() -> None:
    cells = {
        "topic": "in-rack sprinklers",
        "job_title": "Sprinkler Engineer",
        "message": "Thank-you",
    }
    said = "I am keen on the post of Sprinkler Engineer."
    assert ("topic not mentioned", "") in _found(said, **cells)
    assert _found(f"{said} I thought about the sprinklers.", **cells) == []


@pytest.mark.parametrize(
    ("said", "rule"),
    [
        ("I could come in on the __th if that helps.", "template residue"),
        ("Your colleague [?] was very kind.", "template residue"),
        ("I liked hearing about lost two staff since May.", "does not fit"),
        ("My knowledge of the trade would you a lot of time.", "does not fit"),
        ("The team knew there work very well.", "probable typo"),
        ("We past the yard on the way out.", "probable typo"),
        ("I was quiet impressed by the yard.", "probable typo"),
        ("You asked weather I can drive a van.", "probable typo"),
        ("The knew system looked good.", "probable typo"),
        ("I will bare that in mind.", "probable typo"),
        ("It is done (check the name of the foreman).", "note to oneself"),
        ("It was good. Must look up how she spells it.", "note to oneself"),
        ("I was glad to that the rota is settled.", "does not fit"),
        ("I am writing to if there is any news.", "does not fit"),
        ("Thank you for me round the yard.", "does not fit"),
        ("I was sorry hear about the flood.", "does not fit"),
        ("I am to old for nights.", "probable typo"),
        ("It is two far to walk.", "probable typo"),
        ("I await you reply.", "probable typo"),
        ("I was formally a baker.", "probable typo"),
        ("I will be in touch threw the week.", "probable typo"),
        ("I am hopping to hear more.", "probable typo"),
        ("I would be their by eight.", "probable typo"),
        ("As we discussed, Beverley, I am free in May.", "wrong person"),
    ],
)
def test_what_is_worded_unlike_before_is_found_too(said: str, rule: str) -> None:
    assert {each[0] for each in _found(said)} == {rule}


@pytest.mark.parametrize(
    "said",
    [
        "I just about lost my hat, and heard about lost property.",
        "The brake in the van was worn.",
        "That winter weather I liked, and I asked about weather windows.",
        "Gryce told me so. Tozer did too.",
        "I went to Rose with it, leant on it, and vice versa.",
        "I sat face to face to talk it through.",
        "I was formally a member, and two far fields are ours.",
        "I am writing to you if you allow, and I can be of help if you answer by May.",
        "You were able to, and the pot that he threw stood.",
        "The post interested the crew, and their by-laws are fair.",
        "As would the drive, so would the pay.",
    ],
)
def test_its_like_is_right_elsewhere(said: str) -> None:
    assert _found(said) == []


def test_what_a_draft_leaves_out_of_the_topic_is_of_the_topic_all_the_same() -> None:
    topic = "R77 permits, queue reform"
    assert ("topic not mentioned", "") not in _found("We spoke of queue reform.", topic=topic)
    topic = "R77 permits, good team"
    assert ("topic not mentioned", "") in _found("You have a good team.", topic=topic)


def test_the_name_of_a_road_is_no_person() -> None:
    assert _found("On I-80 in snow I drive slowly, as the meters on the route do.") == []


def test_an_open_gap_for_the_topic_is_told_once() -> None:
    said = "I keep thinking about [topic discussed]."
    assert _found(said, topic="ROTAS!!!") == [("open gap", "[topic discussed]")]

"""The lint on single words: right in one sentence and wrong in the next (spec 6, Lint)."""

from __future__ import annotations

import pytest

from sheetfollow.letters.lint import findings
from tests.helpers.sample_letters import SETTINGS, task


def _found(said: str, **cells: str) -> list[tuple[str, str]]:
    """(rule, words) of each finding in a letter that is right but for this."""
    cells = {"topic": "breaks"} | cells
    text = f"Subject: Breaks\n\nDear Amara,\n\nThe breaks have stayed with me. {said}\n"
    return [(each.rule, each.said) for each in findings(text, task(**cells), SETTINGS)]


@pytest.mark.parametrize(
    "said",
    [
        "I found an undefined term in the report, and the behaviour was left undefined.",
        "The null hypothesis held, and null results were printed too.",
        "My late nan baked bread, and nan bread is what I bake.",
        "Mum and nan kept a shop, and our own nan and dad baked.",
        "The date is undefined so far, the clause is null and void, and I am no null pointer.",
        "A replay of the match ran, and each stall has a deep manger.",
        "I would like to open at TBC Bank next.",
        "The <canvas> element was slow, and so were the TODO comments.",
        "I know attachment theory, and the attachment a child forms early.",
        "The lion enclosure has an enclosed yard, and the enclosed balconies face it.",
        "I worked at Pret A Manger for a year, and as an M&A analyst for two.",
        "Merci again for the coffee.",
        "A European firm and a one-off order gave me an hour with an NHS team.",
        "I am used to early starts, and late hours are known to many of us.",
    ],
)
def test_a_word_that_is_often_a_fault_is_right_in_its_proper_sense(said: str) -> None:
    assert _found(said) == []


@pytest.mark.parametrize(
    ("said", "rule"),
    [
        ("I could start on DD/MM/YYYY.", "template residue"),
        ("I liked the way (name) put it.", "template residue"),
        ("I would bring my ... to the team.", "template residue"),
        ("I liked the *insert topic* best.", "template residue"),
        (
            "The letter from my chef comes with this message.",
            "says it attaches what is not attached",
        ),
        ("The ovens were fine. Ask about the salary?", "note to oneself"),
        ("I could start on nan.", "template residue"),
        ("I think nan would be of use.", "template residue"),
        ("I could speak with undefined as a next step.", "template residue"),
        ("The van and null at eight suit me.", "template residue"),
        ("It says #NUM! there.", "template residue"),
        ("I have worked with undefined and with you.", "template residue"),
        ("I believe that nan would help me from the first week.", "template residue"),
        ("My years at null would be useful.", "template residue"),
        ("We spoke about None on Friday.", "template residue"),
        ("You will find my CV as an attachment.", "says it attaches what is not attached"),
        ("The attachment has the figures.", "says it attaches what is not attached"),
        ("It was a honour and a interesting day.", "probable typo"),
        ("It was an great day.", "probable typo"),
        ("I would be glad to to come.", "probable typo"),
        ("It is to late for me.", "probable typo"),
    ],
)
def test_such_a_word_is_found_where_it_is_one(said: str, rule: str) -> None:
    assert [each[0] for each in _found(said)] == [rule]


def test_the_last_word_above_and_the_first_word_below_are_no_word_twice() -> None:
    text = "Subject: Breaks, and thanks for this morning\n\nMorning Amara,\n\nThe breaks."
    assert findings(text, task(topic="breaks"), SETTINGS) == []


@pytest.mark.parametrize(
    "said",
    [
        "I would be glad to join you und ich freue mich auf Ihre Antwort.",
        "The lunch was lovely; espero que podamos hablar pronto.",
        "Thank you pour votre accueil chaleureux, je serais ravi de vous revoir.",
        "The visit è stata molto interessante and I learned much.",
        "I liked the tour, en ik zou graag bij jullie werken.",
        "Dziękuję bardzo za rozmowę and until soon.",
        "They are often worried und brauchen vor allem eine klare Antwort.",
    ],
)
def test_a_part_of_a_sentence_in_another_language_is_found(said: str) -> None:
    assert [each[0] for each in _found(said)] == ["another language"]


@pytest.mark.parametrize(
    "said",
    [
        "I cooked magret de canard à l'orange et au miel under Jean-Luc de la Fontaine.",
        "We sang Für Elise and Ich bin der Welt abhanden gekommen.",
        "I wrote 'ich freue mich auf Ihre Antwort' in my notes.",
        "She studied at the Universidad de los Andes y la Costa.",
    ],
)
def test_names_dishes_and_what_is_quoted_are_no_other_language(said: str) -> None:
    assert _found(said) == []


def test_a_cell_that_is_nothing_but_a_value_makes_no_word_of_it() -> None:
    said = "I have thought a lot about nan since we met."
    assert [each[0] for each in _found(said, topic="nan")] == ["template residue"]
    assert _found(said.replace("nan", "NaN values"), topic="NaN values in breaks") == []


def test_a_topic_that_no_sentence_can_take_has_to_be_mentioned_all_the_same() -> None:
    topic = "cloud masking on 3 m satellite imagery, labeling budget"
    assert _found("I liked it.", topic=topic) == [("topic not mentioned", "")]
    assert _found("The satellite stayed with me.", topic=topic) == []


@pytest.mark.parametrize(
    "said",
    [
        "I quite sure that my years on the trawlers would help.",
        "I looking forward to the new theatre.",
        "I available from the ninth of June.",
        "I a trained groom with my own van.",
        "We very happy with the way it went.",
        "Please tell me if you still looking for a groom.",
        "I would grateful for a short answer.",
        "I can started on the first of March.",
        "It would ideal to begin in May.",
        "They very proud of the new wing.",
        "I not sure whether the van is insured.",
        "The gap in the fence especially useful to see.",
        "The part that stayed with me the new kiln in the yard.",
        "I did not sure about the date.",
        "As you said, the surgery two receptionists short until August, so I would wait.",
        "I ask because the contract only for one year.",
        "Your plans for the orchard very interesting, and I thought of them all night.",
        "The tour the best part of my week.",
        "Your advice about the boiler still in my head.",
        "I would like to ask whether the position still open.",
        "I have went through the list again.",
        "I've never saw such a clean kitchen.",
        "What stayed with me the new kiln.",
        "I believe my years on trawlers useful here.",
        "Thank you for the tour of the vats.;, and for the soup.",
        "I would like to went there.",
        "They has a good oven, and I works well.",
        "I am keen on you said the oven was old.",
        "I like the plan ,and the oven.",
        "I could start in June .. or later.",
    ],
)
def test_a_subject_without_its_verb_is_found(said: str) -> None:
    assert [each[0] for each in _found(said)] == ["does not fit"]


@pytest.mark.parametrize(
    "said",
    [
        "I first met your team in Leeds, and I last worked nights in 2019.",
        "I alone know how often I nearly left; I in turn asked him.",
        "I would if I could, and as I would to a friend, I said so.",
        "Grade I listed barns and Type I errors are what I know.",
        "That may sound odd, and it may well be.",
        "I saw you looking at the oven, and with you leading the way I learned much.",
        "As you said, no rush. As you mentioned, the shops open at six.",
        "We free up an hour a day, and we ready the hall at six.",
        "We teachers know that it helps, and we both saw it.",
        "The best coffee in Leeds, by the way. The people so kind, the coffee so strong.",
        "The day the lights went out we sat in the cellar. I have saw blades in the van.",
        "The whole thing very nearly fell through. If the data really show it, so be it.",
        "My mother the nurse liked it. The plan you drew so quickly made sense to me.",
        "What I brought you the other day was soup. What a lovely tour of the mill.",
        "I think the world of your team, and I believe the figures.",
    ],
)
def test_a_subject_may_wait_for_its_verb(said: str) -> None:
    assert _found(said) == []


def test_what_a_cell_says_before_an_article_is_no_verb() -> None:
    said = "The move to battery saws a big reason for me."
    assert _found(said) == []
    assert _found(said, topic="move to battery saws") == [("does not fit", said.rstrip("."))]


def test_what_a_cell_says_behind_a_preposition_is_no_verb() -> None:
    said = "My experience with lift shafts and test loads well with what you described."
    assert _found(said) == []
    cells = {"skill": "lift shafts, test loads"}
    assert _found(said, **cells) == [("does not fit", said.rstrip("."))]


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("I learned a lot form the head groom.", "from"),
        ("I would be glad to move away form nights.", "from"),
        ("I filled in the from and sent it back.", "form"),
        ("If your still short of drivers, I can come.", "you're"),
        ("I hope your doing well after the flood.", "you're"),
        ("You're garden is the best I have seen.", "your"),
        ("I liked the size of it's roof.", "its"),
        ("Its clear that the kiln needs work.", "it's"),
        ("I was glad to meet there crew.", "their"),
        ("Their is one thing that I forgot.", "there"),
        ("There team has grown fast.", "their"),
        ("The lab has kept it's charm.", "its"),
        ("I hope that your enjoying the summer.", "you're"),
        ("If your baking again next year, I can come.", "you're"),
        ("Tell me when your hiring.", "you're"),
        ("They said their looking for two riders.", "they're"),
        ("The shop was bigger then the one in Hove.", "than"),
        ("Since than I have read the report.", "then"),
        ("We would loose customers in winter.", "lose"),
        ("The screws were lose.", "loose"),
        ("I hope to here more about it.", "hear"),
        ("I have been hear for six years.", "here"),
        ("I know a man whose been there.", "who's"),
    ],
)
def test_words_that_are_alike_are_told_by_their_neighbours(said: str, meant: str) -> None:
    text = f"Subject: Breaks\n\nDear Amara,\n\nThe breaks have stayed with me. {said}\n"
    found = findings(text, task(topic="breaks"), SETTINGS)
    assert [each.suggestion for each in found] == [f"did you mean {meant}?"]


@pytest.mark.parametrize(
    "said",
    [
        "The form you described is the entry form our students use; teachers form a view quickly.",
        "I learned how the order form the counter uses came about.",
        "Your still room, your very own oven and your always busy ward are known here.",
        "Your looking after the dog was kind, and your free time is yours.",
        "You're right, it's people like you who matter, and it's work that I enjoy.",
        "Its very high standards and its great name help. Given that it's cold, I wait.",
        "From there people walk to the mill, and up there staff help.",
        "I came earlier then, and better then. More then.",
        "I can be here from six, and come here more often.",
        "A loose screw and loose ends are all I have to lose.",
        "I took the form my doctor signed, in note form, to Form 3.",
        "I filled in the online form this morning.",
        "I would take care of your residents as I would of my own.",
        "If the firm wishes to take the matter further, I have time on Monday.",
        "She has been baking since 1994, so I don't stand a chance.",
        "I did the loads by hand calcs.",
        "Since several weeks have passed, I will assume that the search is over.",
        "I priced a 60,000 sq. ft. roof both ways.",
    ],
)
def test_a_word_that_is_like_another_is_right_where_it_belongs(said: str) -> None:
    assert _found(said) == []


@pytest.mark.parametrize(
    ("said", "cells"),
    [
        ("I believe his ten years of lambing would help me.", {"skill": "10 yrs lambing"}),
        ("I think your five years of show horses would be of use.", {"skill": "5 yrs show horses"}),
        ("I am sure that your forklift licence would help me.", {"skill": "forklift licence"}),
        ("I liked hearing about my new cheese cave.", {"topic": "new cheese cave, breaks"}),
        ("Thank you for telling me about their cracked kiln.", {"topic": "cracked kiln, breaks"}),
        ("You were very open about our cracked kiln.", {"topic": "our cracked kiln, breaks"}),
        ("I liked hearing how I am mending my cheese cave.", {"topic": "mending the cheese cave"}),
        ("We spoke about need two welders by June.", {"topic": "need two welders by June"}),
        ("I have thought about lacks anyone for the till.", {"topic": "lacks anyone for the till"}),
    ],
)
def test_what_a_cell_says_of_one_is_not_said_of_the_other(said: str, cells: dict[str, str]) -> None:
    assert [each[0] for each in _found(said, **cells)] == ["does not fit"]


@pytest.mark.parametrize(
    ("said", "cells"),
    [
        ("Your experience with NetSuite is why I would like to learn here.", {"skill": "NetSuite"}),
        ("My mentor shod horses, and her six years of it taught me much.", {"skill": "horses"}),
        ("You explained how I would fire the kiln.", {"topic": "firing the kiln by night"}),
        ("I could start with React Native now.", {"topic": "React Native or Flutter?"}),
        ("I know Maths level 1 well.", {"topic": "Maths level 1"}),
        ("You mentioned too many moles, and the 2nd is mine.", {"challenge": "too many moles"}),
        ("You asked about my night shifts in the kiln.", {"topic": "night shifts in the kiln"}),
        ("I know the need for speed.", {"topic": "breaks, need for speed"}),
        ("I told him about services that overrun.", {"topic": "breaks, services that overrun"}),
    ],
)
def test_each_may_speak_of_the_others(said: str, cells: dict[str, str]) -> None:
    assert _found(said, **cells) == []


@pytest.mark.parametrize(
    ("subject", "found"),
    [
        ("Cobalt Ventures associate role", ["Cobalt Ventures"]),
        ("The analyst role at Kestwick", ["Kestwick"]),
        ("Checking in - Halden Logistics", ["Halden Logistics"]),
        ("Operations Analyst at Kestwick - thanks", ["Kestwick"]),
        ("Analyst at Leeds depot, Interview at Leeds, trial day at Holborn", []),
        ("Night Shift Breaks and Home Care", []),
        ("Operations Analyst role at Tallgrass Robotics", []),
    ],
)
def test_another_company_is_told_in_the_subject(subject: str, found: list[str]) -> None:
    text = f"Subject: {subject}\n\nDear Amara,\n\nThe breaks have stayed with me.\n"
    assert [each.said for each in findings(text, task(topic="breaks"), SETTINGS)] == found


@pytest.mark.parametrize(
    "said",
    [
        "I am use to nights and I was suppose to call.",
        "I would be glad to be apart of the crew.",
        "Your talk peaked my interest.",
        "I went threw the plan again.",
        "It had a good affect on the children.",
        "Everyone accept the driver liked it.",
        "I would like too thank them.",
        "I am looking forward too it.",
        "I can start in too weeks.",
        "I hope to hear from them at you earliest convenience.",
        "Thanks for you're patience.",
        "I have been their for ten years.",
        "Hope your well!",
        "I look forward to hearing from me.",
        "I seen the new kiln on my way out.",
        "It was a grate day.",
        "The principle engineer was kind.",
        "I could not except the other offer.",
        "Your a great team.",
        "I was very impress with the kitchen.",
        "It was good to seeing the oven, and a pleasure meet you.",
        "Thank you for take the time.",
        "I enjoyed to meet the team.",
        "I am work in kitchens since ten years.",
        "I have 10 year of experience.",
        "Please say if you needs anything.",
        "Thank you for your patients.",
        "I will insure that the oven is clean.",
        "I cant wait. Im glad. Lets meet again.",
        "I look forward hearing from you.",
        "I am very exciting about the oven.",
        "I have never being in such a kitchen.",
        "There is many ovens. There are a oven.",
        "I would likes to help, and I must to say so.",
        "I suggest you to call me.",
        "I am living here since 2015.",
        "Your advices were good.",
        "I have past the exam. I excepted the offer.",
        "It effects the bread, and I can bare the heat.",
        "I worked in a bakery were we baked by night.",
        "It was a nice meting.",
        "The recruitement was an inconvinience.",
    ],
)
def test_a_slip_that_is_a_word_is_found(said: str) -> None:
    assert _found(said) != []


@pytest.mark.parametrize(
    "said",
    [
        "The saw we use to cut slate is new, and the knife I use to fillet is old.",
        "I would like too many things at once, and I look forward, too, to the summer.",
        "It is for you people and for you alone.",
        "Had I known, I would have come; what have they done? Never have I seen it.",
        "Their in-house van and their on-call rota are good.",
        "In principle, engineers agree. We eat meat again in spring.",
        "He threw the ball though the game was over, and I grate cheese.",
        "I hope your mother is well. I hope your well is dug.",
        "I came in too late, for too few hours.",
        "Later on we spoke of kilns. The ovens you told me about you described well.",
        "I have work to do. The seven year itch. They like to see the work and to join in.",
        "My skills complement yours. We insure that van. The stationary engine is loud.",
        "It is a good see-through lid; between them and us, Node.js is fine.",
        "There are a few ovens, a good many old. There are two of them. I did what I can to help.",
        "It depends, of course. We walked past my old school, by the quite remarkable kiln.",
        "Every thing has its place. A replay of the match. The X axis is years.",
        "What this is is open. He acted defiantly, and I let you go on.",
        "Cant is the slope of a rail. We spoke about lock-in in particular.",
    ],
)
def test_what_is_like_such_a_slip_is_left_alone(said: str) -> None:
    assert _found(said) == []


@pytest.mark.parametrize(
    "said",
    [
        "We quickly form a line before the oven opens, and two crews form the night team.",
        "The signup form she made is good, and I help form a plan.",
        "He was calmer then, and we agreed. I led larger kitchens and was then asked to teach.",
        "I know it's nights, and I saw it's busy; they said it's snow.",
        "It is your right to choose. I think you're right about bread. I work for people like you.",
        "Have I my own tools? Nor was I the first. If need be, I can come.",
        "Should I be late, call me.",
        "Had I another day I would stay. I not only bake but sell.",
    ],
)
def test_the_same_words_in_another_order_are_no_slips(said: str) -> None:
    assert _found(said) == []


@pytest.mark.parametrize(
    ("said", "topic"),
    [
        ("I enjoyed hearing about the winter refit, the boiler.", "winter refit, boiler"),
        ("I enjoyed hearing about the winter refit and the boiler.", "winter refit, boiler"),
        ("I often think of the night bus network.", "night bus network"),
        ("I know last mile delivery.", "last mile delivery"),
    ],
)
def test_a_cell_in_a_sentence_of_its_own_is_right(said: str, topic: str) -> None:
    assert _found(said, topic=topic) == []


@pytest.mark.parametrize(
    ("said", "topic"),
    [
        ("I enjoyed hearing about winter refit, boiler.", "winter refit, boiler"),
        ("I often think of Two lines that stop.", "Two lines that stop"),
    ],
)
def test_a_cell_as_it_was_typed_is_a_seam(said: str, topic: str) -> None:
    assert [rule for rule, _ in _found(said, topic=topic)] == ["does not fit"]


def test_a_question_and_a_quoted_word_are_no_slips() -> None:
    assert _found('How can it do this? They call it their "lucky" oven.') == []


def test_a_seam_is_found_where_a_mail_program_broke_the_line() -> None:
    """And at the line where it begins; a name below a close is no part of the sentence."""
    said = (
        "I have often thought of the kiln since, and in the bath of talk about\nyou said it smokes."
    )
    text = (
        f"Subject: Breaks\n\nDear Amara,\n\nThe breaks stayed.\n\n{said}\n\nYours,\nRobin Castell\n"
    )
    found = findings(text, task(topic="breaks"), SETTINGS)
    assert [(each.line, each.rule, each.said) for each in found] == [
        (7, "does not fit", "about you said")
    ]


@pytest.mark.parametrize(
    ("said", "found"),
    [
        ("Thanks mate.", ["mate"]),
        ("It was good, mate.", ["mate"]),
        ("The mate who drew the seal sailed twice.", []),
    ],
)
def test_a_mate_is_slang_where_one_is_spoken_to(said: str, found: list[str]) -> None:
    assert [rule for rule, _ in _found(said)] == ["slang"] * len(found)


@pytest.mark.parametrize(
    "said",
    [
        "I wrote on the XXth of October.",
        "Our talk on 1 January 1970 was long.",
        "We met on January 1, 1900.",
        "I wrote on Invalid Date.",
        "I would ask for £XX,XXX a year.",
        "My notice is N weeks.",
        "I am free on xx/xx.",
    ],
)
def test_an_empty_date_or_number_is_a_residue(said: str) -> None:
    assert [each[0] for each in _found(said)] == ["template residue"]


@pytest.mark.parametrize(
    "said",
    [
        "Portfolio attached, as you wished.",
        "As the two photographs below show, the colour is another one.",
        "You will see from the drawing underneath how I would do it.",
        "A copy of my licence accompanies this letter.",
        "I took the liberty of including my essay.",
    ],
)
def test_what_a_text_cannot_show_is_not_there(said: str) -> None:
    assert [each[0] for each in _found(said)] == ["says it attaches what is not attached"]


@pytest.mark.parametrize(
    "said",
    [
        "The pictures above the oven are lovely, and so is the table below the window.",
        "I was attached to the bakery below the church.",
        "The two plans below budget were the good ones.",
    ],
)
def test_what_hangs_above_or_below_something_is_there(said: str) -> None:
    assert _found(said) == []


@pytest.mark.parametrize(
    "said",
    [
        "I would bring you experience with experience of nights.",
        "I have an interest in an interest in old maps.",
        "My background with background in nights would help.",
    ],
)
def test_a_thing_said_twice_around_a_preposition_is_a_typo(said: str) -> None:
    assert [each[0] for each in _found(said)] == ["probable typo"]


def test_day_by_day_and_hand_in_hand_are_said_so() -> None:
    assert _found("Day by day, hand in hand and step by step we got there.") == []


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("The disc breaks were worn.", "brake"),
        ("I am a soul trader.", "sole"),
        ("The bus roots are long.", "route"),
        ("It was to nervous.", "too"),
        ("I asked the shift manger for it.", "manager"),
        ("I saw the manger who said yes.", "manager"),
        ("Your advise was good.", "advice"),
    ],
)
def test_a_word_that_sounds_alike_is_told_by_its_trade(said: str, meant: str) -> None:
    text = f"Subject: Breaks\n\nDear Amara,\n\nThe breaks have stayed with me. {said}\n"
    found = findings(text, task(topic="breaks"), SETTINGS)
    assert [each.suggestion for each in found] == [f"did you mean {meant}?"]


@pytest.mark.parametrize(
    "said",
    [
        "I have been to many bakeries, and it comes to many hours.",
        "The donkey climbed into the manger, and the oak manger was full.",
        "I would leave the CAN bus alone, and go over CAN to the pumps.",
        "I'm gutted about it.",
        "Wear what the teeth merely scratch.",
        "The pump sucks air, and we dope the film by hand.",
        "The answer is to northern shops what it was to them.",
        "You pay by SWIFT.",
        "I no longer bake at night.",
    ],
)
def test_a_proper_word_is_right_in_its_place(said: str) -> None:
    assert _found(said) == []


@pytest.mark.parametrize(
    "said",
    [
        "I particularly how your team bakes at night.",
        "I especially your remark about the ovens.",
        "I really to come back.",
        "It a pleasure to meet everybody.",
        "I would to know more about it.",
        "The team very friendly and the tea was hot.",
        "There no hurry at all.",
        "My notice four weeks.",
        "I would bring you good with children.",
        "Your question about would I move deserves an answer.",
        "I have thought about customers wait too long.",
        "With my can drive a lorry I would help.",
        "I enjoyed hearing about would you open a shop.",
    ],
)
def test_half_a_clause_is_found(said: str) -> None:
    assert {each[0] for each in _found(said)} == {"does not fit"}


def test_a_clause_of_the_row_stands_behind_no_preposition() -> None:
    cells = {"topic": "apprentices stay too short, breaks"}
    said = "Thank you for talking about apprentices stay too short."
    assert {each[0] for each in _found(said, **cells)} == {"does not fit"}
    assert _found("You said that apprentices stay too short.", **cells) == []
    assert _found("I thought about VAT on holiday lets.", topic="VAT on holiday lets") == []


@pytest.mark.parametrize(
    ("said", "rule"),
    [
        ("I liked hearing about (specific project).", "template residue"),
        ("The pay of £__k would suit me.", "template residue"),
        ("I can be rung on 07xxx xxxxxx.", "template residue"),
        ("NB mention the lathe.", "note to oneself"),
        ("It was long (sounds desperate, tone down).", "note to oneself"),
        ("Say thanks for the coffee too.", "note to oneself"),
        ("You are absolute legends.", "slang"),
        ("The oven was dope.", "slang"),
        ("My key skills are bread and cake.", "repeats the CV"),
        ("Below are three photos of the wall.", "says it attaches what is not attached"),
        ("My slides come along with this.", "says it attaches what is not attached"),
        ("I was interested in that you bake at night.", "does not fit"),
        ("I liked hearing about the team is growing.", "does not fit"),
        ("I have an idea for to save time.", "does not fit"),
        ("I know about your problem with. I have seen it.", "does not fit"),
        ("I was glad to hear about How you bake.", "does not fit"),
        ("I have been their before.", "probable typo"),
        ("I know whose coming.", "probable typo"),
    ],
)
def test_what_others_left_in_their_letters_is_found(said: str, rule: str) -> None:
    assert {each[0] for each in _found(said)} == {rule}


@pytest.mark.parametrize(
    ("said", "rule"),
    [
        ("I am glad that we a chance to talk.", "does not fit"),
        ("We had a good talk and I it.", "does not fit"),
        ("I just to say thank you.", "does not fit"),
        ("I no idea that it was so warm.", "does not fit"),
        ("I never such a tidy shop before.", "does not fit"),
        ("It be a pleasure to come again.", "does not fit"),
        ("There much to like about the place.", "does not fit"),
        ("I would bring my I speak four languages to the team.", "does not fit"),
        ("I thought about how to your stock goes missing.", "does not fit"),
        ("I would be happy to help with fix the lift.", "does not fit"),
        ("Your plan of hire two apprentices is a good one.", "does not fit"),
        ("I was relived to hear it.", "probable typo"),
        ("It is a quite place.", "probable typo"),
        ("We came form Leeds.", "probable typo"),
        ("Let me know you're thoughts.", "probable typo"),
        ("Yo, that was a talk.", "slang"),
        ("I am a team player.", "repeats the CV"),
        ("It was long (check: was it 40 or 60?).", "note to oneself"),
        ("I like it (see photo below).", "says it attaches what is not attached"),
        ("I have set my heart on Ferncliffe.", "wrong company"),
        ("I hope that the Lab Manager interviews go well.", "wrong job"),
    ],
)
def test_a_slip_of_one_word_is_found(said: str, rule: str) -> None:
    assert {each[0] for each in _found(said)} == {rule}

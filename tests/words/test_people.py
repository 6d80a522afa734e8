"""What follows "Dear", and how company, job and role are said (spec 6)."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sheetfollow.words.people import salutation
from sheetfollow.words.titles import company, job_title, role_kind


def _dear(cell: str, greet_as: str = "", email: str = "") -> str:
    items = salutation(cell, greet_as, email).items
    return items[0].phrase if items else ""


@pytest.mark.parametrize(
    ("cell", "dear"),
    [
        ("Lena Hartwig", "Lena"),
        ("Dr. Ana-María López", "Dr. López"),
        ("Prof. Dr. Karl Brandt", "Professor Brandt"),
        ("Herr Müller", "Mr Müller"),
        ("Mrs. van Dijk", "Mrs. van Dijk"),
        ("Sir Alan Whitby", "Sir Alan"),
        ("Lt. Col. James Farrow", "Lt. Col. Farrow"),
        ("Capt. R. Osei", "Capt. Osei"),
        ("JOHN SMITH", "John"),
        ("jean-baptiste lefèvre", "Jean-Baptiste"),
        ('Robert "Bob" Tanner', "Bob"),
        ("Sam Whitlock (they/them)", "Sam"),
        ("CTO (Marek)", "Marek"),
        ("Tim from HR", "Tim"),
        ("Jane Marlow, PhD", "Jane"),
        ("GARCÍA LÓPEZ, Marta", "Marta"),
        ("de la Cruz, Juan", "Juan"),
        ("Nguyen Van Hai", "Hai"),
        ("TANAKA Yuki", "Yuki"),
        ("María José García", "María José"),
        ("Lena H. <lena@oakline.example>", "Lena"),
        ("met Yusuf at the depot", "Yusuf"),
        ("Interviewed by Mr Dhillon", "Mr Dhillon"),
        ("Ms Rowe from the council", "Ms Rowe"),
        ("Ian, the deputy", "Ian"),
        ("Rosa L., Ops", "Rosa"),
        ("Saw Dr Ibe on ward", "Dr. Ibe"),
        ("Jo Fairbanks (she/her)", "Jo"),
        ("CJ Whitfield", "CJ"),
        ("Mark Baker", "Mark"),
        ("rose from payroll", "Rose"),
        ("Peg (Peggy) Dunmore", "Peg"),
        ("Aoife Brennan, RGN, MScN", "Aoife"),
        ("Dr Oba Lawal FRCS", "Dr. Lawal"),
        ("DCI Hartnell", "DCI Hartnell"),
        ("MRS K. ALLARDYCE", "Mrs Allardyce"),
        ("mgr inż. Beata Lis", "Inż. Beata Lis"),
        ("Old Mr Tranter", "Mr Tranter"),
        ("nora.quist@oakline.example", "Nora"),
        ("piet\nloading bay", "Piet"),
        ("Ops lead: Zainab", "Zainab"),
    ],
)
def test_a_person_is_greeted_as_they_would_expect(cell: str, dear: str) -> None:
    assert _dear(cell) == dear


@pytest.mark.parametrize("cell", ["Chen Wei", "Kim Ji-woo", "J. Smith", "Nagy Péter"])
def test_where_the_order_is_open_the_whole_name_stands(cell: str) -> None:
    assert _dear(cell) == cell


def test_the_address_decides_where_the_order_is_open() -> None:
    assert _dear("Lee Dana", email="dana.lee@example.com") == "Dana"
    assert _dear("J. Smith", email="john.smith@example.com") == "John"
    assert _dear("Chen Wei", email="jobs@example.com") == "Chen Wei"


def test_greet_as_wins() -> None:
    assert _dear("Chen Wei", greet_as="Ms Chen") == "Ms Chen"
    assert _dear("Hiring manager", greet_as="Dear Ms Chen,") == "Ms Chen"


@pytest.mark.parametrize(
    "cell",
    [
        "",
        "?",
        "None",
        "Unknown",
        "not sure",
        "TBC",
        "HR",
        "Hiring manager",
        "Interview panel",
        "the lady from finance",
        "Bob & Alice",
        "Dana Lee u. Bo Ray",
        "Marta, Jonas, Wei",
        "Mr Singh + colleague",
        "Dr",
        "-",
    ],
)
def test_nobody_or_several_people_are_asked_about(cell: str) -> None:
    assert salutation(cell).items == ()
    assert salutation(cell).ask


def test_a_doubtful_name_is_used_and_asked_about() -> None:
    reading = salutation("Sarah?")
    assert reading.items[0].phrase == "Sarah"
    assert "is the name right?" in reading.ask


@pytest.mark.parametrize(
    "cell",
    ["Ines or Agnes", "Claire's deputy", "Dr Hallam's secretary", "Henrik was ill so Rosa"],
)
def test_where_it_may_be_another_nobody_is_greeted(cell: str) -> None:
    assert salutation(cell).items == ()


@pytest.mark.parametrize("cell", ["Phone screen", "left voicemail", "friend of Lucy", "Tuesday"])
def test_a_word_of_the_dictionary_is_no_name_unless_it_is_one_too(cell: str) -> None:
    assert salutation(cell).items == ()


@given(st.text(max_size=60))
def test_a_greeting_is_letters_in_one_line(cell: str) -> None:
    for item in salutation(cell).items:
        assert "\n" not in item.phrase
        assert item.phrase == item.phrase.strip()
        assert not set(item.phrase) & set("<>[]{}@|\\")


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        ("Oakline Ltd.", "Oakline"),
        ("Tallgrass Robotics, Inc.", "Tallgrass Robotics"),
        ("Quillon plc - London office", "Quillon"),
        ("IBX", "IBX"),
        ("Vasseur et Fils S.A.S.", "Vasseur et Fils"),
        ("NORTHGATE SCHOOL", "Northgate School"),
        ("BANK OF MARSDEN LTD", "Bank of Marsden"),
        ("H&M GROUP", "H&M Group"),
        ("IBM UK", "IBM UK"),
    ],
)
def test_a_company_is_said_without_its_legal_form_and_without_shouting(
    cell: str, said: str
) -> None:
    assert company(cell).items[0].phrase == said


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        ("Sr. Software Engineer (Remote) - REQ12345", "Senior Software Engineer"),
        ("#4471 Warehouse Operative", "Warehouse Operative"),
        ("data analyst", "data analyst"),
        ("MARKETING MANAGER", "Marketing Manager"),
        ("CHEF DE PARTIE", "Chef de Partie"),
        ("Entwickler (m/w/d)", "Entwickler"),
    ],
)
def test_a_job_is_said_without_number_place_and_genders(cell: str, said: str) -> None:
    assert job_title(cell).items[0].phrase == said


@pytest.mark.parametrize(
    ("cell", "kind"),
    [
        ("Talent Acquisition Partner", "hr"),
        ("HR Director", "hr"),
        ("Hiring manager", "manager"),
        ("Head of Data", "executive"),
        ("CTO", "executive"),
        ("Tech lead", "peer"),
        ("Staff nurse", "peer"),
        ("Eng manager", "manager"),
        ("not sure, she joined late", "unknown"),
        ("", "unknown"),
    ],
)
def test_each_role_has_what_it_cares_about(cell: str, kind: str) -> None:
    assert role_kind(cell) == kind


@pytest.mark.parametrize(
    ("cell", "dear"),
    [
        ("Sr. Bernadette", "Sister Bernadette"),
        ("Sr. Pérez", "Mr Pérez"),
        ("Dr Tan Wei Ming", "Dr. Tan"),
        ("Dra. Inés Velasco Prieto", "Dra. Velasco Prieto"),
        ("Sra. María José Ferrán", "Ms Ferrán"),
        ("Abdul Rahman Said", "Abdul Rahman"),
        ("Head chef, Luca", "Luca"),
        ("A/Prof Helen Kowalski", "Professor Kowalski"),
        ("Site manager Pat Doyle", "Pat"),
    ],
)
def test_what_stands_around_a_name_is_told_from_it(cell: str, dear: str) -> None:
    assert _dear(cell) == dear


@pytest.mark.parametrize(
    "cell",
    ["Sr. Garcia", "Tom Baker, Anjali Desai", "didn't catch names", "dave + someone from HR"],
)
def test_who_may_be_another_or_two_is_asked(cell: str) -> None:
    assert salutation(cell).items == ()


@pytest.mark.parametrize(
    "name", ["Will", "May", "Guy", "Eva", "Gill", "Jasmine", "Morgan", "Destiny", "Grace", "Wade"]
)
def test_a_given_name_that_is_a_word_too_is_greeted(name: str) -> None:
    for cell in (name, f"{name} Hartley", f"{name} T"):
        assert [item.phrase for item in salutation(cell).items] == [name]


@pytest.mark.parametrize(
    ("cell", "greeted"),
    [
        ("MUDr. Jana Horáková, CSc.", "Dr. Horáková"),
        ("Dr.-Ing. Heike Lorenz", "Dr. Lorenz"),
        ("Wing Cdr Alison Peake", "Wing Cdr Peake"),
    ],
)
def test_titles_of_trades_and_ranks_are_no_names(cell: str, greeted: str) -> None:
    assert [item.phrase for item in salutation(cell).items] == [greeted]


@pytest.mark.parametrize(
    ("cell", "greeted"),
    [
        ("Sister Agnes, ward 4", "Sister Agnes"),
        ("Emre Aydın, Bauleiter", "Emre"),
        ("Dr Hiba Nasser MRCVS", "Dr. Nasser"),
        ("Rocha, Ines (Procurement)", "Ines"),
        ('Caoimhe, pron. "Keeva"', "Caoimhe"),
    ],
)
def test_what_is_said_beside_a_name_is_no_name(cell: str, greeted: str) -> None:
    assert [item.phrase for item in salutation(cell).items] == [greeted]


def test_one_after_the_other_is_two_people() -> None:
    assert salutation("Nadia, then later Femi").items == ()


@pytest.mark.parametrize(
    "cell",
    [
        "Ward sister",
        "Dean of Students",
        "Will confirm Thurs",
        "Hope to find out Monday",
        "Frank chat w/ the team",
        "Summer internship panel",
        "Rose Cottage Nursery - owner",
        "Hope House hospice",
        "Chase Bank HR dept",
        "John Lewis, dept manager",
        "HireVue recorded",
        "Recruitment team, Barratt",
        "Manchester office",
        "tall guy, forgot name",
        "Harris Ltd",
        "Barnardo's",
        "St John Ambulance",
        "JM",
        "HoD",
        "Jo to confirm",
        "Officer Daniels",
        "Victoria Street branch",
        "Charlotte office",
        "Victoria Hospital HR",
        "Pflegedirektion",
        "Recursos Humanos",
        "人事部",
        "Radiographer",
        "soldador",
        "chef des ventes",
        "Chef de chantier",
    ],
)
def test_a_word_that_is_a_name_too_needs_neighbours_that_speak_for_it(cell: str) -> None:
    assert salutation(cell).items == ()
    assert "names nobody" in salutation(cell).ask


@pytest.mark.parametrize(
    ("cell", "greeted"),
    [
        ("Hope Ward RGN", "Hope"),
        ("Frank Page", "Frank"),
        ("Sandra Tickle", "Sandra"),
        ("Mr Church", "Mr Church"),
        ("Rich from IT", "Rich"),
        ("Ward sister - Grace", "Grace"),
        ("Stage manager - Will", "Will"),
        ("Sous chef - Marco", "Marco"),
        ("Foreman Mick", "Mick"),
        ("gaffer Pete", "Pete"),
        ("Baker Tim", "Tim"),
        ("school bursar Mrs Pike", "Mrs Pike"),
        ("Matron - Mrs Adeyemi", "Mrs Adeyemi"),
        ("GP partner / Dr Rich", "Dr. Rich"),
        ("Dean of Faculty: Prof. Margaret Young", "Professor Young"),
        ("Ward, Dean: bar mgr", "Dean Ward"),
        ("Anna-HR", "Anna"),
        ("HR,Anna", "Anna"),
        ("Hiring manager is Petra Lang", "Petra"),
        ("Aisling from the hospice", "Aisling"),
        ("Angela, didn't catch surname", "Angela"),
        ("Jessica Moore (Leeds)", "Jessica"),
        ("Jessica 'Jess' Moore", "Jess"),
        ("Jessica Moore BSc(Hons)", "Jessica"),
        ("Marco R. sous chef", "Marco"),
        ("Lt Col J Farrow (ret.) site security", "Lt Col Farrow"),
    ],
)
def test_a_role_around_a_name_is_told_from_it(cell: str, greeted: str) -> None:
    assert _dear(cell) == greeted


@pytest.mark.parametrize(
    ("cell", "greeted"),
    [
        ("Frau Schäfer, Pflegedienstleitung", "Ms Schäfer"),
        ("Mehmet Yılmaz, usta başı", "Mehmet"),
        ("Olivia Brand, Adecco (agency)", "Olivia"),
        ("García Soto, Lucía", "Lucía"),
        ("Tony Bassett\nDepot manager\n01632 960112", "Tony"),
        ('"Laura Finch" <lfinch@oakline.example>', "Laura"),
        ('"Moz" Morris Achebe', "Moz"),
        ("Mrs Irena P.", "Irena"),
        ("https://www.linkedin.com/in/ingrid-solheim Ingrid Solheim", "Ingrid"),
        ("Jordan [he/him] - youth worker", "Jordan"),
        ("⭐ Chloe!! (so nice)", "Chloe"),
        ("Paul O'Neill CEng MICE", "Paul"),
        ("ask for Bev", "Bev"),
        ("Дмитрий Соколов / Dmitry Sokolov", "Dmitry"),
        ("김지훈 Jihoon Kim", "Jihoon"),
    ],
)
def test_what_is_no_name_behind_a_comma_or_beside_it_goes(cell: str, greeted: str) -> None:
    assert _dear(cell) == greeted


@pytest.mark.parametrize(
    "cell",
    [
        "Khun Ploy",
        "de Souza",
        "Dubois Chloé",
        "Hauptmann Keller",
        "M. Senthil Kumar",
        "CSgt Kaye",
        "الأستاذ فرحان النمري",
        "สมชาย ใจดี",
        "Ustadh Omar",
        "Chief Adebayo Ogunlesi",
        "Arq. Camila Torres Vega",
        "Ing. Tomáš Novák",
        "Mohd. Irfan Khan",
        "Ivanov Sergey Nikolaevich",
        "García López",
        "Tanaka-san",
        "Dr. Oláh Á. Ferenc",
        "Drg. Ayu Suryono",
        "Dean Angela Howarth",
        "Nguyễn Thị Lan Anh",
    ],
)
def test_where_the_use_of_a_title_or_name_is_open_all_of_it_stands(cell: str) -> None:
    assert _dear(cell) == cell


@pytest.mark.parametrize(
    ("cell", "greeted"),
    [
        ("Sra. García López", "Ms García López"),
        ("Insp Moira Kerr", "Insp Kerr"),
        ("KIM Min Jun", "Min Jun"),
        ("BAKER Tom", "Tom"),
        ("Nakamura, Emi", "Emi"),
        ("McAllister, Ann (Ms)", "Ms McAllister"),
        ("Dra. María Elena Munguía", "Dra. Munguía"),
        ("Sr. Luis Ortega Vidal", "Mr Ortega Vidal"),
        ("Sr. Daniel Campos", "Daniel Campos"),
        ("Herr Salvatore Kabus B.Eng.", "Mr Kabus"),
        ("Venkatesh Iyer Sir", "Venkatesh"),
    ],
)
def test_a_family_name_is_found_where_its_language_puts_it(cell: str, greeted: str) -> None:
    assert _dear(cell) == greeted


def test_somebody_who_is_only_thought_to_be_meant_is_greeted_and_asked_about() -> None:
    reading = salutation("i think its Hannah")
    assert reading.items[0].phrase == "Hannah"
    assert "is the name right?" in reading.ask


@pytest.mark.parametrize(
    "cell",
    [
        "Dominik Hájek, Zoe Plant",
        "Desta Haile; Tom Berg",
        "Bo, then Mo",
        "Tom -> Jane",
        "Sarah (on leave - now Tom)",
        "Anna +1",
        "Anna etc",
        "Sophie (HR) Tom (ops)",
        "Dr Ahmed, Sister Ruth",
    ],
)
def test_who_is_asked_about_as_several_is_told_so(cell: str) -> None:
    assert "more than one person" in salutation(cell).ask

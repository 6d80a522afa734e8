"""Hyperlinks and formats: what is added, what is used again, and where it stands (spec 7)."""

from __future__ import annotations

import re

import pytest

from sheetfollow.exceptions import CannotWrite
from sheetfollow.model import CellStyle, Edit
from sheetfollow.writeback import apply
from tests.helpers.hazards import MAIN, ROWS, hazards, parts_of, zipped
from tests.helpers.packages import SHEET, cell, changed, part, proved

RELS, STYLES = "xl/worksheets/_rels/sheet1.xml.rels", "xl/styles.xml"
PLAIN = zipped(parts_of())
LINKED = zipped(
    parts_of(
        tail=(
            '<hyperlinks><hyperlink ref="B2" r:id="rId1" tooltip="Open" display="d"/><hyperlink'
            ' ref="C2" r:id="rId2"/><hyperlink ref="D2" r:id="rId2"/><hyperlink ref="A1:D9"'
            ' location="Data!Z1"/></hyperlinks>'
        ),
        sheet_refers=[("hyperlink", "one.txt"), ("hyperlink", "two.txt")],
    )
)


def _link(data: bytes, name: str) -> str:
    found = re.search(rf'<hyperlink ref="{name}"[^>]*>', part(data))
    return found[0] if found else ""


@pytest.mark.parametrize(
    ("link", "target"),
    [
        ("drafts/Ann Lee.txt", "drafts/Ann%20Lee.txt"),
        ("drafts/Zoë #1?.txt", "drafts/Zo%C3%AB%20%231%3F.txt"),
        ("drafts\\100%.txt", "drafts/100%25.txt"),
        ("drafts/a%20b.txt", "drafts/a%20b.txt"),
        ("https://example.com/a?b=c&d=1#e", "https://example.com/a?b=c&amp;d=1#e"),
        ("mailto:ann@example.com?subject=Hi you", "mailto:ann@example.com?subject=Hi%20you"),
    ],
)
def test_a_link_becomes_an_external_target_percent_encoded_as_needed(
    link: str, target: str
) -> None:
    after = proved(PLAIN, [Edit("Data", "C2", "x", None, link)])
    assert _link(after, "C2") == '<hyperlink ref="C2" r:id="rId1"/>'
    assert f'Target="{target}" TargetMode="External"/></Relationships>' in part(after, RELS)


def test_a_link_within_the_workbook_is_a_location_without_a_relationship() -> None:
    after = proved(PLAIN, [Edit("Data", "C2", "x", None, "#Data!A1")])
    assert (_link(after, "C2"), part(after, RELS)) == (
        '<hyperlink ref="C2" location="Data!A1"/>',
        "",
    )


def test_a_hyperlink_of_the_cell_is_led_elsewhere_and_keeps_its_tooltip() -> None:
    after = proved(LINKED, [Edit("Data", "B2", 45000, None, "new.txt")])
    assert part(after) == part(LINKED)
    assert part(after, RELS) == part(LINKED, RELS).replace("one.txt", "new.txt")
    inside = proved(LINKED, [Edit("Data", "B2", 45000, None, "#Data!A1")])
    assert (
        _link(inside, "B2") == '<hyperlink ref="B2" tooltip="Open" display="d" location="Data!A1"/>'
    )
    assert "one.txt" not in part(inside, RELS)


def test_a_relationship_that_another_hyperlink_uses_stays() -> None:
    after = proved(LINKED, [Edit("Data", "C2", "first", None, "new.txt")])
    assert (_link(after, "C2"), _link(after, "D2")) == (
        '<hyperlink ref="C2" r:id="rId3"/>',
        '<hyperlink ref="D2" r:id="rId2"/>',
    )
    gone = proved(LINKED, [Edit("Data", "C2", "first", None, "")])
    assert "two.txt" in part(gone, RELS)


def test_no_link_takes_the_hyperlink_away_with_a_relationship_that_nothing_uses() -> None:
    after = proved(LINKED, [Edit("Data", name, None, None, "") for name in ("B2", "C2", "D2")])
    assert '<hyperlinks><hyperlink ref="A1:D9" location="Data!Z1"/></hyperlinks>' in part(after)
    assert "txt" not in part(after, RELS)


def test_the_last_hyperlink_takes_the_block_with_it() -> None:
    made = proved(
        PLAIN, [Edit("Data", "C2", "first", None, "a.txt"), Edit("Data", "D2", True, None, "b.txt")]
    )
    gone = proved(made, [Edit("Data", "C2", "first", None, ""), Edit("Data", "D2", True, None, "")])
    assert part(gone) == part(PLAIN)


def test_a_hyperlink_over_a_range_stays_and_the_cell_gets_its_own() -> None:
    after = proved(LINKED, [Edit("Data", "B4", 1, None, "own.txt"), Edit("Data", "C4", 1)])
    assert _link(after, "A1:D9") == '<hyperlink ref="A1:D9" location="Data!Z1"/>'
    assert _link(after, "B4") == '<hyperlink ref="B4" r:id="rId3"/>'


def test_an_edit_without_a_link_leaves_the_hyperlink() -> None:
    assert _link(proved(LINKED, [Edit("Data", "B2", "x")]), "B2") == _link(LINKED, "B2")


@pytest.mark.parametrize(
    "book", ["x14 list and format", "form control", "slicer", "table", "picture"]
)
def test_hyperlinks_stand_where_the_standard_wants_them(book: str) -> None:
    after = part(proved(hazards()[book], [Edit("Data", "A1", "x", None, "a.txt")]))
    behind = ("<pageMargins", "<mc:AlternateContent", "<drawing", "<tableParts", "<extLst")
    before = ("</sheetData>", "</conditionalFormatting>")
    place = after.index("<hyperlinks>")
    assert all(after.index(tag) > place for tag in behind if tag in after)
    assert all(after.index(tag) < place for tag in before if tag in after)


def test_the_prefix_for_relationships_is_declared_where_the_root_lacks_it() -> None:
    parts = parts_of()
    parts[SHEET] = re.sub(r' xmlns:r="[^"]*"', "", str(parts[SHEET]))
    after = proved(zipped(parts), [Edit("Data", "C2", "x", None, "a.txt")])
    assert re.fullmatch(
        '<hyperlink ref="C2" xmlns:r="[^"]*/officeDocument/2006/relationships" r:id="rId1"/>',
        _link(after, "C2"),
    )


def test_a_link_that_is_too_long_stops_the_write() -> None:
    with pytest.raises(CannotWrite, match="Data!C2: the link has more than 2079 characters"):
        apply(PLAIN, [Edit("Data", "C2", "x", None, "https://example.com/" + "a" * 2079)])


@pytest.mark.parametrize("link", ["a\x00b", "#a\nb", "half \ud83d"])
def test_a_link_with_a_character_that_none_can_have_stops_the_write(link: str) -> None:
    with pytest.raises(
        CannotWrite, match=r"Data!C2: the link .* has a character that no link can have"
    ):
        apply(PLAIN, [Edit("Data", "C2", "x", None, link)])


def test_a_format_is_appended_and_derived_from_that_of_the_cell() -> None:
    data = zipped(parts_of('<row r="2"><c r="B2" s="2"><v>1</v></c></row>'))
    after = proved(
        data,
        [
            Edit(
                "Data", "B2", 1, CellStyle(fill="ffe699", wrap=True, color="C00000", underline=True)
            )
        ],
    )
    assert cell(after, "B2") == '<c r="B2" s="4"><v>1</v></c>'
    old, new = part(data, STYLES), part(after, STYLES)
    wanted = old.replace('fonts count="2"', 'fonts count="3"').replace(
        "</fonts>",
        '<font><b/><i/><u/><sz val="14"/><color rgb="FFC00000"/><name val="Arial"/></font></fonts>',
    )
    wanted = wanted.replace('fills count="2"', 'fills count="3"').replace(
        "</fills>",
        '<fill><patternFill patternType="solid"><fgColor rgb="FFFFE699"/><bgColor'
        ' indexed="64"/></patternFill></fill></fills>',
    )
    wanted = wanted.replace('cellXfs count="4"', 'cellXfs count="5"').replace(
        "</cellXfs>",
        '<xf numFmtId="0" fontId="2" fillId="2" borderId="0" xfId="0" applyFont="1" quotePrefix="1"'
        ' applyFill="1" applyAlignment="1"><alignment horizontal="left" indent="1"'
        ' wrapText="1"/><protection locked="0"/></xf></cellXfs>',
    )
    assert new == wanted


def test_a_font_that_is_written_has_its_elements_in_the_order_of_the_schema() -> None:
    """openpyxl writes the name first; what the schema does not name stays, and comes last."""
    theirs = (
        '<font><name val="Arial"/><charset val="1"/><family val="2"/><i/><color rgb="FF000000"/>'
        '<extra/><sz val="14"/><scheme val="minor"/></font>'
    )
    first = '<font><sz val="11"/><color theme="1"/><name val="Calibri"/><family val="2"/></font>'
    data = changed(PLAIN, STYLES, first, theirs)
    after = proved(data, [Edit("Data", "C2", "first", CellStyle(bold=True, underline=True))])
    assert theirs in part(after, STYLES), "the fonts that are there stay as they are"
    assert (
        '<font><b/><i/><u/><sz val="14"/><color rgb="FF000000"/><name val="Arial"/>'
        '<family val="2"/><charset val="1"/><scheme val="minor"/><extra/></font></fonts>'
    ) in part(after, STYLES)


def test_an_equal_format_is_used_again() -> None:
    style = CellStyle(number_format="d mmm yyyy")
    after = proved(PLAIN, [Edit("Data", "C2", "first", style), Edit("Data", "D4", 1, style)])
    assert part(after, STYLES) == part(PLAIN, STYLES)
    assert (cell(after, "C2"), cell(after, "D4")) == (
        '<c r="C2" t="s" s="1"><v>0</v></c>',
        '<c r="D4" s="1"><v>1</v></c>',
    )
    many = [
        Edit("Data", f"{letter}9", 1, CellStyle(bold=True, fill="AABBCC")) for letter in "ABCDEFGH"
    ]
    once, twice = proved(PLAIN, many[:1]), proved(PLAIN, many)
    assert part(once, STYLES) == part(twice, STYLES)


def test_a_built_in_number_format_needs_no_new_one() -> None:
    after = part(proved(PLAIN, [Edit("Data", "D4", 1, CellStyle(number_format="0.00"))]), STYLES)
    assert '<xf numFmtId="2" ' in after
    assert 'numFmts count="1"' in after


def test_an_empty_fill_takes_the_fill_away() -> None:
    filled = proved(PLAIN, [Edit("Data", "D4", 1, CellStyle(fill="FFE699"))])
    bare = proved(filled, [Edit("Data", "D4", 1, CellStyle(fill=""))])
    index = int(re.search(r's="([0-9]+)"', cell(bare, "D4"))[1])  # type: ignore[index]
    assert (
        'fillId="0"' in re.findall("<xf [^>]*>", part(bare, STYLES).partition("<cellXfs")[2])[index]
    )


def test_bold_and_underline_can_be_switched_off() -> None:
    on = CellStyle(bold=True, underline=True, wrap=True)
    off = CellStyle(bold=False, underline=False, wrap=False)
    after = proved(proved(PLAIN, [Edit("Data", "D4", 1, on)]), [Edit("Data", "D4", 1, off)])
    font = re.findall("<font>.*?</font>", part(after, STYLES))[-1]
    assert font.startswith("<font><b/><u/>")  # the plain font was there already and is used again


def test_lists_of_styles_that_are_missing_begin_with_what_applications_take_for_given() -> None:
    after = part(
        proved(
            hazards()["no lists of styles"],
            [Edit("Data", "B2", 1, CellStyle(fill="FFE699", bold=True))],
        ),
        STYLES,
    )
    assert (
        re.sub("<dxfs.*", "", after[after.index("<fonts") :])
        == '<fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz'
        ' val="11"/><name val="Calibri"/></font></fonts><fills count="3"><fill><patternFill'
        ' patternType="none"/></fill><fill><patternFill'
        ' patternType="gray125"/></fill><fill><patternFill patternType="solid"><fgColor'
        ' rgb="FFFFE699"/><bgColor indexed="64"/></patternFill></fill></fills><borders'
        ' count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders><cellXfs'
        ' count="2"><xf numFmtId="0"/><xf numFmtId="0" fontId="1" applyFont="1" fillId="2"'
        ' applyFill="1"/></cellXfs>'
    )


def test_a_styles_part_with_nothing_in_it_takes_them() -> None:
    empty = f'<styleSheet xmlns="{MAIN}"/>'
    after = proved(
        zipped(parts_of(rows=ROWS.replace(' s="1"', "")) | {STYLES: empty}),
        [Edit("Data", "B2", 1, CellStyle(bold=True))],
    )
    assert part(after, STYLES).startswith(f'<styleSheet xmlns="{MAIN}"><fonts count="2">')
    assert part(after, STYLES).endswith("</cellXfs></styleSheet>")


def test_a_workbook_without_styles_gets_a_part_for_them() -> None:
    after = proved(hazards()["no styles"], [Edit("Data", "B2", 1, CellStyle(bold=True))])
    assert '<Override PartName="/xl/styles.xml"' in part(after, "[Content_Types].xml")
    assert 'relationships/styles" Target="styles.xml"/>' in part(
        after, "xl/_rels/workbook.xml.rels"
    )
    book = hazards()["no styles"]
    assert apply(book, [Edit("Data", "D2", True, CellStyle(bold=False))]) is book

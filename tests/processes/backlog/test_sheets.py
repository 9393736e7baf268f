"""Lists as people send them: CSV of any country, workbooks, and files that mean harm."""

import zipfile
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from processes.backlog import sheets, xlsx
from processes.backlog.sheets import Sheet, read_sheet
from processes.exceptions import SheetRefused
from tests.processes.backlog.workbooks import HEAD, MAIN, WORKBOOK, sheet, text_rows, workbook


def refusal(content: bytes) -> str:
    with pytest.raises(SheetRefused) as refused:
        read_sheet(content)
    return refused.value.code


@pytest.mark.parametrize(
    "content",
    [
        "Station,Reference\nUP-1,7/2025\n",
        "Station;Reference\r\nUP-1;7/2025\r\n",
        "Station\tReference\nUP-1\t7/2025",
        "\ufeffStation,Reference\n\n , \nUP-1, 7/2025 \n",
        '"Station","Reference"\n"UP-1","7/2025"\n',
    ],
)
def test_csv_is_read_as_spreadsheets_of_any_country_write_it(content: str) -> None:
    read = read_sheet(content.encode())

    assert read.headings == ("Station", "Reference")
    assert [dict(row.cells) for row in read.rows] == [{"Station": "UP-1", "Reference": "7/2025"}]


def test_rows_have_the_numbers_that_the_spreadsheet_shows() -> None:
    read = read_sheet(b'a,b\n1,"two\nlines"\n\n3,4\n')

    assert [row.number for row in read.rows] == [2, 4]
    assert read.rows[0].cells["b"] == "two\nlines"


def test_hindi_comes_through() -> None:
    read = read_sheet("थाना,विवरण\nUP-1,रोज़ पीछा करता है\n".encode())

    assert read.rows[0].cells["विवरण"] == "रोज़ पीछा करता है"


def test_a_workbooks_first_sheet_is_read_cell_by_cell() -> None:
    content = workbook(
        '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c>'
        '<c r="D1" t="inlineStr"><is><r><t>Mo</t></r><r><t>bile</t></r></is></c></row>'
        '<row r="5"><c r="A5" t="str"><f>1+1</f><v>UP-1</v></c><c r="B5" s="1"><v>45936</v></c>'
        '<c r="D5"><v>9.87654321E9</v></c></row>'
        '<row r="6"><c r="B6" s="2"><v>45936.75</v></c><c r="D6" t="b"><v>1</v></c></row>'
        '<row r="7"><c r="B7" t="d"><v>2025-10-06T10:00:00</v></c><c r="D7" t="e"><v>#N/A</v></c>'
        "</row>",
        strings=["Station", "Received on"],
    )

    read = read_sheet(content)

    assert read.headings == ("Station", "Received on", "", "Mobile")
    assert [(row.number, dict(row.cells)) for row in read.rows] == [
        (5, {"Station": "UP-1", "Received on": "2025-10-06", "Mobile": "9876543210"}),
        (6, {"Received on": "2025-10-06", "Mobile": "yes"}),
        (7, {"Received on": "2025-10-06"}),
    ]


def test_days_of_a_workbook_that_counts_from_1904_are_right_too() -> None:
    content = workbook(
        '<row><c t="inlineStr"><is><t>Day</t></is></c></row><row><c s="1"><v>44474</v></c></row>',
        parts={"xl/workbook.xml": WORKBOOK.replace("<workbookPr/>", '<workbookPr date1904="1"/>')},
    )

    assert read_sheet(content).rows[0].cells == {"Day": "2025-10-06"}


def test_a_part_that_unpacks_to_more_than_any_list_is_refused() -> None:
    bomb = workbook("", parts={"xl/sharedStrings.xml": HEAD + " " * (xlsx.LARGEST_PART + 10)})

    assert len(bomb) < 100_000
    assert refusal(bomb) == "too_large"


def test_a_size_that_a_workbook_claims_is_not_believed() -> None:
    honest = workbook("", parts={"xl/sharedStrings.xml": HEAD + " " * (xlsx.LARGEST_PART + 10)})
    size = (xlsx.LARGEST_PART + 10 + len(HEAD)).to_bytes(4, "little")
    lying = honest.replace(size, (1_000).to_bytes(4, "little"))

    assert lying != honest
    assert refusal(lying) in ("too_large", "not_xlsx")


def test_many_parts_are_refused() -> None:
    parts = {f"xl/media/{number}.png": b"" for number in range(xlsx.MOST_PARTS)}

    assert refusal(workbook("", parts=parts)) == "too_large"


@pytest.mark.parametrize(
    "changed",
    [
        {"leave_out": ["xl/workbook.xml"]},
        {"leave_out": ["xl/_rels/workbook.xml.rels"]},
        {"leave_out": ["xl/worksheets/sheet1.xml"]},
        {"parts": {"xl/workbook.xml": f'{HEAD}<workbook xmlns="{MAIN}"/>'}},
        {"parts": {"xl/worksheets/sheet1.xml": "<not closed>"}},
        {
            "parts": {
                "xl/worksheets/sheet1.xml": sheet("").replace(
                    HEAD, HEAD + '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
                )
            }
        },
        {"parts": {"xl/worksheets/sheet1.xml": sheet('<row r="1"><c r="../1"/></row>')}},
        {"parts": {"xl/worksheets/sheet1.xml": sheet('<row r="9999999"><c/></row>')}},
        {"parts": {"xl/worksheets/sheet1.xml": sheet('<row r="2"/><row r="1"><c/></row>')}},
        {"parts": {"xl/worksheets/sheet1.xml": sheet(f'<row r="{"9" * 5000}"/>')}},
    ],
)
def test_a_workbook_that_is_none_is_refused(changed: dict[str, object]) -> None:
    assert refusal(workbook("", **changed)) == "not_xlsx"


def test_a_cell_far_to_the_right_costs_nothing() -> None:
    far = '<row r="1"><c r="XFD1"><v>1</v></c></row>'

    assert refusal(workbook(far)) == "too_many_columns"


@pytest.mark.parametrize("cell", ['t="s"><v>{0}</v', 's="{0}"><v>7</v'], ids=["text", "style"])
def test_a_reference_of_thousands_of_digits_leads_to_nothing(cell: str) -> None:
    endless = cell.format("9" * 5000)

    read = read_sheet(workbook(f"{text_rows(['Station', 'Age'])}<row><c {endless}></c></row>"))

    assert [dict(row.cells) for row in read.rows] in ([], [{"Station": "7"}])


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "empty"),
        (b"\n ,\n", "empty"),
        (b"\xff\xfea\x00", "not_utf8"),
        (b"a,b\n1,\x00\n", "not_utf8"),
        (b'a,b\n"1,2\n', "not_csv"),
        (b"PK\x03\x04 and then nothing", "not_xlsx"),
        (b"\xd0\xcf\x11\xe0 an old workbook", "old_excel"),
        (b"a" * (sheets.LARGEST_FILE + 1), "too_large"),
        (b"a\n" * (sheets.MOST_ROWS + 2), "too_many_rows"),
        (b",".join([b"a"] * (sheets.MOST_COLUMNS + 1)), "too_many_columns"),
    ],
    ids=range(10),
)
def test_a_file_that_is_no_list_is_refused_with_its_reason(content: bytes, code: str) -> None:
    assert refusal(content) == code


@given(st.binary(max_size=300))
def test_no_file_breaks_the_reader(content: bytes) -> None:
    for each in (content, b"PK\x03\x04" + content, _packed(content)):
        try:
            read = read_sheet(each)
        except SheetRefused:
            continue
        assert isinstance(read, Sheet)


def _packed(content: bytes) -> bytes:
    """A workbook whose sheet is whatever came."""
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, text in {
            "xl/workbook.xml": WORKBOOK,
            "xl/_rels/workbook.xml.rels": (
                f'{HEAD}<R><R Id="rId7" Target="worksheets/sheet1.xml"/></R>'
            ),
            "xl/worksheets/sheet1.xml": content,
        }.items():
            archive.writestr(name, text)
    return packed.getvalue()


def test_plain_rows_of_a_workbook_and_of_csv_are_the_same() -> None:
    lines = (["Station", "Reference"], ["UP-1", "7/2025"])

    from_workbook = read_sheet(workbook(text_rows(*lines)))
    from_csv = read_sheet("\n".join(",".join(line) for line in lines).encode())

    assert from_workbook == from_csv

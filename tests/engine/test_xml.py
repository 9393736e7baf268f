"""Hostile and broken XML is refused before anything rests on it."""

from pathlib import Path

import pytest
from lxml import etree

from engine.xml import MAX_DEPTH, XmlRefused, local_name, parse_xml
from tests.pace import within

SECRET = "the text of a file on this machine"


def doctypes(secret_file: Path) -> dict[str, bytes]:
    uri = secret_file.as_uri()
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    return {
        "file entity": f'<!DOCTYPE a [<!ENTITY x SYSTEM "{uri}">]><a>&x;</a>'.encode(),
        "http entity": b'<!DOCTYPE a [<!ENTITY x SYSTEM "http://127.0.0.1:9/">]><a>&x;</a>',
        "parameter entity": f'<!DOCTYPE a [<!ENTITY % x SYSTEM "{uri}"> %x;]><a/>'.encode(),
        "external dtd": f'<!DOCTYPE a SYSTEM "{uri}"><a/>'.encode(),
        "public dtd": b'<!DOCTYPE a PUBLIC "-//x" "http://127.0.0.1:9/x.dtd"><a/>',
        "billion laughs": f'<!DOCTYPE a [<!ENTITY l0 "ha">{laughs}]><a>&l9;</a>'.encode(),
        "quadratic": b'<!DOCTYPE a [<!ENTITY x "'
        + b"x" * 9999
        + b'">]><a>'
        + b"&x;" * 99
        + b"</a>",
        "harmless": b"<!DOCTYPE a><a/>",
        "after a declaration": b'<?xml version="1.0"?>\n<!DOCTYPE a><a/>',
        "after comments": b"<!-- a --> <!-- b -->\n<?pi x?><!DOCTYPE a><a/>",
        "after a byte order mark": b"\xef\xbb\xbf<!DOCTYPE a><a/>",
        "in small letters": b"<!doctype a><a/>",
    }


@pytest.mark.parametrize("name", doctypes(Path("/x")))
def test_a_doctype_is_refused_whatever_stands_before_it(name: str, tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text(SECRET)

    with pytest.raises(XmlRefused) as refusal:
        parse_xml(doctypes(secret)[name])

    assert "DOCTYPE" in refusal.value.reason
    assert SECRET not in str(refusal.value)


@pytest.mark.parametrize(
    "data",
    [
        '<?xml version="1.0" encoding="utf-7"?><a/>'.encode("ascii"),
        b'<?xml version="1.0" encoding="UTF-7"?>+ADwAIQ-DOCTYPE a+AD4APA-a/+AD4-',
        '<?xml version="1.0" encoding="utf-16"?><!DOCTYPE a><a/>'.encode("utf-16"),
        "<!DOCTYPE a><a/>".encode("utf-16-le"),
        "<!DOCTYPE a><a/>".encode("utf-32"),
        b'<?xml version="1.0" encoding="ebcdic-cp-us"?><a/>',
        b'<?xml version="1.0" encoding="iso-8859-1"?><a>\xe9</a>',
        b"<a>\xe9</a>",
        b"<a>\x00</a>",
    ],
)
def test_anything_but_utf_8_is_refused(data: bytes) -> None:
    with pytest.raises(XmlRefused) as refusal:
        parse_xml(data)

    assert "UTF-8" in refusal.value.reason


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"   ",
        b"not xml",
        b"<a>",
        b"<a></b>",
        b"<a/><b/>",
        b"<a>&x;</a>",
        b"<!--",
        b"<?xml",
        b"<x:a/>" * 2,
    ],
)
def test_what_is_not_well_formed_is_refused_with_one_kind_of_error(data: bytes) -> None:
    with pytest.raises(XmlRefused):
        parse_xml(data)


def test_the_refusal_names_the_line() -> None:
    with pytest.raises(XmlRefused) as refusal:
        parse_xml(b"<a>\n<b>\n</c>\n</a>")

    assert refusal.value.line == 3


@pytest.mark.parametrize(
    ("data", "because"),
    [
        (b"<a>" * (MAX_DEPTH + 1) + b"</a>" * (MAX_DEPTH + 1), "nested deeper"),
        (b"<a>" * 5000 + b"</a>" * 5000, "nested deeper"),
        (b"<a>" + b"<b/>" * 200_000 + b"</a>", "more than 200000"),
        (b"<a>" + b"<b/>" * 700_000 + b"</a>", "more than 200000"),
        (b"<a>" + b" " * 3_200_000 + b"</a>", "larger than"),
    ],
)
def test_size_is_bounded(data: bytes, because: str) -> None:
    with within(seconds=1), pytest.raises(XmlRefused) as refusal:
        parse_xml(data)

    assert because in refusal.value.reason


def test_an_include_is_not_followed(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text(SECRET)
    include = f'<xi:include href="{secret.as_uri()}" parse="text"/>'
    data = f'<a xmlns:xi="http://www.w3.org/2001/XInclude">{include}</a>'.encode()

    tree = parse_xml(data)

    assert SECRET not in etree.tostring(tree, encoding="unicode")


def test_a_usual_file_is_read_with_its_lines_and_letters() -> None:
    data = '<?xml version="1.0" encoding="UTF-8"?>\n<!-- <!DOCTYPE x> -->\n<a>\n<b n="शिकायत"/></a>'

    root = parse_xml(data.encode()).getroot()

    assert local_name(root) == "a"
    assert root[0].get("n") == "शिकायत"
    assert root[0].sourceline == 4


def test_depth_up_to_the_limit_is_read() -> None:
    data = b"<a>" * MAX_DEPTH + b"</a>" * MAX_DEPTH

    tree = parse_xml(data)

    assert sum(1 for _ in tree.iter()) == MAX_DEPTH

"""Parts of a paper: every way in which programs write a dictionary is read alike."""

from typing import Any

import pytest

from web.task_forms.paper_parts import NotReadable, Reference, read_dictionary


@pytest.mark.parametrize(
    ("written", "value"),
    [
        (b"<28BF 4e5>", b"\x28\xbf\x4e\x50"),
        (b"(plain)", b"plain"),
        (b"(a (pair) of brackets)", b"a (pair) of brackets"),
        (rb"(one \) and \( and \\)", rb"one ) and ( and \ "[:-1]),
        (rb"(\n\r\t\b\f\101\7x)", b"\n\r\t\b\fA\x07x"),
        (b"(broken \\\r\nline)", b"broken line"),
        (b"(>> endobj %)", b">> endobj %"),
        (b"/Standard", "Standard"),
        (b"-4", -4),
        (b"true", True),
        (b"false", False),
        (b"null", None),
        (b"1.5", None),
        (b"5 0 R", Reference(5, 0)),
        (b"[ <01> (b)/C 2 ]", [b"\x01", b"b", "C", 2]),
        (b"<</Length 16 % of the key\n/In<</R 1>>>>", {"Length": 16, "In": {"R": 1}}),
    ],
)
def test_a_value_is_read_as_it_is_meant(written: bytes, value: Any) -> None:
    assert read_dictionary(b"<</Before 1/It " + written + b"/After 2>>endobj") == {
        "Before": 1,
        "It": value,
        "After": 2,
    }


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"/It 1",
        b"[1]",
        b"<</It 1",
        b"<</It>>",
        b"<<1 /It>>",
        b"<</It [1>>",
        b"<</It (cut off>>",
        b"<</It <zz>>>",
        b"<</It " * 50 + b"1" + b">>" * 50,
        b"<</It (" + b"long" * 5_000 + b")>>",
    ],
)
def test_what_is_no_dictionary_or_cut_off_is_refused(content: bytes) -> None:
    with pytest.raises(NotReadable):
        read_dictionary(content)

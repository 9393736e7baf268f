"""Zips of drawings: what goes out comes in again, and nothing else does."""

import io
import random
import stat
import struct
import zipfile
from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.drawing_zip import MAX_BYTES, ZipRefused, ZipTooLarge, read_zip, write_zip
from tests.pace import within

FILES = {
    "toy.bpmn": b"<a/>",
    "forms/ask her.form": b"{}",
    "notices/n.json": '{"hi": "नमस्ते"}'.encode(),
    "cases/one.yaml": b"steps: []",
    "t.dmn": b"",
}


def zipped(*entries: tuple[str, bytes], how: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A zip of these files, names and all as they are written here."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", how) as archive:
        for name, content in entries:
            archive.writestr(zipfile.ZipInfo(name), content, compress_type=how)
    return buffer.getvalue()


def with_mode(name: str, mode: int, content: bytes = b"x") -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        entry = zipfile.ZipInfo(name)
        entry.create_system = 3
        entry.external_attr = mode << 16
        archive.writestr(entry, content)
    return buffer.getvalue()


def test_what_is_written_is_read_again() -> None:
    content = write_zip(FILES)

    files = read_zip(content)

    assert files == FILES
    assert list(files) == sorted(files)


def test_the_same_files_make_the_same_zip() -> None:
    turned = dict(reversed(FILES.items()))

    first, second = write_zip(FILES), write_zip(turned)

    assert first == second


@given(
    st.dictionaries(
        st.from_regex(r"[a-z]{1,8}/[a-z0-9_]{1,8}x\.(bpmn|form|json)", fullmatch=True),
        st.binary(max_size=500),
        min_size=1,
        max_size=6,
    )
)
def test_any_files_come_back(files: Mapping[str, bytes]) -> None:
    assert read_zip(write_zip({**files, "toy.bpmn": b""})) == {**files, "toy.bpmn": b""}


def test_a_folder_around_the_files_is_left_out() -> None:
    content = zipped(("toy/", b""), ("toy/toy.bpmn", b"<a/>"), ("toy/forms/f.form", b"{}"))

    assert read_zip(content) == {"toy.bpmn": b"<a/>", "forms/f.form": b"{}"}


def test_what_the_makers_system_adds_is_left_out() -> None:
    content = zipped(("toy.bpmn", b"<a/>"), ("__MACOSX/._toy.bpmn", b"?"), (".DS_Store", b"?"))

    assert read_zip(content) == {"toy.bpmn": b"<a/>"}


@pytest.mark.parametrize(
    "name",
    [
        "../toy.bpmn",
        "forms/../../toy.bpmn",
        "/etc/toy.bpmn",
        "C:/toy.bpmn",
        "C:toy.bpmn",
        "forms\\f.form",
        "..\\toy.bpmn",
        "\\\\host\\toy.bpmn",
        "./toy.bpmn",
        "forms//f.form",
        "toy\x01.bpmn",
        "toy\n.bpmn",
        "toy\u202enpmb.bpmn",
        "\u2025/toy.bpmn",
        "toy\u2044a.bpmn",
        "toy\u200b.bpmn",
        "e\u0301.bpmn",
        "\u093f.bpmn",
        "क" * 90 + ".bpmn",
        "-x.bpmn",
        "con.bpmn",
        "LPT1.json",
        "toy.BPMN",
        "a" * 300 + ".bpmn",
        "a/" * 20 + "toy.bpmn",
    ],
)
def test_a_name_that_is_none_of_a_drawing_is_refused(name: str) -> None:
    content = zipped((name, b"x"), ("fine.bpmn", b"x"))

    with pytest.raises(ZipRefused):
        read_zip(content)


@pytest.mark.parametrize(
    "name", ["toy.py", "README", "toy.bpmn.", ".bpmn", ".git/a.json", "process.json.exe", "a/b.md"]
)
def test_a_file_of_another_kind_is_left_out_and_told(name: str) -> None:
    content = zipped((name, b"x"), ("fine.bpmn", b"x"))
    left_out: list[str] = []

    files = read_zip(content, left_out=left_out)

    assert files == {"fine.bpmn": b"x"}
    assert left_out == [name]


def test_a_name_with_a_nul_is_refused() -> None:
    content = zipped(("toy_.bpmn", b"x")).replace(b"toy_.bpmn", b"toy\x00.bpmn")

    with pytest.raises(ZipRefused):
        read_zip(content)


@pytest.mark.parametrize(
    "names",
    [("toy.bpmn", "toy.bpmn"), ("toy.bpmn", "Toy.bpmn"), ("a.json", "a.json/b.json")],
)
@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_two_files_cannot_lie_at_one_place(names: tuple[str, str]) -> None:
    content = zipped(*((name, b"x") for name in names))

    with pytest.raises(ZipRefused):
        read_zip(content)


@pytest.mark.parametrize("kind", [stat.S_IFLNK, stat.S_IFIFO, stat.S_IFCHR, stat.S_IFSOCK])
def test_only_plain_files_are_read(kind: int) -> None:
    with pytest.raises(ZipRefused, match="a link or a device"):
        read_zip(with_mode("toy.bpmn", kind | 0o777, b"/etc/passwd"))


def test_an_encrypted_zip_is_refused() -> None:
    content = bytearray(zipped(("toy.bpmn", b"x")))
    central = content.index(b"PK\x01\x02")
    content[6] |= 1
    content[central + 8] |= 1

    with pytest.raises(ZipRefused, match="encrypted"):
        read_zip(bytes(content))


@pytest.mark.parametrize("how", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_other_ways_of_packing_are_refused(how: int) -> None:
    with pytest.raises(ZipRefused, match="packed in a way"):
        read_zip(zipped(("toy.bpmn", b"x" * 1000), how=how))


def test_a_bomb_is_refused_before_it_fills_the_memory() -> None:
    bomb = zipped(("toy.bpmn", bytes(40_000_000)))

    with within(seconds=1), pytest.raises(ZipTooLarge):
        read_zip(bomb)

    assert len(bomb) < 100_000


def test_what_a_zip_says_of_its_size_is_not_believed() -> None:
    content = bytearray(zipped(("toy.bpmn", b"12345" * 60_000)))
    central = content.index(b"PK\x01\x02")
    content[22:26] = content[central + 24 : central + 28] = struct.pack("<I", 10)

    with pytest.raises(ZipRefused):
        read_zip(bytes(content))


def test_more_than_may_be_stored_is_refused() -> None:
    chance = random.Random(1)
    content = zipped(*((f"f{n}.json", chance.randbytes(30_000)) for n in range(5)))

    assert len(read_zip(content)) == 5
    with pytest.raises(ZipTooLarge):
        read_zip(content, max_bytes=len(content) - 1)
    with pytest.raises(ZipTooLarge):
        read_zip(content, max_files=4)
    with pytest.raises(ZipTooLarge):
        read_zip(zipped(("a.json", bytes(120_000)), how=zipfile.ZIP_STORED), max_bytes=119_999)


def test_a_file_larger_than_the_bound_is_not_even_opened() -> None:
    with pytest.raises(ZipTooLarge):
        read_zip(bytes(MAX_BYTES + 1))


@pytest.mark.parametrize(
    "content", [b"", b"PK", b"PK\x05\x06" + bytes(18), b"<a/>", bytes(1000), zipped()]
)
def test_what_is_no_zip_of_files_is_refused(content: bytes) -> None:
    with pytest.raises(ZipRefused):
        read_zip(content)


def test_a_zip_changed_at_random_is_read_or_refused() -> None:
    chance = random.Random(7)
    sound = write_zip(FILES)
    refused = 0

    for _ in range(3000):
        content = bytearray(sound)
        for _ in range(chance.randrange(1, 6)):
            content[chance.randrange(len(content))] = chance.randrange(256)
        try:
            files = read_zip(bytes(content))
        except ZipRefused:
            refused += 1
        else:
            assert all(".." not in path and not path.startswith("/") for path in files)

    assert refused > 1000

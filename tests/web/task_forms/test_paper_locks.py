"""Locked papers: one that needs a password is told at its field, one that opens to all is taken.

The papers were written by pypdf 7.1 with the lock that their name tells; `asha` opens the locked.
"""

from pathlib import Path

import pytest

from tests.web.files import pdf, pdf_of_streams
from web.task_forms.papers import is_locked, is_paper
from web.task_forms.values import NotUsable, read_file

PAPERS = Path(__file__).parent / "papers"
LOCKED = sorted(PAPERS.glob("*-locked.pdf"))
OPEN = sorted(PAPERS.glob("*-open.pdf"))

pytestmark = pytest.mark.usefixtures("request_in_english")


def streamed(paper: bytes) -> bytes:
    """A paper of streams under the lock of this one."""
    lock = paper[paper.index(b"/V ") : paper.index(b"\n>>\nendobj\nxref")]
    identity = paper[paper.index(b"/ID [") : paper.index(b"/Encrypt 5")]
    return pdf_of_streams().replace(b"/W [", b"/Encrypt << %b >> %b /W [" % (lock, identity))


@pytest.mark.parametrize("path", LOCKED, ids=lambda path: path.stem)
def test_a_paper_that_needs_a_password_is_told_at_the_field(path: Path) -> None:
    with pytest.raises(NotUsable) as told:
        read_file(path.read_bytes())

    assert str(told.value) == (
        "It is locked with a password: send it without, or bring it on paper."
    )


@pytest.mark.parametrize("path", OPEN, ids=lambda path: path.stem)
def test_a_paper_that_opens_without_a_password_is_taken(path: Path) -> None:
    content = path.read_bytes()

    kept = read_file(content)

    assert b"/Encrypt" in content
    assert kept["bytes"] == len(content)


def test_every_lock_is_tried_both_ways() -> None:
    locks = [path.stem.removesuffix("-locked") for path in LOCKED]

    assert len(locks) == 6
    assert locks == [path.stem.removesuffix("-open") for path in OPEN]


@pytest.mark.parametrize(("paths", "locked"), [(LOCKED, True), (OPEN, False)])
def test_the_lock_of_a_paper_of_streams_is_found(paths: list[Path], *, locked: bool) -> None:
    papers = [streamed(path.read_bytes()) for path in paths]

    assert [is_paper(paper) for paper in papers] == [True] * 6
    assert [is_locked(paper) for paper in papers] == [locked] * 6


@pytest.mark.parametrize("content", [pdf(), pdf_of_streams(), pdf(words=b"of /Encrypt 1 0 R")])
def test_a_paper_without_a_lock_is_not_locked(content: bytes) -> None:
    assert not is_locked(content)


@pytest.mark.parametrize(
    ("known", "unknown"),
    [
        (b"/Filter /Standard", b"/Filter /Unproven"),
        (b"/R 3", b"/R 9"),
        (b"/Length 128", b"/Length 009"),
        (b"/Length 128", b"/Length (1)"),
        (b"/U <", b"/Y <"),
        (b"/O <", b"/O ["),
        (b"/Encrypt 5", b"/Encrypt 7"),
        (b"/Encrypt 5 0 R", b"/Encrypt 5"),
        (b"/ID [ <", b"/ID [ (("),
    ],
)
def test_a_lock_that_cannot_be_read_counts_as_one_that_needs_a_password(
    known: bytes, unknown: bytes
) -> None:
    content = (PAPERS / "rc4-128-open.pdf").read_bytes()

    changed = content.replace(known, unknown)

    assert changed != content
    assert is_paper(changed)
    assert is_locked(changed)

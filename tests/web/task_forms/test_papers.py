"""Papers: what opens as a PDF is taken, what only begins like one is not."""

import pytest

from tests.web.files import pdf, pdf_of_streams
from web.task_forms.papers import is_paper


@pytest.mark.parametrize("content", [pdf(), pdf_of_streams(), pdf() + b"\r\n\r\n"])
def test_a_whole_paper_is_one(content: bytes) -> None:
    assert is_paper(content)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"%PDF-1.4 an invented paper %%EOF",
        b"%PDF-1.4\nstartxref\n0\n%%EOF",
        b"%PDF-1.4\nstartxref\n9999999999\n%%EOF",
        pdf()[:-20],
        pdf()[1:],
        pdf().replace(b"%PDF-1.4", b"%PDF-x.4"),
        pdf().replace(b"/Root", b"/Rest"),
        pdf().replace(b"trailer", b"trifler"),
        pdf_of_streams().replace(b"/XRef", b"/Xxxx"),
        pdf_of_streams().replace(b"/Root", b"/Rest"),
        pdf() + bytes(3_000),
    ],
)
def test_what_only_begins_like_a_paper_or_is_cut_off_is_none(content: bytes) -> None:
    assert not is_paper(content)


def test_a_paper_of_the_largest_size_is_judged_at_once() -> None:
    content = b"%PDF-1.4\n" + b"startxref 1 " * 166_000 + b"startxref\n9\n%%EOF"

    assert not is_paper(content)

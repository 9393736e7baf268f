"""Pictures lose what a camera wrote beside them, and nothing else."""

import pytest

from tests.web.files import SECRET, jpeg, png
from web.task_forms.pictures import PictureDamaged, bare_picture


@pytest.mark.parametrize("picture", [png(), jpeg()], ids=["png", "jpeg"])
def test_where_it_was_taken_goes_and_the_picture_stays(picture: bytes) -> None:
    bare = bare_picture(picture)

    assert SECRET in picture
    assert SECRET not in bare
    assert bare_picture(bare) == bare


def test_the_scan_of_a_photograph_is_kept_to_the_byte() -> None:
    bare = bare_picture(jpeg())

    assert bare.endswith(b"\x12\x34\xff\0\x56\xff\xd9")
    assert b"JFIF" in bare


@pytest.mark.parametrize("picture", [png(), jpeg()], ids=["png", "jpeg"])
def test_what_hides_behind_the_end_stays_behind(picture: bytes) -> None:
    hidden = b"PK\x03\x04 a second file"

    assert hidden not in bare_picture(picture + hidden)


@pytest.mark.parametrize(
    "broken",
    [
        png()[:40],
        jpeg()[:30],
        jpeg()[:-2],
        b"\xff\xd8\xff",
        b"\xff\xd8\xff\xd9",
        b"\xff\xd8 no picture",
        b"\x89PNG\r\n\x1a\n",
    ],
)
def test_what_only_begins_like_a_picture_is_refused(broken: bytes) -> None:
    with pytest.raises(PictureDamaged):
        bare_picture(broken)

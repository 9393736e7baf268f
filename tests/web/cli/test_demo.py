"""The demonstration's first start."""

from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select

from models import Complaint
from models.session import reading
from processes.demonstration.load import Loaded, load
from web import Settings, create_app
from web.cli import demo, init
from web.portal import portal


class CutOff(BaseException):
    """The machine was switched off."""


def test_a_first_start_that_was_cut_off_begins_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def load_and_be_cut_off(*args: Any, **kwargs: Any) -> Loaded:
        load(*args, **kwargs)
        raise CutOff

    monkeypatch.setattr(demo, "CASES", 1)
    app = create_app(Settings(var=tmp_path, demo=True))
    with app.app_context():
        made = portal()
        init.prepare(made)
        with monkeypatch.context() as cutting:
            cutting.setattr(demo, "load", load_and_be_cut_off)
            with pytest.raises(CutOff):
                demo.load_if_empty(made)

        demo.load_if_empty(made)
        demo.load_if_empty(made)

        with reading(made.sessions) as session:
            assert session.scalar(select(func.count()).select_from(Complaint)) == 1
        assert not demo.was_cut_off(made)


def test_moving_the_clock_on_says_each_day_that_it_reaches(tmp_path: Path) -> None:
    app = create_app(Settings(var=tmp_path, demo=True))
    with app.app_context():
        init.prepare(portal())

    said = app.test_cli_runner().invoke(args=["demo", "advance", "P3D"])

    days = [line.partition(":")[0] for line in said.output.splitlines() if line.startswith("Day")]
    assert days == ["Day 1 of 3", "Day 2 of 3", "Day 3 of 3"]
    assert "jobs done; it is now" in said.output

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

"""The shipped drawings, deployed into a test's database."""

from datetime import datetime
from pathlib import Path

from sqlalchemy.orm import Session

from engine import definitions
from engine.registry import Registry
from tests.checked import check_once

DRAWINGS = Path(__file__).parents[2] / "bpmn"


def files_of(name: str) -> dict[str, bytes]:
    """The files of a shipped drawing by their path in its folder."""
    folder = DRAWINGS / name
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def deploy_drawing(
    session: Session, registry: Registry, now: datetime, name: str = "complaint"
) -> str:
    """Deploy one of the shipped drawings and return the id of its definition."""
    deployed = definitions.deploy(
        session,
        registry,
        name=name,
        files=files_of(name),
        by=None,
        note="",
        now=now,
        checker=check_once,
    )
    return deployed.id

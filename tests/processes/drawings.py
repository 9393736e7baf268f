"""The shipped drawings, deployed into a test's database."""

from datetime import datetime
from pathlib import Path

from sqlalchemy.orm import Session

from engine import definitions
from engine.registry import Registry

DRAWINGS = Path(__file__).parents[2] / "bpmn"


def deploy_drawing(
    session: Session, registry: Registry, now: datetime, name: str = "complaint"
) -> str:
    """Deploy one of the shipped drawings and return the id of its definition."""
    folder = DRAWINGS / name
    files = {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }
    deployed = definitions.deploy(
        session, registry, name=name, files=files, by=None, note="", now=now
    )
    return deployed.id

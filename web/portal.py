"""The portal: what one installation is made of, wired once and reached from every door."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import cast

from flask import current_app
from sqlalchemy import Engine
from sqlalchemy.orm import Session, sessionmaker

from engine.deliveries import Deliver
from engine.registry import Registry
from web.settings import Settings

_NAME = "itsso"


@dataclass(frozen=True)
class Portal:
    """The parts that views, commands and the worker need."""

    settings: Settings
    database: Engine
    sessions: sessionmaker[Session]
    registry: Registry
    deliver: Mapping[str, Deliver]  # who sends what leaves the house

    @property
    def is_demonstration(self) -> bool:
        """Whether this is the demonstration with its invented data."""
        return self.settings.demo


def portal() -> Portal:
    """The running app's portal."""
    return cast(Portal, current_app.extensions[_NAME])


def keep(extensions: dict[str, object], made: Portal) -> None:
    """Put the portal where :func:`portal` finds it."""
    extensions[_NAME] = made

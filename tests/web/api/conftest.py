"""Fixtures for the partners' door: a token, and a client that sends it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select
from werkzeug.test import TestResponse

from models import Level, Unit
from models.session import reading
from models.types import new_id
from processes.partners import tokens
from processes.partners.tokens import Scope
from web import clock
from web.portal import Portal

PASSPHRASE = "three mangoes fell"


@dataclass
class Partner:
    """A partner's program."""

    app: Flask
    token: str
    headers: dict[str, str] = field(default_factory=dict)

    def get(self, path: str, **headers: str) -> TestResponse:
        return self._client().get(f"/api/v1{path}", headers=self._headers(headers))

    def post(
        self, path: str, body: Any = None, *, key: str | None = None, **headers: str
    ) -> TestResponse:
        if key is not None:
            headers["Idempotency-Key"] = key
        return self._client().post(f"/api/v1{path}", json=body, headers=self._headers(headers))

    def _client(self) -> Any:
        return self.app.test_client()

    def _headers(self, more: Mapping[str, str]) -> dict[str, str]:
        return {
            "Authorization": f"Bearer {self.token}",
            "Accept-Language": "en",
            **{name.replace("_", "-"): value for name, value in more.items()},
        }


@pytest.fixture
def admit(app: Flask, portal: Portal) -> Callable[..., Partner]:
    """Admit a partner with these scopes."""

    def admitted(*scopes: Scope, per_minute: int = 10_000) -> Partner:
        with portal.sessions.begin() as session:
            token = tokens.admit(
                session,
                portal.registry.keyring,
                name=f"Partner {new_id()}",
                scopes=scopes or tuple(Scope),
                per_minute=per_minute,
                real_now=clock.real_now(),
            )
        return Partner(app, token)

    return admitted


@pytest.fixture
def partner(admit: Callable[..., Partner]) -> Partner:
    """A partner that may do everything."""
    return admit()


@pytest.fixture
def answers(portal: Portal) -> dict[str, Any]:
    """What a woman answers, at the first station there is."""
    with reading(portal.sessions) as session:
        station = session.scalars(
            select(Unit).where(Unit.level == Level.STATION).order_by(Unit.code).limit(1)
        ).one()
    return {
        "danger_now": False,
        "age_band": "18_plus",
        "what": ["stalking"],
        "account": "He waits at the gate every evening",
        "district": station.district_id,
        "station": station.id,
        "name": "Asha Devi",
        "age": 31,
        "safe_channel": "sms",
        "mobile": "98765 43210",
    }


def submission(answers: Mapping[str, Any], **more: Any) -> dict[str, Any]:
    return {"agreed": True, "passphrase": PASSPHRASE, "answers": dict(answers), **more}

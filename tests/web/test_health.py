"""Health for machines: alive, ready, and counts for who has the token."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask
from pydantic import SecretStr

from models import WorkerHeartbeat, migrations
from models.types import new_id
from tests.web.conftest import portal_of
from tests.web.installation import deploy_shipped, settings_for
from web import clock, create_app


def test_the_process_is_alive_without_any_database() -> None:
    app = create_app(settings_for("sqlite:////nowhere/at/all.db"))

    answer = app.test_client().get("/health")

    assert (answer.status_code, answer.json) == (200, {"status": "ok"})


@pytest.fixture
def upgraded(tmp_path: Path) -> Iterator[Flask]:
    """An installation whose tables were made by the migrations, as `init` makes them."""
    app = create_app(settings_for(f"sqlite:///{tmp_path / 'upgraded.db'}"))
    made = portal_of(app)
    migrations.upgrade(made.database)
    with made.sessions.begin() as session:
        deploy_shipped(session)
    yield app
    made.database.dispose()


def seen(app: Flask, ago: timedelta) -> None:
    with portal_of(app).sessions.begin() as session:
        session.add(WorkerHeartbeat(worker_id=new_id(), seen_at=clock.real_now() - ago))


def test_with_tables_drawing_and_worker_it_is_ready(upgraded: Flask) -> None:
    seen(upgraded, timedelta(seconds=5))

    answer = upgraded.test_client().get("/ready")

    assert (answer.status_code, answer.json) == (200, {"status": "ok", "missing": []})


def test_without_a_worker_it_is_not_ready(upgraded: Flask) -> None:
    answer = upgraded.test_client().get("/ready")

    assert (answer.status_code, answer.json["missing"]) == (503, ["worker"])


def test_a_worker_silent_for_long_is_taken_for_dead(upgraded: Flask) -> None:
    seen(upgraded, timedelta(minutes=5))

    assert upgraded.test_client().get("/ready").json["missing"] == ["worker"]


def test_tables_of_another_version_are_not_ready(upgraded: Flask) -> None:
    migrations.downgrade(portal_of(upgraded).database, "base")

    answer = upgraded.test_client().get("/ready")

    assert (answer.status_code, answer.json["missing"]) == (503, ["migrations"])


def test_a_database_that_cannot_be_reached_is_named_without_details() -> None:
    app = create_app(settings_for("sqlite:////nowhere/at/all.db"))

    answer = app.test_client().get("/ready")

    assert answer.status_code == 503
    assert answer.json["missing"] == ["database"]


@pytest.mark.parametrize("given", [None, "", "Bearer wrong", "Bearer "])
def test_metrics_do_not_exist_without_the_token(furnished_url: str, given: str | None) -> None:
    app = create_app(settings_for(furnished_url, metrics_token=SecretStr("right")))
    headers = {} if given is None else {"Authorization": given}

    assert app.test_client().get("/metrics", headers=headers).status_code == 404


def test_metrics_count_without_naming_a_unit(furnished_url: str) -> None:
    app = create_app(settings_for(furnished_url, metrics_token=SecretStr("right")))

    answer = app.test_client().get("/metrics", headers={"Authorization": "Bearer right"})

    assert answer.status_code == 200
    assert "itsso_tasks_open 0" in answer.text
    assert "Kanpur" not in answer.text

"""Health for machines: alive, ready, and counts for who has the token."""

from datetime import timedelta

import pytest
from flask import Flask
from pydantic import SecretStr

from models import WorkerHeartbeat
from models.types import new_id
from tests.web.installation import settings_for
from web import clock, create_app
from web.portal import Portal


def test_the_process_is_alive_without_any_database() -> None:
    app = create_app(settings_for("sqlite:////nowhere/at/all.db"))

    answer = app.test_client().get("/health")

    assert (answer.status_code, answer.json) == (200, {"status": "ok"})


def test_without_a_worker_it_is_not_ready(app: Flask) -> None:
    answer = app.test_client().get("/ready")

    assert answer.status_code == 503
    assert "worker" in answer.json["missing"]


def test_with_drawing_and_worker_nothing_but_migrations_can_be_missing(
    app: Flask, portal: Portal
) -> None:
    with portal.sessions.begin() as session:
        session.add(WorkerHeartbeat(worker_id=new_id(), seen_at=clock.real_now()))

    assert "worker" not in app.test_client().get("/ready").json["missing"]


def test_a_worker_silent_for_long_is_taken_for_dead(app: Flask, portal: Portal) -> None:
    with portal.sessions.begin() as session:
        long_ago = clock.real_now() - timedelta(minutes=5)
        session.add(WorkerHeartbeat(worker_id=new_id(), seen_at=long_ago))

    assert "worker" in app.test_client().get("/ready").json["missing"]


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

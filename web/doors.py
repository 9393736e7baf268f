"""The doors: which blueprints an installation opens."""

from flask import Flask

from web import (
    api,
    command,
    demonstration,
    designer,
    emergency,
    gateway,
    health,
    office,
    patrol,
    public,
    staff,
)
from web.settings import Settings


def init_app(app: Flask, settings: Settings) -> None:
    """Open the doors; the demonstration's own pages only in a demonstration."""
    app.register_blueprint(health.blueprint)
    app.register_blueprint(public.blueprint)
    app.register_blueprint(emergency.blueprint)
    api.init_app(app)
    gateway.init_app(app)
    staff.init_app(app)
    app.register_blueprint(office.blueprint)
    app.register_blueprint(patrol.blueprint)
    app.register_blueprint(command.blueprint)
    app.register_blueprint(designer.blueprint)
    if settings.demo:
        app.register_blueprint(demonstration.blueprint)

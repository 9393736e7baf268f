"""The doors: pages, JSON API and command line. The only importer of Flask.

`create_app` wires everything: settings, database, registry, languages, guards and doors.
"""

import logging

from flask import Flask

from engine.deliveries import Deliver
from models.session import open_database, session_maker
from processes import build
from processes.cctns import telling
from processes.cctns.delivery import CctnsDelivery
from processes.complaint import going_along
from processes.emergency import complaints, danger
from processes.handover import kept
from processes.notifications import messages
from processes.notifications.delivery import MessageDelivery
from processes.recovery import beginning
from processes.watchdog import drills
from web import cli, compression, database, doors, errors, gateways, i18n, pages, security
from web.portal import Portal, keep
from web.settings import Settings, read_settings

__all__ = ["Settings", "create_app"]


def create_app(settings: Settings | None = None) -> Flask:
    """The app of one installation; without settings it reads the environment's.

    :raises SettingsRefused: something is missing; the message is one sentence
    """
    settings = settings.complete() if settings else read_settings()
    logging.getLogger("itsso").setLevel(logging.INFO)
    app = Flask(__name__)
    keep(app.extensions, open_portal(settings))
    database.init_app(app)
    security.init_app(app, settings)
    i18n.init_app(app)
    pages.init_app(app)
    compression.init_app(app)
    errors.init_app(app)
    doors.init_app(app, settings)
    cli.init_app(app)
    return app


def open_portal(settings: Settings) -> Portal:
    """The parts of the installation, without a Flask app around them."""
    engine = open_database(settings.database_url or "")
    to_cctns = gateways.to_cctns(settings)
    registry = build(settings.keyring, tells_cctns=to_cctns is not None)
    sessions = session_maker(engine, registry.keyring)
    deliver: dict[str, Deliver] = {
        messages.DELIVER: MessageDelivery(
            sessions, registry.keyring, gateways.of_settings(settings)
        ),
        complaints.DELIVER: complaints.OpenComplaint(sessions, registry),
        danger.DELIVER: danger.RaiseAlert(sessions, registry),
        drills.DELIVER: drills.RaiseDrill(sessions, registry),
        kept.DELIVER: kept.KeepCase(sessions, registry),
        going_along.DELIVER: going_along.GoAlong(sessions, registry),
        beginning.DELIVER: beginning.BeginRecovery(sessions, registry),
    }
    if to_cctns is not None:
        deliver[telling.DELIVER] = CctnsDelivery(sessions, registry.keyring, to_cctns)
    return Portal(
        settings=settings,
        database=engine,
        sessions=sessions,
        registry=registry,
        deliver=deliver,
    )

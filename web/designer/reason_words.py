"""Why a case stays, why a token was moved and how a migration stands, in the page's language."""

from collections.abc import Mapping

from flask_babel import lazy_gettext
from flask_babel.speaklater import LazyString

from engine.migration.reasons import Reason, reason_text
from engine.migration.tokens import MOVE_REASONS
from models import MigrationStatus
from web import i18n

STATUSES: Mapping[MigrationStatus, LazyString] = {
    MigrationStatus.ASKED: lazy_gettext("waits for another designer"),
    MigrationStatus.RUNNING: lazy_gettext("cases are moving"),
    MigrationStatus.DONE: lazy_gettext("done"),
    MigrationStatus.STOPPED: lazy_gettext("stopped"),
    MigrationStatus.DECLINED: lazy_gettext("not begun"),
}


def said(reason: Reason) -> str:
    """The sentence of a reason."""
    english, hindi = reason_text(reason)
    return hindi if i18n.language() == "hi" else english


def move_reasons() -> dict[str, str]:
    """Why a token is moved by hand: the codes with their words."""
    in_hindi = i18n.language() == "hi"
    return {code: words[in_hindi] for code, words in MOVE_REASONS.items()}


def short(instance_id: str) -> str:
    """How a case is called before those who may not open it: part of its random id."""
    return instance_id[:8]

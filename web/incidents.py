"""A step that failed while a person acted: undone, and brought before an administrator."""

from engine.exceptions import StepFailed
from engine.incidents import report_failure
from web import clock, database
from web.errors import log_failure
from web.portal import portal


def report(failed: StepFailed) -> None:
    """Undo what this request did, and write the incident in a transaction of its own.

    What was read through the request's session must be read again afterwards.
    """
    log_failure(failed)
    database.session().rollback()
    with portal().sessions.begin() as fresh:
        report_failure(fresh, failed, clock.now())

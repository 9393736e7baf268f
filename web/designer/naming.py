"""What a process is called on pages that are about no draft of it, and what its versions note."""

from flask_babel import gettext

from engine import definitions
from processes.design.publishing import SHIPPED_NOTE
from web import database
from web.office.words import named


def process_called(name: str) -> str:
    """What its newest version calls itself, in the language of the page.

    :raises DefinitionNotFound: it was never deployed
    """
    session = database.session()
    outline = definitions.load(session, definitions.latest(session, name).id).outline
    return named(outline.name, outline.name_hi)


def note_said(note: str) -> str:
    """The note of a version; what the portal itself has noted, in the language of the page."""
    return gettext("It came with the portal.") if note == SHIPPED_NOTE else note

"""Heard: a message of the assumptions that no drawing hears is a slip of the pen, and is told."""

from collections.abc import Mapping

from engine.drawing import Drawing, read_drawing
from engine.xml import XmlRefused
from processes.complaint.asking import ASKINGS
from processes.simulation.assumptions import OUTSIDE, Assumptions, MessageUnheard

Files = Mapping[str, bytes]


def refuse_unheard(
    assumed: Assumptions, process: str, files: Files, others: Mapping[str, Files]
) -> None:
    """Let only pass what somebody may send: what comes from no page is for the drawing itself.

    From a page a drawing beside it is told as well, or one that she asks for is begun. A drawing
    that cannot be read hears nothing here: whoever runs it is told what is wrong with it.

    :raises MessageUnheard: no drawing hears a message of such a name
    """
    own = _read(process, files)
    if own is None:
        return
    beside = [_read(name, other) for name, other in others.items()]
    by_the_case = own.caught_messages
    from_a_page = by_the_case.union(ASKINGS, *(_all_of(each) for each in beside if each))
    for name, message in assumed.messages.items():
        if name not in (by_the_case if message.by == OUTSIDE else from_a_page):
            raise MessageUnheard(name)


def _all_of(drawing: Drawing) -> frozenset[str]:
    return drawing.caught_messages | set(drawing.start_messages)


def _read(process: str, files: Files) -> Drawing | None:
    try:
        return read_drawing(files, process)
    except (LookupError, XmlRefused):
        return None

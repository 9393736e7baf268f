"""How scripted cases of *withdrawal* begin: beside a complaint that has its number."""

from dataclasses import replace

from engine import instances
from engine.registry import Actor
from models import ProcessInstance
from processes.complaint.answers import Answers
from processes.complaint.scripting_beside import begin_beside
from processes.scripted.adapter import Adapter, Beginning, CannotBegin, Reading

#: What a case is started by to tell of a second request while the first one is open. Her page
#: refuses that; the drawing takes care of itself as well.
_AGAIN = "asked_again"
_WISH = {"first_wish": "end"}


def _begin(beginning: Beginning) -> str:
    """She asks on her page; a second request, if there is one, comes past it."""
    if beginning.message is None:
        return begin_beside(beginning)
    if beginning.message != _AGAIN or beginning.reading.values:
        raise CannotBegin(f"a withdrawal begins with its form, or is started by {_AGAIN}")
    on_her_page = Reading(_WISH, Answers(variables=_WISH))
    first = begin_beside(replace(beginning, message=None, reading=on_her_page))
    instance = beginning.session.get_one(ProcessInstance, first)
    instances.start(
        beginning.session,
        beginning.registry,
        process=beginning.definition.name,
        business_key=instance.business_key,
        variables=_WISH,
        unit_id=instance.unit_id,
        actor=Actor(),
        now=beginning.now,
    )
    return first


SCRIPTING = Adapter(begin=_begin)

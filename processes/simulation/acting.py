"""Acting: a case begins, and a task is done by an officer or by the complainant herself."""

from collections.abc import Sequence
from datetime import datetime
from random import Random
from typing import Any

from sqlalchemy.orm import Session, sessionmaker

from engine import instances
from engine.exceptions import EngineError
from engine.registry import Actor
from models import UserTask
from processes.complaint.answers import Answers, form_of
from processes.exceptions import ProcessesError
from processes.runs import complaint_of
from processes.scripted.adapter import Asked, Beginning, CannotBegin, Completion, Known, Reading
from processes.scripted.lookup import NothingSo, look_up
from processes.scripted.world import HOME
from processes.simulation.answers import Answered, LookUp, NotAnswered, answer, drawn
from processes.simulation.assumptions import Choice
from processes.simulation.setting import Case, Setting

#: Why a case cannot go on; anything else is an error of this program.
CANNOT = (CannotBegin, NothingSo, NotAnswered, EngineError, ProcessesError)


class Acting:
    """Does on the real engine what the clockwork says that somebody does."""

    def __init__(self, setting: Setting, sessions: sessionmaker[Session]) -> None:
        self.setting = setting
        self.sessions = sessions
        self.registry = setting.stage.registry

    def begin(self, case: Case, chance: Random, now: datetime) -> None:
        """Begin a case with the start form, or with what comes without one.

        :raises Exception: one of `CANNOT`
        """
        definition = self.setting.stage.definition
        with self.sessions.begin() as session:
            stated, message = self.setting.assumptions.start, self.setting.assumptions.started_by
            path = definition.start_form
            if path is not None and message is None:
                asked = Asked(session, self.registry, definition, None, {}, now)
                reading = self._answered(case, asked, path, stated, chance).reading
            else:
                values = looking_up(self.setting, session, case, now)(drawn(stated, chance))
                reading = Reading(values, Answers())
            home = case.world.units[HOME].id
            case.instance_id = self.setting.adapter.begin(
                Beginning(session, self.registry, definition, reading, message, home, now)
            )

    def complete(
        self, case: Case, task_id: str, actor: Actor | None, chance: Random, now: datetime
    ) -> Sequence[str]:
        """Do a task; without an actor it is hers. Returns the keys answered at random.

        :raises Exception: one of `CANNOT`
        """
        with self.sessions.begin() as session:
            task = session.get_one(UserTask, task_id)
            definition = instances.definition_of(session, task.instance_id)
            path = definition.elements[task.element_id].form
            stated = self.setting.assumptions.steps.get(task.element_id)
            complaint = complaint_of(session, task.instance_id)
            asked = Asked(session, self.registry, definition, task, {}, now, complaint=complaint)
            answered = self._answered(case, asked, path, stated.answers if stated else (), chance)
            answers = answered.reading.answers
            self.setting.adapter.complete(
                Completion(session, self.registry, task, None, answers, now, actor)
            )
        return answered.at_random

    def _answered(
        self,
        case: Case,
        asked: Asked,
        path: str | None,
        stated: Sequence[Choice],
        chance: Random,
    ) -> Answered:
        return answer(
            self.setting.read_form,
            asked,
            form_of(asked.definition, path),
            stated,
            look_up=looking_up(self.setting, asked.session, case, asked.now),
            chance=chance,
        )


def looking_up(setting: Setting, session: Session, case: Case, now: datetime) -> LookUp:
    """What puts the values in angle brackets in their places, for a case."""

    def looked_up(values: Any) -> Any:
        return look_up(
            values,
            world=case.world,
            adapter=setting.adapter,
            known=Known(session, setting.stage.registry, case.instance_id),
            now=now,
        )

    return looked_up

"""What can go wrong in the engine: one class per situation, its docstring the message."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any


class EngineError(Exception):
    """The engine cannot do this.

    Facts are attributes; a message holds ids and codes, never what a person told.
    """

    def __init__(self, message: str | None = None, **facts: Any) -> None:
        text = message or (type(self).__doc__ or "").split("\n", 1)[0]
        said = ", ".join(f"{name} {value}" for name, value in facts.items())
        super().__init__(f"{text} ({said})" if said else text)
        self.facts = facts


class DefinitionNotFound(EngineError):
    """There is no such process definition."""


class DefinitionRefused(EngineError):
    """The drawing has errors and cannot be deployed."""

    def __init__(self, findings: Sequence[Any]) -> None:
        told = "; ".join(str(finding) for finding in findings[:3])
        super().__init__(f"{self.__doc__} {told}", errors=len(findings))
        self.findings = tuple(findings)


class InstanceNotFound(EngineError):
    """There is no such process instance."""


class InstanceNotRunning(EngineError):
    """The process instance has ended."""


class StaleInstance(EngineError):
    """Somebody else moved the instance meanwhile; nothing was written."""


class InstanceBusy(EngineError):
    """The instance is being moved by somebody else just now; try again."""


class DeliveryNotYet(EngineError):
    """The turn of this delivery has not come; it is looked at again, and no attempt is counted."""


class TaskNotFound(EngineError):
    """There is no such task."""


class TaskNotOpen(EngineError):
    """The task is closed already."""


class TaskNotCompleted(EngineError):
    """Only a completed task can be corrected."""


class AnswerSettled(EngineError):
    """The case has gone a way by an answer, so that no correction changes it."""


class TaskAlreadyClaimed(EngineError):
    """Another officer has claimed the task."""


class MessageNotExpected(EngineError):
    """No running instance waits for this message."""


class JobNotFound(EngineError):
    """There is no such job."""


class StepFailed(EngineError):
    """The drawing could not go on from here; nothing was written.

    `instance_id` and `element_id` say where, the cause says why.
    """

    def __init__(self, *, instance_id: str, element_id: str | None, reason: str) -> None:
        super().__init__(None, instance=instance_id, element=element_id, reason=reason)
        self.instance_id = instance_id
        self.element_id = element_id
        self.reason = reason


class HandlerNotFound(EngineError):
    """The drawing names a service that this installation does not have."""


class DecisionNotFound(EngineError):
    """The drawing names a decision that none of its files holds."""


class StateTooLarge(EngineError):
    """The instance holds more data than an instance may hold."""


class AuditRejected(EngineError):
    """The end of the audit's chain was tampered with."""


class StateRejected(EngineError):
    """The stored state is damaged, or belongs to another instance, version or definition."""


class ValueNotStorable(EngineError):
    """A variable holds a value that cannot be stored: only JSON, dates and lengths of time can."""


class EventsNotTaken(EngineError):
    """Events thrown outward still stand in the workflow and would be lost."""


class TooManyTasks(EngineError):
    """The instance has more open steps than an instance may have."""


class DraftNotFound(EngineError):
    """There is no such draft."""


class DraftFileNotFound(EngineError):
    """The draft has no such file."""


class DraftNotOpen(EngineError):
    """The draft was published or given up; it changes no more."""


class DraftPathRefused(EngineError):
    """No file of a process can have this name."""


class DraftTooLarge(EngineError):
    """The files are more, or larger, than a draft holds."""


class DraftConflict(EngineError):
    """Another designer has changed the file meanwhile; nothing was written.

    `by` and `at` say who and when; `content` is what stands there now and `saves` its number, both
    None where the file is there no more.
    """

    def __init__(self, *, by: str, at: datetime, content: bytes | None, saves: int | None) -> None:
        super().__init__(None, by=by)
        self.by, self.at, self.content, self.saves = by, at, content, saves


class PublicationNotFound(EngineError):
    """There is no such request to publish."""


class PublicationNotOpen(EngineError):
    """The request was decided or taken back; nothing of it can be decided any more."""


class PublicationStale(EngineError):
    """The draft's files have changed since they were looked at; nothing was published."""


class NothingToPublish(EngineError):
    """These are the files of the newest version; there is nothing to deploy."""


class NotRehearsed(EngineError):
    """The scripted cases of the files were not replayed."""


class WordsNeeded(EngineError):
    """A note or reason is missing, or longer than what is kept with a version."""


class NewestMovedOn(EngineError):
    """Another version was deployed meanwhile; look at the comparison again."""


class SecondPersonNeeded(EngineError):
    """Who has asked for it, or has saved a file of it, does not decide on it."""


class MigrationNotFound(EngineError):
    """There is no such migration."""


class MigrationDecided(EngineError):
    """It was decided on already."""


class SameVersion(EngineError):
    """A case cannot move to the version it runs."""


class CannotMove(EngineError):
    """The case cannot stand in the other version.

    `reasons` name the steps, see engine.migration.reasons.
    """

    def __init__(self, reasons: Sequence[Any]) -> None:
        said = ", ".join(f"{each.code} {each.element_id or ''}".strip() for each in reasons)
        super().__init__(None, reasons=said)
        self.reasons = tuple(reasons)


class MappingRefused(CannotMove):
    """The mapping names steps that are not there."""

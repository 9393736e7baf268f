"""What runs beside a story's complaint: asked for by her, done by whoever holds the post."""

from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from engine import instances
from models import HistoryEvent, InstanceStatus, ProcessDefinition, ProcessInstance, UserTask
from models.session import reading
from processes.complaint import asking, tasks
from processes.complaint.answers import form_of, part
from processes.posts.identity import Identity, identity_of
from processes.runs import Run, run_of
from tests.processes.drawings import deploy_drawing
from tests.processes.story import Story


class Beside:
    """One process beside the complaint of a story; every step is a transaction of its own."""

    def __init__(self, story: Story, process: str) -> None:
        self.story, self.process = story, process
        with story.sessions.begin() as session:
            deploy_drawing(session, story.registry, story.now, process)

    def ask(self, **values: Any) -> None:
        """She asks for it on her page."""
        with self.story.sessions.begin() as session:
            definition = asking.asked_by(session, self.process)
            form = form_of(definition, definition.start_form)
            unknown = set(values) - {question.key for question in form.inputs()}
            assert not unknown, f"it does not ask for {unknown}"
            asking.ask(
                session,
                self.story.registry,
                self.story.complaint_id,
                self.process,
                part(form, values),
                now=self.story.now,
            )

    def do(self, element_id: str, *, by: Identity | None = None, **values: Any) -> None:
        """Complete an open step, as whoever holds its post or as `by`."""
        task, now = self.task(element_id), self.story.now
        registry = self.story.registry
        with self.story.sessions.begin() as session:
            definition = self.run.definition
            form = form_of(definition, definition.elements[element_id].form)
            unknown = set(values) - {question.key for question in form.inputs()}
            assert not unknown, f"{element_id} does not ask for {unknown}"
            answers = part(form, values)
            if task.role == "complainant":
                complaint_id = self.story.complaint_id
                tasks.complete_hers(session, registry, complaint_id, task.id, answers, now=now)
                return
            who = by or self._holder(session, task)
            tasks.complete(session, registry, who, task.id, answers, now=now)

    def task(self, element_id: str) -> UserTask:
        found = [task for task in self.run.open_tasks if task.element_id == element_id]
        assert len(found) == 1, f"open: {self.open_elements}"
        return found[0]

    @property
    def open_elements(self) -> list[str]:
        return [task.element_id for task in self.run.open_tasks]

    @property
    def run(self) -> Run:
        """The newest run."""
        return self.runs[-1]

    @property
    def runs(self) -> list[Run]:
        with reading(self.story.sessions) as session:
            ids = session.scalars(
                select(ProcessInstance.id)
                .join(ProcessDefinition, ProcessDefinition.id == ProcessInstance.definition_id)
                .where(
                    ProcessInstance.business_key == self.story.complaint_id,
                    ProcessDefinition.name == self.process,
                )
                .order_by(ProcessInstance.started_at, ProcessInstance.id)
            )
            return [run_of(session, instance_id) for instance_id in ids]

    @property
    def has_ended(self) -> bool:
        with reading(self.story.sessions) as session:
            instance = session.get_one(ProcessInstance, self.run.instance_id)
            return instance.status is InstanceStatus.COMPLETED

    @property
    def ended_at(self) -> str:
        """The end event of a run that is over."""
        with reading(self.story.sessions) as session:
            events = session.scalars(
                select(HistoryEvent.element_id)
                .where(
                    HistoryEvent.instance_id == self.run.instance_id,
                    HistoryEvent.element_id.is_not(None),
                )
                .order_by(HistoryEvent.id)
            ).all()
        assert self.has_ended
        elements = self.run.definition.elements
        return next(str(e) for e in reversed(events) if e and elements[e].kind == "endEvent")

    @property
    def noted(self) -> list[str]:
        """The names of what its history notes."""
        with reading(self.story.sessions) as session:
            facts = session.scalars(
                select(HistoryEvent.facts)
                .where(HistoryEvent.instance_id == self.run.instance_id)
                .order_by(HistoryEvent.id)
            )
            return [str(each["name"]) for each in facts if each and "name" in each]

    @property
    def variables(self) -> dict[str, Any]:
        with reading(self.story.sessions) as session:
            return instances.variables(session, self.story.registry, self.run.instance_id)

    def _holder(self, session: Session, task: UserTask) -> Identity:
        place = self.story.place
        posts = [
            post
            for post in place.posts.values()
            if (post.role, post.unit_id) == (task.role, task.unit_id)
        ]
        who = identity_of(session, place.officers[posts[0].id].id, self.story.now)
        assert who is not None
        return who

"""A story of a transfer order: cases of an officer, and who takes them over."""

from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from engine import definitions, instances
from engine.registry import SYSTEM, Registry
from models import (
    Officer,
    OrderStatus,
    Post,
    ProcessInstance,
    TaskStatus,
    TransferOrder,
    UserTask,
)
from models.session import reading
from processes.complaint import tasks
from processes.complaint.answers import form_of, part
from processes.handover import kept, orders
from processes.handover.grounds import Cause, Ground
from processes.posts.identity import identity_of
from processes.posts.postings import holders
from tests.processes.place import Place
from tests.processes.story import Story

ACCEPTED: dict[str, Any] = {
    "next_action_on": "2026-04-01",
    "next_step": "Hear the neighbour.",
    "evidence_custody": "store",
    "notes_read": "yes",
}


class OrderStory(Story):
    """Complaints that lie with the first investigating officer, and an order that moves her."""

    order_id = ""

    def __init__(
        self, sessions: sessionmaker[Session], registry: Registry, place: Place, now: datetime
    ) -> None:
        super().__init__(sessions, registry, place, now)
        self.deliver = {**self.deliver, kept.DELIVER: kept.KeepCase(sessions, registry)}

    def cases(self, number: int) -> None:
        for _ in range(number):
            self.submit()
            self.call()
            self.register()
            self.assign()

    def order(
        self, *, to: Post | None = None, leaving: Post | None = None, receiving: Post | None = None
    ) -> TransferOrder:
        post = leaving or self.place.post("investigating_officer")
        receiver = receiving or self.place.post("investigating_officer", seat=2)
        with self.sessions.begin() as session:
            made = orders.give(
                session,
                self.registry,
                officer_id=self.place.officers[post.id].id,
                post_id=post.id,
                receiving_post_id=receiver.id,
                to_post_id=to.id if to else None,
                ground=Ground("7/2026", self.now.date(), Cause.PROMOTION),
                by=SYSTEM,
                now=self.now,
            )
            self.order_id = made.id
        return self.ordered

    @property
    def ordered(self) -> TransferOrder:
        with reading(self.sessions) as session:
            return session.get_one(TransferOrder, self.order_id)

    def steps(self, element_id: str | None = None) -> list[UserTask]:
        with reading(self.sessions) as session:
            query = select(UserTask).where(
                UserTask.instance_id == self.ordered.instance_id,
                UserTask.status == TaskStatus.OPEN,
            )
            if element_id is not None:
                query = query.where(UserTask.element_id == element_id)
            return list(session.scalars(query.order_by(UserTask.id)))

    def answer(self, task: UserTask, **values: Any) -> None:
        with self.sessions.begin() as session:
            instance = session.get_one(ProcessInstance, task.instance_id)
            definition = definitions.load(session, instance.definition_id)
            form = form_of(definition, definition.elements[task.element_id].form)
            post_id = (
                task.post_id
                or session.scalars(
                    select(Post.id).where(Post.unit_id == task.unit_id, Post.role == task.role)
                ).first()
            )
            who = identity_of(session, holders(session, post_id or "", self.now)[0].id, self.now)
            assert who is not None
            tasks.complete(session, self.registry, who, task.id, part(form, values), now=self.now)

    def accept_all(self) -> None:
        for task in self.steps("accept_case"):
            self.answer(task, accept_answer="accept", **ACCEPTED)

    def seats_of_diaries(self) -> dict[str, str | None]:
        """The post at which the diary of each case is to be written, by instance."""
        with reading(self.sessions) as session:
            rows = session.execute(
                select(UserTask.instance_id, UserTask.post_id).where(
                    UserTask.element_id == "write_diary_entry",
                    UserTask.status == TaskStatus.OPEN,
                )
            )
            return {row.instance_id: row.post_id for row in rows}

    def case_of(self, task: UserTask) -> str:
        """The instance that a step of the order is about."""
        with reading(self.sessions) as session:
            known = instances.variables(session, self.registry, task.instance_id, task_id=task.id)
        return str(known["handed_case"])

    def holder_ids(self, post: Post) -> list[str]:
        with reading(self.sessions) as session:
            return [officer.id for officer in holders(session, post.id, self.now)]

    def leaving_officer(self) -> Officer:
        return self.place.officer("investigating_officer")

    @property
    def is_done(self) -> bool:
        return self.ordered.status is OrderStatus.DONE

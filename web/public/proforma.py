"""The proforma as a sequence of pages, and the draft that waits on the server meanwhile."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session
from werkzeug.datastructures import CombinedMultiDict

from engine import definitions
from engine.forms import Field, Form, Option
from models import Visit
from models.encryption import Keyring
from models.types import new_id
from processes import visits
from processes.complaint.answers import form_of
from processes.complaint.opening import PROCESS
from processes.options import Question, options
from web.task_forms import TaskForm


@dataclass
class Draft:
    """What was typed so far, which pages stand, and the key that makes sending twice harmless."""

    submission_key: str = field(default_factory=new_id)
    answers: dict[str, Any] = field(default_factory=dict)
    done: list[int] = field(default_factory=list)  # pages whose answers were right
    receipt: dict[str, Any] | None = None  # after sending; the answers are gone then

    @classmethod
    def of(cls, visit: Visit, keyring: Keyring) -> "Draft":
        """The draft of a visit."""
        return cls(**visits.draft_of(visit, keyring))

    def keep(self, visit: Visit, keyring: Keyring, *, real_now: datetime) -> None:
        """Put the draft into the visit."""
        visits.keep_draft(visit, keyring, vars(self), real_now=real_now)


class Proforma:
    """The newest proforma in one language, with the answers of one draft."""

    def __init__(self, session: Session, draft: Draft, *, language: str, now: datetime) -> None:
        definition = definitions.load(session, definitions.latest(session, PROCESS).id)
        self.form: Form = form_of(definition, definition.start_form)
        self.draft = draft
        self._session = session
        self._language = language
        self._now = now
        self._known_options: dict[tuple[Any, ...], Sequence[Option]] = {}

    def page(self, number: int, posted: CombinedMultiDict[str, Any] | None = None) -> TaskForm:
        """One page as a form; pages count from 1."""
        return TaskForm(
            self.form,
            language=self._language,
            now=self._now,
            sources=self._options,
            fields=[self._groups[number - 1]],
            values=self.draft.answers,
            known=self.draft.answers,
            posted=posted,
        )

    def title(self, number: int) -> tuple[str, str]:
        """A page's heading and hint."""
        group = self._groups[number - 1]
        return group.in_language(self._language), group.hint(self._language)

    @property
    def numbers(self) -> Sequence[int]:
        """The pages that ask something of her, by number; a hidden group is no page."""
        return [
            number for number in range(1, len(self._groups) + 1) if self.page(number).asked_keys
        ]

    def is_done(self, number: int) -> bool:
        """Whether a page was answered, and nothing new came up on it since."""
        return number in self.draft.done and self.page(number).validate()

    @property
    def first_undone(self) -> int | None:
        """The first page still to be answered."""
        return next((number for number in self.numbers if not self.is_done(number)), None)

    def take(self, number: int, form: TaskForm, *, is_right: bool) -> None:
        """Put a page's answers into the draft."""
        for key in form.keys:
            self.draft.answers.pop(key, None)
        self.draft.answers |= form.values
        self.draft.done = sorted({*self.draft.done, number} - (set() if is_right else {number}))

    @property
    def values(self) -> Mapping[str, Any]:
        """The proforma's values by key, for the intake; None where nothing was said."""
        said: dict[str, Any] = {item.key: None for item in self.form.inputs()}
        for number in self.numbers:
            said |= self.page(number).values
        return said

    @property
    def _groups(self) -> Sequence[Field]:
        return self.form.pages

    def _options(self, source: str, known: Mapping[str, Any]) -> Sequence[Option]:
        asked = (source, known.get("state"), known.get("district"))
        if asked not in self._known_options:
            question = Question(self._session, self._now, values=known)
            self._known_options[asked] = options(source, question)
        return self._known_options[asked]

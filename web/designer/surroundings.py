"""What every page of a draft shows around its own part: files, steps, whose draft it is."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import func, select

from engine import drafts as engine_drafts
from engine.draft_names import process_title
from engine.drafts import GOING_ON, Listed
from models import Draft, Officer, ProcessDefinition
from processes.design.designers import designers
from web import database
from web.designer import steps
from web.office.words import know_roles_of, named


@dataclass(frozen=True)
class DraftPage:
    """A draft with what surrounds each of its pages."""

    draft: Draft
    base: ProcessDefinition | None
    newest: int | None  # the version that runs now
    files: Sequence[Listed]
    contents: Mapping[str, bytes]
    people: Mapping[str, Officer]
    steps: Sequence[steps.Shown]

    @property
    def title(self) -> str:
        """What the process is called, in the language of the page."""
        return named(*process_title(self.contents, self.draft.name))

    @property
    def is_open(self) -> bool:
        """Whether it may still be changed."""
        return self.draft.state in GOING_ON

    @property
    def is_behind(self) -> bool:
        """Whether another version was published since it began."""
        return self.newest is not None and (self.base is None or self.base.version < self.newest)

    @property
    def folders(self) -> Mapping[str, Sequence[Listed]]:
        """The files by the folder they lie in; those of the draft itself come first."""
        found: dict[str, list[Listed]] = {"": []}
        for each in self.files:
            folder = each.path.rpartition("/")[0]
            found.setdefault(folder, []).append(each)
        return found


def draft_page(draft: Draft) -> DraftPage:
    """What the pages of a draft have in common."""
    session = database.session()
    listed = engine_drafts.listing(session, draft)
    contents = engine_drafts.files(session, draft.id)
    know_roles_of(contents)
    people = designers(session, [draft.created_by, draft.saved_by, *(f.saved_by for f in listed)])
    return DraftPage(
        draft=draft,
        base=session.get(ProcessDefinition, draft.base_id) if draft.base_id else None,
        newest=session.scalar(
            select(func.max(ProcessDefinition.version)).where(ProcessDefinition.name == draft.name)
        ),
        files=listed,
        contents=contents,
        people=people,
        steps=steps.row(draft, contents),
    )

"""Who decides on a draft, told to those who do not."""

from sqlalchemy import select, update

from engine import drafts
from models import Officer
from tests.web.browser import Browser
from tests.web.designer.conftest import NOW, Begin
from tests.web.designer.test_publishing import asked, example
from web.portal import Portal


def test_two_who_saved_in_a_draft_are_told_who_is_left_to_decide(
    meera: Browser, farah: Browser, begin: Begin, portal: Portal
) -> None:
    object.__setattr__(portal.settings, "second_person", True)
    draft = begin(example())
    with portal.sessions.begin() as session:
        by = session.scalars(select(Officer.id).where(Officer.login == "designer2")).one()
        drafts.save_file(session, draft, "more.json", b"{}", read=None, by=by, now=NOW)

    pages = [meera.open(f"/designer/drafts/{draft}/publish"), asked(meera, draft)]
    pages += [farah.open(f"/designer/drafts/{draft}/publish")]
    with portal.sessions.begin() as session:
        leela = update(Officer).where(Officer.login == "designer3")
        session.execute(leela.values(is_active=False))
    alone = farah.open(f"/designer/drafts/{draft}/publish")

    assert all("saved anything in the draft: Leela Nair." in page.words for page in pages)
    assert "You have saved files of this draft, so you do not decide" in pages[-1].words
    assert "No designer is left who could decide" in alone.words

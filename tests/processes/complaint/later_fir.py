"""What makes an FIR later of what was registered as none."""

from engine import messages as engine_messages
from engine.registry import SYSTEM
from tests.processes.complaint.test_corrections import correct
from tests.processes.story import Story


def registered_as(story: Story, way: str, *offences: str, **answers: str) -> None:
    """On record as something that is no FIR, and called before."""
    story.submit()
    story.call()
    story.record(*offences, registered_as=way, **answers)


def refer(story: Story) -> None:
    today = story.now.date().isoformat()
    story.do(
        "refer_to_magistrate",
        magistrate_court="The court of the district",
        referred_on=today,
        referral_copy_given=True,
    )


def propose(story: Story, *offences: str) -> None:
    """Another list of offences is proposed; the circle officer has still to agree."""
    with story.sessions.begin() as session:
        engine_messages.deliver(
            session,
            story.registry,
            process="complaint",
            business_key=story.complaint_id,
            name="offences_changed",
            variables={"proposed_offences": list(offences)},
            actor=SYSTEM,
            now=story.now,
        )


def change(story: Story, *offences: str, **answers: str) -> None:
    propose(story, *offences)
    story.do(
        "decide_reclassification",
        reclassification_answer="agree",
        reclassification_reason="Her statement shows it.",
        **answers,
    )
    story.wait(minutes=1)


def register_fir(story: Story) -> None:
    story.do("register_fir", fir_number="51/2026", fir_copy_given=True)
    story.wait(minutes=1)


def order(story: Story, *, offence_shows: str) -> None:
    story.do(
        "record_magistrate_order",
        order_on=story.now.date().isoformat(),
        offence_shows=offence_shows,
        order_words="The Magistrate's words.",
    )


def correct_registration(story: Story, **variables: object) -> None:
    correct(story, "register_complaint", **variables)
    story.wait(minutes=1)

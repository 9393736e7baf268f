"""A lost code or passphrase: asked for at the public door, handled by two women of the desk."""

from sqlalchemy import select

from models import RecoveryRequest
from models.session import reading
from processes.complaint import recovery, tracking
from processes.posts.identity import Identity
from processes.recovery import desk
from processes.recovery.beginning import DELIVER, PROCESS, BeginRecovery
from tests.processes.beside import Beside
from tests.processes.drawings import deploy_drawing
from tests.processes.place import QUICK
from tests.processes.story import Story

NEW = "a new passphrase of hers"
ELSEWHERE = "192.0.2.1"


class Lost(Beside):
    """The recovery beside the complaint of a story."""

    def __init__(self, story: Story, *, is_deployed: bool = True) -> None:
        self.story, self.process = story, PROCESS
        if is_deployed:
            self.deploy()
        begin = BeginRecovery(story.sessions, story.registry)
        story.deliver = {**story.deliver, DELIVER: begin}

    def deploy(self) -> None:
        """Deploy the drawing."""
        with self.story.sessions.begin() as session:
            deploy_drawing(session, self.story.registry, self.story.now, PROCESS)

    def asked(self, known_by: str | None = None, kind: str = recovery.PASSPHRASE) -> None:
        """Somebody asks, and a worker begins what matches a complaint."""
        story = self.story
        with story.sessions.begin() as session:
            recovery.ask(
                session,
                story.registry.keyring,
                known_by=story.complaint.number if known_by is None else known_by,
                kind=kind,
                now=story.now,
                real_now=story.now,
            )
        story.wait(seconds=1)

    def recognised(self) -> None:
        """The first of the desk calls her, and knows her."""
        self.do(
            "call_and_recognise",
            recognition="recognised",
            recognition_notes="I asked for the day on which she wrote",
        )

    def held(self) -> None:
        """She was recognised, and the hold is over."""
        self.recognised()
        self.story.wait(hours=48)

    def word(self, by: Identity | None = None) -> desk.Word:
        """The second of the desk makes the word."""
        story = self.story
        with story.sessions.begin() as session:
            return desk.make_word(
                session,
                story.registry,
                by or self.second,
                self.task("read_out_word").id,
                now=story.now,
            )

    def refuse(self, request: RecoveryRequest | None = None) -> None:
        """She stops it from her page."""
        story = self.story
        with story.sessions.begin() as session:
            recovery.refuse_as_complainant(
                session,
                story.registry,
                story.complaint_id,
                (request or self.requests[0]).id,
                now=story.now,
            )

    def set_new(self, token: str) -> bool:
        """She sets a new passphrase with the word."""
        passphrase_hash, story = QUICK.hash(NEW), self.story
        with story.sessions.begin() as session:
            return recovery.set_passphrase(
                session,
                story.registry,
                number=story.complaint.number,
                token=token,
                passphrase_hash=passphrase_hash,
                place=ELSEWHERE,
                now=story.now,
                real_now=story.now,
            )

    def opens(self, passphrase: str) -> bool:
        """Whether her number and this passphrase open her page."""
        story = self.story
        with reading(story.sessions) as reader, story.sessions.begin() as session:
            found = tracking.open_by_passphrase(
                session,
                story.registry.keyring,
                reader=reader,
                number=story.complaint.number,
                passphrase=passphrase,
                place="192.0.2.2",
                real_now=story.now,
                hasher=QUICK,
            )
            return found is not None

    @property
    def first(self) -> Identity:
        return self.story.identity("help_desk")

    @property
    def second(self) -> Identity:
        return self.story.identity("help_desk", seat=2)

    @property
    def requests(self) -> list[RecoveryRequest]:
        """Every request that is still there, whoever's, the oldest first."""
        with reading(self.story.sessions) as session:
            return list(session.scalars(select(RecoveryRequest).order_by(RecoveryRequest.asked_at)))

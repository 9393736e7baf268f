"""`worker`: runs what falls due. Several workers may run at once."""

import signal
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from types import FrameType

import click
from flask.cli import with_appcontext

from engine import deliveries, garbage, jobs
from models import WorkerHeartbeat
from models.session import reading
from models.types import new_id
from processes.complaint import attempts, figures, nation
from processes.emergency import enrolment
from processes.posts import transfers
from web import clock
from web.designer import at_work, dry_runs, plays, replays, simulations
from web.portal import Portal, portal

#: Without anything due, look again after this long; jobs made meanwhile wait no longer.
POLL_SECONDS = 1.0
BATCH = 200
HEARTBEAT = timedelta(seconds=15)
FORGET_HEARTBEAT = timedelta(hours=1)


@click.command("worker")
@click.option("--once", is_flag=True, help="End when nothing is due any more.")
@with_appcontext
def command(once: bool) -> None:
    """Run due jobs until told to stop."""
    worker = Worker(portal())
    if once:
        done = worker.run_due()
        click.echo(f"{done} jobs done.")
        return
    garbage.settle()
    signal.signal(signal.SIGTERM, worker.stop)
    signal.signal(signal.SIGINT, worker.stop)
    worker.run()


class Worker:
    """A loop over what is due; it stops between two batches."""

    def __init__(self, made: Portal) -> None:
        self._portal = made
        self._id = new_id()
        self._stopping = threading.Event()
        self._seen_at = clock.real_now() - HEARTBEAT
        self._kept_house_at = clock.real_now() - nation.EVERY

    def stop(self, _signal: int = 0, _frame: FrameType | None = None) -> None:
        """Take no new batch."""
        self._stopping.set()

    def run(self) -> None:
        """Work until stopped; what goes outside goes in a thread of its own.

        So a gateway that answers slowly holds up no timer. If either loop breaks, both end.
        """
        with ThreadPoolExecutor(1, "deliveries") as threads:
            sending = threads.submit(self._loop, self._deliver_due)
            try:
                self._loop(self._move_due)
            finally:
                self._stopping.set()
            sending.result()

    def _loop(self, work: Callable[[], int]) -> None:
        try:
            while not self._stopping.is_set():
                if work() == 0:
                    self._stopping.wait(POLL_SECONDS)
        finally:
            self._stopping.set()

    def _move_due(self) -> int:
        made = self._portal
        self._show_life()
        self._lapse_postings()
        self._keep_house()
        return jobs.move_due(
            made.sessions, made.registry, clock=lambda: clock.now_of(made), limit=BATCH
        )

    def _deliver_due(self) -> int:
        made = self._portal
        return deliveries.run_due(
            made.sessions,
            made.deliver,
            clock=lambda: clock.now_of(made),
            lease_clock=clock.real_now,
            is_stopping=self._stopping.is_set,
            limit=BATCH,
        )

    def run_due(self, limit: int = 1_000_000) -> int:
        """Do what is due now; return how many jobs were done."""
        made = self._portal
        self._lapse_postings()
        self._keep_house()
        return jobs.run_due(
            made.sessions,
            made.registry,
            deliver=made.deliver,
            clock=lambda: clock.now_of(made),
            lease_clock=clock.real_now,
            limit=limit,
        )

    def _lapse_postings(self) -> None:
        """Let go what acting charges held that have ended, also while no worker ran."""
        with self._portal.sessions.begin() as session:
            transfers.lapse_ended_postings(session, now=clock.now_of(self._portal))

    def _keep_house(self) -> None:
        """Once a minute count the nation's figures and forget what is too old."""
        made, real_now = self._portal, clock.real_now()
        if real_now - self._kept_house_at < nation.EVERY:
            return
        self._kept_house_at = real_now
        plays.shelf(made).forget_old(real_now=real_now)
        for kind in (dry_runs.KIND, replays.KIND, simulations.KIND):
            at_work.forget_old(made, kind, real_now=real_now)
        now = clock.now_of(made)
        with made.sessions.begin() as session:
            attempts.forget_old(session, real_now=real_now)
            enrolment.forget_unverified(session, now=now)
        with reading(made.sessions) as session:
            if not nation.is_due(session, now=now):  # another worker has counted
                return
            counted = figures.national_figures(session, now=now)
        with made.sessions.begin() as session:
            nation.keep(session, counted, now=now)

    def _show_life(self) -> None:
        now = clock.real_now()
        if now - self._seen_at < HEARTBEAT:
            return
        self._seen_at = now
        with self._portal.sessions.begin() as session:
            session.merge(WorkerHeartbeat(worker_id=self._id, seen_at=now))
            session.query(WorkerHeartbeat).filter(
                WorkerHeartbeat.seen_at < now - FORGET_HEARTBEAT
            ).delete()

"""After an outage of two days everything that fell due rings, once and in its order.

Each life of `idle_lives` is lived twice: undisturbed, and with a worker that is stopped for two
days, again and again, an hour before the next timer would ring.
"""

from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest

from engine.registry import Registry
from models.encryption import Keyring
from tests.processes.idle import Life, Rang, Stage
from tests.processes.idle_lives import LIVES, live
from tests.processes.outage import StoppedWorker, a_stopped_worker
from tests.processes.test_every_timer import TIMERS

#: What counts from a step that nobody could reach before the portal was back, and what had rung
#: late before that step. Whatever is not named here rings as if nothing had been.
COUNTS_FROM = {
    # a woman officer has her full day once it is with her
    "home_recording_late": "signature_days_over",
    "home_recording_very_late": "signature_days_over",
    "home_recording_missing": "signature_days_over",
    # she has her two weeks once she is asked
    "first_feedback_over": "seven_days_after",
    "second_feedback_over": "thirty_days_after",
    # the next unit is asked when the one before was silent, and has its minute
    "no_answer": "no_answer",
    "follow_up_late": "a_day_later",
    "follow_up_very_late": "a_day_later",
}
#: By life, what everything later counts from.
EVERYTHING_FROM = {
    "enquiry": "fourteen_days_over",  # the FIR that it brings is the beginning of the rest
}
#: Notices that are dropped instead of being sent late, by life.
NOT_SENT = {
    "she does not sign": Counter({"sign_reminder": 1}),  # two hours have passed: one will do
}


class Lived(NamedTuple):
    """One life, undisturbed and with outages."""

    undisturbed: Life
    disturbed: Life
    worker: StoppedWorker

    def expected(self, name: str) -> list[tuple[datetime, datetime, str]]:
        """When each timer is to ring, what for, and its name: in the order of their dues."""
        found = []
        for element, due_at, _ in self.undisturbed.rang:
            cause = EVERYTHING_FROM.get(name) or COUNTS_FROM.get(element, "")
            due_at = self._moved(cause, due_at)
            rings_at = self.worker.rings_at(due_at)
            if rings_at is not None:
                found.append((rings_at, due_at, element))
        return sorted(found)

    def _moved(self, cause: str, due_at: datetime) -> datetime:
        caused = self.undisturbed.when(cause)
        if not caused or due_at <= caused[0]:
            return due_at
        return due_at + (self.disturbed.when(cause)[0] - caused[0])


@pytest.fixture(scope="module")
def lived(
    sqlite_template: Path,
    tmp_path_factory: pytest.TempPathFactory,
    registry: Registry,
    keyring: Keyring,
) -> Callable[[str], Lived]:
    """Each life is lived once undisturbed and once with outages."""
    stage = Stage(sqlite_template, tmp_path_factory.mktemp("outage"), registry, keyring)
    other = replace(stage, folder=tmp_path_factory.mktemp("stopped"))

    def both(name: str) -> Lived:
        undisturbed = live(stage, name)
        with a_stopped_worker() as worker:
            return Lived(undisturbed, live(other, name), worker)

    return cache(both)


@pytest.mark.parametrize("name", LIVES)
def test_after_two_days_out_everything_rings_in_its_order(
    name: str, lived: Callable[[str], Lived]
) -> None:
    both = lived(name)

    expected = both.expected(name)

    rang = both.disturbed.rang
    assert sorted((each.at, each.element) for each in rang) == sorted(
        (at, element) for at, _, element in expected
    )
    dues = _dues_of(rang, expected)
    for case in {each.case for each in rang}:
        of_case = [due for each, due in zip(rang, dues, strict=True) if each.case == case]
        assert of_case == sorted(of_case)


@pytest.mark.parametrize("name", LIVES)
def test_after_two_days_out_officers_and_she_hear_the_same(
    name: str, lived: Callable[[str], Lived]
) -> None:
    both = lived(name)

    undisturbed, disturbed = both.undisturbed, both.disturbed

    assert not disturbed.has_troubles
    if len(disturbed.rang) == len(undisturbed.rang):  # else some of it rings after its end
        assert Counter(disturbed.reasons) == Counter(undisturbed.reasons)
    assert Counter(undisturbed.told) - Counter(disturbed.told) == NOT_SENT.get(name, Counter())
    assert set(disturbed.told) <= set(undisturbed.told)


def test_the_worker_was_out_when_each_timer_of_the_list_fell_due(
    lived: Callable[[str], Lived],
) -> None:
    rang_late = {
        (name, element)
        for name in LIVES
        for at, due_at, element in lived(name).expected(name)
        if at > due_at
    }

    assert {(timer.life, timer.element) for timer in TIMERS} <= rang_late


def _dues_of(rang: list[Rang], expected: list[tuple[datetime, datetime, str]]) -> list[datetime]:
    """When each of what rang fell due; of one that rings again the earliest comes first."""
    left = list(expected)
    found = []
    for each in rang:
        due = next(due for due in left if (due[0], due[2]) == (each.at, each.element))
        left.remove(due)
        found.append(due[1])
    return found

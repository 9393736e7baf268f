"""The differential test of migration: one instance stays, one moves before every step.

Both get the same work. After each step everything the future depends on must be the same.
"""

import re
from collections.abc import Mapping, Sequence

from engine.definitions import Definition, parse
from engine.migration.plan import Plan
from engine.migration.rewriting import rewrite
from tests.engine.differential import CODEC, Pair

NOTE = b'<bpmn:textAnnotation id="remark"><bpmn:text>as before</bpmn:text></bpmn:textAnnotation>'


def with_note(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """The same drawing with a remark on it."""
    return {
        path: content.replace(b"</bpmn:process>", NOTE + b"</bpmn:process>", 1)
        for path, content in files.items()
    }


def version_of(files: Mapping[str, bytes], number: int) -> Definition:
    """A definition that was never deployed."""
    return Definition(id=f"version {number}", version=number, parsed=parse("toy", files))


class MigratingPair(Pair):
    """Two instances of one drawing; the second moves to the other version, and is then stored."""

    def __init__(self, seed: int, kinds: Sequence[str] = (), *, times: int = 1) -> None:
        super().__init__(seed, kinds)
        here = version_of(self.drawing.files, 1)
        there = version_of(with_note(self.drawing.files), 2)
        self.times = times  # 1: to the other version and on from there; 2: to it and back
        self.plans = [Plan(here, there), Plan(there, here)]

    def reload(self, *, from_scratch: bool) -> None:
        """Move, then store and load in the version it stands in."""
        self.stored.thrown_signals.clear()
        for _ in range(self.times):
            plan = self.plans[0]
            self.plans.reverse()
            self.stored = rewrite(
                self.stored,
                plan,
                script_engine=self.stored.script_engine,
                now=self.stored.now,
                zone=self.stored.zone,
            ).workflow
        self.stored = CODEC.load(
            CODEC.dump(self.stored, self.identity),
            self.identity,
            self.stored.spec,
            self.stored.subprocess_specs,
            script_engine=self.stored.script_engine,
            now=self.stored.now,
            zone=self.stored.zone,
        )


class RenamingPair(MigratingPair):
    """The other version calls every step otherwise, and all of them are mapped."""

    def __init__(self, seed: int, kinds: Sequence[str] = ()) -> None:
        super().__init__(seed, kinds, times=2)
        here = version_of(self.drawing.files, 1)
        there = version_of(renamed(self.drawing.files), 2)
        names = [name for name in here.elements if name not in there.elements]
        self.plans = [
            Plan(here, there, {name: f"{name}_new" for name in names}),
            Plan(there, here, {f"{name}_new": name for name in names}),
        ]


def renamed(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """The same drawing, every step with another id."""
    return {path: _renamed(content.decode()).encode() for path, content in files.items()}


def _renamed(text: str) -> str:
    tags = r'<bpmn:(?:\w+Task|\w+Event|\w+Gateway|subProcess|callActivity) id="(\w+)"'
    names = "|".join(re.findall(tags, text))
    return re.sub(
        rf'(\b(?:id|sourceRef|targetRef|attachedToRef)="(?:{names}))(?=")', r"\1_new", text
    )

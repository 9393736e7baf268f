"""Setting: what the parts of a simulation have in common, and what each of its cases is."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from processes.scripted.adapter import Adapter, ReadForm
from processes.scripted.stage import Stage
from processes.scripted.world import World
from processes.simulation.assumptions import Assumptions
from processes.simulation.durations import Duration
from processes.simulation.plan import Plan


@dataclass(frozen=True)
class Observed:
    """Durations by step that this installation's own history gives."""

    works: Mapping[str, Duration] = field(default_factory=dict)  # of officers, once begun
    readies: Mapping[str, Duration] = field(default_factory=dict)  # of the complainant
    samples: Mapping[str, int] = field(default_factory=dict)  # completed tasks behind each

    def ready(self, element_id: str) -> Duration | None:
        """How long the complainant took with a step."""
        return self.readies.get(element_id)

    def work(self, element_id: str) -> Duration | None:
        """How long officers took with a step."""
        return self.works.get(element_id)


@dataclass(frozen=True)
class Setting:
    """The same for every part."""

    stage: Stage
    assumptions: Assumptions
    observed: Observed
    plan: Plan
    adapter: Adapter
    read_form: ReadForm


@dataclass(eq=False)
class Case:
    """One case."""

    number: int
    world: World  # with the names that its answers use
    turns: Counter[str] = field(default_factory=Counter)  # how often each step has come
    instance_id: str = ""

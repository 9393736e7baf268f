"""The garbage collector, set for a process that runs steps all day."""

import gc

#: A step leaves some hundred objects behind that refer to each other. By default the collector
#: looks for them in the middle of every step; so it does after every tenth.
THRESHOLDS = (10_000, 20, 20)


def settle() -> None:
    """Count all that is loaded by now as staying; call it once, before the first step."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(*THRESHOLDS)

"""The meaning: what each drawn step does in complaint handling."""

from engine.registry import Process

#: The processes this installation runs.
ALL: tuple[Process, ...] = ()

"""Playing: a throw-away case of a draft, acted by its designer in every role.

A play runs on a stage as scripted cases do, in a folder of its own: `shelf` keeps it from one page
to the next, `playhouse` begins it and has its steps taken, by a `stagehand` here or in a process of
its own, `view` looks at it, `expecting` writes down what is so now, and `writing` makes a scripted
case of what was done. Nothing of it leaves the folder, and two hours after the last step the folder
is gone.
"""

from processes.playing.playhouse import Playhouse
from processes.playing.record import Record
from processes.playing.shelf import PlayMovedOn, Shelf, Whose
from processes.playing.stagehand import Stagehand

__all__ = ["PlayMovedOn", "Playhouse", "Record", "Shelf", "Stagehand", "Whose"]

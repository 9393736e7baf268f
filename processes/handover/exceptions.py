"""What is wrong with a transfer order."""

from processes.exceptions import ProcessesError


class OrderRunning(ProcessesError):
    """A transfer order of this officer is running: everything is handed over first."""


class OrderInACircle(ProcessesError):
    """The order leads back to the post the officer leaves, or to herself."""


class NobodyLeft(ProcessesError):
    """Who would take over leaves too and hands over to her: nobody of them would be left."""


class NotHerPost(ProcessesError):
    """The officer does not hold the post that she is ordered to leave."""


class OrderNumberMissing(ProcessesError):
    """The order has no number as orders on paper have."""


class OrderDayImpossible(ProcessesError):
    """The day of the order is missing, lies ahead or long ago."""


class OrderCauseMissing(ProcessesError):
    """The cause of the order is none of the list."""

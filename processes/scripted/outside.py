"""The outside of a stage: what leaves the house goes nowhere, what comes back comes at once."""

from collections.abc import Mapping

from sqlalchemy.orm import Session, sessionmaker

from engine.deliveries import Deliver
from engine.registry import Registry
from processes.emergency import complaints
from processes.notifications import messages
from processes.notifications.delivery import MessageDelivery
from processes.notifications.gateways.by_channel import ByChannel
from processes.notifications.gateways.outbox import OutboxGateway
from processes.passwords import Hasher
from processes.watchdog import drills

#: Cheap on purpose: nobody signs in with what it hashes.
_QUICK = Hasher(time_cost=1, memory_kib=8)


def outside(sessions: sessionmaker[Session], registry: Registry) -> Mapping[str, Deliver]:
    """Who delivers each kind of delivery on a stage."""
    outbox = ByChannel({}, OutboxGateway())
    return {
        messages.DELIVER: MessageDelivery(sessions, registry.keyring, outbox),
        complaints.DELIVER: complaints.OpenComplaint(sessions, registry, _QUICK),
        drills.DELIVER: drills.RaiseDrill(sessions, registry),
    }

"""From an emergency to a complaint: opened in her name with what she told on the spot."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session, sessionmaker

from engine import instances
from engine.deliveries import Delivery
from engine.registry import Registry
from models import Complaint, EmergencyAlert, EmergencyEnrolment
from processes.complaint import first_key, intake, record
from processes.complaint.contact import mobile_number
from processes.emergency.caller import MOBILE, NAME, WHERE
from processes.passwords import STRONG, Hasher

#: How a delivery job says that a complaint is to be opened.
DELIVER = "emergency_complaint"
#: What `conflict.dmn` reads, by the keys of the proforma: asked on the spot as there.
CONFLICT = ("accused_is_police", "accused_of_station")


@dataclass(frozen=True)
class OpenComplaint:
    """Opens the complaint of an alert, in a transaction of its own; twice makes one.

    It is opened with the passphrase of her enrolment. Who was not enrolled gets a one-time word
    with her number, and sets one with it.
    """

    sessions: sessionmaker[Session]
    registry: Registry
    hasher: Hasher = STRONG

    def __call__(self, delivery: Delivery) -> None:
        # hashed before the transaction: that takes long, and other writers would wait
        nobodys = self.hasher.hash(secrets.token_urlsafe(24))
        with self.sessions.begin() as session:
            alert = session.get_one(EmergencyAlert, delivery.payload["alert_id"])
            if alert.complaint_id is not None:  # she was helped because of what she had sent
                return
            enrolled = (
                session.get(EmergencyEnrolment, alert.enrolment_id) if alert.enrolment_id else None
            )
            receipt = intake.submit(
                session,
                self.registry,
                proforma=_proforma(session, self.registry, alert),
                passphrase_hash=enrolled.passphrase_hash if enrolled else nobodys,
                submission_key=alert.id,
                language=alert.language,
                now=delivery.now,
            )
            alert.complaint_id = receipt.complaint_id
            if enrolled is None:
                complaint = session.get_one(Complaint, receipt.complaint_id)
                first_key.make(session, self.registry.keyring, complaint, now=delivery.now)


def _proforma(session: Session, registry: Registry, alert: EmergencyAlert) -> Mapping[str, Any]:
    known = record.told(session, registry.keyring, alert.instance_id, [NAME, MOBILE, WHERE])
    mobile = mobile_number(known.get(MOBILE, ""))  # who called from a landline is visited
    chosen = instances.variables(session, registry, alert.instance_id)
    proforma = {
        "district": alert.district_id,
        "station": alert.station_id,
        "danger_now": False,  # somebody is with her
        "what": chosen["what"],
        "age_band": chosen["age_band"],
        "safe_channel": "sms" if mobile else "none",
        "mobile": mobile,
        "name": known.get(NAME),
        "landmark": known.get(WHERE),
        "account": record.latest(session, registry.keyring, alert.instance_id, "account"),
        **{name: chosen.get(name) for name in CONFLICT},
    }
    return {key: value for key, value in proforma.items() if value is not None}

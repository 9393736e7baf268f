"""The memory: tables and the types stored in them."""

from models.attempt import Attempt
from models.audit_entry import AuditEntry
from models.audit_head import AuditHead
from models.backlog import BacklogEntry, BacklogImport
from models.base import Base
from models.case_field import CaseField
from models.case_migration import CaseMigration, MigrationStatus
from models.case_move import CaseMove, MoveStatus
from models.cctns_message import CctnsKind, CctnsMessage, CctnsStatus
from models.complaint import Complaint, ComplaintStatus
from models.custody_interval import CustodyInterval
from models.demonstration_clock import DemonstrationClock
from models.draft import Draft, DraftAuthor, DraftFile, DraftState
from models.emergency_alert import AlertStatus, EmergencyAlert
from models.emergency_enrolment import EmergencyEnrolment
from models.emergency_response import EmergencyResponse, ResponseEnd
from models.escalation import Escalation, Severity
from models.further_investigation import FurtherInvestigation
from models.history_event import EventKind, HistoryEvent
from models.idempotency_key import IdempotencyKey
from models.intake_route import IntakeRoute
from models.job import Job, JobKind, JobStatus
from models.national_figures import NationalFigures
from models.officer import Gender, Officer
from models.one_time_code import OneTimeCode
from models.outgoing_message import MessageStatus, OutgoingMessage
from models.partner import Partner
from models.patrol_unit import PatrolUnit
from models.post import Post
from models.posting import Posting
from models.process_definition import DefinitionFile, ProcessDefinition
from models.process_instance import InstanceStatus, ProcessInstance
from models.publication import Publication, PublicationState
from models.recovery_request import RecoveryRequest, RecoveryStatus
from models.recusal import Recusal
from models.rollback_notice import RollbackNotice
from models.transfer_order import OrderStatus, TransferOrder
from models.unit import Level, Unit
from models.user_task import TaskStatus, UserTask
from models.visit import Visit
from models.worker_heartbeat import WorkerHeartbeat

__all__ = [
    "AlertStatus",
    "Attempt",
    "AuditEntry",
    "AuditHead",
    "BacklogEntry",
    "BacklogImport",
    "Base",
    "CaseField",
    "CaseMigration",
    "CaseMove",
    "CctnsKind",
    "CctnsMessage",
    "CctnsStatus",
    "Complaint",
    "ComplaintStatus",
    "CustodyInterval",
    "DefinitionFile",
    "DemonstrationClock",
    "Draft",
    "DraftAuthor",
    "DraftFile",
    "DraftState",
    "EmergencyAlert",
    "EmergencyEnrolment",
    "EmergencyResponse",
    "Escalation",
    "EventKind",
    "FurtherInvestigation",
    "Gender",
    "HistoryEvent",
    "IdempotencyKey",
    "InstanceStatus",
    "IntakeRoute",
    "Job",
    "JobKind",
    "JobStatus",
    "Level",
    "MessageStatus",
    "MigrationStatus",
    "MoveStatus",
    "NationalFigures",
    "Officer",
    "OneTimeCode",
    "OrderStatus",
    "OutgoingMessage",
    "Partner",
    "PatrolUnit",
    "Post",
    "Posting",
    "ProcessDefinition",
    "ProcessInstance",
    "Publication",
    "PublicationState",
    "RecoveryRequest",
    "RecoveryStatus",
    "Recusal",
    "ResponseEnd",
    "RollbackNotice",
    "Severity",
    "TaskStatus",
    "TransferOrder",
    "Unit",
    "UserTask",
    "Visit",
    "WorkerHeartbeat",
]

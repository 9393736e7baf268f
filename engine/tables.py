"""The tables of `models` as SQLAlchemy Core sees them, for statements that every step runs."""

from typing import cast

from sqlalchemy import Table

from models import (
    AuditEntry,
    AuditHead,
    CaseMigration,
    CaseMove,
    CustodyInterval,
    HistoryEvent,
    Job,
    ProcessDefinition,
    ProcessInstance,
    UserTask,
)

AUDIT = cast(Table, AuditEntry.__table__)
AUDIT_HEAD = cast(Table, AuditHead.__table__)
CASE_MIGRATION = cast(Table, CaseMigration.__table__)
CASE_MOVE = cast(Table, CaseMove.__table__)
CUSTODY = cast(Table, CustodyInterval.__table__)
DEFINITION = cast(Table, ProcessDefinition.__table__)
HISTORY = cast(Table, HistoryEvent.__table__)
INSTANCE = cast(Table, ProcessInstance.__table__)
JOB = cast(Table, Job.__table__)
TASK = cast(Table, UserTask.__table__)

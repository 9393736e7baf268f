"""What the API does: one row for each operation, with what it takes and gives."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from processes.partners.tokens import Scope
from web.api.parameters import KEY, SOURCE, WITHIN


@dataclass(frozen=True)
class Operation:
    """One address of the API; `takes` and `gives` are names among the parts of its description."""

    path: str
    name: str
    scope: Scope
    summary: str
    gives: str
    takes: str | None = None  # None: it is read by GET
    status: int = 200
    parameters: tuple[Mapping[str, Any], ...] = ()

    @property
    def method(self) -> str:
        return "post" if self.takes else "get"


OPERATIONS = (
    Operation("/proforma", "proforma", Scope.READ, "The proforma", "Proforma"),
    Operation(
        "/options/{source}",
        "list_options",
        Scope.READ,
        "Options of a list",
        "Options",
        parameters=(SOURCE, WITHIN),
    ),
    Operation("/rights", "rights", Scope.READ, "Her rights", "Rights"),
    Operation(
        "/complaints",
        "submit",
        Scope.SUBMIT,
        "Send a complaint in",
        "Receipt",
        takes="Submission",
        status=201,
        parameters=(KEY,),
    ),
    Operation(
        "/complaints/track", "track", Scope.TRACK, "Follow a complaint", "Tracking", takes="Opening"
    ),
    Operation(
        "/complaints/steps/show",
        "show_step",
        Scope.TRACK,
        "What one of her steps asks",
        "Step",
        takes="StepOpening",
    ),
    Operation(
        "/complaints/steps",
        "complete_step",
        Scope.TRACK,
        "Answer one of her steps",
        "StepDone",
        takes="StepAnswers",
        parameters=(KEY,),
    ),
    Operation(
        "/complaints/asks/show",
        "show_ask",
        Scope.TRACK,
        "What an appeal or a withdrawal asks",
        "Ask",
        takes="AskOpening",
    ),
    Operation(
        "/complaints/asks",
        "begin_ask",
        Scope.TRACK,
        "Begin an appeal or a withdrawal",
        "AskBegun",
        takes="AskAnswers",
        status=201,
        parameters=(KEY,),
    ),
    Operation(
        "/complaints/sayings/show",
        "show_saying",
        Scope.TRACK,
        "What is asked of her who says something",
        "Saying",
        takes="SayingOpening",
    ),
    Operation(
        "/complaints/sayings",
        "send_saying",
        Scope.TRACK,
        "Say something of a complaint",
        "SayingSaid",
        takes="SayingAnswers",
        status=201,
        parameters=(KEY,),
    ),
    Operation(
        "/complaints/copy",
        "take_copy",
        Scope.TRACK,
        "A copy of everything",
        "Copy",
        takes="CopyOpening",
    ),
    Operation(
        "/complaints/documents",
        "fetch_document",
        Scope.TRACK,
        "A document that she added",
        "Document",
        takes="DocumentOpening",
    ),
    Operation(
        "/complaints/confirm",
        "confirm",
        Scope.TRACK,
        "She confirms by her code, after calls in vain",
        "Confirmed",
        takes="Confirmation",
    ),
    Operation(
        "/complaints/code",
        "send_code",
        Scope.TRACK,
        "Send her a one-time code",
        "Challenge",
        takes="Number",
    ),
    Operation(
        "/complaints/status",
        "bare_status",
        Scope.TRACK,
        "The bare status, by one-time code",
        "BareStatus",
        takes="ChallengeAnswer",
    ),
    Operation(
        "/recoveries",
        "ask_recovery",
        Scope.TRACK,
        "She lost her code or passphrase",
        "LossAsked",
        takes="Loss",
    ),
    Operation(
        "/recoveries/passphrase",
        "set_passphrase",
        Scope.TRACK,
        "Set a new passphrase",
        "PassphraseSet",
        takes="NewPassphrase",
    ),
    Operation(
        "/recoveries/refuse",
        "refuse_recovery",
        Scope.TRACK,
        "She did not ask for it",
        "RecoveryRefused",
        takes="RecoveryRefusal",
    ),
    Operation(
        "/enrolments",
        "enrol",
        Scope.ALERT,
        "Register her beforehand",
        "Enrolled",
        takes="Enrolment",
        status=201,
        parameters=(KEY,),
    ),
    Operation(
        "/enrolments/device",
        "add_device",
        Scope.ALERT,
        "Let another telephone of hers call",
        "Enrolled",
        takes="EnrolmentOpening",
    ),
    Operation(
        "/enrolments/code",
        "verify_enrolment",
        Scope.ALERT,
        "Verify her telephone",
        "Verified",
        takes="DeviceCode",
    ),
    Operation(
        "/enrolments/code/send",
        "send_enrolment_code",
        Scope.ALERT,
        "Send her a new code",
        "CodeSent",
        takes="Device",
    ),
    Operation(
        "/enrolments/forget",
        "forget_enrolment",
        Scope.ALERT,
        "Forget her registration",
        "Forgotten",
        takes="EnrolmentOpening",
    ),
    Operation(
        "/alerts",
        "raise_alert",
        Scope.ALERT,
        "Send help to her",
        "Alerted",
        takes="Alert",
        status=201,
        parameters=(KEY,),
    ),
    Operation(
        "/alerts/show",
        "show_alert",
        Scope.ALERT,
        "Who is coming",
        "AlertStanding",
        takes="AlertName",
    ),
    Operation("/alerts/safe", "say_safe", Scope.ALERT, "She is safe", "Safe", takes="AlertName"),
    Operation(
        "/units/near", "units_near", Scope.ALERT, "Units near her", "UnitsNear", takes="Place"
    ),
)

"""The names of what somebody may do. Each is answered by one predicate in rules.py."""

from enum import StrEnum


class Permission(StrEnum):
    """One thing an officer may be allowed to do, to one thing or at all."""

    SEE_TASK = "see_task"
    """See that a task is there, and where: its post's holder, or who supervises its unit."""

    DO_TASK = "do_task"
    """Claim, draft or complete an open task: a holder of its post, unless a colleague has it."""

    CORRECT_TASK = "correct_task"
    """Correct a task she completed from a post she still holds, or one of a unit she supervises."""

    SEE_CASE = "see_case"
    """See a case: timeline, custody, drawing. Never by itself who she is or what she told."""

    SEE_FACTS = "see_facts"
    """See what was told and written in a case, the personal fields masked. Not for who calls."""

    SEE_WORDS = "see_words"
    """See what was told and written in a run that is no complaint's own: who has or had a step."""

    SEE_PERSONAL_WORDS = "see_personal_words"
    """See the personal ones of them too: who has a step of the run now."""

    SEE_RECORD = "see_record"
    """See the personal fields of a case unmasked."""

    UNMASK_RECORD = "unmask_record"
    """Unmask the personal fields of a case with a reason, which the audit keeps."""

    SEE_CONTACT = "see_contact"
    """See how she may safely be called, and the phrase: who has to call or visit her now."""

    START_PROCESS = "start_process"
    """Start a process from one of her posts; each process names the roles that may."""

    SEARCH = "search"
    """Look a case up by its complaint number."""

    COMMAND = "command"
    """See what is late and what escalated at a unit and below."""

    SEE_NATION = "see_nation"
    """See figures of the whole country, and nothing but figures."""

    ACKNOWLEDGE_ESCALATION = "acknowledge_escalation"
    """Say that an escalation was seen and is acted on."""

    POST_OFFICERS = "post_officers"
    """Transfer, relieve and give acting charge at a unit."""

    KEEP_PATROL_UNITS = "keep_patrol_units"
    """Register, move, stand down and retire patrol units at a unit and below."""

    HELP_WITH_RECOVERY = "help_with_recovery"
    """Handle a request for a lost code or passphrase: women of the help desk, in their state."""

    GRANT_CODE = "grant_code"
    """Let a new call-back code out: the help desk, and nobody who may make the call."""

    RETRY_INCIDENT = "retry_incident"
    """Set a job that gave up going again."""

    TAKE_OVER_BACKLOG = "take_over_backlog"
    """Read in lists of complaints pending elsewhere: the State nodal officer, administrators."""

    DESIGN = "design"
    """Deploy drawings. It opens no case."""

    ADMINISTER = "administer"
    """Look after officers, posts and units. It opens no case."""

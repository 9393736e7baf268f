"""The roles that rules ask for: who answers for whom, who reads, who speaks with her."""

#: Roles that answer for everything at their unit and below.
SUPERVISORS = frozenset({"sho", "circle_officer", "superintendent", "state_nodal"})
#: Roles that answer for the work of others beside them.
SUPERVISES_ROLES = {"verification_supervisor": frozenset({"verification_caller", "help_desk"})}
DESK = frozenset({"verification_caller", "verification_supervisor"})
#: Women who help with a lost code or passphrase. With its number and the word that they read out
#: they could open the page of a complaint: so their steps open no case, and show no number.
HELPS_WITH_RECOVERY = frozenset({"help_desk"})
#: Roles that work without masks on every case of their station.
READS_STATION = frozenset({"sho"})
#: Roles that meet or call her, and so must know how.
CONTACTS_HER = DESK | {"woman_recorder", "investigating_officer"}
MAY_UNMASK = frozenset(
    {"circle_officer", "superintendent", "state_nodal", "oversight_cell", "independent_reviewer"}
)
KEEPS_PATROL_UNITS = frozenset({"control_room_lead", "superintendent", "state_nodal"})
NATIONAL_VIEWER = "national_viewer"

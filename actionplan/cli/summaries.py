"""What each command is for, in a line: known without loading the command."""

from actionplan.i18n import N_, _

_SUMMARIES = {
    "init": N_("Start a folder of plans: for a municipality, or for all members of a region."),
    "pick": N_("Pick proposals for a plan. Picked ones begin as not started."),
    "unpick": N_("Empty the place of proposals in a plan. Refuses to lose what is recorded."),
    "set": N_("Set status, owner, deadline and more for proposals, or facts of the plan itself."),
    "follow": N_("Record a follow-up: what was said about a proposal, and its status then."),
    "note": N_("The same as follow: a dated note on a proposal."),
    "activity": N_("Activities within a proposal."),
    "show": N_("Show a plan (boras), a proposal in it (boras 09), or who has picked one (09)."),
    "list": N_("List what is recorded, filtered by area, status, owner and more."),
    "todo": N_("What is missing, from whom, soonest first."),
    "check": N_("Find everything that is wrong in the plans. Silent when all is well."),
    "rollup": N_("Put a region's plans together: what can be done jointly, by whom, and what is late."),
    "catalogue": N_("The 44 proposals: read, search, import, migrate."),
    "config": N_("Settings, their values, and where they come from."),
    "doctor": N_("Look whether everything is in order, and how to repair what is not."),
    "schema": N_("Print the JSON Schema of a plan file, or write it beside the plans."),
}


def summary(command: str) -> str:
    """What a command is for. The first sentence stands in the list of commands."""
    return _(_SUMMARIES[command])

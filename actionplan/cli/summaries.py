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
    "save": N_("Save a version of the plans that have changed. Its message says what changed."),
    "sync": N_("Share, and get what others have shared. What both have changed is put together."),
    "diff": N_("What has changed, in words. Since the last save, a date, or the last follow-up."),
    "log": N_("Every change of a proposal, and who made it. Newest first, also those that are not saved."),
    "rollup": N_("Put a region's plans together: what can be done jointly, by whom, and what is late."),
    "report": N_("A municipality's plan as a document for its committee."),
    "trend": N_("How far the work had come, over time. By month, quarter or follow-up round."),
    "history": N_("The same as trend. Counts by status over time."),
    "meeting": N_("Prepare a follow-up meeting: agenda, briefing, and a page for each municipality."),
    "round": N_("Record a follow-up round: when it was, who took part, and what was decided."),
    "rounds": N_("List the follow-up rounds, with what was decided."),
    "calendar": N_("Deadlines and follow-up rounds as a calendar file, for Outlook, Google or Apple."),
    "remind": N_("Write mail texts about what is late or missing, ready to copy. Sends nothing."),
    "export": N_("Write tables for other programs: a database, or files for data analysis."),
    "fetch": N_("Get plans that are kept elsewhere. The roll-up and the curve read them."),
    "catalogue": N_("The 44 proposals: read, search, import, migrate."),
    "config": N_("Settings, their values, and where they come from."),
    "setup": N_("Prepare the folder for saving and sharing. Tells what it does, and does nothing twice."),
    "doctor": N_("Look whether everything is in order, and how to repair what is not."),
    "schema": N_(
        "Print the JSON Schema of a plan file or of a JSON document. That of plans can be written beside them."
    ),
    "resolve": N_("Put together plans in conflict. For those who use git themselves."),
    "merge-driver": N_("Put together a plan, for git. Git runs this itself once setup has been run."),
}


def summary(command: str) -> str:
    """What a command is for. The first sentence stands in the list of commands."""
    return _(_SUMMARIES[command])

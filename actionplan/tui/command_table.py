"""Everything that a person can do, a command a row.

The keys are those that a Swedish keyboard has without AltGr. Each command names its form on the command line; a test
sees that the form exists.
"""

from actionplan.i18n import N_
from actionplan.tui.commands import Command

# fmt: off
EVERYWHERE = (
    Command("app.help", "f1,question_mark", N_("Help"), N_("What can be done here, and with which keys."), "actionplan --help"),
    Command("app.palette", "ctrl+p", N_("Commands"), N_("Find a command, a proposal or a municipality by name."), "actionplan --help"),
    Command("app.share", "ctrl+s", N_("Save and share"), N_("Save what has changed, get what others have shared, and share one's own."), "actionplan sync --save", writes=True),
    Command("app.undo", "ctrl+z", N_("Undo"), N_("Undo the latest edit."), "actionplan set BODY NUMBER --status STATUS", writes=True),
    Command("app.redo", "ctrl+y", N_("Redo"), N_("Make the edit that was undone again."), "actionplan set BODY NUMBER --status STATUS", writes=True, hint=False),
    Command("app.region", "1", N_("Overview"), N_("The overview: all proposals × all members."), "actionplan rollup REGION", hint=False, does="show('region')"),
    Command("app.overlap", "2", N_("Together"), N_("What can be done together."), "actionplan rollup REGION --only joint", hint=False, does="show('overlap')"),
    Command("app.plan", "3", N_("Plan"), N_("The plan of one municipality."), "actionplan show BODY", hint=False, does="show('plan')"),
    Command("app.todo", "4", N_("To do"), N_("What is missing, soonest first."), "actionplan todo", hint=False, does="show('todo')"),
    Command("app.rollup", "5", N_("Roll-up"), N_("The roll-up for boards and committees."), "actionplan rollup REGION", hint=False, does="show('rollup')"),
    Command("app.trend", "6", N_("Development"), N_("How the work has come along over time."), "actionplan trend REGION", hint=False, does="show('trend')"),
    Command("app.bodies", "b", N_("Change plan"), N_("Open another municipality's plan."), "actionplan show BODY", hint=False),
    Command("app.since", "n", N_("Since last time"), N_("What has happened since the latest follow-up."), "actionplan diff --since-followup", hint=False),
    Command("app.export", "x", N_("Export"), N_("Write the roll-up, or the plan that is shown, to a file."), "actionplan rollup REGION --output FILE", hint=False),
    Command("app.reload", "f5", N_("Reload"), N_("Read all files anew."), "actionplan check", hint=False),
    Command("app.difference", "f4", N_("Show difference"), N_("What has been changed in the files by others."), "actionplan show BODY", hint=False),
    Command("app.names", "f9", N_("Hide names"), N_("Hide or show who is responsible, when others see the screen."), "actionplan rollup REGION --names no", hint=False),
    Command("app.theme", "f8", N_("Theme"), N_("Change between light, dark and high contrast."), "actionplan config set theme dark --user", hint=False),
    Command("app.language", "f7", N_("Svenska/English"), N_("Change between Swedish and English."), "actionplan --lang en", hint=False),
    Command("app.leave", "q,ctrl+q", N_("Quit"), N_("Close the program. Every edit is in its file."), "exit"),
)

_EDIT = "actionplan set BODY NUMBER --status STATUS --owner FUNCTION --due DATE"

REGION = (
    Command("region.open", "enter", N_("Open"), N_("Open the plan at this proposal."), "actionplan show BODY NUMBER"),
    Command("region.edit", "e", N_("Edit"), N_("Edit everything about this proposal in this plan."), _EDIT, writes=True),
    Command("region.status", "s", N_("Status"), N_("Set the status."), "actionplan set BODY NUMBER --status STATUS", writes=True),
    Command("region.follow", "u", N_("Follow-up"), N_("Record a follow-up."), "actionplan follow BODY NUMBER TEXT", writes=True),
    Command("region.joint", "g", N_("Joint"), N_("Mark the proposal as joint work, with somebody who leads it."), "actionplan set BODY NUMBER --lead BODY", writes=True),
    Command("region.find", "f3,slash", N_("Find"), N_("Find proposals as you type."), "actionplan list --text WORDS"),
    Command("region.narrow", "f", N_("Filter"), N_("Filter and sort by area, level, status, owner and more."), "actionplan list --area A --overdue"),
    Command("region.overdue", "f6", N_("Overdue"), N_("Show only what is overdue, or everything again."), "actionplan list --overdue", hint=False),
    Command("region.only_picked", "v", N_("Picked"), N_("Show only what somebody has picked, or everything again."), "actionplan rollup REGION --only picked", hint=False),
)

OVERLAP = (
    Command("overlap.open", "enter", N_("Open"), N_("Go to the proposal in the overview."), "actionplan show NUMBER"),
    Command("overlap.joint", "g", N_("Joint"), N_("Mark the proposal as joint work, with somebody who leads it."), "actionplan set BODY NUMBER --lead BODY", writes=True),
    Command("overlap.find", "f3,slash", N_("Find"), N_("Find proposals as you type."), "actionplan list --text WORDS"),
)

PLAN = (
    Command("plan.edit", "enter,e", N_("Edit"), N_("Edit everything about the proposal."), _EDIT, writes=True),
    Command("plan.pick", "space", N_("Pick"), N_("Pick the proposal, or take the pick back."), "actionplan pick BODY NUMBER", writes=True),
    Command("plan.status", "s", N_("Status"), N_("Set the status."), "actionplan set BODY NUMBER --status STATUS", writes=True),
    Command("plan.owner", "a", N_("Owner"), N_("Set who is responsible."), "actionplan set BODY NUMBER --owner FUNCTION", writes=True),
    Command("plan.due", "d", N_("Due"), N_("Set the deadline."), "actionplan set BODY NUMBER --due DATE", writes=True),
    Command("plan.follow", "u", N_("Follow-up"), N_("Record a follow-up."), "actionplan follow BODY NUMBER TEXT", writes=True),
    Command("plan.activities", "t", N_("Activities"), N_("Add, change or tick off activities."), "actionplan activity add BODY NUMBER TEXT", writes=True),
    Command("plan.joint", "g", N_("Joint"), N_("Mark the proposal as joint work, with somebody who leads it."), "actionplan set BODY NUMBER --lead BODY", writes=True, hint=False),
    Command("plan.facts", "p", N_("The plan's facts"), N_("Date of decision, record number, contact and focus of the plan."), "actionplan set BODY --decided DATE --record TEXT", writes=True, hint=False),
    Command("plan.log", "i", N_("History"), N_("What has changed in the proposal, when, and by whom."), "actionplan log BODY NUMBER"),
    Command("plan.only_picked", "v", N_("Picked/all"), N_("Show only picked proposals, or all."), "actionplan list BODY --picked"),
    Command("plan.overdue", "f6", N_("Overdue"), N_("Show only what is overdue, or everything again."), "actionplan list BODY --overdue", hint=False),
    Command("plan.find", "f3,slash", N_("Find"), N_("Find proposals as you type."), "actionplan list --text WORDS"),
)

TODO = (
    Command("todo.open", "enter", N_("Go there"), N_("Open the plan at the proposal."), "actionplan show BODY NUMBER"),
    Command("todo.mine", "v", N_("Mine/all"), N_("Show only one municipality's, or everybody's."), "actionplan todo BODY"),
    Command("todo.find", "f3,slash", N_("Find"), N_("Find tasks as you type."), "actionplan todo"),
)

ROLLUP = (
    Command("rollup.write", "x", N_("Export"), N_("Write the roll-up to a file, in any format."), "actionplan rollup REGION --output FILE", does="app.export"),
)

TREND = (
    Command("trend.by", "p", N_("Period"), N_("By quarter, by month or by follow-up round."), "actionplan trend REGION --by month"),
    Command("trend.body", "v", N_("Region/plan"), N_("Count the region, or one municipality's plan."), "actionplan trend BODY"),
    Command("trend.area", "a", N_("Area"), N_("Count one area after the other, then all again."), "actionplan trend REGION --area A"),
    Command("trend.proposal", "o", N_("Proposal/all"), N_("Count the chosen proposal alone, or all."), "actionplan trend REGION NUMBER"),
)

ALL = (*EVERYWHERE, *REGION, *OVERLAP, *PLAN, *TODO, *ROLLUP, *TREND)
BY_ID = {command.id: command for command in ALL}

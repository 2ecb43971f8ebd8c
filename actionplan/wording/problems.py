"""What is wrong in a file, and how to put it right, in the user's language."""

import errno
import os

from actionplan.core.errors import BadValue
from actionplan.core.problems import Problem, Severity
from actionplan.core.status import Status
from actionplan.i18n import N_, _
from actionplan.wording.labels import field_label, status_label

_WORDS: dict[str, tuple[str, str]] = {
    # The file
    "not_found": (N_("the file does not exist"), N_("Check the name and the folder.")),
    "dangling_link": (N_("the link points to a file that does not exist"), N_("Remove the link or restore the file.")),
    "looping_link": (N_("the link points back to itself"), N_("Remove the link and put the file in its place.")),
    "is_folder": (
        N_("a folder has the name of a plan file"),
        N_("Rename the folder so that it does not end in .toml."),
    ),
    "no_permission": (N_("you may not read the file"), N_("Ask whoever owns the folder for permission to read it.")),
    "cannot_read": (
        N_("the file cannot be read: {reason}"),
        N_("Try again; if it persists, ask those who run the disk."),
    ),
    "too_large": (
        N_("the file is {megabytes} MB, far more than a plan can be ({most} MB)"),
        N_("Check that it is a plan file and not something else that was given its name."),
    ),
    "empty": (N_("the file is empty"), N_("Restore it, or remove it and run actionplan init with the body's name.")),
    "not_utf8": (
        N_("the file is not saved as UTF-8 (byte {byte}; looks like {guess})"),
        N_("Open it in an editor and save it with the encoding UTF-8."),
    ),
    "nul": (N_("the file holds NUL characters and is not text"), N_("Restore the file from its history.")),
    "bom": (
        N_("the file begins with a byte order mark, which other tools trip over"),
        N_("Save it as UTF-8 without BOM. The plan is read all the same."),
    ),
    "crlf": (
        N_("the lines end in CRLF, which makes every line look changed to others"),
        N_("Save it with LF endings; .gitattributes from actionplan init sees to it. The plan is read all the same."),
    ),
    "conflict_marks": (
        N_("the file holds the marks of an unfinished merge"),
        N_("Put the two versions together with: actionplan resolve."),
    ),
    # The text
    "not_toml": (
        N_("the line cannot be understood: {line}"),
        N_("It should read: key = value. Or put # first to make it a comment."),
    ),
    "duplicate_key": (N_("the key {key} stands twice in the same table"), N_("Keep one of the lines.")),
    "duplicate_header": (
        N_("the heading {line} stands twice in the file"),
        N_("Move the lines together under one of them."),
    ),
    "smart_quotes": (N_("the value has typographic quotation marks: {line}"), N_('Use straight ones: "…".')),
    "date_impossible": (N_("there is no such date: {line}"), N_("Write a date that exists, as yyyy-mm-dd.")),
    "date_order": (N_("the date is written in another order: {line}"), N_("Write it as yyyy-mm-dd, without quotes.")),
    "date_written": (N_("the date is not complete: {line}"), N_("Write it as yyyy-mm-dd, without quotes.")),
    "decimal_comma": (N_("the number has a decimal comma: {line}"), N_("Write a decimal point.")),
    "open_quote": (N_("the text has no closing quotation mark: {line}"), N_('Put " at the end of the text.')),
    "value_missing": (
        N_("the value is missing: {line}"),
        N_("Write a value after the equals sign, or remove the line."),
    ),
    "not_quoted": (N_("the text stands without quotation marks: {line}"), N_('Put it between quotation marks: "…".')),
    "open_header": (N_("the heading has no closing bracket: {line}"), N_("Put ] at the end of the heading.")),
    "no_equals": (
        N_("the line has no equals sign: {line}"),
        N_("Write key = value, or put # first to make it a comment."),
    ),
    # The values
    "newer_format": (
        N_("the plan is made for a newer program (format {found}; this one reads {known})"),
        N_("Update actionplan."),
    ),
    "unknown_key": (N_("there is no key {name}"), N_("Remove the line, or put # first to make it a comment.")),
    "missing_key": (N_("the key {last} is missing"), N_("Add it; actionplan schema tells what it may hold.")),
    "bad_key": (
        N_("{key} cannot be a key in {table}"),
        N_("Follow-ups are keyed by date (2016-09-16), everything else by letters, digits and hyphens."),
    ),
    "bad_choice": (N_("“{value}” is none of: {choices}"), N_("Write one of them.")),
    "bad_date": (N_("“{value}” is no date"), N_("Write a date that exists as yyyy-mm-dd, without quotes.")),
    "quoted_date": (N_("the date {value} stands between quotation marks"), N_("Remove the quotation marks.")),
    "out_of_range": (N_("{value} is outside the range {least}–{most}"), N_("Write a number within the range.")),
    "empty_text": (N_("the text is empty"), N_("Write something, or remove the line.")),
    "bad_text": (N_("“{value}” has characters that do not fit here"), N_("Use letters, digits and hyphens.")),
    "wrong_type": (N_("“{value}” is not {expected}"), N_("Write {expected}.")),
    # The plan
    "unknown_body": (
        N_("no body goes by “{body}”"),
        N_("Write its SCB code or short name, or add it in actionplan.toml."),
    ),
    "unknown_proposal": (
        N_("there is no proposal {proposal} in {catalogue}"),
        N_("Correct the number; actionplan catalogue list shows all of them."),
    ),
    "unknown_catalogue": (
        N_("the catalogue {catalogue} {version} is not to be found"),
        N_("Put its file in the folder proposals, or run actionplan catalogue migrate."),
    ),
    "other_catalogue": (
        N_("the plan is made for {found}, and this is about {wanted}"),
        N_("Run actionplan catalogue migrate."),
    ),
    "unknown_area": (N_("there is no area {area} (there are {known})"), N_("Write one of them.")),
    "orphan": (
        N_("what was recorded for proposal {proposal} in {version} has no place in the present catalogue: {title}"),
        N_("Move it to a proposal with actionplan catalogue adopt, or leave it as it is."),
    ),
    "reason_missing": (N_("“{status}” needs a reason"), N_('Add a line such as reason = "…".')),
    "date_order_impossible": (
        N_("{second} ({second_date}) is before {first} ({first_date})"),
        N_("Correct one of the dates."),
    ),
    "duplicate_plan": (
        N_("{other} is also a plan for {body}"),
        N_("Keep what is right in one of the files."),
    ),
    "identity_number": (
        N_("the text holds a personal identity number; plans are public records"),
        N_("Remove it. It remains in the history; tell whoever is responsible for data protection."),
    ),
    "followup_in_future": (N_("the follow-up is dated {day}, after today ({today})"), N_("Correct the date.")),
    "empty_followup": (N_("the follow-up has neither status nor comment"), N_("Write one of them, or remove it.")),
    "grant_overspent": (N_("more is used ({used}) than was granted ({amount})"), N_("Correct one of the amounts.")),
    "owner_is_a_person": (
        N_("“{value}” looks like a person's name"),
        N_("Write a function, such as Enhetschef barn och unga."),
    ),
    "done_without_followup": (
        N_("the proposal is carried out, but no follow-up says so"),
        N_("Add one with actionplan follow."),
    ),
    "step_back_without_comment": (
        N_("the status went back from “{before}” to “{after}” and no comment says why"),
        N_("Add a follow-up with a comment."),
    ),
    # Plans that are kept elsewhere
    "source_place": (
        N_("a source is either a repository or a folder"),
        N_("Write one of the lines repository = … and folder = …."),
    ),
    "source_address": (
        N_("“{value}” is no address that plans can be fetched from"),
        N_("Write an address that begins with https:// or ssh://, such as git@host:name, or the path of a repository."),
    ),
    "source_ref": (
        N_("“{value}” cannot be the name of a branch, a tag or a version"),
        N_("Write a name without blanks, or remove the line."),
    ),
    "source_ref_of_folder": (N_("a folder has no versions to choose from"), N_("Remove the line.")),
    "source_path": (
        N_("“{value}” is no folder inside the source"),
        N_("Write it with forward slashes from the top of the source, without “..”."),
    ),
    "not_in_copy": (
        N_("the file cannot be read in the copy that was fetched"),
        N_("Fetch it again with actionplan fetch."),
    ),
    "link_in_source": (
        N_("the file is a link, and links in sources are not followed"),
        N_("Put the plan itself in its place, where the source is kept."),
    ),
    # A list that is to be imported as a catalogue
    "import_missing": (N_("the file does not exist"), N_("Check the name and the folder.")),
    "import_folder": (N_("this is a folder, not a file"), N_("Give the name of the file in it.")),
    "import_permission": (
        N_("you may not read the file"),
        N_("Ask its owner for permission, or copy it to a folder of your own."),
    ),
    "import_unreadable": (
        N_("the file cannot be read: {reason}"),
        N_("Open it in the program that it was made in, save it again and try once more, or save the list as CSV."),
    ),
    "import_too_large": (
        N_("the file is too large: at most {limit} MB are read"),
        N_("Copy the list alone into a new file."),
    ),
    "import_empty": (N_("the file is empty"), N_("Check that the list was saved.")),
    "import_wrong_format": (
        N_("this is a file of the type {format}, which cannot be read"),
        N_("Save a spreadsheet as XLSX or CSV; from a document or PDF, copy the list into a text file (.txt)."),
    ),
    "import_not_text": (N_("the file holds bytes that are not text"), N_("Save it again as text in UTF-8.")),
    "import_no_reader": (
        N_("reading XLSX needs the package {package}, which is not installed"),
        N_('Run pip install "{install}", or save the sheet as CSV.'),
    ),
    "import_encoding": (
        N_("the file is not in UTF-8 and was read as {encoding}"),
        N_("Check that å, ä and ö are right in the list."),
    ),
    "import_nothing": (
        N_("no numbered proposals were found"),
        N_("Give each a number: “1. Title” on a line of its own, or a column Nr beside Förslag."),
    ),
    "import_not_numbered": (
        N_("the row has no number and was left out: {text}"),
        N_("Give it a number if it is a proposal."),
    ),
    "import_gap": (
        N_("numbers are missing: {missing} ({count})"),
        N_("Look for them among what was left out, and mend the file."),
    ),
    "import_duplicate": (
        N_("number {number} stands twice, first on line {first}"),
        N_("Remove one of them. If a list of contents came along, remove that."),
    ),
    "import_empty_title": (N_("proposal {number} has no title"), N_("Write it in the file.")),
    "import_long_title": (
        N_("the title of proposal {number} is {letters} characters long; text after it has probably come along"),
        N_("Put a blank line after the title."),
    ),
    "import_unknown_level": (
        N_("“{value}” is no level and was left out of proposal {number}"),
        N_("Write lokal, regional or nationell, or K, R, N."),
    ),
    "import_count": (
        N_("{found} different numbers were found, but there must be {expected}"),
        N_("Mend the file, or say how many there are to be with --expected or --any-number."),
    ),
}

_REASONS = {
    errno.EROFS: N_("the disk is write-protected"),
    errno.ENOSPC: N_("the disk is full"),
    errno.EDQUOT: N_("your space on the disk is used up"),
    errno.EIO: N_("the disk does not answer as it should"),
    errno.EACCES: N_("you have no permission"),
    errno.EPERM: N_("you have no permission"),
    errno.EISDIR: N_("a folder has that name"),
    errno.ENOTDIR: N_("a file stands where a folder should be"),
    errno.ENAMETOOLONG: N_("the name is too long"),
    errno.ENOENT: N_("the file or its folder is gone"),
    errno.EEXIST: N_("something has that name already"),
    errno.ENXIO: N_("it is no ordinary file"),
}
"""What systems say in their own words, which are English or in another language than the user's."""

_TYPES = {
    "text": N_("text between quotation marks"),
    "truth": N_("true or false"),
    "whole_number": N_("a whole number"),
    "number": N_("a number"),
    "date": N_("a date as yyyy-mm-dd"),
    "list": N_('a list, such as ["…", "…"]'),
    "table": N_("a table"),
}


def problem_text(problem: Problem) -> str:
    """What is wrong, as the rest of a sentence that begins with the place. It ends without a mark of its own."""
    text, _repair = _words_of(problem)
    said = _(text).format(**_facts(problem))
    if suggestion := problem.facts.get("suggestion") or _status_meant(problem):
        said = _("{problem} (did you mean {suggestion}?)").format(problem=said, suggestion=suggestion)
    return said


def _status_meant(problem: Problem) -> str:
    """The status whose name in the user's language stands where its value should."""
    from actionplan.wording.values import parse_status

    if problem.code != "bad_choice" or problem.path[-1:] != ("status",):
        return ""
    try:
        return parse_status(problem.facts["value"]) or ""
    except BadValue:
        return ""


def problem_repair(problem: Problem) -> str:
    """What to do about it."""
    if problem.code == "unknown_key" and problem.facts.get("suggestion"):
        return _("Correct the name.")
    _text, repair = _words_of(problem)
    return _(repair).format(**_facts(problem))


def problem_sentences(problem: Problem) -> str:
    """What is wrong and what to do, as sentences."""
    return f"{problem_text(problem)}. {problem_repair(problem)}"


def reason_text(reason: str) -> str:
    """Why the system refused, in the user's language; in its own words where they are not known."""
    known = {os.strerror(number): words for number, words in _REASONS.items()}
    return _(known[reason]) if reason in known else reason


def known_codes() -> frozenset[str]:
    """The problems that there are words for."""
    return frozenset(_WORDS)


def _words_of(problem: Problem) -> tuple[str, str]:
    return _WORDS.get(problem.code) or (problem.code, "")


def _facts(problem: Problem) -> dict[str, str]:
    facts = {**problem.facts, "last": problem.path[-1] if problem.path else ""}
    if "reason" in facts:
        facts["reason"] = reason_text(facts["reason"])
    if facts.get("expected") in _TYPES:
        facts["expected"] = _(_TYPES[facts["expected"]])
    for name in ("status", "before", "after"):
        if facts.get(name) in set(Status):
            facts[name] = status_label(Status(facts[name]))
    for name in ("first", "second"):
        if name in facts:
            facts[name] = field_label(facts[name])
    return facts


def severity_label(severity: Severity) -> str:
    """How bad it is, in a word."""
    return {Severity.ERROR: _("error"), Severity.WARNING: _("warning"), Severity.NOTE: _("note")}[severity]

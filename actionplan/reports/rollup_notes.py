"""The last part of a roll-up: what a reader must know of the figures."""

from actionplan.core.catalogue import Catalogue
from actionplan.core.rollup import RollUp
from actionplan.i18n import _, current_language, ngettext
from actionplan.reports import rollup_words as words
from actionplan.wording.figures import day, days, number


def notes(rollup: RollUp) -> tuple[str, ...]:
    """The notes, the catalogue first."""
    told = rollup.notes
    said = [catalogue_note(rollup), words.example(rollup), _files(rollup)]
    said += [_("Entered from: {source}.").format(source=source.rstrip(".")) for source in told.sources]
    said += [words.unknown(one) for one in told.unknown]
    said += [words.aside(*one) for one in told.aside]
    if told.blank:
        said.append(words.blank(rollup))
    said += [words.shared(rollup, one) for one in told.shared]
    said += [words.several(rollup, one) for one in told.several]
    said += [words.duplicate(rollup, one) for one in told.duplicates]
    said += [_associate(rollup, place) for place in range(len(told.associates))]
    if told.measures:
        text = ngettext(
            "The plans also hold {count} measure of their own, beside the catalogue. It is not counted here.",
            "The plans also hold {count} measures of their own, beside the catalogue. They are not counted here.",
            told.measures,
        )
        said.append(text.format(count=number(told.measures)))
    said.append(counting_note(rollup.criteria.stale_days))
    return tuple(sentence for sentence in said if sentence)


def catalogue_note(rollup: RollUp) -> str:
    """Whose the proposals and their wording are."""
    return wording_note(rollup.catalogue)


def wording_note(catalogue: Catalogue) -> str:
    """Whose a catalogue's proposals and their wording are."""
    if catalogue.is_official:
        text = _("The proposals and their wording come from {name}, version {version}.")
    else:
        text = _(
            "The proposals are a working edition ({version}) of {name}. Titles and numbers were written for this tool"
            " and are not the publisher's wording."
        )
    said = text.format(name=catalogue.about.name(current_language()), version=catalogue.version)
    if not catalogue.about.publisher:
        return said
    return " ".join(
        (said, _("Publisher: {publisher}.").format(publisher=catalogue.about.publisher_in(current_language())))
    )


def _files(rollup: RollUp) -> str:
    count = len(rollup.notes.files)
    if rollup.standing:
        text = ngettext(
            "The figures come from {count} plan file as it stood on {day}. Deadlines and follow-ups are held against"
            " that day.",
            "The figures come from {count} plan files as they stood on {day}. Deadlines and follow-ups are held against"
            " that day.",
            count,
        )
        return text.format(count=number(count), day=day(rollup.criteria.as_of))
    text = ngettext(
        "The figures come from {count} plan file. Deadlines and follow-ups are held against {day}; statuses are those"
        " that the plan states now.",
        "The figures come from {count} plan files. Deadlines and follow-ups are held against {day}; statuses are those"
        " that the plans state now.",
        count,
    )
    return text.format(count=number(count), day=day(rollup.criteria.as_of))


def _associate(rollup: RollUp, place: int) -> str:
    one = rollup.notes.associates[place]
    text = ngettext(
        "{body} takes part as an associate and is not counted. Its plan has {count} picked proposal.",
        "{body} takes part as an associate and is not counted. Its plan has {count} picked proposals.",
        one.counts.picked,
    )
    return text.format(body=rollup.name(one.body), count=number(one.counts.picked))


def counting_note(stale_days: int) -> str:
    """What the words of the figures mean."""
    return _(
        "Overdue: picked, not carried out, and the deadline has passed. Without recent follow-up: picked with a stated"
        " status, not carried out, and never followed up or last followed up more than"
        " {period} ago. Statuses are counted, never averaged."
    ).format(period=days(stale_days))

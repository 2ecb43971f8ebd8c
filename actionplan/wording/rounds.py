"""A follow-up round as it is called in what is told of it."""

from actionplan.wording.visible import shown


def round_name(key: str, day: str, title: str) -> str:
    """The round's key, with its day and title: ``vinter-2016 (2016-12-03 Uppföljning vinter 2016)``.

    A key that is the day is said once.
    """
    told = " ".join(filter(None, ("" if day == key else day, shown(title))))
    return f"{shown(key)} ({told})" if told else shown(key)

"""Short sentences for the top of the screens."""

from actionplan.core.narrowing import Narrowing, Sort
from actionplan.i18n import _, ngettext
from actionplan.reports.plain import visible
from actionplan.tui.scene import Scene
from actionplan.wording.figures import of
from actionplan.wording.labels import level_label, status_short


def figures(scene: Scene) -> str:
    """The region's most important figures: "7 av 8 har rapporterat · 31 av 44 valda av någon · 5 försenade"."""
    if scene.rollup is None:
        return ""
    head = scene.rollup.headline
    said = [
        _("{share} have reported").format(share=of(head.reported.part, head.reported.whole)),
        _("{share} picked by someone").format(share=of(head.picked.part, head.picked.whole)),
        ngettext("{count} overdue", "{count} overdue", head.overdue.part).format(count=head.overdue.part),
    ]
    if scene.rollup.is_example:
        said.insert(0, _("EXAMPLE DATA"))
    return " · ".join(said)


_SORTS = {
    Sort.PICKED: lambda: _("most picked first"),
    Sort.OVERDUE: lambda: _("most overdue first"),
    Sort.TITLE: lambda: _("by title"),
}


def narrowed(narrowing: Narrowing, shown: int, scene: Scene) -> str:
    """What is listed, in words; empty when everything is."""
    said: list[str] = []
    if narrowing.text:
        said.append(f"“{visible(narrowing.text)}”")
    if narrowing.area:
        said.append(_("area {area}").format(area=narrowing.area))
    if narrowing.level:
        said.append(level_label(narrowing.level))
    said += [status_short(status) for status in narrowing.statuses]
    if narrowing.owner and not scene.hide_names:
        said.append(_("owner “{owner}”").format(owner=visible(narrowing.owner)))
    flags = (
        (narrowing.picked, _("picked")),
        (narrowing.overdue, _("overdue")),
        (narrowing.unowned, _("without owner")),
        (narrowing.stale, _("without recent follow-up")),
        (narrowing.joint, _("joint candidates")),
    )
    said += [word for holds, word in flags if holds]
    sort = _SORTS.get(narrowing.sort)
    if not said:
        return sort() if sort else ""
    whole = len(scene.rollup.rows) if scene.rollup else 0
    listed = _("Showing {share}: {what}").format(share=of(shown, whole), what=", ".join(said))
    return f"{listed} · {sort()}" if sort else listed

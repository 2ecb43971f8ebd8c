"""The JSON Schema of a plan with help texts in the user's language."""

from actionplan.i18n import _
from actionplan.store.json_schema import plan_schema, render_schema
from actionplan.wording.form import form_words
from actionplan.wording.labels import field_label


def plan_schema_text() -> str:
    """The text of ``plan.schema.json``."""
    return render_schema(plan_schema(_("Action plan for SKL's 44 proposals"), _describe))


def _describe(struct: str, field: str) -> str:
    words = form_words()
    if struct == "Head" and field in words.head:
        return words.head[field]
    if struct in {"Entry", "Measure", "Orphan"} and field in words.slot:
        return words.slot[field]
    label = field_label(field)
    return label if label != field else ""

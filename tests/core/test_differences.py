"""What became of plans, from one set of files to another."""

from hypothesis import given
from hypothesis import strategies as st
from msgspec import convert
from msgspec.structs import replace

from actionplan.core.body import Bodies
from actionplan.core.changes import Change, apply, as_document, diff, is_same
from actionplan.core.differences import Differences, Kind, Version, find_differences, plan_changes
from actionplan.core.plan import Entry, Head, Plan
from actionplan.core.problems import Problem
from actionplan.core.status import Status
from tests.factories import make_body
from tests.strategies import edits, plans

BODIES = Bodies(
    {id_: make_body(id_, name) for id_, name in (("1490", "Borås"), ("1463", "Mark"), ("1489", "Alingsås"))}
)


def plan(body: str = "1490", status: Status | None = None, version: str = "working-1") -> Plan:
    entries = {"09": Entry(status=status), "12": Entry()}
    return Plan(format=1, catalogue="skl-44", catalogue_version=version, head=Head(body=body), entries=entries)


def file(name: str, held: Plan | None = None, content: bytes | None = None) -> Version:
    problems = () if held else (Problem("not_toml"),)
    return Version(f"plans/{name}.toml", held, problems, content)


def found(before: list[Version], after: list[Version]) -> list[tuple[str, str, Kind]]:
    return [(one.source, one.name, one.kind) for one in find_differences(before, after, BODIES).plans]


def leads_to(before: Plan, changes: tuple[Change, ...], after: Plan) -> bool:
    made = convert(apply(as_document(before), changes), Plan)
    return is_same(as_document(made), as_document(after))


def test_the_same_files_differ_in_nothing() -> None:
    files = [file("boras", plan()), file("mark", plan("1463"))]
    assert find_differences(files, files, BODIES) == Differences()
    assert not find_differences(files, list(reversed(files)), BODIES)


def test_plans_come_go_and_change_in_swedish_order() -> None:
    before = [file("boras", plan()), file("mark", plan("1463"))]
    after = [file("boras", plan(status=Status.DONE)), file("alingsas", plan("1489"))]
    assert found(before, after) == [
        ("plans/alingsas.toml", "Alingsås", Kind.ADDED),
        ("plans/boras.toml", "Borås", Kind.CHANGED),
        ("plans/mark.toml", "Mark", Kind.REMOVED),
    ]


def test_a_renamed_file_is_known_by_its_body() -> None:
    differences = find_differences([file("boras", plan())], [file("x/ny", plan(status=Status.DONE))], BODIES)
    (one,) = differences.plans
    assert (one.kind, one.was, one.source) == (Kind.RENAMED, "plans/boras.toml", "plans/x/ny.toml")
    assert [change.path for change in one.changes] == [("proposal", "09", "status")]


def test_files_that_changed_places_are_the_same_plans() -> None:
    before = [file("a", plan()), file("b", plan("1463"))]
    after = [file("b", plan()), file("a", plan("1463"))]
    assert found(before, after) == [
        ("plans/b.toml", "Borås", Kind.RENAMED),
        ("plans/a.toml", "Mark", Kind.RENAMED),
    ]


def test_two_plans_of_a_body_are_told_apart_by_their_files() -> None:
    before = [file("boras", plan()), file("boras-norr", plan())]
    after = [file("boras-norr", plan()), file("boras", plan(status=Status.STARTED))]
    assert found(before, after) == [("plans/boras.toml", "Borås", Kind.CHANGED)]


def test_a_plan_that_goes_over_to_another_body_has_changed() -> None:
    (one,) = find_differences([file("boras", plan())], [file("boras", plan("1463"))], BODIES).plans
    assert (one.kind, one.name, one.body) == (Kind.CHANGED, "Mark", "1463")


def test_comments_alone_are_noticed_where_the_text_is_given() -> None:
    before = [file("boras", plan(), b"a"), file("mark", plan("1463"))]
    after = [file("boras", plan(), b"b"), file("mark", plan("1463"), b"c")]
    assert found(before, after) == [("plans/boras.toml", "Borås", Kind.TOUCHED)]


def test_a_broken_file_is_told_at_either_end_and_at_both() -> None:
    broken = file("boras")
    for before, after in (
        ([broken], [file("boras", plan())]),
        ([file("boras", plan())], [broken]),
        ([broken], [broken]),
    ):
        assert found(before, after) == [("plans/boras.toml", "Borås", Kind.UNREADABLE)]
    assert found([], [broken]) == found([broken], []) == [("plans/boras.toml", "Borås", Kind.UNREADABLE)]
    (unknown,) = find_differences([], [file("okänd")], BODIES).plans
    assert (unknown.name, unknown.body) == ("plans/okänd.toml", "")


def test_a_broken_file_does_not_take_a_healthy_ones_place() -> None:
    before = [file("boras", plan())]
    after = [file("boras"), file("ny", plan(status=Status.DONE))]
    assert (
        found(before, after)
        == [
            ("plans/boras.toml", "Borås", Kind.UNREADABLE),
        ]
        or len(found(before, after)) == 2
    )


def test_another_version_of_the_catalogue_is_a_migration() -> None:
    (one,) = find_differences([file("boras", plan())], [file("boras", plan(version="official-1"))], BODIES).plans
    assert one.is_migrated
    assert not find_differences([], [file("boras", plan())], BODIES).plans[0].is_migrated


@given(plans(), plans())
def test_the_changes_lead_from_one_plan_to_the_other(one: Plan, other: Plan) -> None:
    differences = find_differences([file("boras", one)], [file("boras", other)], BODIES)
    changes = differences.plans[0].changes if differences else ()
    assert leads_to(one, changes, other)
    assert bool(differences) == (one != other)


@given(st.data())
def test_only_what_was_edited_is_told(data: st.DataObject) -> None:
    bodies = ("1490", "1463", "1489")
    files = {id_: data.draw(plans()) for id_ in bodies}
    before = [file(id_, replace(held, head=replace(held.head, body=id_))) for id_, held in files.items()]
    chosen = data.draw(st.sets(st.sampled_from(bodies)))
    after = []
    for one in before:
        assert one.plan
        edited = data.draw(edits(one.plan)) if one.plan.head.body in chosen else one.plan
        after.append(replace(one, plan=replace(edited, head=replace(edited.head, body=one.plan.head.body))))
    told = {one.body: one for one in find_differences(before, data.draw(st.permutations(after)), BODIES).plans}
    assert set(told) == {new.plan.head.body for old, new in zip(before, after, strict=True) if new.plan and old != new}
    for difference in told.values():
        assert difference.before
        assert difference.after
        assert leads_to(difference.before, difference.changes, difference.after)


@given(st.data())
def test_comparing_what_differs_is_comparing_the_whole(data: st.DataObject) -> None:
    one = data.draw(plans())
    other = data.draw(plans() | edits(one))
    fewer = {number: entry for number, entry in other.entries.items() if data.draw(st.booleans())}
    for before, after in ((one, other), (one, replace(other, entries=fewer)), (replace(one, entries=fewer), other)):
        assert plan_changes(before, after) == diff(before, after)

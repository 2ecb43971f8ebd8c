"""Saving makes a commit of the workspace's own changed files, whatever else is going on in the repository."""

import contextlib
import hashlib
import os
import shutil
import sys
import time
from pathlib import Path
from types import SimpleNamespace

import pytest

from actionplan.core.differences import Kind
from actionplan.store.git import commits, index
from actionplan.store.git.errors import (
    DubiousOwnership,
    Faulty,
    GitMissing,
    GitRefused,
    Locked,
    NoIdentity,
    NothingToSave,
    NotVersioned,
    Skipped,
    StoppedByHook,
    Underway,
)
from actionplan.workspace.checking import check_read
from actionplan.workspace.saving import save, unsaved
from tests.gitting import GitWorld, commit_all, git, new_repository, run_git
from tests.savings import do, edit, fill, here_of, hook, leftovers, make, names, rest, shown, spoil

pytestmark = pytest.mark.usefixtures("git_world")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return make(tmp_path / "arkiv")


def whole(folder: Path) -> None:
    """The repository is sound, and nothing is left over."""
    ran = git(folder, "fsck", "--strict", "--no-dangling")
    assert (ran.returncode, ran.stderr) == (0, b"")
    assert leftovers(folder) == []


# Its own files and nothing else


def test_all_else_in_the_repository_stays_as_it_is(folder: Path) -> None:
    for name in ("ändrad", "förberedd", "båda", "borta", "borttagen", "x* [1]"):
        (folder / f"{name}.txt").write_text("1\n", "utf-8")
    (folder / "plans" / "anteckning.txt").write_text("1\n", "utf-8")
    commit_all(folder)
    (folder / "ändrad.txt").write_text("2\n", "utf-8")
    for name in ("förberedd", "båda"):
        (folder / f"{name}.txt").write_text("2\n", "utf-8")
        run_git(folder, "add", f"{name}.txt")
    (folder / "båda.txt").write_text("3\n", "utf-8")
    (folder / "borta.txt").unlink()
    run_git(folder, "rm", "--quiet", "borttagen.txt")
    (folder / "ny.txt").write_text("1\n", "utf-8")
    (folder / "lovad.txt").write_text("1\n", "utf-8")
    run_git(folder, "add", "--intent-to-add", "lovad.txt")
    (folder / "plans" / "anteckning.txt").write_text("2\n", "utf-8")
    (folder / "plans" / ".dold.toml").write_text("=", "utf-8")
    (folder / "plans" / "kopia.toml~").write_text("=", "utf-8")
    (folder / "plans" / "länk").symlink_to("annat.txt")
    before = rest(folder)
    assert len(before) > 8
    edit(folder)
    saved = do(folder)
    assert names(folder) == ["M plans/boras.toml"]
    assert rest(folder) == before
    assert (saved.left, saved.skipped, saved.ignored) == ((), (), ())
    whole(folder)


def test_a_file_that_changed_in_the_moment_git_looked_is_still_seen_as_changed(folder: Path) -> None:
    # Git knows such a file by the time of its list: a list that is copied with another time hides it.
    other, listed = folder / "annat.txt", folder / ".git" / "index"
    run_git(folder, "config", "core.trustctime", "false")
    edit(folder)
    other.write_text("22222\n", "utf-8")
    then = time.time_ns() - 10_000_000_000
    os.utime(other, ns=(then, then))
    run_git(folder, "add", "annat.txt")
    other.write_text("33333\n", "utf-8")
    for path in (other, listed):
        os.utime(path, ns=(then, then))
    do(folder)
    assert [line[:4] for line in rest(folder)] == ["1 MM"]


def test_a_plan_that_was_put_on_gits_list_in_another_version_is_saved_as_it_is_in_the_folder(folder: Path) -> None:
    path = edit(folder, status="done")
    run_git(folder, "add", "--all")
    edit(folder)
    do(folder)
    assert shown(folder, "plans/boras.toml") == path.read_bytes()
    assert rest(folder) == []


def test_a_plan_that_was_taken_off_gits_list_is_saved_once(folder: Path) -> None:
    run_git(folder, "rm", "--quiet", "--cached", "plans/boras.toml")
    with pytest.raises(NothingToSave):
        do(folder)
    edit(folder)
    assert len(do(folder).differences.plans) == 1
    assert rest(folder) == []


def test_plans_come_go_and_are_renamed(folder: Path) -> None:
    plans = folder / "plans"
    (plans / "äldre").mkdir()
    (plans / "mark.toml").rename(plans / "äldre" / "mark.toml")
    (plans / "tranemo.toml").unlink()
    edit(folder)
    (folder / "plans" / "bollebygd.toml").write_text(
        (plans / "boras.toml").read_text("utf-8").replace('"1490"', '"1438"'), "utf-8"
    )
    saved = do(folder)
    assert {one.source: one.kind for one in saved.differences.plans} == {
        "plans/boras.toml": Kind.CHANGED,
        "plans/bollebygd.toml": Kind.ADDED,
        "plans/äldre/mark.toml": Kind.RENAMED,
        "plans/tranemo.toml": Kind.REMOVED,
    }
    assert names(folder) == [
        "A plans/bollebygd.toml",
        "M plans/boras.toml",
        "D plans/mark.toml",
        "D plans/tranemo.toml",
        "A plans/äldre/mark.toml",
    ]
    assert rest(folder) == []


def test_a_renamed_plan_is_saved_as_one_also_where_it_is_chosen(folder: Path) -> None:
    plans = folder / "plans"
    (plans / "boras.toml").rename(plans / "stad.toml")
    edit(folder, "mark")
    saved = save(here_of(folder), sources={"plans/stad.toml"})
    assert saved is not None
    assert names(folder) == ["D plans/boras.toml", "A plans/stad.toml"]
    assert [line[:4] for line in rest(folder)] == ["1 .M"]


def test_a_folder_in_the_place_of_a_plan_and_back(folder: Path) -> None:
    plans = folder / "plans"
    content = (plans / "boras.toml").read_bytes()
    (plans / "boras.toml").unlink()
    (plans / "boras.toml").mkdir()
    (plans / "boras.toml" / "stad.toml").write_bytes(content)
    do(folder)
    assert names(folder) == ["D plans/boras.toml", "A plans/boras.toml/stad.toml"]
    shutil.rmtree(plans / "boras.toml")
    (plans / "boras.toml").write_bytes(content)
    do(folder)
    assert names(folder) == ["A plans/boras.toml", "D plans/boras.toml/stad.toml"]
    whole(folder)


STRANGE = [
    "å ä ö.toml",
    "citat\"apostrof'.toml",
    "-n.toml",
    "[a-z]*?.toml",
    "rad\nbryt.toml",
    ":(glob)x.toml",
    "#.toml",
]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such names")
@pytest.mark.parametrize("inner", ["", "-mapp [å]\n:x"])
@pytest.mark.parametrize("name", [*STRANGE, os.fsdecode(b"latin-\xe5.toml")])
def test_strange_names(inner: str, name: str, tmp_path: Path) -> None:
    folder = make(tmp_path / "arkiv", inner)
    (folder / "plans" / "boras.toml").rename(folder / "plans" / name)
    do(folder)
    prefix = f"{inner}/" if inner else ""
    assert set(names(folder)) == {f"D {prefix}plans/boras.toml", f"A {prefix}plans/{name}"}
    assert rest(folder) == []
    edited = (folder / "plans" / name).read_bytes() + b"# Mer\n"
    (folder / "plans" / name).write_bytes(edited)
    do(folder)
    assert shown(folder, f"{prefix}plans/{name}") == edited
    assert rest(folder) == []


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such permission")
def test_the_permission_to_run_is_kept_and_no_change_of_its_own(folder: Path) -> None:
    path = edit(folder)
    path.chmod(0o755)
    do(folder)
    assert run_git(folder, "ls-tree", "HEAD", "plans/boras.toml").startswith("100644")
    run_git(folder, "add", "--chmod=+x", "plans/boras.toml")
    commit_all(folder)
    with pytest.raises(NothingToSave):
        do(folder)
    edit(folder, status="done")
    do(folder)
    assert run_git(folder, "ls-tree", "HEAD", "plans/boras.toml").startswith("100755")
    (folder / "plans" / "boras.toml").rename(folder / "plans" / "ny.toml")
    do(folder)
    assert run_git(folder, "ls-tree", "HEAD", "plans/ny.toml").startswith("100755")
    assert rest(folder) == []


@pytest.mark.parametrize("told", ["attributes", "autocrlf", "eol"])
def test_line_endings_of_windows_are_no_change(told: str, folder: Path) -> None:
    if told == "attributes":
        (folder / ".gitattributes").write_text("*.toml text\n", "utf-8")
    else:
        (folder / ".gitattributes").unlink()
        name, value = ("core.autocrlf", "true") if told == "autocrlf" else ("core.eol", "crlf")
        run_git(folder, "config", name, value)
        if told == "eol":
            (folder / ".gitattributes").write_text("*.toml text\n", "utf-8")
    commit_all(folder)
    path = folder / "plans" / "boras.toml"
    before = path.read_bytes()
    path.write_bytes(before.replace(b"\n", b"\r\n"))
    with pytest.raises(NothingToSave):
        do(folder)
    edit(folder)
    content = path.read_bytes()
    assert b"\r\n" in content
    saved = do(folder)
    assert len(saved.differences.plans[0].changes) == 1 or saved.differences.plans[0].kind is Kind.CHANGED
    assert shown(folder, "plans/boras.toml") == content.replace(b"\r\n", b"\n")
    assert path.read_bytes() == content
    assert rest(folder) == []


def test_what_git_keeps_in_another_form_is_told_as_it_is_read(folder: Path) -> None:
    run_git(folder, "config", "filter.vänd.clean", "tr a-zA-Z n-za-mN-ZA-M")
    run_git(folder, "config", "filter.vänd.smudge", "tr a-zA-Z n-za-mN-ZA-M")
    run_git(folder, "config", "filter.vänd.required", "true")
    (folder / ".gitattributes").write_text("plans/*.toml text eol=lf filter=vänd\n", "utf-8")
    run_git(folder, "add", "--renormalize", "plans")
    commit_all(folder)
    assert shown(folder, "plans/boras.toml").startswith(b"#:fpurzn")
    path = edit(folder)
    content = path.read_bytes()
    saved = do(folder)
    assert [one.kind for one in saved.differences.plans] == [Kind.CHANGED]
    assert len(saved.message.splitlines()) == 4
    assert run_git(folder, "cat-file", "--filters", "HEAD:plans/boras.toml").encode() + b"\n" == content
    assert rest(folder) == []
    run_git(folder, "config", "filter.vänd.clean", "false")
    edit(folder, status="done")
    with pytest.raises(GitRefused):
        do(folder)


def test_ignored_plans_are_told(folder: Path) -> None:
    (folder / ".gitignore").write_text("mark*.toml\nplans/x/\n*.schema.json\n", "utf-8")
    (folder / "plans" / "x").mkdir()
    for name in ("mark2.toml", "x/y.toml"):
        (folder / "plans" / name).write_text("=", "utf-8")
    edit(folder, "mark")
    saved = do(folder)
    assert saved.ignored == ("plans/mark2.toml", "plans/x/y.toml")
    assert names(folder) == ["M plans/mark.toml"]
    edit(folder, "mark", status="done")
    assert unsaved(here_of(folder)).ignored == saved.ignored


@pytest.mark.skipif(sys.platform == "win32", reason="links need a permission there")
def test_links_are_told_and_the_rest_is_saved(folder: Path, tmp_path: Path) -> None:
    outside = tmp_path / "utanför.toml"
    outside.write_bytes((folder / "plans" / "mark.toml").read_bytes())
    (folder / "plans" / "mark.toml").unlink()
    (folder / "plans" / "mark.toml").symlink_to(outside)
    (folder / "plans" / "lös.toml").symlink_to("ingenstans")
    os.mkfifo(folder / "plans" / "rör.toml")
    with pytest.raises(Skipped):
        do(folder)
    edit(folder)
    saved = do(folder)
    assert saved.skipped == ("plans/lös.toml", "plans/mark.toml")
    assert names(folder) == ["M plans/boras.toml"]
    # A link that somebody saved by git, and that is a file now.
    run_git(folder, "add", "plans/mark.toml")
    run_git(folder, "commit", "--quiet", "-m", "Länk")
    (folder / "plans" / "mark.toml").unlink()
    shutil.copyfile(outside, folder / "plans" / "mark.toml")
    do(folder)
    assert run_git(folder, "ls-tree", "HEAD", "plans/mark.toml").startswith("100644")


@pytest.mark.skipif(sys.platform == "win32", reason="links need a permission there")
def test_a_folder_of_plans_that_is_a_link_is_told(folder: Path, tmp_path: Path) -> None:
    (folder / "plans").rename(tmp_path / "plans")
    (folder / "plans").symlink_to(tmp_path / "plans")
    run_git(folder, "add", "--all")
    run_git(folder, "commit", "--quiet", "-m", "Länk")
    edit(folder)
    with pytest.raises(Skipped) as caught:
        do(folder)
    assert caught.value.path == "plans"


@pytest.mark.parametrize("inner", ["plans", "plans/skolan"])
def test_a_folder_of_plans_that_is_a_repository_of_its_own_is_told(folder: Path, inner: str) -> None:
    (folder / inner).mkdir(exist_ok=True)
    (folder / "plans" / "mark.toml").rename(folder / inner / "mark.toml")
    run_git(folder, "rm", "-r", "--quiet", "--cached", "plans")
    new_repository(folder / inner)
    commit_all(folder / inner, "Egen")
    run_git(folder, "add", "--all")
    run_git(folder, "commit", "--quiet", "-m", "Inre")
    path = folder / inner / "mark.toml"
    path.write_text(path.read_text("utf-8") + "# ändrad\n", "utf-8")
    with pytest.raises(Skipped) as caught:
        do(folder)
    assert caught.value.path == inner
    assert unsaved(here_of(folder), [f"{inner}/mark.toml"]).skipped == (inner,)
    assert unsaved(here_of(folder), ["actionplan.toml"]).skipped == ()


def test_a_repository_without_plans_among_them_or_around_known_ones_is_none_of_our_business(folder: Path) -> None:
    commit_all(new_repository(folder / "plans" / "bilder"), "Egen")
    with pytest.raises(NothingToSave):
        do(folder)
    new_repository(folder / "plans")
    edit(folder)
    assert do(folder).skipped == ()
    assert names(folder) == ["M plans/boras.toml"]


# Repositories of all kinds


@pytest.mark.parametrize("inner", ["", "arbete/med åäö"])
@pytest.mark.parametrize("options", [(), ("--object-format=sha256",), ("--ref-format=files",)], ids=str)
def test_the_life_of_plans_in_repositories_of_all_kinds(inner: str, options: tuple[str, ...], tmp_path: Path) -> None:
    if options == ("--ref-format=files",):
        options = ("--separate-git-dir", str(tmp_path / "annanstans"))
    folder = make(tmp_path / "arkiv", inner, *options)
    top = tmp_path / "arkiv"
    prefix = f"{inner}/" if inner else ""
    (top / "annat.txt").write_text("Ändrat\n", "utf-8")
    run_git(top, "add", "annat.txt")
    (folder / "plans" / "mark.toml").unlink()
    edit(folder)
    do(folder)
    assert names(top) == [f"M {prefix}plans/boras.toml", f"D {prefix}plans/mark.toml"]
    assert [line[:4] for line in rest(top)] == ["1 M."]
    whole(folder)


def test_sparse_checkout(folder: Path) -> None:
    (folder / "stort").mkdir()
    (folder / "stort" / "x.txt").write_text("x\n", "utf-8")
    commit_all(folder)
    for cone in ("--no-cone", "--sparse-index"):
        words = ("/plans/boras.toml", "/*.toml", "/proposals") if cone == "--no-cone" else ("plans", "proposals")
        run_git(folder, "sparse-checkout", "set", cone, *words)
        before = run_git(folder, "ls-files", "-t")
        assert not (folder / "stort").exists()
        edit(folder, status="done" if cone == "--no-cone" else "started")
        do(folder)
        assert names(folder) == ["M plans/boras.toml"]
        assert run_git(folder, "ls-files", "-t") == before
        assert rest(folder) == []
        whole(folder)


def test_submodules(folder: Path, tmp_path: Path) -> None:
    other = make(tmp_path / "andra")
    run_git(folder, "submodule", "--quiet", "add", str(other), "modul")
    commit_all(folder)
    inner = folder / "modul"
    edit(inner)
    do(inner)
    assert names(inner) == ["M plans/boras.toml"]
    before = rest(folder)
    edit(folder)
    do(folder)
    assert names(folder) == ["M plans/boras.toml"]
    assert rest(folder) == before != []
    whole(folder)


def test_linked_work_trees(folder: Path, tmp_path: Path) -> None:
    run_git(folder, "worktree", "add", "--quiet", str(tmp_path / "gren"), "-b", "gren")
    before = rest(folder)
    edit(tmp_path / "gren")
    do(tmp_path / "gren")
    assert names(folder, "gren") == ["M plans/boras.toml"]
    assert rest(folder) == before == rest(tmp_path / "gren") == []
    whole(tmp_path / "gren")


@pytest.mark.skipif(sys.platform == "win32", reason="links need a permission there")
def test_a_workspace_that_is_reached_through_a_link(tmp_path: Path) -> None:
    folder = make(tmp_path / "arkiv", "djupt/ned")
    (tmp_path / "genväg").symlink_to(folder)
    edit(folder)
    do(tmp_path / "genväg")
    assert names(folder) == ["M djupt/ned/plans/boras.toml"]


def test_a_list_in_two_parts(folder: Path) -> None:
    run_git(folder, "config", "core.splitIndex", "true")
    run_git(folder, "update-index", "--split-index")
    (folder / "annat.txt").write_text("Ändrat\n", "utf-8")
    run_git(folder, "add", "annat.txt")
    for status in ("started", "done"):
        edit(folder, status=status)
        do(folder)
        assert names(folder) == ["M plans/boras.toml"]
        assert [line[:4] for line in rest(folder)] == ["1 M."]
    whole(folder)


def test_the_first_save_of_a_repository(tmp_path: Path) -> None:
    folder = fill(new_repository(tmp_path / "nytt"))
    (folder / "förberedd.txt").write_text("x\n", "utf-8")
    run_git(folder, "add", "förberedd.txt")
    saved = do(folder)
    assert saved.standing.head is None
    assert len(run_git(folder, "ls-tree", "-r", "--name-only", "HEAD").splitlines()) == 7
    assert [line[:4] for line in rest(folder)] == ["1 A."]
    whole(folder)


def test_a_first_save_that_is_refused_leaves_nothing(tmp_path: Path) -> None:
    folder = fill(new_repository(tmp_path / "nytt"))
    hook(folder, "pre-commit", "exit 1")
    before = rest(folder)
    with pytest.raises(StoppedByHook):
        do(folder)
    assert rest(folder) == before
    assert not (folder / ".git" / "index").exists()
    assert leftovers(folder) == []


def test_an_older_version_that_is_open(folder: Path) -> None:
    commit_all(folder)
    run_git(folder, "checkout", "--quiet", "HEAD~1")
    main = run_git(folder, "rev-parse", "main")
    edit(folder)
    assert do(folder).standing.branch is None
    assert names(folder) == ["M plans/boras.toml"]
    assert run_git(folder, "rev-parse", "main") == main


def test_a_branch_that_is_called_as_a_tag(folder: Path) -> None:
    run_git(folder, "tag", "main")
    edit(folder)
    assert do(folder).standing.branch == "main"
    assert run_git(folder, "rev-parse", "refs/heads/main") == run_git(folder, "rev-parse", "HEAD")


def test_no_repository_and_one_without_a_folder(tmp_path: Path) -> None:
    folder = fill(tmp_path / "ingen")
    with pytest.raises(NotVersioned):
        here_of(folder)
    bare = fill(new_repository(tmp_path / "bara", "--bare"))
    with pytest.raises(NotVersioned):
        here_of(bare)


def test_no_git(folder: Path, git_world: GitWorld) -> None:
    git_world.patch.setenv("PATH", str(git_world.home))
    with pytest.raises(GitMissing):
        here_of(folder)


def test_a_folder_that_git_does_not_trust(tmp_path: Path, git_world: GitWorld) -> None:
    folder = make(tmp_path / "arkiv", "inre")
    git_world.patch.setenv("GIT_TEST_ASSUME_DIFFERENT_OWNER", "1")
    with pytest.raises(DubiousOwnership) as caught:
        here_of(folder)
    assert caught.value.folder == tmp_path / "arkiv"


def test_settings_that_change_how_git_reads_paths_do_not_matter(folder: Path, git_world: GitWorld) -> None:
    for name in ("LITERAL", "ICASE"):
        git_world.patch.setenv(f"GIT_{name}_PATHSPECS", "1")
    edit(folder)
    do(folder)
    assert names(folder) == ["M plans/boras.toml"]


# In the middle of something


def begin(folder: Path, operation: str) -> None:
    """Bring a repository into the middle of something; the other file is in conflict."""
    other = folder / "annat.txt"
    run_git(folder, "switch", "--quiet", "-c", "andra")
    other.write_text("Deras\n", "utf-8")
    commit_all(folder)
    patch = run_git(folder, "format-patch", "-1", "--stdout").encode() + b"\n"
    run_git(folder, "switch", "--quiet", "main")
    other.write_text("Vårt\n", "utf-8")
    commit_all(folder)
    other.write_text("Senare\n", "utf-8")
    commit_all(folder)
    words = {
        "merge": ("merge", "andra"),
        "rebase": ("rebase", "andra"),
        "apply": ("rebase", "--apply", "andra"),
        "cherry-pick": ("cherry-pick", "andra"),
        "revert": ("revert", "--no-edit", "HEAD~1"),
        "bisect": ("bisect", "start"),
        "am": ("am", "--3way"),
        "row": ("cherry-pick", "andra", "andra~1"),
        "stash": ("stash", "apply"),
    }[operation]
    if operation == "stash":
        other.write_text("Undan\n", "utf-8")
        run_git(folder, "stash", "--quiet")
        other.write_text("Annat igen\n", "utf-8")
        commit_all(folder)
    git(folder, *words, given=patch if operation == "am" else None)
    if operation == "row":
        other.write_text("Löst\n", "utf-8")
        run_git(folder, "add", "annat.txt")
        run_git(folder, "-c", "core.editor=true", "commit", "--quiet", "--no-edit")
        assert not (folder / ".git" / "CHERRY_PICK_HEAD").exists()


@pytest.mark.parametrize(
    ("operation", "told"),
    [(name, name) for name in ("merge", "rebase", "cherry-pick", "revert", "bisect", "am")]
    + [("apply", "rebase"), ("row", "cherry-pick"), ("stash", "merge")],
)
def test_in_the_middle_of_something_nothing_is_saved(operation: str, told: str, folder: Path) -> None:
    begin(folder, operation)
    edit(folder)
    before, head = rest(folder), run_git(folder, "rev-parse", "HEAD")
    with pytest.raises(Underway) as caught:
        do(folder)
    assert caught.value.operation == told
    assert (rest(folder), run_git(folder, "rev-parse", "HEAD")) == (before, head)
    whole(folder)


def test_what_begins_while_the_lock_is_waited_for_is_noticed(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    begin(folder, "merge")
    run_git(folder, "merge", "--abort")
    edit(folder)
    real = index._take
    calls: list[int] = []

    def take(lock: Path) -> int:
        if not calls:
            git(folder, "merge", "andra")
        calls.append(1)
        return real(lock)

    monkeypatch.setattr(index, "_take", take)
    with pytest.raises(Underway):
        do(folder)
    assert (folder / ".git" / "MERGE_HEAD").exists()
    assert len(run_git(folder, "ls-files", "--unmerged").splitlines()) == 3


# Hooks and settings of the user


def test_a_hook_sees_exactly_what_is_saved(folder: Path) -> None:
    (folder / "annat.txt").write_text("Ändrat\n", "utf-8")
    run_git(folder, "add", "annat.txt")
    edit(folder)
    hook(folder, "pre-commit", "git diff --cached --name-only > sett; git branch --show-current >> sett")
    do(folder)
    assert (folder / "sett").read_text("utf-8").split() == ["plans/boras.toml", "main"]


@pytest.mark.parametrize("name", ["pre-commit", "commit-msg", "prepare-commit-msg"])
def test_a_hook_that_refuses_leaves_everything(name: str, folder: Path) -> None:
    edit(folder, status="done")
    run_git(folder, "add", "--all")
    path = edit(folder)
    content, before = path.read_bytes(), rest(folder)
    listed = (folder / ".git" / "index").read_bytes()
    hook(folder, name, "echo 'fatal: not a git repository'; echo 'Nej å nej' >&2; exit 1")
    head = run_git(folder, "rev-parse", "HEAD")
    with pytest.raises(StoppedByHook) as caught:
        do(folder)
    assert caught.value.said.splitlines() == ["fatal: not a git repository", "Nej å nej"]
    assert (folder / ".git" / "index").read_bytes() == listed
    assert (rest(folder), run_git(folder, "rev-parse", "HEAD"), path.read_bytes()) == (before, head, content)
    whole(folder)


def test_a_hook_that_changes_files(folder: Path) -> None:
    (folder / "ändringar.txt").write_text("1\n", "utf-8")
    (folder / "annat.txt").write_text("Mitt\n", "utf-8")
    commit_all(folder)
    (folder / "annat.txt").write_text("Förberett\n", "utf-8")
    run_git(folder, "add", "annat.txt")
    path = edit(folder)
    text = """
echo '# Formaterad' >> plans/boras.toml
echo 2 > ändringar.txt
echo Krok > annat.txt
git add plans/boras.toml ändringar.txt annat.txt
echo Förberett > annat.txt
"""
    hook(folder, "pre-commit", text)
    do(folder)
    assert path.read_text("utf-8").endswith("# Formaterad\n")
    assert shown(folder, "plans/boras.toml") == path.read_bytes()
    # What the hook added is as saved; what somebody had put on git's list stays there.
    assert [line[:4] for line in rest(folder)] == ["1 M."]
    assert run_git(folder, "show", ":annat.txt") == "Förberett"
    whole(folder)


def test_a_hook_that_takes_the_change_back(folder: Path) -> None:
    edit(folder)
    hook(folder, "pre-commit", "git reset --quiet")
    before = rest(folder)
    # Some versions of git refuse then, others make a commit without a change.
    with contextlib.suppress(StoppedByHook):
        do(folder)
    assert rest(folder) == before
    whole(folder)


@pytest.mark.parametrize("how", ["amend", "further"])
def test_a_hook_that_saves_again(how: str, folder: Path) -> None:
    edit(folder)
    further = "git commit --quiet --allow-empty --no-verify -m Mer"
    words = "git commit --quiet --amend --no-edit --allow-empty" if how == "amend" else further
    hook(folder, "post-commit", f'[ "$ETT" ] && exit; export ETT=1; {words}')
    saved = do(folder)
    assert saved.commit == run_git(folder, "rev-parse", "HEAD")
    assert len(run_git(folder, "rev-list", "HEAD").splitlines()) == (2 if how == "amend" else 3)
    assert rest(folder) == []
    whole(folder)


def test_hooks_of_the_message(folder: Path) -> None:
    edit(folder)
    hook(folder, "prepare-commit-msg", 'echo "$2" > källa; printf "\\nÄrende: 17\\n" >> "$1"')
    hook(folder, "commit-msg", 'sed -i "1s/$/ (granskad)/" "$1"')
    do(folder)
    lines = run_git(folder, "log", "-1", "--format=%B").splitlines()
    assert lines[0].endswith("(granskad)")
    assert lines[-1] == "Ärende: 17"
    assert (folder / "källa").read_text("utf-8") == "message\n"


def test_a_signature_that_fails(folder: Path) -> None:
    run_git(folder, "config", "commit.gpgsign", "true")
    run_git(folder, "config", "gpg.program", "false")
    edit(folder)
    before = rest(folder)
    with pytest.raises(GitRefused) as caught:
        do(folder)
    assert type(caught.value) is GitRefused
    assert caught.value.command == "commit"
    assert "sign" in caught.value.said
    assert rest(folder) == before
    whole(folder)


SETTINGS = [
    ("commit.template", "mall.txt"),
    ("core.commentChar", "-"),
    ("core.commentChar", "B"),
    ("i18n.commitEncoding", "ISO-8859-1"),
    ("commit.verbose", "true"),
    ("commit.cleanup", "scissors"),
    ("core.editor", "false"),
    ("status.showUntrackedFiles", "no"),
    ("status.renames", "copies"),
    ("diff.noprefix", "true"),
    ("core.quotePath", "true"),
    ("core.fileMode", "false"),
    ("core.untrackedCache", "true"),
    ("index.version", "4"),
    ("color.ui", "always"),
]


@pytest.mark.parametrize(("name", "value"), SETTINGS, ids=str)
def test_settings_of_the_user_do_not_get_into_what_is_saved(name: str, value: str, folder: Path) -> None:
    (folder / "mall.txt").write_text("Mall\n", "utf-8")
    run_git(folder, "config", name, value)
    (folder / "plans" / "mark.toml").rename(folder / "plans" / "å.toml")
    edit(folder)
    saved = do(folder, "Möte – å\n\n-- \n#9 klar\n")
    assert run_git(folder, "log", "-1", "--format=%B", "--encoding=UTF-8") + "\n" == saved.message + "\n"
    assert names(folder) == ["M plans/boras.toml", "D plans/mark.toml", "A plans/å.toml"]
    assert saved.message.startswith("Möte – å\n\n--\n· #9 klar\n\nBorås")


def test_words_that_no_encoding_has(folder: Path) -> None:
    edit(folder)
    do(folder, "a\x1b[31m\x00\ud800")
    assert run_git(folder, "log", "-1", "--format=%s") == "a␛[31m␀?"


def test_nobody_has_said_in_whose_name(folder: Path, git_world: GitWorld) -> None:
    git_world.forget_identity()
    edit(folder)
    before = rest(folder)
    listed = (folder / ".git" / "index").read_bytes()
    with pytest.raises(NoIdentity):
        do(folder)
    assert rest(folder) == before
    assert (folder / ".git" / "index").read_bytes() == listed
    whole(folder)


def test_trying_writes_nothing(folder: Path) -> None:
    edit(folder)
    (folder / "plans" / "mark.toml").rename(folder / "plans" / "å.toml")
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    tried = save(here_of(folder), dry_run=True)
    assert save(here_of(folder), word=lambda _text: None) is None
    assert {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()} == before
    assert tried is not None
    assert (tried.commit, tried.message) == ("", do(folder).message)


# The message


def test_the_log_reads_like_minutes(folder: Path) -> None:
    edit(folder)
    do(folder)
    edit(folder, status="done")
    edit(folder, "mark", "02")
    do(folder, "Uppföljningsträff")
    log = run_git(folder, "log", "--format=%B", "-2", "--reverse")
    assert log.rstrip() == (
        "Borås: valt 09 (påbörjad)\n\nBorås\n- 09: vald, påbörjad\n\n"
        "Uppföljningsträff\n\nBorås och Mark: 2 förslag ändrade\n\n"
        "Borås\n- 09: läge påbörjad → genomförd\n\nMark\n- 02: vald, påbörjad"
    )
    assert run_git(folder, "log", "--format=%(trailers)").strip() == ""


def test_what_is_saved_is_what_the_message_says(folder: Path) -> None:
    edit(folder)

    def word(suggested: str) -> str:
        assert suggested == "Borås: valt 09 (påbörjad)\n\nBorås\n- 09: vald, påbörjad\n"
        edit(folder, status="done")
        edit(folder, "mark")
        return suggested

    saved = save(here_of(folder), word=word)
    assert saved is not None
    assert "Borås\n- 09: vald, genomförd\n\nMark\n- 09: vald, påbörjad" in saved.message
    assert names(folder) == ["M plans/boras.toml", "M plans/mark.toml"]


def test_an_edit_while_git_saves_is_not_saved_and_not_lost(folder: Path) -> None:
    path = edit(folder)
    content = path.read_bytes()
    hook(folder, "pre-commit", "echo '# Senare' >> plans/boras.toml")
    do(folder)
    assert shown(folder, "plans/boras.toml") == content
    assert [line[:4] for line in rest(folder)] == ["1 .M"]


# Faults


def test_plans_with_faults_are_left_out(folder: Path) -> None:
    edit(folder)
    path = spoil(folder, "mark")
    saved = do(folder)
    assert names(folder) == ["M plans/boras.toml"]
    assert [(one.source, one.code) for one in saved.left] == [("plans/mark.toml", saved.left[0].code)]
    assert "Mark" not in saved.message
    assert [line[:4] for line in rest(folder)] == ["1 .M"]
    with pytest.raises(Faulty):
        do(folder)
    told: list[str] = []
    edit(folder, status="done")
    save(here_of(folder), word=told.append)
    assert "Mark" not in told[0]
    path.unlink()
    do(folder)
    assert rest(folder) == []


def test_what_was_read_is_checked_and_not_what_is_there_by_now(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from actionplan.workspace import saving

    path = spoil(folder, "mark")
    sound = path.read_bytes().removesuffix("\nägare = \n".encode())
    real = check_read

    def check(*given: object) -> object:
        path.write_bytes(sound)
        return real(*given)  # type: ignore[arg-type]

    monkeypatch.setattr(saving, "check_read", check)
    with pytest.raises(Faulty):
        do(folder)


# Others at the same time


@pytest.mark.skipif(sys.platform == "win32", reason="a program in the shell's language")
def test_what_somebody_saves_in_the_very_moment_is_not_taken_back(folder: Path, tmp_path: Path) -> None:
    real = shutil.which("git")
    script = f"""#!/bin/sh
case "$*" in *" commit --quiet --cleanup"*)
    if [ ! -e "{tmp_path}/skett" ]; then
        touch "{tmp_path}/skett"
        blob=$(echo Deras | "{real}" hash-object -w --stdin)
        list="$GIT_INDEX_FILE"
        export GIT_INDEX_FILE="{tmp_path}/lista"
        "{real}" read-tree HEAD
        "{real}" update-index --add --cacheinfo "100644,$blob,deras.txt"
        commit=$("{real}" commit-tree -p HEAD -m Deras $("{real}" write-tree))
        "{real}" update-ref HEAD $commit
        export GIT_INDEX_FILE="$list"
    fi;;
esac
exec "{real}" "$@"
"""
    program = tmp_path / "bin" / "git"
    program.parent.mkdir()
    program.write_text(script, "utf-8")
    program.chmod(0o755)
    path = edit(folder)
    here = here_of(folder)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PATH", os.pathsep.join((str(program.parent), os.environ["PATH"])))
        saved = save(here)
    assert saved is not None
    assert (tmp_path / "skett").exists()
    assert run_git(folder, "rev-parse", "HEAD") == saved.commit
    assert shown(folder, "deras.txt") == b"Deras\n"
    assert shown(folder, "plans/boras.toml") == path.read_bytes()
    assert "Deras" in run_git(folder, "log", "--format=%s")
    assert git(folder, "fsck", "--strict").returncode == 0


def test_the_lock_of_a_living_git_is_waited_for(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    lock = folder / ".git" / "index.lock"
    edit(folder)
    for content in (b"", b"DIRC", b"actionplan", b"actionplan 1 annan-dator\n"):
        lock.write_bytes(content)
        monkeypatch.setattr(index, "_PATIENCE", 0.2)
        began = time.monotonic()
        before = rest(folder)
        with pytest.raises(Locked) as caught:
            do(folder)
        assert time.monotonic() - began >= 0.2
        assert caught.value.path == lock
        assert lock.read_bytes() == content
        assert rest(folder) == before
    monkeypatch.setattr(index, "_PATIENCE", 30)
    pauses: list[float] = []

    def pause(seconds: float) -> None:
        pauses.append(seconds)
        if len(pauses) == 3:
            lock.unlink(missing_ok=True)

    # The clock of this module alone: waiting for git to end pauses too.
    clock = SimpleNamespace(sleep=pause, monotonic=time.monotonic, time=time.time)
    monkeypatch.setattr(index, "time", clock)
    do(folder)
    assert len(pauses) == 3
    whole(folder)


@pytest.mark.skipif(sys.platform == "win32", reason="forks")
def test_a_lock_of_ours_is_removed_when_its_process_is_gone_and_not_before(folder: Path) -> None:
    repository = here_of(folder).repository
    lock = folder / ".git" / "index.lock"
    (ours, theirs), (say, go) = os.pipe(), os.pipe()
    child = os.fork()
    if not child:
        os.close(go)
        held = index.locked(repository)
        held.__enter__()
        os.write(theirs, b"x")
        os.read(say, 1)
        os._exit(9)
    os.read(ours, 1)
    index.clear_up(repository)
    assert lock.read_bytes().startswith(f"actionplan {child} ".encode())
    os.write(go, b"x")
    os.waitpid(child, 0)
    for handle in (ours, theirs, say, go):
        os.close(handle)
    assert lock.exists()
    # Also where there is nothing to save: a lock stops git itself.
    with pytest.raises(NothingToSave):
        do(folder)
    assert leftovers(folder) == []


def test_a_file_system_without_second_names(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_given: object) -> None:
        raise OSError(95, "not supported")

    monkeypatch.setattr(Path, "hardlink_to", refuse)
    edit(folder)
    do(folder)
    with index.locked(here_of(folder).repository), pytest.raises(FileExistsError):
        index._made(folder / ".git" / "index.lock")
    whole(folder)


def test_a_list_that_is_open_elsewhere_is_replaced_a_moment_later(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real, refused = Path.replace, [1, 2]

    def replace(self: Path, target: Path) -> Path:
        if refused and target.name == "index":
            refused.pop()
            raise PermissionError(13, "in use")
        return real(self, target)

    monkeypatch.setattr(Path, "replace", replace)
    edit(folder)
    do(folder)
    assert refused == []
    assert rest(folder) == []


def test_what_killed_runs_left_is_removed_after_a_day(folder: Path) -> None:
    for age, name in (
        (100_000, "actionplan-1-aa.index"),
        (100_000, "actionplan-1-aa.lock"),
        (10, "actionplan-2-bb.index"),
    ):
        path = folder / ".git" / name
        path.write_bytes(b"")
        os.utime(path, (time.time() - age,) * 2)
    edit(folder)
    do(folder)
    assert leftovers(folder) == ["actionplan-2-bb.index"]


def test_a_commit_keeps_what_others_have_put_on_the_list_through_cleaning_up(folder: Path) -> None:
    run_git(folder, "config", "gc.auto", "1")
    run_git(folder, "config", "gc.pruneExpire", "now")
    run_git(folder, "config", "gc.autoDetach", "false")
    (folder / "annat.txt").write_text("Bara förberett\n", "utf-8")
    run_git(folder, "add", "annat.txt")
    (folder / "annat.txt").write_text("Annat\n", "utf-8")
    # Git judges by one of its folders how much there is to clean up.
    texts = (f"{number}".encode() for number in range(4_000))
    for text in texts:
        if hashlib.sha1(b"blob %d\0%b" % (len(text), text), usedforsecurity=False).digest()[0] == 0x17:
            run_git(folder, "hash-object", "-w", "--stdin", given=text)
    edit(folder)
    do(folder)
    assert run_git(folder, "show", ":annat.txt") == "Bara förberett"


def test_the_store_may_not_be_written_to(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from actionplan.store.errors import CannotWrite

    def refuse(*_given: object, **_named: object) -> None:
        raise OSError(28, "No space left on device")

    edit(folder)
    before = rest(folder)
    repository = here_of(folder).repository
    head = run_git(folder, "rev-parse", "HEAD")
    for module, name in ((os, "open"), (shutil, "copy2")):
        with monkeypatch.context() as patch:
            patch.setattr(module, name, refuse)
            with pytest.raises(CannotWrite):
                commits.commit_files(repository, head, {}, "x")
    assert rest(folder) == before
    assert leftovers(folder) == []

"""A save that is killed loses nothing and stops nobody: the next one goes on. So do ten at once."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.gitting import commit_all, git, run_git
from tests.savings import do, edit, here_of, hook, make, names, rest, shown

pytestmark = [
    pytest.mark.usefixtures("git_world"),
    pytest.mark.skipif(not hasattr(os, "fork"), reason="kills processes that it forks"),
]

KILLED = """
import fcntl, json, os, shutil, signal, subprocess, sys
from pathlib import Path
from actionplan.store.git.errors import NothingToSave
from actionplan.workspace import open_workspace
from actionplan.workspace.saving import save
from actionplan.workspace.versioned import versioned
import filelock

first = Path(sys.argv[1])

def counting(step):
    # From here on the process ends at the step that has this number, and the git that it has just started with it.
    calls = 0
    def count(running=None):
        nonlocal calls
        calls += 1
        if calls == step:
            if running:
                os.killpg(running.pid, signal.SIGKILL)
            os._exit(9)
    def counted(call):
        def stopping(*given, **named):
            count()
            return call(*given, **named)
        return stopping
    for module, names in (
        (os, ("open", "write", "link", "unlink", "replace", "utime")),
        (fcntl, ("flock",)),
        (shutil, ("copyfile",)),
        (Path, ("write_bytes",)),
    ):
        for name in names:
            setattr(module, name, counted(getattr(module, name)))
    start, wait = subprocess.Popen.__init__, subprocess.Popen.wait
    def started(self, *given, **named):
        start(self, *given, **named)
        count(self)
    def told(self, *given, **named):
        found = wait(self, *given, **named)
        count()
        return found
    subprocess.Popen.__init__, subprocess.Popen.wait = started, told

def saved(folder):
    try:
        save(versioned(open_workspace(folder)))
    except NothingToSave:
        pass

def forked(act):
    if child := os.fork():
        return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    try:
        act()
    except BaseException as error:
        print(repr(error), file=sys.stderr)
        os._exit(1)
    os._exit(0)

def git(folder, *words):
    ran = subprocess.run(["git", *words], cwd=folder, capture_output=True, text=True)
    return f"{ran.stderr}{ran.stdout}"

def locks(folder):
    return sorted(
        path.name for path in (folder / ".git").rglob("*.lock") if not path.name.startswith("actionplan-")
    )

step, told = 0, []
while not told or told[-1]["code"]:
    step += 1
    folder = first.parent / "nu"
    shutil.copytree(first, folder, symlinks=True)
    plan = (folder / "plans" / "boras.toml").read_bytes()
    code = forked(lambda: (counting(step), saved(folder)))
    one = {"code": code, "fsck": git(folder, "fsck", "--strict", "--no-dangling")}
    one["same"] = (folder / "plans" / "boras.toml").read_bytes() == plan
    one["locked"] = locks(folder)
    one["commits"] = git(folder, "rev-list", "--count", "HEAD").strip()
    one["next"] = forked(lambda: saved(folder))
    one["fsck"] += git(folder, "fsck", "--strict", "--no-dangling")
    one["locks"] = locks(folder)
    one["status"] = git(folder, "status", "--porcelain=v1")
    one["total"] = git(folder, "rev-list", "--count", "HEAD").strip()
    one["whole"] = git(folder, "show", "HEAD:plans/boras.toml").encode() == plan
    told.append(one)
    shutil.rmtree(folder)
print(json.dumps(told))
"""


def test_a_save_that_is_killed_at_any_step_is_taken_up_by_the_next(tmp_path: Path) -> None:
    folder = make(tmp_path / "arkiv")
    edit(folder)
    (folder / "annat.txt").write_text("Förberett\n", "utf-8")
    run_git(folder, "add", "annat.txt")
    ran = subprocess.run([sys.executable, "-c", KILLED, folder], capture_output=True, text=True, check=False)
    assert ran.stderr == ""
    *killed, ended = json.loads(ran.stdout)
    assert len(killed) > 60
    assert ended["code"] == 0
    wanted = {"next": 0, "fsck": "", "same": True, "locks": [], "status": "M  annat.txt\n", "total": "2", "whole": True}
    for number, one in enumerate(killed, 1):
        assert one["code"] == 9, number
        assert {name: one[name] for name in wanted} == wanted, number
    # They were killed before the commit and after it, and with the lock held.
    assert {one["commits"] for one in killed} == {"1", "2"}
    assert {tuple(one["locked"]) for one in killed} == {(), ("index.lock",)}


SAVE = "from actionplan.cli.main import main; import sys; sys.exit(main(sys.argv[1:]))"


def test_everything_is_killed_while_a_hook_runs(tmp_path: Path) -> None:
    folder = make(tmp_path / "arkiv")
    edit(folder)
    before = run_git(folder, "rev-parse", "HEAD")
    path = hook(folder, "pre-commit", 'kill -9 "$(cat ".git/vem")" "$PPID"')
    script = f"import os; open('.git/vem', 'w').write(str(os.getpid()))\n{SAVE}"
    ran = subprocess.run([sys.executable, "-c", script, "save"], cwd=folder, capture_output=True, check=False)
    assert ran.returncode == -9
    assert (folder / ".git" / "index.lock").exists()
    assert run_git(folder, "rev-parse", "HEAD") == before
    path.unlink()
    do(folder)
    assert names(folder) == ["M plans/boras.toml"]
    assert rest(folder) == []
    assert git(folder, "fsck", "--strict", "--no-dangling").stderr == b""
    assert not (folder / ".git" / "index.lock").exists()


def test_git_goes_on_where_the_program_alone_is_killed(tmp_path: Path) -> None:
    folder = make(tmp_path / "arkiv")
    edit(folder)
    hook(folder, "pre-commit", 'kill -9 "$(cat ".git/vem")"; sleep 0.2')
    hook(folder, "post-commit", "echo > klart")
    script = f"import os; open('.git/vem', 'w').write(str(os.getpid()))\n{SAVE}"
    subprocess.run([sys.executable, "-c", script, "save"], cwd=folder, capture_output=True, check=False)
    while not (folder / "klart").exists():
        pass
    assert run_git(folder, "log", "-1", "--format=%B").startswith("Borås: valt 09 (påbörjad)\n\nBorås\n- 09")
    assert rest(folder, "klart") == []
    assert run_git(folder, "rev-list", "--count", "HEAD") == "2"


EDITING = """
import sys
from actionplan.cli.main import main
number = int(sys.argv[1])
plan = ("boras", "mark", "tranemo")[number % 3]
day, proposal = f"2016-09-{number + 1:02}", f"{number + 1:02}"
for words in (
    ("set", plan, proposal, "--status", "started"),
    ("save",),
    ("follow", plan, "09", f"Från {number}", "--date", day),
    ("save", "-m", f"Nummer {number}"),
):
    if code := main(words):
        sys.exit(f"{words}: {code}")
"""


def test_ten_programs_edit_and_save_at_once(tmp_path: Path) -> None:
    folder = make(tmp_path / "arkiv")
    (folder / "annat.txt").write_text("Förberett\n", "utf-8")
    run_git(folder, "add", "annat.txt")
    command = [sys.executable, "-c", EDITING]
    running = [
        subprocess.Popen([*command, str(number)], cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        for number in range(10)
    ]
    told = [(one.communicate()[1].decode(), one.returncode) for one in running]
    assert [code for _said, code in told] == [0] * 10, told
    assert rest(folder) == [line for line in rest(folder) if line.endswith("annat.txt")]
    text = "".join(shown(folder, f"plans/{name}.toml").decode() for name in ("boras", "mark", "tranemo"))
    for number in range(10):
        assert f"Från {number}" in text
    # Each picked a proposal of its own; three plans also picked 09 by a follow-up.
    assert text.count('status = "started"') >= 10
    commits = run_git(folder, "rev-list", "HEAD").split()
    assert 2 <= len(commits) <= 21
    assert not list((folder / ".git").rglob("*.lock"))
    assert not list((folder / ".git").glob("actionplan-*"))
    for commit in commits[:-1]:
        assert all(name.startswith("M plans/") for name in names(folder, commit))
        run_git(folder, "checkout", "--quiet", "--force", commit)
        checked = subprocess.run(
            [sys.executable, "-m", "actionplan", "check"], cwd=folder, capture_output=True, check=False
        )
        assert checked.returncode == 0, checked.stdout
    assert here_of(folder).repository.standing().head == commits[-2]


def test_a_save_after_a_commit_by_hand(tmp_path: Path) -> None:
    folder = make(tmp_path / "arkiv")
    edit(folder)
    commit_all(folder)
    edit(folder, status="done")
    do(folder)
    assert run_git(folder, "rev-list", "--count", "HEAD") == "3"

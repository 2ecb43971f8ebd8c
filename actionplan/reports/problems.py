"""Problems in files as text for people, and in the forms that other programs read."""

import hashlib
import json
from collections.abc import Callable, Mapping

from actionplan.core.problems import Problem, Severity
from actionplan.i18n import ngettext
from actionplan.reports.plain import visible
from actionplan.wording.problems import problem_repair, problem_sentences, problem_text, severity_label

Problems = tuple[Problem, ...]


def as_text(problems: Problems) -> str:
    """A line for each problem as ``file:line:column: severity: key: what is wrong``, its repair below, and a count."""
    lines = []
    for problem in problems:
        key = f" {problem.key}:" if problem.path else ""
        lines.append(f"{_place(problem)}: {severity_label(problem.severity)}:{key} {problem_text(problem)}")
        lines.append(f"    → {problem_repair(problem)}")
    if problems:
        files = len({problem.source for problem in problems})
        count = ngettext("{count} problem", "{count} problems", len(problems)).format(count=len(problems))
        lines += [
            "",
            ngettext("{count} in {files} file.", "{count} in {files} files.", files).format(count=count, files=files),
        ]
    return "\n".join(map(visible, lines))


def _place(problem: Problem) -> str:
    return ":".join(str(part) for part in (problem.source, problem.line, problem.column) if part)


def as_json(problems: Problems) -> str:
    """A document with a list of problems; codes and facts are stable, texts are in the user's language."""
    rows = [
        {
            "file": problem.source,
            "line": problem.line,
            "column": problem.column,
            "key": problem.key,
            "code": problem.code,
            "severity": problem.severity.value,
            "strict": problem.strict,
            "message": problem_text(problem),
            "repair": problem_repair(problem),
            "facts": dict(problem.facts),
        }
        for problem in problems
    ]
    return json.dumps({"schema": 1, "problems": rows}, ensure_ascii=False, indent=2)


def as_github(problems: Problems) -> str:
    """Workflow commands that GitHub shows as annotations.

    The form and its escapes: https://docs.github.com/actions/reference/workflows-and-actions/workflow-commands
    """
    return "\n".join(_github_line(problem) for problem in problems)


def _github_line(problem: Problem) -> str:
    kind = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "notice"}[problem.severity]
    place = f"file={_property(problem.source)},line={problem.line or 1},col={problem.column or 1}"
    title = _property(problem.key or problem.code)
    return f"::{kind} {place},title={title}::{_message(problem_sentences(problem))}"


def _message(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _message(text).replace(":", "%3A").replace(",", "%2C")


_GITLAB = {Severity.ERROR: "major", Severity.WARNING: "minor", Severity.NOTE: "info"}


def as_gitlab(problems: Problems) -> str:
    """A code quality report for GitLab.

    The form: https://docs.gitlab.com/ci/testing/code_quality/
    """
    rows = []
    seen: dict[str, int] = {}
    for problem in problems:
        identity = f"{problem.source}\0{problem.key}\0{problem.code}\0{sorted(problem.facts.items())}"
        seen[identity] = seen.get(identity, 0) + 1
        mark = hashlib.sha256(f"{identity}\0{seen[identity]}".encode()).hexdigest()
        rows.append(
            {
                "description": problem_sentences(problem),
                "check_name": problem.code,
                "fingerprint": mark,
                "severity": _GITLAB[problem.severity],
                "location": {"path": problem.source, "lines": {"begin": problem.line or 1}},
            }
        )
    return json.dumps(rows, ensure_ascii=False, indent=2)


FORMATS: Mapping[str, Callable[[Problems], str]] = {
    "text": as_text,
    "json": as_json,
    "github": as_github,
    "gitlab": as_gitlab,
}
"""The forms by name."""

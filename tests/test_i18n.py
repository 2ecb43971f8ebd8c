"""The language of the words, also where there are none."""

import ast
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from actionplan import i18n


def test_swedish_is_there_and_english_needs_nothing() -> None:
    assert i18n.is_translated()
    assert i18n._("not started") == "ej påbörjad"
    with i18n.speaking("en"):
        assert i18n.is_translated()
        assert i18n._("not started") == "not started"
    assert i18n.current_language() == "sv"


def test_a_checkout_without_compiled_words_speaks_english_and_knows_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(i18n, "_LOCALE", tmp_path)
    monkeypatch.setattr(i18n, "_translations", {})
    assert i18n._("not started") == "not started"
    assert not i18n.is_translated()


def test_another_thread_goes_on_in_the_users_language() -> None:
    with i18n.speaking("en"), ThreadPoolExecutor(1) as other:
        assert other.submit(i18n.current_language).result() == "sv"


def test_no_text_is_used_both_with_a_count_and_without() -> None:
    used: dict[str, set[object]] = {"_": set(), "N_": set(), "ngettext": set()}
    for path in Path(i18n.__file__).parent.rglob("*.py"):
        for call in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id in used:
                used[call.func.id] |= {one.value for one in call.args[:1] if isinstance(one, ast.Constant)}
    # Older Pythons do not find a text with plurals when it is asked for without a count.
    assert (used["_"] | used["N_"]) & used["ngettext"] == set()


def hidden_words(source: str) -> Iterator[int]:
    """The lines where words stand inside an f-string, where extraction does not find them."""
    for text in ast.walk(ast.parse(source)):
        if isinstance(text, ast.JoinedStr):
            for call in ast.walk(text):
                if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id in {"_", "ngettext"}:
                    yield from (call.lineno for one in call.args if isinstance(one, ast.Constant))


@pytest.mark.parametrize("path", sorted(Path(i18n.__file__).parent.rglob("*.py")), ids=lambda path: path.stem)
def test_no_words_are_hidden_from_translation(path: Path) -> None:
    assert list(hidden_words(path.read_text("utf-8"))) == []


def test_hidden_words_are_found() -> None:
    assert list(hidden_words("""said = f"{_('Close')}  Esc" """)) == [1]
    assert list(hidden_words("""said = f"{_(word)}  Esc" """)) == []

"""The language of the words, also where there are none."""

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

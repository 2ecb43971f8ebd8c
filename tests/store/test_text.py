"""A file's text and its bytes: what is not edited comes back as it was."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from actionplan.core.changes import Change
from actionplan.core.problems import Problem, Severity
from actionplan.store.text import Document, decode, digest
from actionplan.store.write import edit

BOM = b"\xef\xbb\xbf"
COMMON = settings(max_examples=150, deadline=None)

lines = st.lists(st.text(st.characters(codec="utf-8", exclude_characters="\0\r\n"), max_size=8), min_size=1, max_size=8)
endings = st.sampled_from(("\n", "\r\n"))


def document(content: bytes) -> Document:
    found = decode(content)
    assert isinstance(found, Document), found
    return found


@given(lines, st.data(), st.booleans(), st.booleans())
@COMMON
def test_decode_and_encode_give_the_same_bytes(
    lines: list[str], data: st.DataObject, bom: bool, final_newline: bool
) -> None:
    lines[0] = f"x{lines[0]}"
    text = "".join(line + data.draw(endings) for line in lines)
    text = text if final_newline else text.removesuffix("\n").removesuffix("\r")
    content = (BOM if bom else b"") + text.encode()
    found = document(content)
    assert found.encode(found.text) == content
    assert found.bom is bom
    assert "\r\n" not in found.text
    assert found.text == text.replace("\r\n", "\n")
    assert found.digest == digest(content)


@st.composite
def plan_lines(draw: st.DrawFn) -> list[bytes]:
    """Tables with a status each, no line like another, and each with an ending of its own."""
    tables = draw(st.integers(2, 6))
    numbered = [
        line
        for number in range(tables)
        for line in (f"[proposal.{number}]", f"# hjälp {number}", f'status = "started" # {number}', f"# ö {number}")
    ]
    return [f"{line}{draw(endings)}".encode() for line in numbered]


@given(plan_lines(), st.data(), st.booleans())
@COMMON
def test_an_edit_changes_the_bytes_of_its_own_lines_only(lines: list[bytes], data: st.DataObject, bom: bool) -> None:
    content = (BOM if bom else b"") + b"".join(lines)
    found = document(content)
    number = str(data.draw(st.integers(0, len(lines) // 4 - 1)))
    change = data.draw(
        st.sampled_from(
            (
                Change(("proposal", number, "status"), "started", "done"),
                Change(("proposal", number, "owner"), None, "IFO-chef å"),
                Change(("proposal", number, "status"), "started", None),
            )
        )
    )
    after = found.encode(edit(found.text, (change,)))
    own = f'status = "started" # {number}'.encode() if change.path[-1] == "status" else None
    assert after.startswith(BOM) is bom
    written = after.removeprefix(BOM).splitlines(keepends=True)
    kept = [line for line in lines if own is None or not line.startswith(own)]
    assert [line for line in written if line in set(lines)] == kept
    assert len(written) - len(kept) == 1


@pytest.mark.parametrize("ending", [b"\n", b"\r\n"])
def test_a_new_line_takes_the_ending_of_the_others(ending: bytes) -> None:
    content = b"[a]" + ending + b"b = 1" + ending
    found = document(content)
    after = found.encode(edit(found.text, (Change(("a", "c"), None, 2),)))
    assert after == b"[a]" + ending + b"c = 2" + ending + b"b = 1" + ending


def test_lines_that_are_repeated_keep_the_endings_of_their_own_place() -> None:
    slot = b"# status\n# owner\n# due\n"
    other = slot.replace(b"\n", b"\r\n")
    content = b"[a]\n" + slot + b"[b]\r\n" + other + b"[c]\n" + slot + b"[d]\r\n" + other
    found = document(content)
    after = found.text.replace("[b]\n# status\n", '[b]\n# status\nstatus = "done"\n').replace("# due\n[d]", "[d]")
    written = found.encode(after)
    assert b'[b]\r\n# status\r\nstatus = "done"\r\n# owner\r\n# due\r\n' in written
    assert written.endswith(b"[c]\n# status\n# owner\n[d]\r\n" + other)


@pytest.mark.parametrize(
    ("content", "code", "line", "column", "facts"),
    [
        ("# rad ett\na = 'Borås'\n".encode("latin-1"), "not_utf8", 2, 9, {"guess": "windows-1252", "byte": "0xe5"}),
        ("ä = 'Bor".encode() + b"\xe5s'", "not_utf8", 1, 9, {"guess": "windows-1252", "byte": "0xe5"}),
        (BOM + b"a\n\n  \xff", "not_utf8", 3, 3, {"guess": "windows-1252", "byte": "0xff"}),
        ("a = 1\n".encode("utf-16"), "not_utf8", 1, 1, {"guess": "utf-16", "byte": "0xff"}),
        (b"\xfe\xff" + "å = 1\n".encode("utf-16-be"), "not_utf8", 1, 1, {"guess": "utf-16", "byte": "0xfe"}),
        ("a = 1\n".encode("utf-16-le"), "nul", 1, 2, {}),
        ("å = 1\r\nö\0 = 2\n".encode(), "nul", 2, 2, {}),
        (b"a\n\0", "nul", 2, 1, {}),
        (b"", "empty", 0, 0, {}),
        (b" \n\r\n\t", "empty", 0, 0, {}),
        (BOM, "empty", 0, 0, {}),
    ],
)
def test_what_is_no_text_is_told_by_place(
    content: bytes, code: str, line: int, column: int, facts: dict[str, str]
) -> None:
    assert decode(content) == Problem(code, line=line, column=column, facts=facts)


def test_a_byte_order_mark_and_crlf_are_remarked_on_at_the_first_line_that_has_them() -> None:
    assert document(BOM + b"a = 1\nb = 2\r\nc = 3\r\n").remarks == (
        Problem("bom", Severity.NOTE, line=1),
        Problem("crlf", Severity.NOTE, line=2),
    )
    assert document(b"a = 1\n").remarks == ()

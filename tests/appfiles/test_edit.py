"""Edits of texts that cannot be cut and pasted, and the refusal of those that nothing can edit."""

from __future__ import annotations

import pytest

from formwright.runtime.appfiles.edit import Delete, Edit, EditError, Insert, Set, edit_yaml
from formwright.runtime.appfiles.text import decode
from formwright.runtime.appfiles.yaml_text import parse


def edited(text: str, *edits: Edit) -> str:
    return edit_yaml(text.encode(), edits).decode()


def test_a_map_that_others_refer_to_is_round_tripped() -> None:
    text = "# top\nbase: &base {a: 1}   # anchor\nuse: *base\n"
    result = edited(text, Set(("use",), "yes"))
    assert parse(result).data == {"base": {"a": 1}, "use": "yes"}
    assert "# top" in result
    assert "# anchor" in result


def test_an_edit_that_would_change_something_else_is_refused() -> None:
    with pytest.raises(EditError) as refused:
        edited("base: &base {a: 1}\nuse: *base\n", Set(("base", "a"), 2))
    assert "base.a cannot be changed" in refused.value.message
    assert refused.value.remedy


@pytest.mark.parametrize("edit", [Delete(("b",)), Delete(("a", 5)), Insert(("a", 5), 1), Set(("a", "x"), 1)])
def test_places_that_are_not_there(edit: Edit) -> None:
    with pytest.raises(EditError, match="There is nothing at"):
        edited("a: [1]\n", edit)


def test_a_text_that_is_not_yaml_is_refused_with_its_place() -> None:
    with pytest.raises(EditError, match="line 2, column 2"):
        edited("a: [1\nb: 2\n", Set(("b",), 1))


def test_a_literal_block_becomes_a_list_and_back() -> None:
    text = "a: |-\n  one\n  two\nb: 1\n"
    as_list = edited(text, Set(("a",), ["yes", 2]))
    assert as_list == "a:\n- 'yes'\n- 2\nb: 1\n"
    assert edited(as_list, Set(("a",), "x")) == "a: x\nb: 1\n"


def test_an_empty_file_gets_its_first_key() -> None:
    assert edited("", Set(("a", "b"), True)) == "a:\n  b: true\n"
    assert edited("# only this", Set(("a",), 1)) == "# only this\na: 1\n"


def test_emoji_written_as_surrogates_stay_as_they_are() -> None:
    text = 'a: "\\ud83d\\ude00"\nb: {c: "\\ud83d\\ude00", d: 1}  # x\n'
    result = edited(text, Set(("b", "d"), 2))
    assert result == 'a: "\\ud83d\\ude00"\nb: {c: "\\ud83d\\ude00", d: 2}  # x\n'
    assert parse(decode(result.encode()).content).data["a"] == "😀"


def test_an_edit_that_changes_nothing_changes_no_byte() -> None:
    text = "a:   'yes'  \r\nb: {c : 1}"
    assert edited(text, Set(("a",), "yes"), Set(("b", "c"), 1)) == text


@pytest.mark.parametrize(
    ("text", "between"),
    [
        ("k: full\n", "other"),
        ("k: full\n", "needs: quotes"),
        ("k: 'full'\n", "other"),
        ("k: 'a: b'\n", "other"),
        ("k: 'a: b'\n", "c: d"),
        ("{k: full, l: 1}\n", "needs: quotes"),
    ],
)
def test_a_value_set_and_set_back_leaves_the_file_as_it_was(text: str, between: str) -> None:
    source = text.encode()
    data = parse(text).data
    assert isinstance(data, dict)
    changed = edit_yaml(source, [Set(("k",), between)])
    assert edit_yaml(changed, [Set(("k",), data["k"])]) == source

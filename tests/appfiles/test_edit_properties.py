"""Any edit of any YAML file: the data is the old data with this edit, and no other line changes."""

from __future__ import annotations

import codecs
import copy
import re
from typing import Any

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from formwright.runtime.appfiles.edit import Delete, Edit, Insert, Set, edit_yaml
from formwright.runtime.appfiles.text import decode
from formwright.runtime.appfiles.yaml_text import parse
from tests.appfiles.yaml_writer import DOCUMENTS, KEYS, SCALARS, VALUES, Layout

Path = tuple[str | int, ...]
thorough = settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def paths_in(data: Any, path: Path = ()) -> list[tuple[Path, Any]]:
    children = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    found: list[tuple[Path, Any]] = []
    for step, value in children:
        found += [((*path, step), value), *paths_in(value, (*path, step))]
    return found


@st.composite
def files(draw: Any) -> tuple[bytes, dict[str, Any]]:
    """Bytes of a random file, and the data in it."""
    data = draw(DOCUMENTS)
    text = Layout(draw).write(data)
    assume(parse(text).data == data)  # the random writer may be wrong in rare corners; `edit` may not
    if draw(st.booleans()):
        text = text.replace("\n", "\r\n")
    raw = text.encode()
    return (codecs.BOM_UTF8 + raw if draw(st.booleans()) else raw), data


def comments(data: bytes) -> set[str]:
    return set(re.findall(r"# c\d+\b", decode(data).content))


def lines(data: bytes) -> list[bytes]:
    return data.split(b"\n")


def assert_conventions_kept(before: bytes, after: bytes) -> None:
    assert after.startswith(codecs.BOM_UTF8) == before.startswith(codecs.BOM_UTF8)
    if b"\r\n" in before:
        assert after.count(b"\n") == after.count(b"\r\n")
    blank_lines = b"\n\n" in before.replace(b"\r", b"")  # one of them may be the last line now
    if b"\n" in before.rstrip() and not blank_lines:
        assert after.endswith(b"\n") == before.endswith(b"\n")


def read(data: bytes) -> Any:
    return parse(decode(data).content).data


@thorough
@given(files(), SCALARS, st.data())
def test_setting_a_scalar_changes_its_line_only(
    file: tuple[bytes, Any], new: Any, pick: st.DataObject
) -> None:
    before, data = file
    places = [path for path, old in paths_in(data) if not isinstance(old, (dict, list)) and old != "\n"]
    assume(places)
    path = pick.draw(st.sampled_from(places))
    after = edit_yaml(before, [Set(path, new)])
    assert read(after) == set_in(data, path, new)
    assert_conventions_kept(before, after)
    assert comments(before) == comments(after)
    if b"|" not in before:
        assert len(lines(before)) == len(lines(after))
        assert sum(old != new for old, new in zip(lines(before), lines(after), strict=True)) <= 1
    else:  # a literal block has a header line, and may gain or lose lines: everything around it stands
        assert changed_lines_are_contiguous(lines(before), lines(after), at_least=2)


@thorough
@given(files(), KEYS, VALUES, st.data())
def test_a_new_key_adds_lines_and_changes_at_most_one(
    file: tuple[bytes, Any], key: str, new: Any, pick: st.DataObject
) -> None:
    before, data = file
    maps = [(), *(path for path, old in paths_in(data) if isinstance(old, dict))]
    parent = pick.draw(st.sampled_from(maps))
    assume(key not in get(data, parent))
    after = edit_yaml(before, [Set((*parent, key), new)])
    assert read(after) == set_in(data, (*parent, key), new)
    assert_conventions_kept(before, after)
    assert comments(before) == comments(after)
    assert changed_lines_are_contiguous(lines(before), lines(after))


@thorough
@given(files(), st.data())
def test_deleting_takes_only_the_lines_of_the_value(file: tuple[bytes, Any], pick: st.DataObject) -> None:
    before, data = file
    path = pick.draw(st.sampled_from([path for path, _ in paths_in(data)]))
    after = edit_yaml(before, [Delete(path)])
    wanted = copy.deepcopy(data)
    del get(wanted, path[:-1])[path[-1]]
    assert read(after) == wanted
    assert_conventions_kept(before, after)
    assert changed_lines_are_contiguous(lines(before), lines(after))


@thorough
@given(files(), VALUES, st.data())
def test_inserting_an_item_keeps_all_lines(file: tuple[bytes, Any], new: Any, pick: st.DataObject) -> None:
    before, data = file
    lists = [path for path, old in paths_in(data) if isinstance(old, list)]
    assume(lists)
    parent = pick.draw(st.sampled_from(lists))
    index = pick.draw(st.integers(0, len(get(data, parent))))
    after = edit_yaml(before, [Insert((*parent, index), new)])
    wanted = copy.deepcopy(data)
    get(wanted, parent).insert(index, new)
    assert read(after) == wanted
    assert_conventions_kept(before, after)
    assert comments(before) == comments(after)
    assert changed_lines_are_contiguous(lines(before), lines(after))


@thorough
@given(files(), st.data())
def test_a_sequence_of_edits_gives_the_data_of_the_same_edits(
    file: tuple[bytes, Any], pick: st.DataObject
) -> None:
    content, data = file
    for _ in range(pick.draw(st.integers(1, 4))):
        places = [path for path, _ in paths_in(data)]
        if not places:
            break
        path = pick.draw(st.sampled_from(places))
        edit: Edit
        if pick.draw(st.booleans()):
            value = pick.draw(VALUES)
            edit, data = Set(path, value), set_in(data, path, value)
        else:
            edit, data = Delete(path), copy.deepcopy(data)
            del get(data, path[:-1])[path[-1]]
        content = edit_yaml(content, [edit])
        assert read(content) == data


def get(data: Any, path: Path) -> Any:
    for step in path:
        data = data[step]
    return data


def set_in(data: Any, path: Path, value: Any) -> Any:
    data = copy.deepcopy(data)
    get(data, path[:-1])[path[-1]] = value
    return data


def changed_lines_are_contiguous(before: list[bytes], after: list[bytes], at_least: int = 1) -> bool:
    """After the common first lines and the common last ones, one side has at most so many lines left."""
    start = 0
    while start < min(len(before), len(after)) and before[start] == after[start]:
        start += 1
    end = 0
    while end < min(len(before), len(after)) - start and before[-1 - end] == after[-1 - end]:
        end += 1
    return min(len(before), len(after)) - start - end <= at_least


def test_the_last_line_stays_without_a_newline() -> None:
    before = b"a: 1\nlist:\n  - |-\n    text"
    assert edit_yaml(before, [Set(("list", 0), "new\n")]) == b'a: 1\nlist:\n  - "new\\n"'
    longer = edit_yaml(before, [Set(("list", 0), "two\nlines")])
    assert longer == b"a: 1\nlist:\n  - |-\n      two\n      lines"

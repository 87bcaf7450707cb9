"""What may be typed into the fields of declared properties and events, and what it changes."""

from __future__ import annotations

from typing import Any

import pytest

from formwright.designer.core.forms.changes import UNSET, SetKey, Transaction
from formwright.designer.core.forms.design import Design
from formwright.designer.core.forms.reuse.declarations import (
    EVENT_FIELDS,
    PROPERTY_FIELDS,
    Invalid,
    added,
    change,
    check_declared_name,
    default_value,
    entries,
    moved,
    parsed,
    removed,
    shown,
)
from formwright.runtime.spec.custom_components import declared_events, declared_properties
from tests.designer.core.forms.conftest import TEMPLATE

FIELDS = {field.key: field for field in PROPERTY_FIELDS}
EVENTS = {field.key: field for field in EVENT_FIELDS}


@pytest.mark.parametrize(
    ("kind", "text", "value"),
    (
        ("string", " a ", " a "),
        ("string", "", UNSET),
        ("number", "3", 3),
        ("number", "1,5", 1.5),
        ("boolean", "yes", True),
        ("boolean", "false", False),
        ("text[]", "a, b", ["a", "b"]),
        ("enum", "small", "small"),
        ("object", '{"a": 1}', {"a": 1}),
        ("color", "theme:Primary", "theme:Primary"),
        ("number", "  ", UNSET),
    ),
)
def test_defaults_are_of_the_type(kind: str, text: str, value: Any) -> None:
    found = default_value(kind, text, ["small", "large"])
    assert found == value and type(found) is type(value)


@pytest.mark.parametrize(
    ("kind", "text", "words"),
    (
        ("number", "many", "is no number"),
        ("boolean", "maybe", "true or false"),
        ("enum", "huge", "none of the options: small, large"),
        ("dict", "{a", "JSON"),
    ),
)
def test_other_defaults_are_refused_in_words(kind: str, text: str, words: str) -> None:
    with pytest.raises(Invalid, match=words):
        default_value(kind, text, ["small", "large"])


@pytest.mark.parametrize(
    ("noun", "name", "suggestion"),
    (
        ("property", "two words", "two_words"),
        ("property", "class", "class_value"),
        ("property", "item", "item_value"),
        ("property", "size", "size_2"),
        ("property", "2nd", "_2nd"),
        ("event", "", "event"),
        ("event", "size", "size_2"),
    ),
)
def test_bad_names_get_a_good_one(noun: str, name: str, suggestion: str) -> None:
    problem = check_declared_name(noun, name, {"size"})
    assert problem is not None and problem.suggestion == suggestion
    assert check_declared_name(noun, suggestion, {"size"}) is None


def test_what_is_the_default_is_not_written() -> None:
    assert parsed(FIELDS["important"], {}, "yes") is UNSET
    assert parsed(FIELDS["important"], {}, "") is False
    assert parsed(FIELDS["multiline"], {}, "") is UNSET
    assert parsed(FIELDS["group"], {}, "  ") is UNSET


def test_parameters_keep_what_was_said_about_them() -> None:
    entry = {"parameters": [{"name": "value", "description": "The new one"}, {"name": "old"}]}
    assert shown(EVENTS["parameters"], entry) == "value, old"
    assert parsed(EVENTS["parameters"], entry, "when, value") == [
        {"name": "when"},
        {"name": "value", "description": "The new one"},
    ]


def test_another_type_takes_the_default_along_or_drops_it() -> None:
    data = {"properties": [{"name": "a", "type": "string", "default_value": "3"}]}
    kind = FIELDS["type"]
    assert change(data, "properties", PROPERTY_FIELDS, 0, kind, "number")[1:] == (
        SetKey(("properties", 0, "default_value"), 3),
    )
    assert change(data, "properties", PROPERTY_FIELDS, 0, kind, "boolean")[1:] == (
        SetKey(("properties", 0, "default_value"), UNSET),
    )


def test_only_one_event_is_the_default() -> None:
    data = {"events": [{"name": "a", "default_event": True}, {"name": "b"}]}
    assert change(data, "events", EVENT_FIELDS, 1, EVENTS["default_event"], True) == (
        SetKey(("events", 1, "default_event"), True),
        SetKey(("events", 0, "default_event"), UNSET),
    )


def test_a_declaration_from_nothing_to_the_runtime_and_back(design: Design) -> None:
    def do(*changes: Any) -> None:
        assert design.apply(Transaction("x", tuple(each for each in changes if each is not None)))

    def data() -> Any:
        return design.template.data

    do(added(data(), "properties", {"name": "size", "type": "number"}))
    do(added(data(), "properties", {"name": "title", "type": "string"}))
    do(*change(data(), "properties", PROPERTY_FIELDS, 0, FIELDS["default_value"], 4))
    do(moved(data(), "properties", 0, 1))
    do(added(data(), "events", {"name": "changed"}))
    assert [(prop.name, prop.type, prop.default) for prop in declared_properties(data())] == [
        ("title", "string", None),
        ("size", "number", 4),
    ]
    assert [event.name for event in declared_events(data())] == ["changed"]
    do(removed(data(), "properties", 0))
    do(removed(data(), "properties", 0))
    assert entries(data(), "properties") == () and "properties" not in data()
    for _ in range(7):
        design.document.undo()
    assert design.document.text.text == TEMPLATE


def test_adding_leaves_the_lines_of_others(design: Design) -> None:
    design.apply(Transaction("a", (added(design.template.data, "events", {"name": "a"}),)))
    before = design.document.text.text
    design.apply(Transaction("b", (added(design.template.data, "events", {"name": "b"}),)))
    assert set(before.splitlines()) <= set(design.document.text.text.splitlines())

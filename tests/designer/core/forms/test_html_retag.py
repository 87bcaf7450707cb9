"""A form whose start tag was changed is known without reading it again: the same as after reading."""

from __future__ import annotations

from random import Random
from typing import Any

import pytest

from formwright.designer.core.forms.changes import (
    Change,
    ChangeError,
    SetBinding,
    SetEvent,
    SetLayoutProperty,
    SetProperty,
)
from formwright.designer.core.forms.template import spelled
from formwright.designer.core.forms.texts import html_source
from formwright.designer.core.forms.texts.html_source import HtmlSource
from formwright.runtime.appfiles.html_form import HtmlForm as Read
from formwright.runtime.appfiles.html_form import read_html_form
from tests.designer.core.forms.random_forms import change
from tests.designer.core.forms.random_html import HtmlForm
from tests.designer.core.forms.test_html_source import PAGE, PANEL

ATTRIBUTES = (SetProperty, SetLayoutProperty, SetEvent, SetBinding)


def places(form: Read) -> dict[Any, Any]:
    found = {}
    for path, part in form.parts.items():
        tag = part.element
        places = (tag.start, tag.inner_end, tag.end, tag.opening, tag.attributes) if tag is not None else ()
        found[path] = (part.kind, part.start, part.end, places)
    return found


@pytest.mark.parametrize("seed", range(30))
def test_everything_is_where_reading_finds_it(seed: int) -> None:
    random = Random(seed)
    text = HtmlForm(random).text()
    source = HtmlSource()
    template = source.read(text)
    for _ in range(40):
        some = change(random, template)
        if not isinstance(some, ATTRIBUTES):
            continue
        try:
            edited = source.edit(text, template, [some])
        except ChangeError:
            continue
        text, template = edited.text, edited.template
        again = read_html_form(text)
        assert spelled(template.data) == spelled(again.template)
        assert places(source._form(text)) == places(again)


@pytest.mark.parametrize(
    "changes",
    [
        (SetProperty("heading", "text", "x"), SetEvent("amount_box", "x", "go"), SetProperty("", "a", 1)),
        (SetProperty("note", "tooltip", "y"), SetLayoutProperty("note", "a", 1)),
    ],
)
def test_attributes_are_written_without_reading_all_of_it(
    changes: tuple[Change, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    source = HtmlSource()
    template = source.read(PANEL)
    monkeypatch.setattr(html_source, "read_html_form", None)
    edited = source.edit(PANEL, template, changes)
    assert edited.exact
    monkeypatch.undo()
    assert spelled(HtmlSource().read(edited.text).data) == spelled(edited.template.data)


def test_many_edits_in_a_row_are_read_again_now_and_then() -> None:
    source = HtmlSource()
    text, template = PAGE, source.read(PAGE)
    for number in range(250):
        edited = source.edit(text, template, [SetProperty("sum_label", "text", f"x{number * 7}")])
        text, template = edited.text, edited.template
    assert spelled(template.data) == spelled(read_html_form(text).template)

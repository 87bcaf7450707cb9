"""The text of an HTML form: reading it, and writing changes into it. No Qt; one thread.

The user's HTML stays as typed; a change is the smallest edit of the text that reads as what was meant, and is
refused, with words for the user, where there is none. `html_writer.py` makes the edits.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from formwright.designer.core.forms.changes import (
    Change,
    ChangeError,
    InsertComponent,
    MoveComponent,
    SetBinding,
    SetEvent,
    SetKey,
    SetLayoutProperty,
    SetProperty,
    apply,
    inverse,
    lower,
    moves_slots,
    with_node,
)
from formwright.designer.core.forms.template import Template, spelled
from formwright.designer.core.forms.texts.html_meaning import equivalent, same
from formwright.designer.core.forms.texts.html_rebuild import rebuilds, rebuilt
from formwright.designer.core.forms.texts.html_writer import HtmlWriter, zone_of
from formwright.designer.core.forms.texts.source import Edited, SourceError
from formwright.runtime.appfiles.html_emit import Unspeakable
from formwright.runtime.appfiles.html_form import HtmlForm, read_html_form
from formwright.runtime.appfiles.html_retag import retag
from formwright.runtime.spec.app import Json

#: Changes of one component's data.
_OF_ONE = (SetProperty, SetLayoutProperty, SetEvent, SetBinding)
IN_TEXT = "Change it in the HTML itself."


class HtmlSource:
    def __init__(self) -> None:
        self._known: tuple[str, HtmlForm] = ("", read_html_form(""))

    def read(self, text: str) -> Template:
        form = self._form(text)
        for fault in form.faults:
            if fault.severity == "error":
                message = f"{fault.message[:1].upper()}{fault.message[1:]}. {fault.remedy}"
                raise SourceError(message, fault.line, fault.column)
        return Template(form.template)

    def edit(self, text: str, template: Template, changes: Sequence[Change]) -> Edited:
        if rebuilds(changes):
            return self._rebuilt(text, template, changes)
        inverses: list[Change] = []
        exact = True
        for asked in changes:
            change = self._in_zone(text, template, asked)
            edits = lower(template, change)
            expected = apply(template, edits)
            inverses.insert(0, inverse(template, change))
            if not edits or (_says_the_same(template, expected, change) and not _is_beside(change)):
                continue
            before, text = text, self._written(text, template, change)
            if (tagged := self._retagged(before, template, change, expected, text)) is not None:
                template = tagged
                continue
            new = self._read_again(text)
            if not _means(change, template, expected, new):
                raise ChangeError("The HTML around it leaves no place to write this.", IN_TEXT)
            exact = exact and same(expected.data, new.data) and not moves_slots(change, edits)
            template = new
        return Edited(text, template, tuple(inverses), exact)

    def _rebuilt(self, text: str, template: Template, changes: Sequence[Change]) -> Edited:
        expected = template
        inverses: list[Change] = []
        for change in changes:
            inverses.insert(0, inverse(expected, change))
            expected = apply(expected, lower(expected, change))
        try:
            text = rebuilt(text, self._form(text), template, expected)
        except Unspeakable as error:
            raise ChangeError(str(error), "Choose another name.") from None
        new = self._read_again(text)
        if not equivalent(expected.data, new.data):
            raise ChangeError("This form's HTML has no place for that.", IN_TEXT)
        return Edited(text, new, tuple(inverses), exact=False)

    def _in_zone(self, text: str, template: Template, change: Change) -> Change:
        """What asks for a named zone comes before what stands behind that zone."""
        if not isinstance(change, InsertComponent) or not _is_html(template, change.place.parent):
            return change
        parts = self._form(text).parts
        zone = parts.get(("zones", zone_of(change.node)))
        if zone is None:
            return change
        siblings = (template.find(name).path for name in template.children(change.place.parent))
        index = sum(path in parts and parts[path].start < zone.start for path in siblings)
        return InsertComponent(replace(change.place, index=index), change.node)

    def _written(self, text: str, template: Template, change: Change) -> str:
        try:
            return HtmlWriter(text, self._form(text), template, self._form).write(change)
        except Unspeakable as error:
            raise ChangeError(str(error), "Choose another name.") from None

    def _retagged(
        self, before: str, template: Template, change: Change, expected: Template, after: str
    ) -> Template | None:
        """The template after attributes of one element have changed and nothing else, if that is so."""
        if not isinstance(change, _OF_ONE):
            return None
        name = change.component
        form = self._form(before)
        found = retag(before, form, template.path(name), template.node(name), after)
        if found is None or not same(_alone(expected.node(name)), _alone(found.node)):
            return None
        new = with_node(template, name, found.node)
        self._known = (after, replace(form, template=dict(new.data), parts=found.parts))
        return new

    def _read_again(self, text: str) -> Template:
        try:
            return self.read(text)
        except SourceError as error:
            raise ChangeError(f"That would not be readable any more: {error.message}", IN_TEXT) from None

    def _form(self, text: str) -> HtmlForm:
        if text != self._known[0]:
            self._known = (text, read_html_form(text))
        return self._known[1]


def _says_the_same(before: Template, after: Template, change: Change) -> bool:
    if isinstance(change, _OF_ONE):
        return spelled(_alone(before.node(change.component))) == spelled(_alone(after.node(change.component)))
    return spelled(before.data) == spelled(after.data)


def _alone(node: Mapping[str, Json]) -> dict[str, Json]:
    return {key: value for key, value in node.items() if key != "components"}


def _means(change: Change, before: Template, expected: Template, new: Template) -> bool:
    if isinstance(change, SetKey) and change.path[:1] == ("container",):
        return new.type_of("") == expected.type_of("")  # another container reads all that is in it anew
    if isinstance(change, SetProperty) and change.name == "html" and _is_html(before, change.component):
        return _named(before) <= _named(new)
    return equivalent(expected.data, new.data)


def _is_beside(change: Change) -> bool:
    """Between the same two components it may still change the element of HTML that it stands in."""
    return isinstance(change, MoveComponent) and change.place.behind


def _is_html(template: Template, component: str) -> bool:
    return component in template and template.type_of(component) == "HtmlComponent"


def _named(template: Template) -> set[str]:
    return {name for name in template.names if not name.startswith("$")}

"""In which groups and order properties are shown, and which are folded away. No Qt; pure functions."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from formwright.designer.core.forms.catalog import ITEM
from formwright.designer.forms.properties.documentation import doc_of
from formwright.designer.forms.properties.subject import UNKNOWN_GROUP, Entry, Subject

MAIN, MORE = "", "More"

#: Groups of the catalog under the titles that people see.
_TITLES = {
    "text": "Text", "interaction": MAIN, "icon": "Icon", "appearance": "Appearance", "visibility": MAIN,
    "layout": "Layout", "height": "Layout", "align": "Layout", "containers": "Layout", "tooltip": MORE,
    "user data": MORE, "binding": "Data", "mapcontrols": "Controls", "image display": "Picture",
    "mapoverlays": "Overlay", "mappolyoverlays": "Lines", "mapareaoverlays": "Area",
}  # fmt: skip
_ORDER = ("Text", "Icon", "Picture", "Appearance", "Data")
_LAST = (MORE, UNKNOWN_GROUP.capitalize())
_SPACES = ("spacing_above", "spacing_below")
_NEW_SPACES = ("spacing", "margin", "padding")
#: Written by dragging on the canvas.
_BY_DRAGGING = ("grid_position", "col_widths")


@dataclass(frozen=True)
class Group:
    title: str  # "" is the first one, without a heading
    entries: tuple[Entry, ...]
    folded: bool = False


def grouped(subject: Subject, search: str = "") -> tuple[Group, ...]:
    """Every property is found by searching; without a search, those that are out of date are left out."""
    words = search.lower().split()
    groups: dict[str, list[Entry]] = {}
    for entry in subject.entries:
        if words and not _matches(entry, words):
            continue
        if not words and is_hidden(subject, entry):
            continue
        groups.setdefault(_title(subject, entry), []).append(entry)
    order = sorted(groups, key=lambda title: _rank(title, subject))
    return tuple(Group(title, _sorted(groups[title]), title in _LAST and not words) for title in order)


def is_hidden(subject: Subject, entry: Entry) -> bool:
    """Out of date in this app, or set by running code only; shown when the template has it all the same."""
    prop, version = entry.spec, subject.app.manifest.runtime_version
    late = entry.classic and not entry.layout and prop.name in _SPACES and version >= 3
    early = entry.classic and not entry.layout and prop.name in _NEW_SPACES and version < 3
    if not (prop.deprecated or prop.read_only or late or early):
        return False
    return not _is_used(subject, entry)


def _title(subject: Subject, entry: Entry) -> str:
    prop = entry.spec
    if prop.group == UNKNOWN_GROUP:
        return UNKNOWN_GROUP.capitalize()
    if entry.classic and prop.name in _BY_DRAGGING and not subject.is_form:
        return MORE
    if entry.layout:
        return layout_title(subject)
    if not prop.important and entry.classic and prop.name != "role" and not _is_used(subject, entry):
        return MORE
    if prop.designer_hint in ("visible", "enabled"):
        return MAIN
    if entry.spec is ITEM and not _is_used(subject, entry):
        return MORE
    if prop.priority >= 10 and entry.classic:
        return MAIN
    return _TITLES.get(prop.group.lower(), prop.group[:1].upper() + prop.group[1:])


def _is_used(subject: Subject, entry: Entry) -> bool:
    shown = subject.shown(entry)
    return shown.is_set or shown.binding is not None


def layout_title(subject: Subject) -> str:
    return f"In {subject.parent_title}"


def _rank(title: str, subject: Subject) -> tuple[int, int, str]:
    if title == MAIN:
        return 0, 0, ""
    if title in _LAST:
        return 9, _LAST.index(title), ""
    if title == "Layout":
        return 4, 0, ""
    if title == layout_title(subject):
        return 5, 0, ""
    return (1, _ORDER.index(title), "") if title in _ORDER else (2, 0, title)


def _sorted(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    """Important ones first; switches that every component has come after what is particular to it."""
    return tuple(
        sorted(
            entries,
            key=lambda entry: (
                entry.spec.designer_hint in ("visible", "enabled"),
                not entry.spec.important,
                -entry.spec.priority,
            ),
        )
    )


def _matches(entry: Entry, words: list[str]) -> bool:
    """All words, each in the property's name, group or documentation; the name also without underscores."""
    name = entry.spec.name
    text = f"{name} {name.replace('_', ' ')} {entry.spec.group} {doc_of(entry.spec)}".lower()
    return all(word in text for word in words)

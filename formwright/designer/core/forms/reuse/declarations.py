"""What a form declares about itself as a component: properties, events, slots. No Qt; pure functions.

Says which fields an entry has, what may be typed into one, and which changes of the template that makes. An
entry is the JSON data of the template; keys that are not known here stay.
"""

from __future__ import annotations

import json
import keyword
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from formwright.designer.core.forms.changes import UNSET, Change, SetKey, Unset
from formwright.designer.core.forms.naming import OF_FORMS
from formwright.runtime.appfiles.names import NameProblem
from formwright.runtime.spec.app import Json
from formwright.runtime.spec.components import PROPERTY_TYPES

#: text: one line; flag: yes or no; choice: one of `options`; names: identifiers separated by commas;
#: lines: one value a line; value: of the type that the entry itself names; number: a whole number
Input = Literal["name", "text", "flag", "choice", "names", "lines", "value", "number"]
Entry = Mapping[str, Json]

#: The types that people know first; the rest follows by name.
TYPES = (
    "string", "number", "boolean", "enum", "color", "icon", "uri", "html", "text[]", "form", "object",
    *sorted(PROPERTY_TYPES - {"string", "number", "boolean", "enum", "color", "icon", "uri", "html", "text[]",
                              "form", "object"}),
)  # fmt: skip
HINTS = (
    "", "align-horizontal", "align-vertical", "font-bold", "font-italic", "font-underline", "visible",
    "enabled", "background-color", "foreground-color", "border", "asset-upload", "toggle", "disabled",
)  # fmt: skip


@dataclass(frozen=True)
class Field:
    key: str
    title: str
    input: Input
    options: tuple[str, ...] = ()
    default: Json = ""
    """What it means when the entry does not say."""
    in_table: bool = False
    """Else it is below the table, for the entry that is selected there."""
    alone: bool = False
    """At most one entry has this flag."""
    only_for: tuple[str, ...] = ()
    """Types for which it means something; empty: all."""
    hint: str = ""


PROPERTY_FIELDS = (
    Field("name", "Name", "name", in_table=True),
    Field("type", "Type", "choice", TYPES, "string", in_table=True),
    Field("default_value", "Default", "value", in_table=True, hint="What it is until somebody sets it"),
    Field("description", "Description", "text", in_table=True, hint="Shown where the property is edited"),
    Field("group", "Group", "text", hint="Heading in the properties panel"),
    Field("options", "Options", "lines", only_for=("enum",), hint="One a line"),
    Field("important", "Show among the first", "flag", default=True),
    Field("default_binding_prop", "Offered first for a data binding", "flag", default=False, alone=True),
    Field("multiline", "Several lines of text", "flag", default=False, only_for=("string",)),
    Field("allow_binding_writeback", "Data bindings can write back", "flag", default=False),
    Field("binding_writeback_events", "Written back on", "names", hint="Events, separated by commas"),
    Field("designer_hint", "Edited like", "choice", HINTS, ""),
)  # fmt: skip
EVENT_FIELDS = (
    Field("name", "Name", "name", in_table=True),
    Field("parameters", "Parameters", "names", in_table=True, hint="Names, separated by commas"),
    Field("description", "Description", "text", in_table=True, hint="When it is raised"),
    Field("default_event", "What a double click makes a handler for", "flag", default=False, alone=True),
    Field("important", "Show among the first", "flag", default=True),
)  # fmt: skip


class Invalid(ValueError):
    """What was typed cannot be; the text is for the user."""


def entries(data: Mapping[str, Json], key: str) -> tuple[Entry, ...]:
    found = data.get(key)
    return (
        tuple(each if isinstance(each, Mapping) else {} for each in found) if isinstance(found, list) else ()
    )


def applies(field: Field, entry: Entry) -> bool:
    return not field.only_for or str(entry.get("type") or "string") in field.only_for


def shown(field: Field, entry: Entry) -> str:
    """The text that stands for a value in its field; of a flag "yes" or ""."""
    value = entry.get(field.key, UNSET)
    if field.input == "flag":
        return "yes" if bool(field.default if value is UNSET else value) else ""
    if value is UNSET or value is None:
        return str(field.default) if field.input == "choice" else ""
    if field.input == "names" and isinstance(value, list):
        return ", ".join(str(each.get("name") if isinstance(each, Mapping) else each) for each in value)
    if isinstance(value, list) and all(isinstance(each, str) for each in value):
        return "\n".join(value) if field.input == "lines" else ", ".join(value)
    if isinstance(value, bool):
        return "true" if value else "false"
    return value if isinstance(value, str) else json.dumps(value)


def parsed(field: Field, entry: Entry, text: str) -> Json | Unset:
    """The value for the template. Raises Invalid."""
    text = text.strip() if field.input != "value" else text
    match field.input:
        case "flag":
            return UNSET if (text == "yes") == field.default else text == "yes"
        case "choice":
            return text if text or field.key == "type" else UNSET
        case "names":
            return _names(field, entry, text)
        case "lines":
            return [line.strip() for line in text.splitlines() if line.strip()] or UNSET
        case "value":
            return default_value(str(entry.get("type") or "string"), text, entry.get("options"))
        case "number":
            return _number(text)
    return text or UNSET


def _names(field: Field, entry: Entry, text: str) -> Json | Unset:
    names = [name.strip() for name in text.split(",") if name.strip()]
    for name in names:
        if not name.replace("-", "_").isidentifier():
            raise Invalid(f"{name!r} is no name: a name has letters, digits and _.")
    if field.key != "parameters":
        return names or UNSET
    old = entry.get("parameters")
    known = {str(each.get("name")): each for each in old or () if isinstance(each, Mapping)}
    return [known.get(name, {"name": name}) for name in names] or UNSET


def default_value(kind: str, text: str, options: Json = None) -> Json | Unset:
    """What a default of this type means, or UNSET for none. Raises Invalid."""
    bare = text.strip()
    if kind in ("string", "html"):
        return text if text else UNSET
    if not bare:
        return UNSET
    match kind:
        case "number":
            return _number(bare)
        case "boolean":
            if bare.lower() in ("true", "yes", "1"):
                return True
            if bare.lower() in ("false", "no", "0"):
                return False
            raise Invalid("A flag is true or false.")
        case "text[]":
            return [part.strip() for part in bare.replace("\n", ",").split(",") if part.strip()]
        case "enum":
            known = [str(each) for each in options] if isinstance(options, list) else []
            if known and bare not in known:
                raise Invalid(f"It is none of the options: {', '.join(known)}.")
            return bare
        case "object" | "dict" | "dataGridColumns":
            try:
                return json.loads(bare)
            except ValueError:
                raise Invalid('This takes JSON, such as {"a": 1} or [1, 2].') from None
    return bare


def _number(text: str) -> Json:
    try:
        return int(text)
    except ValueError:
        pass
    try:
        return float(text.replace(",", "."))
    except ValueError:
        raise Invalid(f"{text!r} is no number.") from None


def check_declared_name(noun: str, name: str, others: Collection[str]) -> NameProblem | None:
    """What is wrong with the name of a property, event or slot, with a better one; or None."""
    dashed = noun != "property"
    if not (name.replace("-", "_") if dashed else name).isidentifier():
        suggestion = _identifier(name) or noun
        words = "A name has letters, digits and _, and does not begin with a digit."
    elif noun == "property" and keyword.iskeyword(name):
        words, suggestion = f"{name!r} is a word of the Python language.", f"{name}_value"
    elif noun == "property" and name in OF_FORMS:
        words, suggestion = f"Every form has something called {name!r} already.", f"{name}_value"
    elif name.startswith("_fw_"):
        words, suggestion = "Names that begin with _fw_ are kept for Formwright.", name[4:] or noun
    elif name in others:
        words, suggestion = f"There is {_an(noun)} {name!r} already.", name
    else:
        return None
    return NameProblem(words, free_declared_name(suggestion, others))


def free_declared_name(stem: str, others: Collection[str]) -> str:
    name, number = stem, 2
    while name in others:
        name, number = f"{stem}_{number}", number + 1
    return name


def _identifier(text: str) -> str:
    made = "".join(letter if letter.isalnum() or letter == "_" else "_" for letter in text).strip("_")
    return f"_{made}" if made[:1].isdigit() else made


def _an(noun: str) -> str:
    return f"an {noun}" if noun[0] in "aeiou" else f"a {noun}"


# --- changes -----------------------------------------------------------------------------------------------


def change(
    data: Mapping[str, Json], key: str, fields: Sequence[Field], index: int, field: Field, value: Json | Unset
) -> tuple[Change, ...]:
    """One field of an entry, with what follows: a flag that only one can have, a default of another type."""
    known = entries(data, key)
    changes: list[Change] = []
    if known[index].get(field.key, UNSET) != value:
        changes.append(SetKey((key, index, field.key), value))
    if field.alone and value is True:
        changes += [
            SetKey((key, other, field.key), UNSET)
            for other, entry in enumerate(known)
            if other != index and entry.get(field.key)
        ]
    if field.key == "type" and changes:
        changes += _fitting_default(key, fields, index, {**known[index], "type": value})
    return tuple(changes)


def _fitting_default(key: str, fields: Sequence[Field], index: int, entry: Entry) -> list[Change]:
    """A default that is none of the new type goes; `1` of a text becomes a number."""
    field = next(each for each in fields if each.key == "default_value")
    if "default_value" not in entry:
        return []
    try:
        value = parsed(field, entry, shown(field, entry))
    except Invalid:
        value = UNSET
    return [] if value == entry["default_value"] else [SetKey((key, index, "default_value"), value)]


def added(data: Mapping[str, Json], key: str, entry: Entry) -> Change:
    """At the end, without touching the others."""
    known = data.get(key)
    if isinstance(known, list) and known:
        return SetKey((key, len(known)), dict(entry))
    return SetKey((key,), [dict(entry)])


def removed(data: Mapping[str, Json], key: str, index: int) -> Change:
    rest = [dict(each) for at, each in enumerate(entries(data, key)) if at != index]
    return SetKey((key,), rest) if rest else SetKey((key,), UNSET)


def moved(data: Mapping[str, Json], key: str, index: int, by: int) -> Change | None:
    known = [dict(each) for each in entries(data, key)]
    to = index + by
    if not 0 <= to < len(known):
        return None
    known.insert(to, known.pop(index))
    return SetKey((key,), known)

"""Changes and what is dragged as JSON: for the canvas page, the journal, the clipboard and drags. No Qt.

The canvas page reads changes in `runtime/client/design`; keep both in step with
docs/contributing/architecture.md.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, fields
from typing import get_args

from formwright.designer.core.forms.canvas import Arrangement, Box, Picture, Rect, Ref, Zone
from formwright.designer.core.forms.changes import (
    UNSET,
    Binding,
    Change,
    InsertComponent,
    MoveComponent,
    RemoveComponent,
    RenameComponent,
    SetBinding,
    SetEvent,
    SetKey,
    SetLayoutProperty,
    SetProperty,
)
from formwright.designer.core.forms.history import Patch, Step
from formwright.designer.core.forms.template import Place
from formwright.runtime.spec.app import Json

#: What a drag carries, as the UTF-8 text of a JSON value.
NODE_MIME = "application/x-formwright-node"  # a component's data, from the toolbox
FORM_MIME = "application/x-formwright-form"  # the dotted name of a form, from the app's tree
COMPONENTS_MIME = "application/x-formwright-components"  # {"form": NAME, "names": [...]}, from the outline

KINDS: Mapping[str, type[Change]] = {
    "property": SetProperty,
    "layout_property": SetLayoutProperty,
    "event": SetEvent,
    "binding": SetBinding,
    "insert": InsertComponent,
    "remove": RemoveComponent,
    "move": MoveComponent,
    "rename": RenameComponent,
    "key": SetKey,
}
_NAMES = {kind: name for name, kind in KINDS.items()}


def change_to_json(change: Change) -> dict[str, Json]:
    """`{"change": KIND, ...fields}`. A value that is not there is unset."""
    data = {"change": _NAMES[type(change)], **asdict(change)}
    if data.get("value") is UNSET:
        del data["value"]
    if isinstance(change, SetKey):
        data["path"] = list(change.path)
    return data


def change_from_json(data: Mapping[str, Json]) -> Change:
    """Raises KeyError, TypeError, ValueError for what `change_to_json` did not make."""
    kind = KINDS[data["change"]]
    values = {field.name: data[field.name] for field in fields(kind) if field.name in data}
    if "value" in {field.name for field in fields(kind)}:
        values.setdefault("value", UNSET)
    if "place" in values:
        values["place"] = Place(**values["place"])
    if values.get("binding") is not None:
        values["binding"] = Binding(**values["binding"])
    if "path" in values:
        values["path"] = tuple(values["path"])
    return kind(**values)


def step_to_json(step: Step) -> dict[str, Json]:
    """Without its templates: the texts say what they were."""
    data: dict[str, Json] = {
        "label": step.label,
        "text": _patch_to_json(step.text),
        "changes": [change_to_json(each) for each in step.changes],
        "inverses": [change_to_json(each) for each in step.inverses],
        "merge": step.merge,
        "sound": list(step.sound),
    }
    if step.code is not None:
        data["code"] = _patch_to_json(step.code)
    return data


def step_from_json(data: Mapping[str, Json]) -> Step:
    """Raises KeyError, TypeError, ValueError for what `step_to_json` did not make."""
    before, after = data["sound"]
    return Step(
        str(data["label"]),
        tuple(change_from_json(each) for each in data["changes"]),
        tuple(change_from_json(each) for each in data["inverses"]),
        None,
        None,
        _patch_from_json(data["text"]),
        _patch_from_json(data["code"]) if "code" in data else None,
        str(data["merge"]),
        (bool(before), bool(after)),
    )


def _patch_to_json(patch: Patch) -> list[Json]:
    return [patch.start, patch.old, patch.new, patch.lead, patch.trail]


def _patch_from_json(data: Json) -> Patch:
    start, *texts = data
    old, new, lead, trail = map(str, texts)
    return Patch(int(start), old, new, lead, trail)


class PictureMissed(ValueError):
    """What has moved cannot be told without the picture before it."""


class PictureReader:
    """Reads the `picture` events of one canvas page, which tell only what has moved since the one before."""

    def __init__(self) -> None:
        self._number = 0
        self._boxes: list[Box] = []
        self._zones: list[Zone] = []

    def read(self, data: Mapping[str, Json]) -> Picture:
        """Raises PictureMissed, or KeyError, TypeError, ValueError, IndexError for what is none."""
        moved = data.get("moved")
        if moved is None:
            boxes: list[Box] = []
            for each in data["boxes"]:
                boxes.append(_box(each, boxes))
            zones = [_zone(each) for each in data["zones"]]
        else:
            if data["number"] != self._number + 1:
                raise PictureMissed
            boxes, zones = list(self._boxes), list(self._zones)
            for at, each in moved["boxes"].items():
                boxes[int(at)] = _box(each, boxes)
            for at, each in moved["zones"].items():
                zones[int(at)] = _zone(each)
        picture = Picture(
            str(data["form"]),
            int(data["version"]),
            tuple(boxes),
            tuple(zones),
            float(data["width"]),
            float(data["height"]),
        )
        self._number, self._boxes, self._zones = int(data["number"]), boxes, zones
        return picture


def picture_from_json(data: Mapping[str, Json]) -> Picture:
    """A `picture` event that tells everything."""
    return PictureReader().read(data)


def _box(data: Mapping[str, Json], before: Sequence[Box]) -> Box:
    return Box(
        Ref(str(data["f"]), str(data["n"])),
        _rect(data["r"]),
        before[data["p"]].ref if data["p"] >= 0 else None,
        visible=data.get("v", 1) != 0,
        text=_rect(data["t"]) if "t" in data else None,
        font=str(data.get("o", "")),
        align=str(data.get("a", "")),
        error=str(data.get("e", "")),
    )


def _zone(data: Mapping[str, Json]) -> Zone:
    arrangement = data["arrangement"]
    if arrangement not in get_args(Arrangement):
        raise ValueError(f"unknown arrangement {arrangement!r}")
    return Zone(
        Ref(str(data["f"]), str(data["n"])),
        _rect(data["r"]),
        arrangement,
        children=tuple(map(str, data.get("children", ()))),
        slot=str(data.get("slot", "")),
        layout=dict(data.get("layout", {})),
        label=str(data.get("label", "")),
        full=bool(data.get("full", False)),
        columns=tuple(map(str, data.get("columns", ()))),
        cells=tuple(map(_rect, data.get("cells", ()))),
    )


def _rect(values: Json) -> Rect:
    x, y, width, height = values
    return Rect(float(x), float(y), float(width), float(height))

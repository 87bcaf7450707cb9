"""Pictures as the canvas page tells them: whole, and only what has moved."""

from __future__ import annotations

from typing import Any

import pytest

from formwright.designer.core.forms.canvas import Box, Rect, Ref
from formwright.designer.core.forms.wire import PictureMissed, PictureReader, picture_from_json

BOX: dict[str, Any] = {"f": "Main", "n": "", "r": [0, 0, 100, 50], "p": -1}
LABEL: dict[str, Any] = {
    "f": "Main",
    "n": "label",
    "r": [5, 5, 50.5, 20],
    "p": 0,
    "v": 0,
    "t": [6, 6, 40, 18],
    "o": "14px Roboto",
    "a": "left",
    "e": "broken",
}
ZONE: dict[str, Any] = {
    "f": "Main",
    "n": "",
    "r": [0, 0, 100, 50],
    "arrangement": "data_row",
    "children": ["label"],
    "layout": {"slot": "x"},
    "label": "Drop",
    "full": True,
    "columns": ["A"],
    "cells": [[0, 0, 9, 9]],
}
WHOLE: dict[str, Any] = {
    "kind": "picture",
    "number": 1,
    "form": "Main",
    "version": 3,
    "width": 100,
    "height": 50,
    "boxes": [BOX, LABEL],
    "zones": [ZONE],
}


def test_a_picture_is_read_with_everything_in_it() -> None:
    picture = picture_from_json(WHOLE)
    assert (picture.form, picture.version, picture.width) == ("Main", 3, 100)
    assert picture.boxes[1] == Box(
        Ref("Main", "label"),
        Rect(5, 5, 50.5, 20),
        Ref("Main", ""),
        visible=False,
        text=Rect(6, 6, 40, 18),
        font="14px Roboto",
        align="left",
        error="broken",
    )
    (zone,) = picture.zones
    assert (zone.arrangement, zone.columns, zone.cells) == ("data_row", ("A",), (Rect(0, 0, 9, 9),))
    assert zone.full


def test_what_has_moved_is_put_into_the_picture_before() -> None:
    reader = PictureReader()
    first = reader.read(WHOLE)
    moved = {"boxes": {"1": {**LABEL, "r": [5, 9, 50, 20]}}, "zones": {}}
    rest = {key: value for key, value in WHOLE.items() if key not in ("boxes", "zones")}
    second = reader.read({**rest, "number": 2, "version": 4, "moved": moved})
    assert second.boxes[0] is first.boxes[0]
    assert second.boxes[1].rect == Rect(5, 9, 50, 20)
    assert second.version == 4
    with pytest.raises(PictureMissed):
        reader.read({**rest, "number": 4, "moved": moved})
    assert reader.read({**rest, "number": 3, "moved": moved}).boxes == second.boxes


NONSENSE: list[dict[str, Any]] = [
    {},
    {**WHOLE, "boxes": [{"f": 1}]},
    {**WHOLE, "zones": [{**ZONE, "arrangement": "?"}]},
]


@pytest.mark.parametrize("nonsense", NONSENSE)
def test_what_is_no_picture_is_refused(nonsense: dict[str, Any]) -> None:
    with pytest.raises((KeyError, TypeError, ValueError, IndexError)):
        picture_from_json(nonsense)

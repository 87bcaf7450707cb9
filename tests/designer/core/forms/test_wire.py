"""Changes survive the way through JSON."""

from __future__ import annotations

import json
from typing import Any

import pytest

from formwright.designer.core.forms.changes import UNSET, SetProperty
from formwright.designer.core.forms.wire import KINDS, change_from_json, change_to_json
from tests.designer.core.forms.test_document import STEPS


@pytest.mark.parametrize("change", STEPS, ids=lambda change: type(change).__name__)
def test_a_change_survives_json(change: Any) -> None:
    assert change_from_json(json.loads(json.dumps(change_to_json(change)))) == change


def test_every_kind_is_among_those_tried() -> None:
    assert {type(change) for change in STEPS} == set(KINDS.values())


def test_no_value_is_not_none() -> None:
    assert "value" not in change_to_json(SetProperty("a", "text", UNSET))
    assert change_to_json(SetProperty("a", "text", None))["value"] is None

"""A form with a template worth editing, in a real app folder."""

from __future__ import annotations

from pathlib import Path

import pytest

from formwright.designer.core.forms.design import Design, Designs
from formwright.designer.core.project import Project
from tests.designer.sample import make_app

TEMPLATE = """\
# Written by hand.
container:
  type: ColumnPanel
  properties: {}
components:
- type: Label
  name: heading
  properties:
    text: Orders   # what people see
    bold: true
- type: ColumnPanel
  name: card
  properties: {role: card}
  components:
  - type: TextBox
    name: amount_box
    properties: {placeholder: Amount}
    data_bindings:
    - {property: text, code: 'self.item["amount"]', writeback: true}
  - type: Button
    name: send_button
    properties: {text: Send}
    event_bindings: {click: send_button_click}
is_package: true
"""
CODE = """\
from ._anvil_designer import OrdersTemplate


class Orders(OrdersTemplate):
    def __init__(self, **properties):
        self.init_components(**properties)

    def send_button_click(self, **event_args):
        self.heading.text = self.amount_box.text
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    app = make_app(tmp_path / "Counter")
    form = app / "client_code" / "Orders"
    form.mkdir()
    (form / "form_template.yaml").write_text(TEMPLATE)
    (form / "__init__.py").write_text(CODE)
    return app


@pytest.fixture
def project(folder: Path) -> Project:
    return Project(folder)


@pytest.fixture
def designs(project: Project) -> Designs:
    return Designs(project)


@pytest.fixture
def design(designs: Designs) -> Design:
    found = designs.show("Orders")
    assert found is not None
    return found

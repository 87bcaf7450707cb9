"""What numpy, pandas and plotly make on the server arrives in a page as plain values and as a picture."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from formwright.runtime.pythons.local_settings import LocalSettings
from tests.browser.test_served import opened
from tests.server.sample_app import write_app
from tests.server.served import serve

FORM = """\
from ._anvil_designer import Form1Template
from anvil import *
import anvil.server


class Form1(Form1Template):
    def __init__(self, **properties):
        self.init_components(**properties)
        found = anvil.server.call("measured")
        figure = found.pop("figure")
        self.add_component(Label(text=repr(found)))
        self.add_component(Label(text=f"heights {figure['data'][0]['y']}"))
        self.add_component(Plot(figure=figure))
        try:
            anvil.server.call("table")
        except anvil.server.SerializationError as error:
            self.add_component(Label(text=str(error)))
"""
SERVER = """\
import anvil.server
import numpy
import pandas
import plotly.graph_objects as go

TABLE = pandas.DataFrame({"height": [1.5, 2.5, 4.0], "name": ["a", "b", "c"]})

@anvil.server.callable
def measured():
    return {
        "mean": TABLE["height"].mean(),
        "count": numpy.int64(3),
        "rows": TABLE.to_dict("records")[:1],
        "matrix": numpy.eye(2),
        "missing": pandas.NaT,
        "figure": go.Figure(go.Bar(x=TABLE["name"], y=TABLE["height"])),
    }

@anvil.server.callable
def table():
    return {"all": TABLE}
"""


@pytest.mark.parametrize("persistent", [False, True], ids=["per-call", "persistent"])
def test_numbers_tables_and_figures_of_the_server(
    browser: Browser, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, persistent: bool
) -> None:
    app = write_app(tmp_path / "sample")
    (app / "client_code" / "Form1" / "__init__.py").write_text(FORM)
    (app / "server_code" / "Server.py").write_text(SERVER)
    if persistent:
        manifest = app / "anvil.yaml"
        manifest.write_text(
            manifest.read_text().replace("{version: 2,", "{version: 2, server_persist: true,")
        )
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    LocalSettings.of_user().choose_python(app, Path(sys.executable))  # the one that has the libraries
    with serve(app) as served:
        page = opened(browser, served.url)
        mean = 8 / 3
        plain = (
            f"{{'mean': {mean!r}, 'count': 3, 'rows': [{{'height': 1.5, 'name': 'a'}}], "
            "'matrix': [[1.0, 0.0], [0.0, 1.0]], 'missing': None}"
        )
        expect(page.get_by_text(plain, exact=True)).to_be_visible()
        expect(page.get_by_text("heights [1.5, 2.5, 4.0]")).to_be_visible()
        expect(page.locator(".js-plotly-plot .bars .point")).to_have_count(3)
        expect(page.get_by_text("result['all'] is of type pandas.DataFrame")).to_be_visible()
        page.context.close()

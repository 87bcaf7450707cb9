"""What `/_/app` gives away, and what it keeps."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest

from formwright.runtime.appfiles import load_app
from formwright.runtime.server.delivery import describe, make_bundle
from tests.server.sample_app import SECRETS, write_app


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write_app(tmp_path / "sample")


def described(folder: Path) -> dict[str, Any]:
    data: dict[str, Any] = json.loads(make_bundle(describe(load_app(folder))).body)
    return data


def test_the_client_part_is_all_there(folder: Path) -> None:
    data = described(folder)
    modules = {module["name"]: module for module in data["modules"]}
    assert set(modules) == {"Form1", "Shared"}
    assert modules["Form1"]["path"] == "client_code/Form1/__init__.py"
    assert modules["Form1"]["is_package"] is True
    assert "CLIENT-SOURCE" in modules["Form1"]["source"]
    assert data["forms"]["Form1"]["components"][0]["properties"] == {"text": "Hello"}
    assert data["package"] == "Sample"
    assert data["startup"] == {"type": "form", "module": "Form1"}
    assert data["runtime_version"] == 2
    assert data["theme"]["css"] is True
    assert data["theme"]["colors"]["Primary 500"] == "#1565c0"
    assert data["theme"]["roles"] == [{"name": "card", "title": "Card", "components": ["ColumnPanel"]}]
    assert "anvil-slot" in data["theme"]["html"]["standard-page.html"]
    assert data["config"] == {"/runtime/services/anvil/email.yml": {"visible": True}}


def test_nothing_of_the_server_is_there(folder: Path) -> None:
    body = make_bundle(describe(load_app(folder))).body.decode()
    assert [secret for secret in SECRETS if secret in body] == []
    assert "server_code" not in body


@pytest.mark.skipif(not hasattr(os, "symlink"), reason="needs symbolic links")
def test_links_out_of_the_client_folder_are_not_followed(folder: Path) -> None:
    (folder / "client_code" / "Leak.py").symlink_to(folder / "server_code" / "Server.py")
    (folder / "client_code" / "Packed").symlink_to(folder / "server_code" / "deep", target_is_directory=True)
    (folder / "theme" / "assets" / "leak.html").symlink_to(folder / "server_code" / "Server.py")
    body = make_bundle(describe(load_app(folder))).body.decode()
    assert [secret for secret in SECRETS if secret in body] == []


def test_the_etag_follows_the_content(folder: Path) -> None:
    before = make_bundle(describe(load_app(folder))).etag
    assert make_bundle(describe(load_app(folder))).etag == before
    (folder / "server_code" / "Server.py").write_text("changed = 1\n")
    assert make_bundle(describe(load_app(folder))).etag == before
    (folder / "client_code" / "Shared.py").write_text("RATE = 4\n")
    assert make_bundle(describe(load_app(folder))).etag != before


def test_half_a_surrogate_pair_survives(folder: Path) -> None:
    form = folder / "client_code" / "Form1" / "form_template.yaml"
    form.write_text(
        "container: {type: ColumnPanel}\n"
        'components:\n- {type: Label, name: l, properties: {text: "\\ud83d\\ude00"}}\n'
    )
    assert described(folder)["forms"]["Form1"]["components"][0]["properties"]["text"]


def test_a_broken_manifest_still_delivers_something(folder: Path) -> None:
    (folder / "anvil.yaml").write_text("name: [unfinished\n")
    data = described(folder)
    assert {module["name"] for module in data["modules"]} == {"Form1", "Shared"}

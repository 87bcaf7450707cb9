"""What may run is remembered outside the apps, and what an app may do is said before it runs."""

from __future__ import annotations

from pathlib import Path

from formwright.designer.core.preferences import Preferences
from formwright.designer.core.trust import Trust, what_it_may_do
from formwright.designer.core.workspace import Workspace
from formwright.runtime.appfiles import load_app
from tests.designer.sample import make_app


def test_an_allowed_app_is_remembered_by_its_real_place(tmp_path: Path) -> None:
    app = make_app(tmp_path / "App")
    trust = Trust(tmp_path / "state" / "trusted.json")
    assert not trust.trusts(app)
    trust.allow(app)
    again = Trust(tmp_path / "state" / "trusted.json")
    assert again.trusts(app)
    assert again.trusts(app / ".." / "App")
    assert not again.trusts(tmp_path)


def test_a_broken_record_means_asking_again(tmp_path: Path) -> None:
    file = tmp_path / "trusted.json"
    file.write_text("{broken", "utf-8")
    trust = Trust(file)
    assert not trust.trusts(tmp_path)
    trust.allow(tmp_path)
    assert trust.trusts(tmp_path)


def test_the_question_names_what_runs_with_the_users_rights(tmp_path: Path) -> None:
    app = make_app(tmp_path / "App")
    (app / "server_code").mkdir(exist_ok=True)
    (app / "server_code" / "Payments.py").write_text("", "utf-8")
    (app / "server_code" / "requirements.txt").write_text("requests\n", "utf-8")
    question = what_it_may_do(load_app(app))
    assert "Payments" in question
    assert "with your rights" in question
    assert "packages" in question


def test_only_what_was_made_here_is_trusted(tmp_path: Path) -> None:
    made: list[Path] = []
    preferences = Preferences(tmp_path / "preferences.json")
    preferences.update(workspace=str(tmp_path / "apps"))
    workspace = Workspace(preferences, made.append)
    example = workspace.clone("hello", lambda *_: None)
    fresh = workspace.new_app("Mine", lambda *_: None)
    workspace.clone(str(example), lambda *_: None)  # a folder: whose code it is nobody knows
    assert made == [example, fresh]

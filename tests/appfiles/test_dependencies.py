"""Apps that depend on apps: where they are found, in which order, and what can be wrong. A05, A06."""

from __future__ import annotations

from pathlib import Path

import pytest

from formwright.runtime.appfiles import load_app
from formwright.runtime.appfiles.dependency_option import BadDependency, dependency_folders
from formwright.runtime.spec.app import App


def write(root: Path, folder: str, *wanted: str, version: int = 2, package: str = "") -> Path:
    lines = [f"name: {folder.title()}", f"package_name: {package or folder}"]
    lines.append(f"runtime_options: {{version: {version}}}")
    if wanted:
        lines.append("dependencies:")
        lines += [f"- {each}" for each in wanted]
    target = root / folder
    (target / "client_code").mkdir(parents=True)
    (target / "server_code").mkdir()
    (target / "client_code" / "Shared.py").write_text(f"owner = {folder!r}\n")
    (target / "server_code" / "Work.py").write_text("")
    (target / "anvil.yaml").write_text("\n".join(lines) + "\n")
    return target


def on(package: str, version: str = "", identity: str = "") -> str:
    chosen = f", version: {version}" if version else ""
    return (
        f"{{dep_id: {identity or 'dep_' + package}{chosen}, resolution_hints: {{package_name: {package}}}}}"
    )


def packages(app: App) -> list[str]:
    return [each.app.package for each in app.dependencies]


def codes(app: App) -> list[tuple[str, str]]:
    return [(problem.code, problem.severity) for problem in app.problems]


def test_dependencies_are_found_beside_the_app_leaves_first(tmp_path: Path) -> None:
    app = write(tmp_path, "main", on("b"), on("a"))
    write(tmp_path, "a")
    write(tmp_path, "b", on("c"))
    write(tmp_path, "c", on("main"))  # back at the app that runs: ignored
    loaded = load_app(app)
    assert loaded.problems == ()
    assert packages(loaded) == ["c", "b", "a"]
    assert loaded.dependencies[1].ids == ("dep_b", "b")
    paths = [(module.package, module.path) for module in loaded.dependencies[0].modules]
    assert paths == [("c", "../c/client_code/Shared.py"), ("c", "../c/server_code/Work.py")]


def test_a_missing_dependency_is_named_with_its_line(tmp_path: Path) -> None:
    app = load_app(write(tmp_path, "main", on("nowhere")))
    (problem,) = app.problems
    assert (problem.code, problem.path, problem.line) == ("dependency-missing", "anvil.yaml", 5)
    assert "--dep-id dep_nowhere=FOLDER" in problem.remedy


def test_folders_that_somebody_chose_come_first(tmp_path: Path) -> None:
    app = write(tmp_path, "main", on("lib"))
    write(tmp_path, "lib")
    other = write(tmp_path / "elsewhere", "other", package="lib")
    loaded = load_app(app, dependency_folders([f"dep_lib={other}"]))
    assert loaded.dependencies[0].app.folder == other
    assert load_app(app).dependencies[0].app.folder == tmp_path / "lib"
    with pytest.raises(BadDependency, match="ID=FOLDER"):
        dependency_folders(["lib"])
    with pytest.raises(BadDependency, match="no app"):
        dependency_folders([f"lib={tmp_path}"])


def test_A05_one_dependency_in_two_versions_is_an_error(tmp_path: Path) -> None:
    app = write(tmp_path, "main", on("a", "{version_tag: v1}"), on("b"))
    write(tmp_path, "a")
    write(tmp_path, "b", on("a", "{version_tag: v2}"))
    loaded = load_app(app)
    assert codes(loaded) == [("dependency-versions", "error")]
    assert "version v1 by Main, version v2 by B" in loaded.problems[0].message
    assert packages(loaded) == ["a", "b"]


@pytest.mark.parametrize(("version", "severity"), [(3, "error"), (2, "warning")])
def test_A06_two_apps_of_one_package_name(tmp_path: Path, version: int, severity: str) -> None:
    app = write(tmp_path, "main", on("x", identity="one"), on("y", identity="two"), version=version)
    write(tmp_path, "one", package="same")
    write(tmp_path, "two", package="same")
    loaded = load_app(app)
    assert codes(loaded) == [("package-clash", severity)]
    assert packages(loaded) == ["same"]


def test_a_circle_is_an_error_and_ends(tmp_path: Path) -> None:
    app = write(tmp_path, "main", on("a"))
    write(tmp_path, "a", on("b"))
    write(tmp_path, "b", on("a"))
    loaded = load_app(app)
    assert codes(loaded) == [("dependency-cycle", "error")]
    assert loaded.problems[0].path == "../b/anvil.yaml"
    assert packages(loaded) == ["b", "a"]


def test_what_a_dependency_would_start_with_does_not_matter(tmp_path: Path) -> None:
    app = write(tmp_path, "main", on("parts"))
    with (write(tmp_path, "parts") / "anvil.yaml").open("a") as manifest:
        manifest.write("startup_form: NotHere\n")
    loaded = load_app(app)
    assert loaded.problems == ()
    assert codes(loaded.dependencies[0].app) == [("startup-missing", "error")]

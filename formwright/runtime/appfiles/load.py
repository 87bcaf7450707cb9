"""Reads an app folder into the App model.

Responsible for: finding the files of an app in its current and older layouts, and turning everything that
cannot be read into a Problem, so that one broken file never hides the rest.
May not: write, or run any of the app's code. Process: designer, host, command line.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from formwright.runtime.appfiles.dependencies import with_dependencies
from formwright.runtime.appfiles.html_form import read_html_form
from formwright.runtime.appfiles.manifest import MANIFEST, read_manifest
from formwright.runtime.appfiles.text import UnreadableText, decode, decode_python
from formwright.runtime.appfiles.theme import PARAMETERS, read_theme
from formwright.runtime.appfiles.tree import walk_files
from formwright.runtime.appfiles.yaml_text import YamlError, parse
from formwright.runtime.spec.app import App, FormFile, Json, Manifest, Module, Problem, Severity, Side

CLIENT = "client_code"
SERVER = "server_code"
CONFLICTS = "CONFLICTS.yaml"
#: The oldest layout keeps one file per class in these folders.
OLD_CLIENT = ("forms", "modules")
OLD_SERVER = ("server_modules",)


def load_app(folder: Path | str, dependency_folders: Mapping[str, Path] | None = None) -> App:
    """The app in `folder`, with the apps that it depends on: those in `dependency_folders`, by id, else those
    beside it. Never raises for what the folder holds or lacks: see `App.problems`.
    """
    app = load_alone(Path(folder).absolute())
    return with_dependencies(app, dependency_folders or {}, load_alone)


def load_alone(folder: Path) -> App:
    return _Loading(folder).load()


@dataclass
class _Loading:
    folder: Path
    problems: list[Problem] = field(default_factory=list)
    modules: dict[tuple[Side, str], Module] = field(default_factory=dict)
    form_files: dict[str, FormFile] = field(default_factory=dict)
    forms: dict[str, Mapping[str, Json]] = field(default_factory=dict)

    def load(self) -> App:
        manifest = self._manifest()
        if (self.folder / CONFLICTS).exists():
            self._report(
                CONFLICTS,
                "conflicts",
                "the app has an unfinished merge and cannot be loaded",
                "Resolve the conflicts that CONFLICTS.yaml lists with your Git tool, delete it, reopen.",
            )
            return App(self.folder, manifest, problems=tuple(self.problems))
        if self.folder.is_dir():
            self._code()
        theme = read_theme(self.folder, self._yaml(PARAMETERS) if self._exists(PARAMETERS) else None)
        self._startup_exists(manifest)
        return App(
            folder=self.folder,
            manifest=manifest,
            client=self._sorted("client"),
            server=self._sorted("server"),
            forms=dict(sorted(self.forms.items())),
            theme=theme,
            problems=tuple(self.problems),
            form_files=dict(sorted(self.form_files.items())),
        )

    def _manifest(self) -> Manifest:
        data: Json = None
        if not self.folder.is_dir():
            self._report("", "no-folder", f"there is no folder {self.folder}", "Check the path.")
        elif not self._exists(MANIFEST):
            self._report(
                "",
                "no-manifest",
                f"{self.folder.name} is not an app: it has no anvil.yaml",
                "Choose the folder that holds anvil.yaml and client_code, or make a new app.",
            )
        else:
            data = self._yaml(MANIFEST)
        manifest, problems = read_manifest(data, self.folder.name)
        self.problems.extend(problems)
        return manifest

    # Code -------------------------------------------------------------------------------------------------

    def _code(self) -> None:
        old = not (self.folder / CLIENT).is_dir() and any(
            (self.folder / name).is_dir() for name in OLD_CLIENT
        )
        for below in OLD_CLIENT if old else (CLIENT,):
            self._tree(below, "client")
        for below in (SERVER, *(OLD_SERVER if old else ())):
            self._tree(below, "server")
        if old:
            self._report(
                "",
                "old-layout",
                "the app uses Anvil's oldest folder layout",
                "It runs as it is. New files go to client_code and server_code only after moving all there.",
                severity="warning",
            )
        clashes = {
            name for side, name in self.modules if side == "client" and ("server", name) in self.modules
        }
        for name in sorted(clashes):
            module = self.modules["server", name]
            self._report(
                module.path,
                "name-hidden",
                f"the Server Module {name} hides the client module of the same name on the server",
                "Rename one of them.",
                severity="warning",
            )

    def _tree(self, below: str, side: Side) -> None:
        paths = list(walk_files(self.folder, below))
        present = set(paths)
        for path in paths:
            suffix = PurePosixPath(path).suffix
            if suffix == ".py":
                self._module(path, below, side)
        for path in paths:
            if side == "client" and PurePosixPath(path).suffix in (".yaml", ".html"):
                self._form(path, below, present)

    def _module(self, path: str, below: str, side: Side) -> None:
        name, is_package = _dotted(path, below)
        if not name:
            return  # `client_code/__init__.py`: written by some tools, loaded by none
        if not _importable(name):
            self._report(
                path,
                "module-name",
                f"{name!r} is not a Python name, so no code can import this file",
                "Rename it with letters, digits and underscores.",
                severity="warning",
            )
            return
        try:
            source = decode_python((self.folder / path).read_bytes()).content
        except UnreadableText as error:
            self._report(path, "encoding", str(error), "Save the file as UTF-8.", error.line)
            return
        except OSError as error:
            self._unreadable(path, error)
            return
        other = self.modules.get((side, name))
        if other is not None:
            self._report(
                path,
                "duplicate-module",
                f"{name} exists twice: {other.path} is the other",
                "Delete or rename one of the two; Python would load the package.",
            )
            if other.is_package:
                return
        self.modules[side, name] = Module(name, path, source, is_package, side)

    def _form(self, path: str, below: str, present: set[str]) -> None:
        pure = PurePosixPath(path)
        is_package = pure.stem == "form_template"
        code_path = str(pure.with_name("__init__.py") if is_package else pure.with_suffix(".py"))
        name = _dotted(code_path, below)[0]
        has_code = code_path in present
        if not name or not _importable(name) or (pure.suffix == ".html" and not has_code):
            return
        if pure.suffix == ".yaml":
            if str(pure.with_suffix(".html")) in present and has_code:
                return  # the HTML template wins; the YAML beside it is not used
            template = self._yaml(path)
            if not isinstance(template, dict) or not ("container" in template or "layout" in template):
                if template is not None and (is_package or has_code):
                    self._report(
                        path, "template-shape", "the template has no container and no layout", _SHAPE
                    )
                if not (is_package or has_code):
                    return
            else:
                self.forms[name] = template
                has_code = self._embedded_code(name, template, path) or has_code
        else:
            self._html_form(name, path)
        self.form_files[name] = FormFile(
            name,
            path,
            code_path if code_path in present else None,
            "html" if pure.suffix == ".html" else "yaml",
            is_package,
        )
        if not has_code:
            self._report(
                path,
                "no-code",
                f"the form {name} has no Python file",
                f"Add {code_path} with a class {name.rpartition('.')[2]}, or delete the template.",
            )

    def _html_form(self, name: str, path: str) -> None:
        try:
            form = read_html_form(decode((self.folder / path).read_bytes()).content)
        except UnreadableText as error:
            self._report(path, "encoding", str(error), "Save the file as UTF-8.", error.line)
            return
        except OSError as error:
            self._unreadable(path, error)
            return
        self.forms[name] = form.template
        for fault in form.faults:
            self._report(
                path, "html-form", fault.message, fault.remedy, fault.line, fault.column, fault.severity
            )

    def _embedded_code(self, name: str, template: Mapping[str, Json], path: str) -> bool:
        """The oldest exports keep the class inside the template."""
        code = template.get("code")
        if not isinstance(code, str) or ("client", name) in self.modules:
            return False
        self.modules["client", name] = Module(name, path, code, False, "client")
        return True

    def _startup_exists(self, manifest: Manifest) -> None:
        startup = manifest.startup
        if startup is None or not self.modules:
            return
        name = startup.module.removeprefix(f"{manifest.package_name}.")
        if ("client", name) not in self.modules and name not in self.form_files:
            self._report(
                MANIFEST,
                "startup-missing",
                f"the startup {startup.type} {startup.module} does not exist",
                "Choose another one: right-click a Form, Set as startup.",
            )

    # Files ------------------------------------------------------------------------------------------------

    def _yaml(self, path: str) -> Json:
        try:
            document = parse(decode((self.folder / path).read_bytes()).content)
        except UnreadableText as error:
            self._report(path, "encoding", str(error), "Save the file as UTF-8.", error.line)
            return None
        except YamlError as error:
            remedy = "Open the file as text and mend that line, or restore it from version control."
            self._report(
                path, "yaml-syntax", f"not valid YAML: {error.reason}", remedy, error.line, error.column
            )
            return None
        except OSError as error:
            self._unreadable(path, error)
            return None
        for notice in document.notices:
            self._report(
                path,
                "yaml-duplicate-key",
                notice.message,
                "Delete the other one.",
                notice.line,
                notice.column,
                severity="warning",
            )
        return document.data

    def _exists(self, path: str) -> bool:
        return (self.folder / path).is_file()

    def _unreadable(self, path: str, error: OSError) -> None:
        reason = error.strerror or str(error)
        self._report(path, "unreadable", f"cannot be read: {reason}", "Check the file's permissions.")

    def _report(
        self,
        path: str,
        code: str,
        message: str,
        remedy: str,
        line: int = 0,
        column: int = 0,
        severity: Severity = "error",
    ) -> None:
        self.problems.append(Problem(path, line, column, severity, code, message, remedy))

    def _sorted(self, side: Side) -> tuple[Module, ...]:
        found = (module for (where, _), module in self.modules.items() if where == side)
        return tuple(sorted(found, key=lambda module: module.name))


_SHAPE = "A template starts with `container:` or `layout:`. Restore it from version control."


def _dotted(path: str, below: str) -> tuple[str, bool]:
    parts = list(PurePosixPath(path).relative_to(below).with_suffix("").parts)
    is_package = parts[-1] == "__init__"
    return ".".join(parts[:-1] if is_package else parts), is_package


def _importable(name: str) -> bool:
    return all(part.isidentifier() for part in name.split("."))

"""Imports of app code: modules from the bundle, `_anvil_designer`, the `anvil` package.

Responsible for one meta path finder and for dropping app modules before a restart. Code objects are kept by
source, so that a restart compiles only what changed. May not run anything but the module asked for. Runs in
the page.
"""

from __future__ import annotations

import importlib
import linecache
import sys
from collections.abc import Callable, Mapping, Sequence
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec, PathFinder
from types import CodeType, ModuleType

from formwright.runtime import client
from formwright.runtime.client.bundle import Bundle, ClientModule
from formwright.runtime.client.implicit_relative import compile_module

DESIGNER = "_anvil_designer"
_STAND_INS = ("plotly", "stripe")
Found = tuple[Bundle, str]
TemplateClass = Callable[[Bundle, str], type]


class CodeCache:
    """Compiled modules by path and source; survives restarts."""

    def __init__(self) -> None:
        self._codes: dict[str, tuple[str, CodeType]] = {}

    def get(self, module: ClientModule, names: frozenset[str]) -> CodeType:
        known = self._codes.get(module.path)
        if known is not None and known[0] == module.source:
            return known[1]
        lines = module.source.splitlines(keepends=True)
        linecache.cache[module.path] = (len(module.source), None, lines, module.path)
        code = compile_module(module, names)
        self._codes[module.path] = (module.source, code)
        return code


class AppFinder(MetaPathFinder, Loader):
    """Finds modules of the app by package name, and those of the main app by their short names too."""

    def __init__(self, bundle: Bundle, codes: CodeCache, template_class: TemplateClass) -> None:
        self._main = bundle
        self._bundles = {each.package: each for each in (*bundle.dependencies, bundle)}
        self._codes = codes
        self._template_class = template_class
        self.paths = frozenset(m.path for each in self._bundles.values() for m in each.modules.values())

    # --- finding -----------------------------------------------------------------------------------------

    def find_spec(
        self,
        fullname: str,
        path: Sequence[str] | None = None,  # noqa: ARG002 (the protocol's signature)
        target: ModuleType | None = None,  # noqa: ARG002
    ) -> ModuleSpec | None:
        package, _, name = fullname.partition(".")
        bundle = self._bundles.get(package)
        if bundle is not None:
            return self._spec(fullname, bundle, name)
        if self._kind(self._main, fullname) and package not in sys.stdlib_module_names:
            return ModuleSpec(fullname, _Alias(f"{self._main.package}.{fullname}"))
        return None

    def _kind(self, bundle: Bundle, name: str) -> str:
        """ "module", "package", "folder" (without a file), "designer", or empty."""
        if not name:
            return "folder"
        module = bundle.modules.get(name)
        if module is not None:
            return "package" if module.is_package else "module"
        if any(other.startswith(name + ".") for other in bundle.modules):
            return "folder"
        parent, _, leaf = ("." + name).rpartition(".")
        return (
            "designer" if leaf == DESIGNER and self._kind(bundle, parent[1:]) in ("package", "folder") else ""
        )

    def _spec(self, fullname: str, bundle: Bundle, name: str) -> ModuleSpec | None:
        kind = self._kind(bundle, name)
        if not kind:
            return None
        module = bundle.modules.get(name)
        spec = ModuleSpec(
            fullname, self, origin=module.path if module else None, is_package=kind in ("package", "folder")
        )
        if module is not None:
            spec.has_location = True
        return spec

    # --- loading -----------------------------------------------------------------------------------------

    def create_module(self, spec: ModuleSpec) -> ModuleType | None:
        bundle, name = self._locate(spec.name)
        if self._kind(bundle, name) == "designer":
            return DesignerModule(spec.name, self._forms_of(bundle, name))
        return None

    def exec_module(self, module: ModuleType) -> None:
        spec = module.__spec__
        assert spec is not None
        bundle, name = self._locate(spec.name)
        source = bundle.modules.get(name)
        if source is None:
            return
        if bundle is self._main and name.partition(".")[0] not in sys.stdlib_module_names:
            sys.modules[name] = module  # `import Module1` is the same object, also while it is being imported
        try:
            exec(self.code(bundle, source), module.__dict__)
        except BaseException:
            if sys.modules.get(name) is module:
                del sys.modules[name]
            raise

    def code(self, bundle: Bundle, module: ClientModule) -> CodeType:
        parent = module.name if module.is_package else module.name.rpartition(".")[0]
        prefix = f"{parent}." if parent else ""
        siblings = (n[len(prefix) :] for n in bundle.modules if n.startswith(prefix))
        return self._codes.get(
            module, frozenset(n for n in siblings if n and "." not in n) if parent else frozenset()
        )

    def get_source(self, fullname: str) -> str | None:
        bundle, name = self._locate(fullname)
        module = bundle.modules.get(name)
        return module.source if module is not None else None

    def _locate(self, fullname: str) -> Found:
        package, _, name = fullname.partition(".")
        return self._bundles[package], name

    def _forms_of(self, bundle: Bundle, designer: str) -> Callable[[], Mapping[str, Callable[[], type]]]:
        """The forms whose code imports from this `_anvil_designer`: the package's own, or modules in it."""
        parent = designer.rpartition(".")[0]
        module = bundle.modules.get(parent)

        def forms() -> Mapping[str, Callable[[], type]]:
            found = {}
            for name in bundle.forms:
                code = bundle.modules.get(name)
                home = name if code is None or code.is_package else name.rpartition(".")[0]
                if home == parent or (module is None and name.rpartition(".")[0] == parent):
                    found[f"{name.rpartition('.')[2]}Template"] = lambda name=name: self._template_class(
                        bundle, name
                    )
            return found

        return forms

    # --- life --------------------------------------------------------------------------------------------

    def install(self) -> None:
        sys.meta_path.insert(0, self)

    def remove(self) -> None:
        """Forgets every module of the app, under all of its names."""
        if self in sys.meta_path:
            sys.meta_path.remove(self)
        mine = [
            n for n, m in sys.modules.items() if n.partition(".")[0] in self._bundles or self._is_alias(n, m)
        ]
        for name in mine:
            del sys.modules[name]

    def _is_alias(self, name: str, module: ModuleType) -> bool:
        spec = getattr(module, "__spec__", None)
        return spec is not None and spec.name == f"{self._main.package}.{name}"


class DesignerModule(ModuleType):
    """`_anvil_designer` of one package: one class per form, made when it is asked for."""

    def __init__(self, name: str, forms: Callable[[], Mapping[str, Callable[[], type]]]) -> None:
        super().__init__(name)
        self._fw_forms = forms

    def __getattr__(self, name: str) -> object:
        if name.startswith("__"):
            raise AttributeError(name)
        make = self._fw_forms().get(name)
        if make is None:
            known = ", ".join(sorted(self._fw_forms())) or "none"
            raise RuntimeError(
                f"{self.__name__} has no {name!r} (it has: {known}). Was the form renamed? The import must "
                "name the form's own template."
            )
        made = make()
        setattr(self, name, made)
        return made


class _Alias(Loader):
    """A second name for a module."""

    def __init__(self, real: str) -> None:
        self._real = real

    def exec_module(self, module: ModuleType) -> None:
        spec = module.__spec__
        assert spec is not None
        sys.modules[spec.name] = importlib.import_module(self._real)


class AnvilFinder(MetaPathFinder):
    """`anvil`: the client side of the API, whose files live in `client/anvil/`."""

    def find_spec(
        self,
        fullname: str,
        path: Sequence[str] | None = None,  # noqa: ARG002 (the protocol's signature)
        target: ModuleType | None = None,  # noqa: ARG002
    ) -> ModuleSpec | None:
        if fullname != "anvil":
            return None
        return PathFinder.find_spec("anvil", list(client.__path__))


class StandInFinder(MetaPathFinder):
    """Packages that apps find in a browser although nobody installed them: asked last."""

    def find_spec(
        self,
        fullname: str,
        path: Sequence[str] | None = None,  # noqa: ARG002 (the protocol's signature)
        target: ModuleType | None = None,  # noqa: ARG002
    ) -> ModuleSpec | None:
        if fullname == "tables":  # as apps of the first years spell `anvil.tables`
            return ModuleSpec(fullname, _Alias("anvil.tables"))
        return PathFinder.find_spec(fullname, list(client.__path__)) if fullname in _STAND_INS else None


def install_anvil() -> None:
    if not any(isinstance(finder, AnvilFinder) for finder in sys.meta_path):
        sys.meta_path.insert(0, AnvilFinder())
    if not any(isinstance(finder, StandInFinder) for finder in sys.meta_path):
        sys.meta_path.append(StandInFinder())

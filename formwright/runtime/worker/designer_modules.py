"""`_anvil_designer` on the server: importable, so that modules can share code with forms; forms cannot run.

Process: worker.
"""

from __future__ import annotations

from importlib.abc import Loader
from importlib.machinery import ModuleSpec
from types import ModuleType

from formwright.runtime.worker.client_only import stub_class

DESIGNER_MODULE = "_anvil_designer"


class _DesignerModule(ModuleType):
    def __getattr__(self, name: str) -> type:
        if not name.endswith("Template"):
            if name.startswith("__"):
                raise AttributeError(name)
            raise RuntimeError(
                f"{self.__name__} has no {name!r}: it holds one class per form, named like the form with "
                "'Template' behind. Was the import statement changed?"
            )
        made = stub_class(name)
        setattr(self, name, made)
        return made


class DesignerLoader(Loader):
    def create_module(self, spec: ModuleSpec) -> ModuleType:
        return _DesignerModule(spec.name)

    def exec_module(self, module: ModuleType) -> None:
        """Nothing to run: the classes are made when they are asked for."""

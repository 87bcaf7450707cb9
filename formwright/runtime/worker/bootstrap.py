"""First file a worker runs: makes `formwright` importable from its folder and nothing else of the host.

The folder that holds Formwright often is the host's site-packages, so it must not enter `sys.path`.
Process: worker, started with `-I`. Must stay readable by every Python, to refuse the old ones politely.
"""

import sys

if sys.hexversion < 0x03090000:
    sys.stderr.write("this is Python " + sys.version.split()[0] + "; server code needs 3.9 or newer\n")
    sys.exit(97)

import importlib.machinery
import importlib.util
import pathlib

_root = pathlib.Path(__file__).resolve().parents[2]

if _root.parent.name in ("site-packages", "dist-packages", "_internal"):
    # An installed program stays as it was installed; the app's packages keep their byte code as ever.
    _Loader, _ours = importlib.machinery.SourceFileLoader, str(_root)
    _write = _Loader.set_data
    _Loader.set_data = lambda self, path, data, **more: (  # type: ignore[method-assign]
        None if path.startswith(_ours) else _write(self, path, data, **more)
    )

_spec = importlib.util.spec_from_file_location(
    "formwright", str(_root / "__init__.py"), submodule_search_locations=[str(_root)]
)
assert _spec is not None and _spec.loader is not None
_module = importlib.util.module_from_spec(_spec)
sys.modules["formwright"] = _module
_spec.loader.exec_module(_module)

from formwright.runtime.worker.main import main  # noqa: E402

if __name__ == "__main__":  # not again in what multiprocessing starts
    main(sys.argv[1:])

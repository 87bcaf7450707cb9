// Compiles Python inside Pyodide itself, so that the .pyc files have its magic number: importing the standard
// library from source is four fifths of a stock Pyodide boot.
import fs from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";

// Never importable in a page (no processes, terminals, GUI toolkits) or of no use to an app there.
const DROP = [
  ..."unittest xmlrpc idlelib lib2to3 pydoc_data ensurepip venv turtledemo tkinter curses dbm _pyrepl wsgiref".split(" ").map((n) => `${n}/`),
  ..."multiprocessing sqlite3 ctypes site-packages".split(" ").map((n) => `${n}/`),
  ..."pydoc doctest pdb turtle smtplib poplib imaplib ftplib mailbox pickletools webbrowser cProfile profile pstats trace".split(" ").map((n) => `${n}.py`),
  ..."modulefinder this antigravity pyclbr zipapp pty tty _pyio socketserver http/server concurrent/futures/process".split(" ").map((n) => `${n}.py`),
  ..."big5 euc gb hz iso2022 johab shift tis hp kz koi mac_ iso8859_ cp ptcp palmos".split(" ").map((n) => `encodings/${n}`),
];
const KEEP = ["encodings/cp1252", "encodings/cp437", "encodings/iso8859_1.", "encodings/iso8859_15."];

const MAKE_ARCHIVE = `
import importlib.util, io, json, zipfile
from importlib._bootstrap_external import _code_to_hash_pyc

def make_archive(names, read, prefix):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        for name in names:
            data = read(name)
            if name.endswith(".py"):
                code = compile(data, prefix + name, "exec", dont_inherit=True, optimize=0)
                data, name = _code_to_hash_pyc(code, importlib.util.source_hash(data), False), name + "c"
            archive.writestr(zipfile.ZipInfo(name, (2026, 1, 1, 0, 0, 0)), bytes(data))
    return out.getvalue()

def standard_library(path, drop, keep):
    drop, keep = tuple(drop), tuple(keep)
    source = zipfile.ZipFile(path)
    names = [i.filename for i in source.infolist() if not i.is_dir()]
    names = [n for n in names if n.startswith(keep) or not n.startswith(drop)]
    return make_archive(names, source.read, "/lib/python314.zip/")

def library(folder):
    import pathlib
    root = pathlib.Path(folder)
    names = sorted(p.relative_to(root).as_posix() for p in root.rglob("*.py"))
    return make_archive(names, lambda n: (root / n).read_bytes(), "/lib/formwright.zip/")
`;

export class Compiler {
  constructor(package_, fastLibrary) {
    this.package = package_;
    this.fastLibrary = fastLibrary;
    this.pyodide = null;
  }

  async start() {
    if (this.pyodide) return this.pyodide;
    const { loadPyodide } = await import(pathToFileURL(path.join(this.package, "pyodide.mjs")));
    const options = fs.existsSync(this.fastLibrary) ? { stdLibURL: this.fastLibrary } : {};
    this.pyodide = await loadPyodide({ indexURL: this.package, ...options });
    this.pyodide.runPython(MAKE_ARCHIVE);
    return this.pyodide;
  }

  async standardLibrary(file) {
    const pyodide = await this.start();
    pyodide.FS.writeFile("/tmp/stdlib.zip", fs.readFileSync(file));
    return this.bytes(pyodide.globals.get("standard_library")("/tmp/stdlib.zip", pyodide.toPy(DROP), pyodide.toPy(KEEP)));
  }

  async archive(sources) {
    const pyodide = await this.start();
    for (const [name, data] of sources) {
      const target = `/tmp/library/${name}`;
      pyodide.FS.mkdirTree(path.posix.dirname(target));
      pyodide.FS.writeFile(target, data);
    }
    return this.bytes(pyodide.globals.get("library")("/tmp/library"));
  }

  bytes(proxy) {
    const data = proxy.toJs();
    proxy.destroy();
    return data;
  }
}

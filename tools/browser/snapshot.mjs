// Makes the memory snapshot from which pages boot, and proves that it comes back: Python with the standard and
// the client library imported. A program of its own: `node --experimental-wasm-jspi snapshot.mjs PYODIDE WEB RESTORE`.
// The flag for stack switching is baked into the memory, so node must have it (from version 24 on).
import fs from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";

const PAGE_SIZE = 65536;

// Modules that hold objects of JavaScript cannot be in it: `pyodide_dom` and both `browser` are imported by the page.
const IMPORT_ALL = `
import sys
sys.path.insert(0, "/lib/formwright.zip")
import gc, importlib, linecache, random, zlib
for name in ("session", "javascript", "media", "api", "design.studio"):
    importlib.import_module("formwright.runtime.client." + name)
gc.collect()
`;

const CHECK = `
import asyncio, sys
from pyodide.ffi import run_sync
assert "formwright.runtime.client.session" in sys.modules
import colorsys
import formwright.runtime.client.fake_dom
run_sync(asyncio.sleep(0.001))
sys.modules["formwright.runtime.client.session"].Session.__name__
`;

async function load(folder) {
  return (await import(pathToFileURL(path.join(folder, "pyodide.mjs")))).loadPyodide;
}

async function make(folder, web) {
  const loadPyodide = await load(folder);
  const python = await loadPyodide({ _makeSnapshot: true, indexURL: folder, stdLibURL: path.join(web, "stdlib.zip") });
  if (!python._module.jspiSupported) throw new Error("this node has no stack switching");
  python.FS.writeFile("/lib/formwright.zip", fs.readFileSync(path.join(web, "client.zip")));
  python.runPython(IMPORT_ALL);
  const memory = python.makeMemorySnapshot();
  let end = memory.length;
  while (end > 0 && memory[end - 1] === 0) end--;
  return memory.slice(0, Math.ceil(end / PAGE_SIZE) * PAGE_SIZE);
}

function emptyArchive(web) {
  const file = path.join(web, "empty.zip");
  fs.writeFileSync(file, Buffer.concat([Buffer.from("PK\x05\x06"), Buffer.alloc(18)]));
  return file;
}

async function prove(memory, folder, web, restore) {
  const { restorePython } = await import(pathToFileURL(restore));
  const { default: createModule } = await import(pathToFileURL(path.join(folder, "pyodide.asm.mjs")));
  const python = await restorePython({
    loadPyodide: await load(folder),
    createModule,
    memory: Promise.resolve(memory.buffer),
    standardLibrary: fs.readFileSync(path.join(web, "stdlib.zip")),
    clientLibrary: fs.readFileSync(path.join(web, "client.zip")),
    options: { indexURL: folder },
    empty: emptyArchive(web), // node reads no data: URL
  });
  if ((await python.runPythonAsync(CHECK)) !== "Session") throw new Error("what came back is not what was stored");
}

const [folder, web, restore] = process.argv.slice(2);
try {
  const memory = await make(folder, web);
  await prove(memory, folder, web, restore);
  fs.rmSync(path.join(web, "empty.zip"));
  fs.writeFileSync(path.join(web, "snapshot.bin"), memory);
  process.exit(0);
} catch (error) {
  console.error(String(error?.stack ?? error).slice(-2000));
  process.exit(1);
}

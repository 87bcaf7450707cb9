// Builds formwright/web/, everything the page loads: Pyodide, its standard library and the client library as
// .pyc archives, JavaScript, style sheets and fonts. `--if-needed` does nothing when no input has changed.
// Responsible for contents and digests only; serving is `runtime/server/`. Runs in node, offline.
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { snapshotNode } from "./browser/capable.mjs";
import { compressed } from "./browser/compress.mjs";
import { iconSheet } from "./browser/icons.mjs";
import { Compiler } from "./browser/pyc.mjs";
import { bootstrapSheet, robotoFiles, robotoSheet } from "./browser/sheets.mjs";

const ROOT = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "..");
const WEB = path.join(ROOT, "formwright/web");
const RUNTIME = path.join(ROOT, "formwright/runtime");
const PYODIDE = path.join(ROOT, "node_modules/pyodide");
const ICONS = path.join(ROOT, "node_modules/@fortawesome/fontawesome-free");
const MATERIAL = path.join(ROOT, "node_modules/material-icons");
const BOOTSTRAP = path.join(ROOT, "node_modules/bootstrap");
const SYMBOLS = path.join(ROOT, "node_modules/@fontsource/material-symbols-outlined");
const ROBOTO = path.join(ROOT, "node_modules/@fontsource-variable/roboto");
const PAGE = path.join(RUNTIME, "client/page");
// Third-party code that parts of the page load when they are first used: file of a package → name under lib/.
const THIRD_PARTY = {
  "dompurify/dist/purify.es.mjs": "purify.mjs",
  "jquery/dist/jquery.min.js": "jquery.js",
  "leaflet/dist/leaflet-src.esm.js": "leaflet.mjs",
  "leaflet/dist/leaflet.css": "leaflet.css",
  "markdown-it/dist/browser/markdown-it.esm.min.mjs": "markdown-it.mjs",
  "plotly.js-dist-min/plotly.min.js": "plotly.js",
};
const LIBRARY = ["spec", "protocol", "client"];
const BROTLI = process.argv.includes("--no-compress") ? null : WEB;
// What the page's <head> announces, so that everything downloads at once. Which style sheets come after the first
// depends on the app (`server/ground.py`).
const PRELOAD = [
  ...[["base.css", "style"], ["boot.mjs", "script"], ["batch.mjs", "script"], ["bridge.mjs", "script"], ["callbacks.mjs", "script"], ["channel.mjs", "script"], ["events.mjs", "script"], ["parts.mjs", "script"], ["restore.mjs", "script"], ["made.mjs", "script"]],
  ...[["pyodide.mjs", "script"], ["pyodide.asm.mjs", "script"], ["pyodide.asm.wasm", "fetch"], ["stdlib.zip", "fetch"], ["client.zip", "fetch"]],
].map(([href, as]) => ({ href, as }));

function filesUnder(folder, accept) {
  return fs
    .readdirSync(folder, { recursive: true })
    .map((name) => path.join(folder, name))
    .filter((file) => accept(file) && fs.statSync(file).isFile())
    .sort();
}

function digestOf(files, seed = "") {
  const hash = createHash("sha256").update(seed);
  for (const file of files) hash.update(path.relative(ROOT, file)).update("\0").update(fs.readFileSync(file)).update("\0");
  return hash.digest("hex").slice(0, 16);
}

function previousBuild() {
  try {
    return JSON.parse(fs.readFileSync(path.join(WEB, "build.json"), "utf8"));
  } catch {
    return {};
  }
}

function fail(text) {
  console.error(text);
  process.exit(1);
}

// Gives its size, or 0. Pages boot from it where they can; without one they import everything, which takes longer.
function makeSnapshot() {
  for (const name of ["snapshot.bin", "snapshot.bin.br"]) fs.rmSync(path.join(WEB, name), { force: true });
  if (maker === null) {
    console.error("No memory snapshot: it needs node 24. Pages start more slowly; everything else is as it should be.");
    return 0;
  }
  const script = path.join(ROOT, "tools/browser/snapshot.mjs");
  const made = spawnSync(maker[0], [...maker.slice(1), script, PYODIDE, WEB, path.join(PAGE, "restore.mjs")], { encoding: "utf8" });
  if (made.status !== 0) {
    console.error(`The memory snapshot failed; pages start more slowly.\n${made.stderr}`);
    return 0;
  }
  compressed(BROTLI, ["snapshot.bin"], 4); // large, and made at every build
  return fs.statSync(path.join(WEB, "snapshot.bin")).size;
}

for (const folder of [PYODIDE, ICONS, MATERIAL, SYMBOLS, BOOTSTRAP, ROBOTO])
  if (!fs.existsSync(path.join(folder, "package.json")))
    fail(`${path.relative(ROOT, folder)} is missing. Run \`npm ci\` in the project folder, then build again.`);

const python = (file) => file.endsWith(".py") && !file.includes("__pycache__");
const libraryFiles = [
  path.join(ROOT, "formwright/__init__.py"),
  path.join(RUNTIME, "__init__.py"),
  ...LIBRARY.flatMap((name) => filesUnder(path.join(RUNTIME, name), python)),
];
const pageFiles = filesUnder(PAGE, () => true);
const toolFiles = [fileURLToPath(import.meta.url), ...filesUnder(path.join(ROOT, "tools/browser"), () => true)];
const pyodideFiles = ["package.json", "python_stdlib.zip", "pyodide.asm.mjs", "pyodide.asm.wasm", "pyodide.mjs"].map(
  (name) => path.join(PYODIDE, name),
);
const thirdParty = Object.entries(THIRD_PARTY).map(([file, name]) => [path.join(ROOT, "node_modules", file), name]);
for (const [file] of thirdParty)
  if (!fs.existsSync(file)) fail(`${path.relative(ROOT, file)} is missing. Run \`npm ci\` in the project folder, then build again.`);
const packages = [ICONS, MATERIAL, SYMBOLS, BOOTSTRAP, ROBOTO].map((folder) => path.join(folder, "package.json"));
const baseDigest = digestOf([...pyodideFiles, ...packages, ...toolFiles, ...thirdParty.map(([file]) => file)]);
const maker = process.argv.includes("--no-snapshot") ? null : snapshotNode(ROOT);
const build = digestOf([...libraryFiles, ...pageFiles], baseDigest + (maker ? "" : "without snapshot"));
const before = previousBuild();
if (process.argv.includes("--if-needed") && before.build === build) process.exit(0);

const started = performance.now();
fs.mkdirSync(WEB, { recursive: true });
const compiler = new Compiler(PYODIDE, path.join(WEB, "stdlib.zip"));
if (before.base !== baseDigest) {
  for (const name of fs.readdirSync(WEB)) fs.rmSync(path.join(WEB, name), { recursive: true });
  for (const name of ["pyodide.asm.mjs", "pyodide.asm.wasm", "pyodide.mjs"])
    fs.copyFileSync(path.join(PYODIDE, name), path.join(WEB, name));
  const { info } = JSON.parse(fs.readFileSync(path.join(PYODIDE, "pyodide-lock.json"), "utf8"));
  fs.writeFileSync(path.join(WEB, "pyodide-lock.json"), JSON.stringify({ info, packages: {} }));
  fs.writeFileSync(path.join(WEB, "stdlib.zip"), await compiler.standardLibrary(path.join(PYODIDE, "python_stdlib.zip")));
  fs.mkdirSync(path.join(WEB, "fonts"), { recursive: true });
  for (const name of ["fa-solid-900", "fa-regular-400", "fa-brands-400", "fa-v4compatibility"])
    fs.copyFileSync(path.join(ICONS, `webfonts/${name}.woff2`), path.join(WEB, `fonts/${name}.woff2`));
  fs.copyFileSync(path.join(MATERIAL, "iconfont/material-icons.woff2"), path.join(WEB, "fonts/material-icons.woff2"));
  fs.copyFileSync(path.join(SYMBOLS, "files/material-symbols-outlined-latin-400-normal.woff2"), path.join(WEB, "fonts/material-symbols.woff2"));
  fs.copyFileSync(path.join(BOOTSTRAP, "dist/fonts/glyphicons-halflings-regular.woff2"), path.join(WEB, "fonts/glyphicons.woff2"));
  for (const [file, name] of robotoFiles(ROBOTO)) fs.copyFileSync(file, path.join(WEB, `fonts/${name}`));
  fs.writeFileSync(path.join(WEB, "icons.css"), iconSheet(ICONS));
  fs.writeFileSync(path.join(WEB, "roboto.css"), robotoSheet(ROBOTO));
  fs.mkdirSync(path.join(WEB, "lib"), { recursive: true });
  for (const [file, name] of thirdParty)
    fs.writeFileSync(path.join(WEB, "lib", name), fs.readFileSync(file, "utf8").replace(/\n?\/[/*][#@] sourceMappingURL=.*$/m, ""));
  fs.writeFileSync(path.join(WEB, "lib/bootstrap.css"), bootstrapSheet(BOOTSTRAP));
  compressed(BROTLI, ["lib/bootstrap.css", ...thirdParty.map(([, name]) => `lib/${name}`)]);
  compressed(BROTLI, ["pyodide.asm.mjs", "pyodide.asm.wasm", "pyodide.mjs", "stdlib.zip", "icons.css", "roboto.css"]);
}
const sources = libraryFiles.map((file) => [path.relative(ROOT, file), fs.readFileSync(file)]);
fs.writeFileSync(path.join(WEB, "client.zip"), await compiler.archive(sources));
fs.mkdirSync(path.join(WEB, "parts"), { recursive: true });
const pageNames = pageFiles.map((file) => path.relative(PAGE, file));
for (const name of pageNames) fs.copyFileSync(path.join(PAGE, name), path.join(WEB, name));
compressed(BROTLI, ["client.zip", ...pageNames]);
const snapshot = makeSnapshot();
const lock = JSON.parse(fs.readFileSync(path.join(WEB, "pyodide-lock.json"), "utf8"));
fs.writeFileSync(path.join(WEB, "made.mjs"), `export const snapshot = ${snapshot};\nexport const lock = ${JSON.stringify(lock)};\n`);
fs.writeFileSync(path.join(WEB, "build.json"), JSON.stringify({ build, base: baseDigest, preload: PRELOAD }));
console.error(`browser build ${build}: ${Math.round(performance.now() - started)} ms`);
process.exit(0); // Pyodide keeps node's event loop alive

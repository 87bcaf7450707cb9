// Boots Python in the page and starts the app. Entry point of every Formwright page.
// Responsible for: downloads in parallel, the interpreter, `window.formwright` (start, reload, keep, emit).
// May not: know components or the app's format; that is Python (`client/browser.py`).
import { makeBridge } from "./bridge.mjs";
import { makeCallbacks } from "./callbacks.mjs";
import { makeChannel } from "./channel.mjs";
import { listen } from "./events.mjs";
import { lock, snapshot } from "./made.mjs";
import { makeParts } from "./parts.mjs";
import { restorePython } from "./restore.mjs";

const base = new URL(".", import.meta.url).href;
const query = new URLSearchParams(location.search);
const canBlock = "Suspending" in WebAssembly;
const meta = document.querySelector('meta[name="formwright-designer"]');
const designer = meta ? meta.content : null;
const routed = document.getElementById("formwright-route"); // how a route of the server wants the app to start
const designing = designer !== null && query.has("_design"); // the canvas of the form designer: design.mjs
const held = designing || query.has("_hold");
const began = performance.now();
// 25 MB, so it is on its way before anything else happens.
const memory = snapshot && canBlock ? fetchBytes("snapshot.bin") : null;
memory?.catch(() => undefined); // reported where it is awaited

function emit(event) {
  if (designer !== null) console.debug("\u0001formwright" + JSON.stringify(event));
  else if (event.kind === "output") (event.stream === "stderr" ? console.warn : console.log)(event.text.replace(/\n$/, ""));
  else if (event.kind === "error") console.error(`${event.type}: ${event.message}\n${event.text ?? ""}`);
}

const state = (name) => emit({ kind: "state", state: name, milliseconds: Math.round(performance.now() - began) });

function fetchBytes(name) {
  return fetch(base + name).then((answer) => {
    if (!answer.ok) throw new Error(`${name}: HTTP ${answer.status}`);
    return answer.arrayBuffer();
  });
}

async function fetchApp() {
  const answer = await fetch("/_/app", { cache: "no-cache" });
  if (!answer.ok) throw new Error(`The server did not give the app: HTTP ${answer.status}. Is it still running?`);
  return answer.text();
}

function sheet(name, ground) {
  // Before the app's own style sheet, which must win.
  const link = Object.assign(document.createElement("link"), { rel: "stylesheet", href: base + name });
  if (ground) link.dataset.ground = "";
  document.head.insertBefore(link, document.getElementById("formwright-theme"));
  return new Promise((done) => { link.onload = link.onerror = done; });
}

// What the app's own style sheet stands on (server/ground.py). The page came with it, unless the app has changed since.
async function layGround(text) {
  const names = JSON.parse(text.match(/"ground":"\w+","sheets":(\[[^\]]*\])/)?.[1] ?? '["theme.css"]');
  const old = [...document.querySelectorAll("link[data-ground]")];
  if (old.map((link) => link.href).join() === names.map((name) => base + name).join()) return;
  await Promise.all(names.map((name) => sheet(name, true)));
  for (const link of old) link.remove();
}

function showFailure(error) {
  state("failed");
  emit({ kind: "error", type: "BootError", message: String(error?.message ?? error), trace: [], text: String(error?.stack ?? "") });
  const box = document.getElementById("formwright-loading") ?? document.body.appendChild(document.createElement("div"));
  box.id = "formwright-loading";
  box.className = "failed";
  box.innerHTML = '<p>The app could not start.</p><p></p><p><a href="">Try again</a></p>';
  box.children[1].textContent = String(error?.message ?? error).split("\n").slice(-3).join(" ");
}

async function loadPython() {
  const options = { indexURL: base, lockFileContents: lock };
  const clientLibrary = fetchBytes("client.zip");
  clientLibrary.catch(() => undefined); // reported where it is awaited
  const { loadPyodide } = await import(base + "pyodide.mjs");
  if (snapshot && canBlock) { // the snapshot is of a Python that can block
    try {
      return await restore({ loadPyodide, clientLibrary, options });
    } catch (error) {
      console.warn(`Python did not come back from its snapshot and starts afresh: ${error}`);
    }
  }
  const python = await loadPyodide({ ...options, stdLibURL: base + "stdlib.zip" });
  python.FS.writeFile("/lib/formwright.zip", new Uint8Array(await clientLibrary));
  python.runPython("import sys; sys.path.insert(0, '/lib/formwright.zip')");
  return python;
}

async function whole(bytes) {
  const { byteLength } = await bytes;
  if (byteLength !== snapshot) throw new Error(`${byteLength} of ${snapshot} bytes arrived`);
  return bytes;
}

async function restore(given) {
  const { default: createModule } = await import(base + "pyodide.asm.mjs");
  const python = await restorePython({ ...given, createModule, memory: whole(memory), standardLibrary: fetchBytes("stdlib.zip") });
  memory.then((bytes) => structuredClone(bytes, { transfer: [bytes] })); // or Pyodide would keep these 25 MB
  formwright.restored = true;
  return python;
}

// Every entry from JavaScript into user code: promising, so that it may block anywhere below, and followed by
// an explicit collection because automatic garbage collection is off (see client/pyodide_dom.py).
function makeEnter(call, idle) {
  return (python, ...args) => {
    const running = canBlock ? call(python, args) : Promise.resolve().then(() => python(...args));
    return running.catch((error) => emit({ kind: "error", type: "InternalError", message: String(error), trace: [] })).finally(idle);
  };
}

const inLaterTask = (python, args) => python.callPromising(...args);

// Pyodide enters Python in a later task, and the browser often paints a frame before that task. What comes first
// of the two is early enough to show in that frame what a handler changes; hidden pages have no frames.
const inNextFrame = (api) => (python, args) => {
  const { scheduleCallback } = api;
  api.scheduleCallback = (run, delay) => {
    let ran = false;
    const once = () => { if (!ran) { ran = true; run(); } };
    requestAnimationFrame(once);
    scheduleCallback.call(api, once, delay);
  };
  try {
    return python.callPromising(...args);
  } finally {
    api.scheduleCallback = scheduleCallback;
  }
};

// What an app's forms need is loaded while Python starts, so that they are whole when they first appear.
const PARTS = { RichText: "rich", Plot: "plot", GoogleMap: "map" };

const parts = makeParts({ base, emit, dispatch: (...args) => enter(entries.dispatch, ...args) });

function loadParts(text) {
  for (const [type, part] of Object.entries(PARTS)) if (text.includes(`"type":"${type}"`)) parts.load(part);
}

const ENTRIES = designing
  ? ["command", "dispatch", "timer", "channel", "method", "idle"]
  : ["start", "restart", "theme", "dispatch", "timer", "channel", "method", "idle"];

let enter = null;
let entries = null;
let reloading = null;

async function start() {
  if (formwright.started) return;
  formwright.started = true;
  await ready;
  const text = await (appText ?? fetchApp());
  await layGround(text);
  state((await enter(entries.start, text)) ? "running" : "failed");
}

async function reloadOnce(what) {
  if (what === "server") return;
  if (what === "theme") {
    const old = document.getElementById("formwright-theme");
    const text = await fetchApp();
    await layGround(text);
    if (JSON.parse(text).theme?.css) {
      const link = Object.assign(document.createElement("link"), { rel: "stylesheet", href: `/_/theme/theme.css?v=${Date.now()}` });
      await new Promise((done) => { link.onload = link.onerror = done; document.head.append(link); });
      link.id = "formwright-theme";
    }
    old?.remove();
    await enter(entries.theme, text);
    return;
  }
  const stamp = performance.now();
  const text = await fetchApp();
  await layGround(text);
  const started = await enter(entries.restart, text);
  if (started === undefined) return; // the version before keeps running
  emit({ kind: "state", state: started ? "running" : "failed", milliseconds: Math.round(performance.now() - stamp) });
}

// Saves come in bursts: while one reload runs, any number of further requests become one more of each kind.
const wanted = new Set();

async function reloadAll() {
  try {
    while (wanted.size) {
      const what = wanted.has("theme") ? "theme" : [...wanted][0]; // a form that is built anew appears in its new dress
      wanted.delete(what);
      await reloadOnce(what);
    }
  } catch (error) {
    emit({ kind: "error", type: "ReloadError", message: String(error?.message ?? error), trace: [] });
  } finally {
    reloading = null;
  }
}

async function reload(what = "client") {
  if (!formwright.started || kept) return;
  wanted.add(what);
  return (reloading ??= reloadAll());
}

// Of a page that another one is about to replace: what starts with new code is that one.
let kept = false;
const keep = () => { kept = true; };

const formwright = { start, reload, keep, emit, started: false, restored: false, base };
window.formwright = formwright;

state("booting");
if (![...document.styleSheets].some(({ href }) => href === base + "base.css")) sheet("base.css", false);
const appText = held ? null : fetchApp();
appText?.then(loadParts, () => undefined); // failures are reported where it is awaited
const design = designing ? (await import(base + "design.mjs")).makeDesign({ base, emit, fetchApp, layGround }) : null;
if (design) formwright.design = design.command;
const ready = (async () => {
  const python = await loadPython();
  const bridge = makeBridge({ base, emit, canBlock, designer, route: routed ? routed.textContent : "", parts, enter: (...args) => enter(...args), entries: () => entries });
  bridge.callback = makeCallbacks(python, { canBlock, emit, idle: () => entries.idle() });
  bridge.channel = makeChannel((...args) => entries.channel(...args));
  formwright.bridge = bridge;
  const client = python.pyimport(`formwright.runtime.client.${designing ? "design." : ""}browser`);
  entries = Object.fromEntries(ENTRIES.map((name) => [name, client[name]]));
  const idle = () => entries.idle();
  const run = makeEnter(inLaterTask, idle);
  enter = designing ? design.watching(run, entries) : run;
  const react = makeEnter(inNextFrame(python._api), idle);
  if (!designing) listen((...args) => react(entries.dispatch, ...args));
  setInterval(() => entries.idle(), 5000);
  formwright.python = python;
})();

try {
  await ready;
  if (designing) await design.start((text) => enter(entries.command, text));
  else if (held) state("held");
  else await start();
} catch (error) {
  showFailure(error);
}

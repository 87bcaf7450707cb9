// What Python asks of the page. Only `client/pyodide_dom.py` imports it.
// Responsible for single calls into the browser that would cost many small ones from Python.
import { carryOut, dress, makeMould } from "./batch.mjs";

// A promise that never rejects: of two that reject in one tick, Python would mix up the errors.
const settled = (value) => Promise.resolve(value).then((result) => [true, result], (error) => [false, error]);

async function readBytes(source) {
  const blob = source instanceof Blob || source instanceof ArrayBuffer ? new Blob([source]) : await fetch(source);
  if (blob instanceof Response && !blob.ok) throw new Error(`HTTP ${blob.status}`);
  return new Uint8Array(await blob.arrayBuffer());
}

async function ask(url, method, headers, body, timeout) {
  const abort = new AbortController();
  const timer = timeout ? setTimeout(() => abort.abort(), timeout) : 0;
  try {
    const response = await fetch(url, { method, headers: JSON.parse(headers), body: body?.slice() ?? undefined, signal: abort.signal });
    const content = new Uint8Array(await response.arrayBuffer());
    return { status: response.status, type: (response.headers.get("content-type") ?? "").split(";")[0], content, reason: "" };
  } catch (error) {
    const reason = abort.signal.aborted ? "it took too long" : `${error.message} (the server cannot be reached, or does not allow this page to ask)`;
    return { status: 0, type: "", content: new Uint8Array(), reason };
  } finally {
    clearTimeout(timer);
  }
}

// Where Python cannot wait, the whole page stands still until the answer is there. Such requests can neither be
// given a time limit nor be told to answer with bytes: every byte arrives as a character instead.
function askNow(url, method, headers, body) {
  const request = new XMLHttpRequest();
  request.open(method, url, false);
  request.overrideMimeType("text/plain; charset=x-user-defined");
  for (const [name, value] of Object.entries(JSON.parse(headers))) request.setRequestHeader(name, value);
  try {
    request.send(typeof body === "string" ? body : body?.slice() ?? null);
  } catch (error) {
    return { status: 0, type: "", content: new Uint8Array(), reason: `${error.message} (the server cannot be reached, or does not allow this page to ask)` };
  }
  const content = Uint8Array.from(request.responseText, (character) => character.charCodeAt(0) & 0xff);
  return { status: request.status, type: (request.getResponseHeader("content-type") ?? "").split(";")[0], content, reason: "" };
}

function readBytesNow(source) {
  const ours = source instanceof Blob || source instanceof ArrayBuffer;
  const url = ours ? URL.createObjectURL(new Blob([source])) : source;
  try {
    const { status, content, reason } = askNow(url, "GET", "{}", null);
    if (status < 200 || status > 299) throw new Error(reason || `HTTP ${status}`);
    return content;
  } finally {
    if (ours) URL.revokeObjectURL(url);
  }
}

// Fonts that come with the page (server/font_services.py says the same of files).
const HERE = ["roboto", "material icons", "material symbols outlined"];

function needSheet(href) {
  if ([...document.styleSheets].some((sheet) => sheet.href === href)) return;
  const link = Object.assign(document.createElement("link"), { rel: "stylesheet", href });
  document.head.insertBefore(link, document.getElementById("formwright-theme"));
}

function dropNeedlessFonts(content, base) {
  for (const link of content.querySelectorAll('link[href*="//fonts.googleapis.com/"]')) {
    const families = new URL(link.href, document.baseURI).searchParams.getAll("family").flatMap((text) => text.split("|"));
    if (families.length && families.every((each) => HERE.includes(each.split(":")[0].trim().toLowerCase()))) {
      link.remove();
      for (const name of ["icons.css", "roboto.css"]) needSheet(base + name);
    }
  }
}

export function makeBridge({ base, emit, canBlock, designer, route, enter, entries, parts }) {
  let icons = false;
  const template = document.createElement("template");

  // Page code may call a method of the form that owns an element: anvil.call(element, "method", ...args).
  window.anvil = Object.assign(window.anvil ?? {}, {
    call(element, method, ...args) {
      const owner = (element.jquery ? element[0] : element).closest("[data-fw-form]");
      if (!owner) return Promise.reject(new Error("anvil.call: this element is in no form"));
      return enter(entries().method, owner.dataset.fwForm, method, args).then((outcome) => {
        if (outcome === undefined) throw new Error(`anvil.call: ${method} failed`);
        const [ok, value] = outcome.toJs ? outcome.toJs({ depth: 1 }) : outcome;
        if (!ok) throw new Error(value);
        return value;
      });
    },
  });

  return {
    base,
    canBlock,
    designer,
    route,
    emit: (text) => emit(JSON.parse(text)),
    dress,
    parse(html) {
      template.innerHTML = html;
      if (html.includes("fonts.googleapis.com")) dropNeedlessFonts(template.content, base);
      const box = document.createElement("div");
      box.append(template.content);
      return box;
    },
    runScripts(node) {
      // Scripts that arrive through innerHTML are inert until they are made again.
      for (const old of node.querySelectorAll("script:not([data-fw-ran])")) {
        const script = document.createElement("script");
        for (const { name, value } of old.attributes) script.setAttribute(name, value);
        script.textContent = old.textContent;
        script.setAttribute("data-fw-ran", "");
        old.replaceWith(script);
      }
    },
    needIcons() {
      if (icons) return;
      icons = true;
      needSheet(base + "icons.css");
    },
    mould: makeMould,
    carryOut: (text, others) => carryOut(text, others, (error) => emit({ kind: "error", type: "InternalError", message: String(error), trace: [] })),
    deferred() {
      const box = {};
      box.promise = new Promise((resolve) => { box.resolve = () => resolve(); });
      return box;
    },
    // In a box, because Pyodide makes a future of a promise that a call returns.
    context(node, fit) {
      const context = node.getContext("2d");
      if (fit) {
        const ratio = (node.fwRatio = window.devicePixelRatio || 1);
        node.width = Math.round(node.clientWidth * ratio);
        node.height = Math.round(node.clientHeight * ratio);
        context.scale(ratio, ratio);
      }
      return context;
    },
    readPicture: (node, url) => ({ promise: settled(Object.assign(node, { src: url }).decode()) }),
    part: parts.send,
    askPart: (...args) => ({ promise: settled(parts.ask(...args)) }),
    settle: (value) => ({ promise: settled(value) }),
    apply(fn, self, args) {
      const value = Reflect.apply(fn, self, args);
      return typeof value?.then === "function" ? { promise: settled(value) } : { value };
    },
    later: (id, milliseconds) => setTimeout(() => enter(entries().timer, id), milliseconds),
    cancel: (handle) => clearTimeout(handle),
    painted(then) {
      let done = false;
      const once = () => { if (!done) { done = true; emit({ ...JSON.parse(then), milliseconds: Math.round(performance.now()) }); } };
      requestAnimationFrame(() => setTimeout(once));
      setTimeout(once, 250); // a hidden page has no frames
      document.getElementById("formwright-loading")?.remove();
    },
    appear: () => document.getElementById("formwright-loading")?.remove(),
    isPromise: (value) => typeof value?.then === "function",
    isPlain: (value) => value !== null && typeof value === "object" && [Object.prototype, null].includes(Object.getPrototypeOf(value)),
    construct: (type, args) => ({ value: Reflect.construct(type, args) }),
    // A promise would come back as a future: it waits in `held`, and the answer is undefined.
    held: undefined,
    read(owner, name) {
      const value = Reflect.get(owner, name);
      if (typeof value?.then !== "function") return value;
      this.held = value;
      return undefined;
    },
    importModule: (url) => ({ promise: settled(import(new URL(url, document.baseURI).href)) }),
    ask: (...args) => ({ promise: settled(ask(...args)) }),
    askNow,
    readBytesNow,
    readBytes: (source) => ({ promise: settled(readBytes(source)) }),
    objectUrl: (bytes, type) => URL.createObjectURL(new Blob([bytes.slice()], { type })),
    revoke: (url) => URL.revokeObjectURL(url),
    download(url, name) {
      const link = Object.assign(document.createElement("a"), { href: url, download: name });
      document.body.append(link);
      link.click();
      link.remove();
    },
  };
}

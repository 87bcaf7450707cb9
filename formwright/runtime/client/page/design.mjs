// The canvas of the form designer: obeys commands one after the other and says when they are drawn.
// Responsible for the order of commands, style sheets, scrolling and the colour scheme. What is drawn is Python
// (`client/design`), what is told of where things are `picture.mjs`.
import { makePicture } from "./picture.mjs";

const SAMPLES = 2; // faint repetitions below the first row of a RepeatingPanel
const MARKS = ["data-fw-c", "data-fwz", "data-fwt", "data-fw", "data-fw-on", "data-fw-form", "id", "name"];

export function makeDesign({ base, emit, fetchApp, layGround }) {
  const picture = makePicture({ emit });
  let version = 0, run = null, scheduled = false, dark = null, chain = Promise.resolve(), size = "";
  let place = { left: 0, top: 0 };
  const waiting = [];
  const mutations = new MutationObserver(later);

  // --- looking again

  function tell() {
    scroll();
    picture.tell(version);
    mutations.takeRecords(); // of what has been measured just now
    size = sizeOf();
  }

  function later() {
    if (scheduled) return;
    scheduled = true;
    soon(() => {
      scheduled = false;
      tell();
    });
  }

  /** With the next frame; a hidden page has none. */
  function soon(act, after = false) {
    let done = false;
    const once = () => {
      if (done) return;
      done = true;
      act();
    };
    requestAnimationFrame(after ? () => setTimeout(once) : once);
    setTimeout(once, 100);
  }

  const sizeOf = () => {
    const { clientWidth, clientHeight } = document.getElementById("formwright-app");
    return `${clientWidth} ${clientHeight} ${innerWidth} ${innerHeight}`;
  };

  function take(told) {
    picture.take(told);
    repeat();
  }

  // Item templates are drawn once; the rows after it are copies that nobody can point at.
  function repeat() {
    for (const old of document.querySelectorAll(".fw-design-sample")) old.remove();
    for (const panel of [...document.querySelectorAll(".fw-repeating")].reverse()) {
      const row = panel.firstElementChild;
      if (!row?.hasAttribute("data-fw-c") || panel.parentElement.closest(".fw-repeating")) continue;
      for (let count = 0; count < SAMPLES; count++) {
        const copy = row.cloneNode(true);
        for (const node of [copy, ...copy.querySelectorAll("*")]) for (const name of MARKS) node.removeAttribute(name);
        copy.classList.add("fw-design-sample");
        copy.setAttribute("aria-hidden", "true");
        panel.append(copy);
      }
    }
  }

  /** What was asked for before the page had the size for it (a zoom, a longer form) holds as soon as it has. */
  function scroll() {
    const { left, top } = place;
    if (Math.abs(scrollX - left) > 1 || Math.abs(scrollY - top) > 1) scrollTo({ left, top, behavior: "instant" });
  }

  // --- commands

  async function obey(command) {
    const began = performance.now();
    if (command.command === "app") {
      const bundle = await fetchApp();
      await theme(bundle);
      command = { command: "app", bundle };
    }
    take(await run(JSON.stringify(command)));
    if (command.version !== undefined && command.form === picture.form) version = command.version; // no sooner
    tell();
    const drawn = { kind: "canvas", state: "drawn", form: command.form ?? picture.form, version: command.version ?? version };
    soon(() => emit({ ...drawn, milliseconds: Math.round((performance.now() - began) * 10) / 10 }), true);
  }

  function command(text) {
    if (!run) return waiting.push(text);
    chain = chain.then(() => obey(JSON.parse(text))).catch((error) => {
      emit({ kind: "canvas", state: "failed", message: String(error?.message ?? error) });
    });
  }

  // --- how it looks

  async function theme(bundle) {
    await layGround(bundle);
    const old = document.getElementById("formwright-theme");
    if (JSON.parse(bundle).theme?.css) {
      const link = Object.assign(document.createElement("link"), { rel: "stylesheet", href: `/_/theme/theme.css?v=${Date.now()}` });
      await new Promise((done) => { link.onload = link.onerror = done; document.head.append(link); });
      link.id = "formwright-theme";
    }
    old?.remove();
    if (dark !== null) darken();
    picture.restyled();
  }

  // `prefers-color-scheme` of one page, whatever the rest of the screen prefers: null leaves it as it is.
  const asked = new Map(); // rule → what its sheet says
  function darken() {
    document.documentElement.style.colorScheme = dark === null ? "" : dark ? "dark" : "light";
    const visit = (rules) => {
      for (const rule of rules) {
        const text = rule instanceof CSSMediaRule ? asked.get(rule) ?? rule.media.mediaText : "";
        if (text.includes("prefers-color-scheme")) {
          asked.set(rule, text);
          const holds = dark === null ? null : text.includes(dark ? "dark" : "light");
          rule.media.mediaText = holds === null ? text : holds ? text.replace(/\(prefers-color-scheme:\s*\w+\)/g, "(min-width: 0px)") : "not all";
        }
        if (rule.cssRules) visit(rule.cssRules);
      }
    };
    for (const sheet of document.styleSheets) {
      try { visit(sheet.cssRules); } catch { /* of another origin, which the canvas does not load anyway */ }
    }
    later();
  }

  function dress() {
    const link = Object.assign(document.createElement("link"), { rel: "stylesheet", href: base + "design.css" });
    document.head.append(link);
    document.documentElement.classList.add("fw-design");
    document.getElementById("formwright-app").inert = true; // nothing takes the focus, nothing can be typed into
    return new Promise((done) => { link.onload = link.onerror = done; });
  }

  function observe() {
    const app = document.getElementById("formwright-app");
    const restyled = () => { picture.restyled(); later(); };
    mutations.observe(app, { subtree: true, childList: true, attributes: true, characterData: true });
    const sizes = new ResizeObserver(() => { if (sizeOf() !== size) later(); });
    sizes.observe(app);
    sizes.observe(document.documentElement);
    document.addEventListener("load", (event) => { // pictures and style sheets
      if (event.target instanceof HTMLLinkElement && dark !== null) darken();
      restyled();
    }, true);
    document.fonts?.addEventListener("loadingdone", restyled);
    addEventListener("resize", restyled);
    for (const type of ["transitionend", "animationend"]) document.addEventListener(type, later);
  }

  return {
    command,
    /** Every entry into Python may change what is drawn. */
    watching: (enter, entries) => (python, ...args) =>
      enter(python, ...args).then((told) => {
        if (python === entries.dispatch || python === entries.timer) {
          take(told);
          later();
        }
        return told;
      }),
    async start(enter) {
      const dressed = dress();
      const bundle = await fetchApp();
      await dressed;
      await enter(JSON.stringify({ command: "app", bundle }));
      document.getElementById("formwright-loading")?.remove();
      observe();
      run = enter;
      Object.assign(window.formwright, {
        scroll(left, top) {
          place = { left, top };
          scrollTo({ ...place, behavior: "instant" });
        },
        dark(on) { dark = on; darken(); },
        tellAll() { picture.forget(); later(); },
      });
      emit({ kind: "canvas", state: "ready" });
      for (const text of waiting.splice(0)) command(text);
    },
  };
}

// The canvas of the form designer: obeys commands one after the other, and says what is drawn where.
// Responsible for measuring (the `picture` event), the order of commands, style sheets, scrolling. What is drawn
// is Python (`client/design`). Boxes are in content coordinates: what is scrolled away counts.
const SAMPLES = 2; // faint repetitions below the first row of a RepeatingPanel

const round = (value) => Math.round(value * 100) / 100;

export function makeDesign({ base, emit, fetchApp, layGround }) {
  const scene = new Map(); // identity → what scene.py tells of a component
  let root = "", form = "", version = 0, lastPicture = "", run = null, scheduled = false, dark = null;
  let chain = Promise.resolve();
  const waiting = [];

  // --- measuring

  const elements = (attribute) => {
    const found = new Map();
    for (const node of document.querySelectorAll(`[${attribute}]`)) found.set(node.getAttribute(attribute), node);
    return found;
  };

  function rectOf(node) {
    let box = node.getBoundingClientRect();
    if (!box.width && !box.height && node.childNodes.length && getComputedStyle(node).display === "contents") {
      const range = document.createRange();
      range.selectNodeContents(node);
      box = range.getBoundingClientRect();
    }
    return [round(box.left + scrollX), round(box.top + scrollY), round(box.width), round(box.height)];
  }

  function union(rects) {
    const seen = rects.filter((rect) => rect[2] || rect[3]);
    if (!seen.length) return null;
    const left = Math.min(...seen.map((r) => r[0])), top = Math.min(...seen.map((r) => r[1]));
    const right = Math.max(...seen.map((r) => r[0] + r[2])), bottom = Math.max(...seen.map((r) => r[1] + r[3]));
    return [left, top, round(right - left), round(bottom - top)];
  }

  function measure() {
    const nodes = elements("data-fw-c"), places = elements("data-fwz"), texts = elements("data-fwt");
    const boxes = [], zones = [], rects = new Map();
    const rect = (id) => {
      if (!rects.has(id)) rects.set(id, nodes.has(id) ? rectOf(nodes.get(id)) : [0, 0, 0, 0]);
      return rects.get(id);
    };
    const zoneRect = (told) => {
      const place = told.el && places.get(told.el);
      const own = place ? rectOf(place) : null;
      if (own && !told.around) return own;
      return union([...(told.kids ?? []).map(rect), ...(own ? [own] : [])]);
    };
    const visit = (id, parent, faint) => {
      const told = scene.get(id);
      if (!told) return;
      let at = parent;
      if (!told.unseen || told.error) {
        at = boxes.length;
        const box = { f: told.form, n: told.name, r: rect(id), p: parent };
        if (faint || told.faint) box.v = 0;
        if (told.error) box.e = told.error;
        const holder = told.text && texts.get(id);
        if (holder) Object.assign(box, textOf(holder, rect(id)));
        boxes.push(box);
      }
      for (const zone of told.zones ?? []) {
        const where = zoneRect(zone);
        if (!where) continue;
        const { el, kids, around, cells, ...rest } = zone;
        if (cells) rest.cells = cells.map((mark) => (places.has(mark) ? rectOf(places.get(mark)) : where));
        zones.push({ f: told.form, n: told.name, r: where, ...rest });
      }
      for (const child of told.children) visit(child, at, faint || told.faint);
    };
    if (root) visit(root, -1, false);
    const page = document.documentElement;
    return { kind: "picture", form, version, width: page.scrollWidth, height: page.scrollHeight, boxes, zones };
  }

  function textOf(holder, around) {
    const style = getComputedStyle(holder);
    const t = rectOf(holder);
    if (holder.matches("input, textarea")) {
      const [left, top, right, bottom] = ["Left", "Top", "Right", "Bottom"].map((side) => parseFloat(style[`padding${side}`]) + parseFloat(style[`border${side}Width`]));
      Object.assign(t, [t[0] + left, t[1] + top, t[2] - left - right, t[3] - top - bottom].map(round));
    } else if (!t[2]) { // no text yet: where it would begin
      const height = parseFloat(style.lineHeight) || parseFloat(style.fontSize) * 1.4;
      Object.assign(t, [around[0], round(around[1] + Math.max(0, (around[3] - height) / 2)), around[2], round(height)]);
    }
    const align = { start: "left", end: "right", "-webkit-center": "center", justify: "left" }[style.textAlign] ?? style.textAlign;
    return { t, o: `${style.fontStyle === "normal" ? "" : style.fontStyle + " "}${style.fontWeight} ${style.fontSize} ${style.fontFamily}`, a: align };
  }

  function tell() {
    const picture = measure();
    const text = JSON.stringify(picture);
    if (text === lastPicture) return;
    lastPicture = text;
    emit(picture);
  }

  function later() {
    if (scheduled) return;
    scheduled = true;
    let done = false;
    const once = () => {
      if (done) return;
      done = true;
      scheduled = false;
      tell();
    };
    requestAnimationFrame(once);
    setTimeout(once, 100); // a hidden page has no frames
  }

  // --- what Python tells

  function take(text) {
    if (!text) return;
    const told = JSON.parse(text);
    if (told.whole) scene.clear();
    for (const id of told.gone) scene.delete(id);
    for (const [id, entry] of Object.entries(told.set)) scene.set(id, entry);
    ({ root, form } = told);
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
        for (const node of [copy, ...copy.querySelectorAll("*")])
          for (const name of ["data-fw-c", "data-fwz", "data-fwt", "data-fw", "data-fw-on", "data-fw-form", "id", "name"]) node.removeAttribute(name);
        copy.classList.add("fw-design-sample");
        copy.setAttribute("aria-hidden", "true");
        panel.append(copy);
      }
    }
  }

  // --- commands

  async function obey(command) {
    const began = performance.now();
    if (command.command === "app") {
      const bundle = await fetchApp();
      await theme(bundle);
      command = { command: "app", bundle };
    }
    if (command.version !== undefined && (command.form === form || command.command === "open")) version = command.version;
    take(await run(JSON.stringify(command)));
    tell();
    const drawn = { kind: "canvas", state: "drawn", form: command.form ?? form, version: command.version ?? version };
    let done = false;
    const once = () => {
      if (done) return;
      done = true;
      emit({ ...drawn, milliseconds: round(performance.now() - began) });
    };
    requestAnimationFrame(() => setTimeout(once));
    setTimeout(once, 100);
  }

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
  }

  function command(text) {
    if (!run) return waiting.push(text);
    chain = chain.then(() => obey(JSON.parse(text))).catch((error) => {
      emit({ kind: "canvas", state: "failed", message: String(error?.message ?? error) });
    });
  }

  // `prefers-color-scheme` of one page, whatever the rest of the screen prefers: null leaves it as it is.
  const asked = new Map(); // rule → what its sheet says
  function darken() {
    document.documentElement.style.colorScheme = dark === null ? "" : dark ? "dark" : "light";
    const visit = (rules) => {
      for (const rule of rules) {
        if (rule instanceof CSSMediaRule && (asked.get(rule) ?? rule.media.mediaText).includes("prefers-color-scheme")) {
          const text = asked.get(rule) ?? rule.media.mediaText;
          asked.set(rule, text);
          const yes = dark === null ? null : text.includes(dark ? "dark" : "light");
          rule.media.mediaText = yes === null ? text : yes ? text.replace(/\(prefers-color-scheme:\s*\w+\)/g, "(min-width: 0px)") : "not all";
        }
        if (rule.cssRules) visit(rule.cssRules);
      }
    };
    for (const sheet of document.styleSheets) {
      try { visit(sheet.cssRules); } catch { /* of another origin, which the canvas does not load anyway */ }
    }
    later();
  }

  function observe() {
    const app = document.getElementById("formwright-app");
    new MutationObserver(later).observe(app, { subtree: true, childList: true, attributes: true, characterData: true });
    const sizes = new ResizeObserver(later);
    sizes.observe(app);
    sizes.observe(document.documentElement);
    document.addEventListener("load", (event) => { // pictures and style sheets
      if (event.target instanceof HTMLLinkElement && dark !== null) darken();
      later();
    }, true);
    document.fonts?.addEventListener("loadingdone", later);
    addEventListener("resize", later);
    for (const type of ["transitionend", "animationend"]) document.addEventListener(type, later);
  }

  function dress() {
    const link = Object.assign(document.createElement("link"), { rel: "stylesheet", href: base + "design.css" });
    document.head.append(link);
    document.documentElement.classList.add("fw-design");
    const app = document.getElementById("formwright-app");
    app.inert = true; // nothing takes the focus, nothing can be typed into
    return new Promise((done) => { link.onload = link.onerror = done; });
  }

  return {
    command,
    /** Every entry into Python may change what is drawn. */
    watching: (enter, entries) => (python, ...args) =>
      enter(python, ...args).then((told) => {
        if (python === entries.dispatch || python === entries.timer) take(told), later();
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
        scroll: (x, y) => { scrollTo({ left: x, top: y, behavior: "instant" }); },
        dark(on) { dark = on; darken(); },
      });
      emit({ kind: "canvas", state: "ready" });
      for (const text of waiting.splice(0)) command(text);
    },
  };
}

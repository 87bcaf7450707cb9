// Where everything on the canvas is: the `picture` event of the form designer.
// Responsible for measuring, and for telling only what has moved. Rectangles are in content coordinates: what is
// scrolled away counts. What there is to measure is told by Python (`client/design/scene.py`).

const round = (value) => Math.round(value * 100) / 100;
const FEW = 12; // elements that are looked for one by one; more are found in one sweep
const ALIGN = { start: "left", end: "right", "-webkit-center": "center", justify: "left" };

/** Whether two descriptions say the same: of numbers, words, and lists and objects of these. */
function alike(one, other) {
  if (one === other) return true;
  if (typeof one !== "object" || typeof other !== "object" || one === null || other === null) return false;
  const names = Object.keys(one);
  return names.length === Object.keys(other).length && names.every((name) => alike(one[name], other[name]));
}

/** Elements by the value of an attribute, remembered as long as they are in the page. */
class Index {
  constructor(attribute) {
    this.attribute = attribute;
    this.known = new Map();
  }
  sweep() {
    this.known = new Map();
    for (const node of document.querySelectorAll(`[${this.attribute}]`)) this.known.set(node.getAttribute(this.attribute), node);
  }
  get(mark) {
    let node = this.known.get(mark);
    if (node?.isConnected && node.getAttribute(this.attribute) === mark) return node;
    node = document.querySelector(`[${this.attribute}="${mark}"]`);
    this.known.set(mark, node);
    return node;
  }
}

export function makePicture({ emit }) {
  const scene = new Map(); // identity → what scene.py tells of a component
  const components = new Index("data-fw-c"), places = new Index("data-fwz"), texts = new Index("data-fwt");
  let fonts = new Map(); // identity → font and alignment of its text, which the browser is slow to tell
  let kept = new Map(); // what was told of each, to be told again as the same object while it is the same
  let root = "", form = "", told = 0, sent = { boxes: [], zones: [], rest: "" };

  function keep(key, made) {
    const before = kept.get(key);
    if (before !== undefined && alike(before, made)) return before;
    kept.set(key, made);
    return made;
  }

  function rectOf(node) {
    let box = node.getBoundingClientRect();
    if (!box.width && !box.height && node.childNodes.length && getComputedStyle(node).display === "contents") {
      const range = document.createRange();
      range.selectNodeContents(node);
      box = range.getBoundingClientRect();
    }
    return [round(box.left + left), round(box.top + top), round(box.width), round(box.height)];
  }
  let left = 0, top = 0; // scrolled by, while measuring

  function union(rects) {
    const seen = rects.filter((rect) => rect[2] || rect[3]);
    if (!seen.length) return null;
    const x = Math.min(...seen.map((r) => r[0])), y = Math.min(...seen.map((r) => r[1]));
    const right = Math.max(...seen.map((r) => r[0] + r[2])), bottom = Math.max(...seen.map((r) => r[1] + r[3]));
    return [x, y, round(right - x), round(bottom - y)];
  }

  function fontOf(id, holder) {
    let font = fonts.get(id);
    if (font) return font;
    const style = getComputedStyle(holder), side = (name) => parseFloat(style[`padding${name}`]) + parseFloat(style[`border${name}Width`]);
    font = {
      o: `${style.fontStyle === "normal" ? "" : style.fontStyle + " "}${style.fontWeight} ${style.fontSize} ${style.fontFamily}`,
      a: ALIGN[style.textAlign] ?? style.textAlign,
      line: parseFloat(style.lineHeight) || parseFloat(style.fontSize) * 1.4,
      inner: holder.matches("input, textarea") ? ["Left", "Top", "Right", "Bottom"].map(side) : null,
    };
    fonts.set(id, font);
    return font;
  }

  function textOf(id, holder, around) {
    const { o, a, line, inner } = fontOf(id, holder);
    let t = rectOf(holder);
    if (inner) t = [t[0] + inner[0], t[1] + inner[1], t[2] - inner[0] - inner[2], t[3] - inner[1] - inner[3]].map(round);
    else if (!t[2]) t = [around[0], round(around[1] + Math.max(0, (around[3] - line) / 2)), around[2], round(line)]; // where it would begin
    return { t, o, a };
  }

  function measure(version) {
    left = scrollX;
    top = scrollY;
    const boxes = [], zones = [], rects = new Map();
    const rect = (id) => {
      let found = rects.get(id);
      if (!found) {
        const node = components.get(id);
        rects.set(id, (found = node ? rectOf(node) : [0, 0, 0, 0]));
      }
      return found;
    };
    const zoneRect = (zone) => {
      const place = zone.el && places.get(zone.el);
      const own = place ? rectOf(place) : null;
      if (own && !zone.around && (own[2] || own[3])) return own;
      return union([...(zone.kids ?? []).map(rect), ...(own ? [own] : [])]);
    };
    const visit = (id, parent, faint) => {
      const entry = scene.get(id);
      if (!entry) return;
      let at = parent;
      if (!entry.unseen || entry.error) {
        at = boxes.length;
        const box = { f: entry.form, n: entry.name, r: rect(id), p: parent };
        if (!boxes.length) box.r = lengthened(box.r); // the form has the page to itself, to its end
        if (faint || entry.faint) box.v = 0;
        if (entry.error) box.e = entry.error;
        const holder = entry.text && texts.get(id);
        if (holder) Object.assign(box, textOf(id, holder, rect(id)));
        boxes.push(keep(id, box));
      }
      entry.zones?.forEach((zone, number) => {
        const where = zoneRect(zone);
        if (!where) return;
        const { el, kids, around, cells, ...rest } = zone;
        if (cells) rest.cells = cells.map((mark) => { const cell = places.get(mark); return cell ? rectOf(cell) : where; });
        const whole = id === root && entry.zones.length === 1 && !zone.slot && zone.arrangement !== "free";
        zones.push(keep(`${id}.${number}`, { f: entry.form, n: entry.name, r: whole ? lengthened(where) : where, ...rest }));
      });
      for (const child of entry.children) visit(child, at, faint || entry.faint);
    };
    const page = document.documentElement, width = page.scrollWidth, height = page.scrollHeight;
    const bottom = Math.max(height, innerHeight);
    const lengthened = ([x, y, wide, high]) => [x, y, wide, Math.max(high, round(bottom - y))];
    if (root) visit(root, -1, false);
    return { form, version, width, height, boxes, zones };
  }

  /** What differs from the list before, by place; null when it is another list altogether. */
  function difference(before, now) {
    if (before.length !== now.length) return null;
    const changed = {};
    let count = 0;
    for (let at = 0; at < now.length; at++) if (before[at] !== now[at]) { changed[at] = now[at]; count++; }
    return count > now.length / 2 ? null : changed;
  }

  return {
    get form() { return form; },
    /** Takes what Python tells after a command. */
    take(text) {
      if (!text) return;
      const news = JSON.parse(text), set = Object.entries(news.set);
      if (news.whole) {
        scene.clear();
        kept = new Map();
        sent = { boxes: [], zones: [], rest: "" };
      }
      for (const id of news.gone) for (const map of [scene, components.known, fonts, kept]) map.delete(id);
      for (const [id, entry] of set) scene.set(id, entry);
      ({ root, form } = news);
      if (news.whole || set.length > FEW) for (const index of [components, places, texts]) index.sweep();
      if (news.whole) fonts = new Map();
      else for (const [id] of set) forget(id);
    },
    /** The next picture tells everything. */
    forget() { told = 0; sent = { boxes: [], zones: [], rest: "" }; },
    /** Fonts may be others now: of a style sheet, of a width of the page. */
    restyled() { fonts = new Map(); },
    tell(version) {
      const { boxes, zones, ...rest } = measure(version);
      const now = { boxes, zones, rest: JSON.stringify(rest) };
      const moved = { boxes: difference(sent.boxes, now.boxes), zones: difference(sent.zones, now.zones) };
      const partly = moved.boxes !== null && moved.zones !== null && told > 0;
      const same = partly && now.rest === sent.rest && !Object.keys(moved.boxes).length && !Object.keys(moved.zones).length;
      if (same) return;
      sent = now;
      told += 1;
      emit({ kind: "picture", number: told, ...rest, ...(partly ? { moved } : { boxes, zones }) });
    },
  };

  function forget(id) { // with all below it, which inherits from it
    fonts.delete(id);
    for (const child of scene.get(id)?.children ?? []) forget(child);
  }
}

// Plots: Plotly.js, drawn when the element has a size, and again when its size or the page's colours change.

const COLORS = ["#2f6feb", "#e8590c", "#0ca678", "#ae3ec9", "#f08c00", "#1098ad", "#d6336c", "#74b816", "#7048e8", "#868e96"];
const EVENTS = ["click", "doubleclick", "afterplot", "selected", "hover", "unhover"];
const KEEP = ["x", "y", "z", "lat", "lon", "location", "theta", "r", "a", "b", "c", "text", "hovertext", "label", "value", "percent", "id", "customdata"];

function pointOf(point) {
  const made = {
    curve_number: point.curveNumber,
    curveNumber: point.curveNumber,
    point_number: point.pointNumber ?? point.pointIndex,
    pointNumber: point.pointNumber ?? point.pointIndex,
    point_numbers: point.pointNumbers,
  };
  for (const name of KEEP) if (["string", "number", "boolean"].includes(typeof point[name]) || Array.isArray(point[name])) made[name] = point[name];
  return made;
}

function faded(color, part) {
  const [red, green, blue] = (color.match(/[\d.]+/g) ?? [90, 90, 90]).map(Number);
  return `rgba(${red}, ${green}, ${blue}, ${part})`;
}

/** The look of figures that name no template: the page's own colours and font. */
function pageTemplate(node) {
  const style = getComputedStyle(node);
  const axis = {
    gridcolor: faded(style.color, 0.12), linecolor: faded(style.color, 0.3), zerolinecolor: faded(style.color, 0.25), automargin: true,
  };
  const scene = { ...axis, backgroundcolor: "rgba(0, 0, 0, 0)" };
  return {
    layout: {
      colorway: COLORS, paper_bgcolor: "rgba(0, 0, 0, 0)", plot_bgcolor: "rgba(0, 0, 0, 0)", hovermode: "closest",
      font: { color: style.color, family: style.fontFamily, size: 13 },
      title: { font: { size: 18 }, x: 0.02, xanchor: "left" },
      xaxis: axis, yaxis: axis, scene: { xaxis: scene, yaxis: scene, zaxis: scene },
      polar: { bgcolor: "rgba(0, 0, 0, 0)", angularaxis: axis, radialaxis: axis }, geo: { bgcolor: "rgba(0, 0, 0, 0)" },
      margin: { t: 56, r: 24, b: 48, l: 56 },
    },
  };
}

export default async function plot({ script, notify, report }) {
  if (!window.Plotly) await script("lib/plotly.js");
  const { Plotly } = window;
  const kept = new WeakMap(); // element → { figure, drawn, sizes, scheme }

  const visible = (node) => node.isConnected && node.clientWidth > 0 && node.clientHeight > 0;

  function draw(node) {
    const state = kept.get(node);
    if (!state?.figure || !visible(node)) return;
    const { data, layout, config, frames } = state.figure;
    const whole = { ...layout, template: layout.template ?? pageTemplate(node) };
    const first = !state.drawn;
    state.drawn = Plotly.react(node, { data, layout: whole, config: { displaylogo: false, ...config }, frames }).catch((error) => report("plot", error));
    if (first) for (const name of EVENTS) node.on(`plotly_${name}`, (event) => notify(node, `plot-${name}`, { points: (event?.points ?? []).map(pointOf) }));
    if (first) node.on("plotly_deselect", () => notify(node, "plot-selected", { points: [] }));
    return state.drawn;
  }

  function watch(node) {
    const state = { figure: null, drawn: null, scheme: matchMedia("(prefers-color-scheme: dark)") };
    state.repaint = () => requestAnimationFrame(() => draw(node));
    state.sizes = new ResizeObserver(() => {
      if (!visible(node)) return;
      if (state.drawn) state.drawn.then(() => node.data && visible(node) && Plotly.Plots.resize(node));
      else draw(node);
    });
    state.sizes.observe(node);
    state.scheme.addEventListener("change", state.repaint);
    kept.set(node, state);
    return state;
  }

  /** Changes wait until there is something to change. */
  const change = (name) => async (node, ...values) => {
    await kept.get(node)?.drawn;
    if (node.data) await Plotly[name](node, ...values.filter((value) => value !== null));
  };
  const everyTrace = (node, traces) => traces ?? node.data.map((_trace, at) => at);

  return {
    draw(node, figure) {
      const state = kept.get(node) ?? watch(node);
      state.figure = figure;
      return draw(node);
    },
    restyle: change("restyle"),
    relayout: change("relayout"),
    async extend(node, data, traces) {
      await change("extendTraces")(node, data, everyTrace(node, traces));
    },
    async prepend(node, data, traces) {
      await change("prependTraces")(node, data, everyTrace(node, traces));
    },
    async image(node, figure, options) {
      const drawn = kept.get(node)?.drawn;
      await drawn;
      const size = { width: node.clientWidth || 700, height: node.clientHeight || 450, format: "png", ...options };
      const layout = { ...figure.layout, template: figure.layout.template ?? pageTemplate(document.body) };
      return Plotly.toImage(drawn ? node : { data: figure.data, layout }, size);
    },
    release(node) {
      const state = kept.get(node);
      if (!state) return;
      state.sizes.disconnect();
      state.scheme.removeEventListener("change", state.repaint);
      kept.delete(node);
      if (state.drawn) Plotly.purge(node);
    },
  };
}

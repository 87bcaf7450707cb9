// Maps: Leaflet with tiles of OpenStreetMap. A map is made when its element has a size; what is set before is kept.
// Overlays are hidden elements inside the map's element; each has a layer here.

import { makeLayer, moveTo, applyOptions } from "./map-layers.mjs";

const TILES = "https://tile.openstreetmap.org/{z}/{x}/{y}.png";
const CREDIT = '&copy; <a href="https://www.openstreetmap.org/copyright" target="_blank" rel="noopener">OpenStreetMap</a>';
const GEOCODER = "https://nominatim.openstreetmap.org/";
const MOUSE = { click: "click", dblclick: "dbl_click", mousemove: "mousemove", mouseout: "mouseout", mouseover: "mouseover", contextmenu: "rightclick" };
const MOVES = { drag: "drag", dragstart: "dragstart", dragend: "dragend", load: "idle" };
const DATA = { click: "click", dblclick: "dbl_click", mousedown: "mousedown", mouseout: "mouseout", mouseover: "mouseover", mouseup: "mouseup", contextmenu: "rightclick" };

export default async function map({ base, sheet, notify }) {
  const [L] = await Promise.all([import(`${base}lib/leaflet.mjs`), sheet("lib/leaflet.css")]);
  const maps = new WeakMap(); // element of a map → state
  const overlays = new WeakMap(); // element of an overlay → { shape, options, layer }

  const stateOf = (node) => {
    if (!maps.has(node)) maps.set(node, { node, options: { zoom: 2, max_zoom: 18, min_zoom: 0 }, data: [], map: null, waiting: [] });
    return maps.get(node);
  };
  const placeOf = (event) => ({
    lat: event.latlng.lat, lng: event.latlng.lng, x: event.containerPoint?.x ?? 0, y: event.containerPoint?.y ?? 0,
  });

  function remember({ node, map }) {
    const center = map.getCenter();
    const sides = map.getBounds();
    Object.assign(node, {
      fwLat: center.lat, fwLng: center.lng, fwZoom: map.getZoom(), fwSouth: sides.getSouth(), fwWest: sides.getWest(), fwNorth: sides.getNorth(), fwEast: sides.getEast(),
    });
  }

  function watch(state) {
    const { map, node } = state;
    for (const [from, to] of Object.entries(MOUSE)) map.on(from, (event) => notify(node, `map-${to}`, placeOf(event)));
    for (const [from, to] of Object.entries(MOVES)) map.on(from, () => notify(node, `map-${to}`));
    map.on("moveend", () => {
      const [lat, lng, zoom] = [node.fwLat, node.fwLng, node.fwZoom];
      remember(state);
      if (lat !== node.fwLat || lng !== node.fwLng) notify(node, "map-center_changed");
      if (zoom !== node.fwZoom) notify(node, "map-zoom_changed");
      notify(node, "map-bounds_changed");
      notify(node, "map-idle");
    });
  }

  function addTiles(state) {
    const note = Object.assign(document.createElement("div"), { className: "fw-map-note", hidden: true, textContent: "The map's pictures appear when there is a connection to the internet." });
    state.node.append(note);
    L.tileLayer(TILES, { attribution: CREDIT, maxZoom: 19, referrerPolicy: "strict-origin-when-cross-origin" })
      .on("tileerror", () => { note.hidden = state.tiles > 0; })
      .on("tileload", () => { state.tiles = (state.tiles ?? 0) + 1; note.hidden = true; })
      .on("load", () => notify(state.node, "map-tilesloaded"))
      .addTo(state.map);
  }

  function applyAll(state, changed) {
    const { map, options, node } = state;
    const switched = { draggable: "dragging", scroll_wheel: "scrollWheelZoom", keyboard_shortcuts: "keyboard" };
    for (const [name, part] of Object.entries(switched)) if (name in changed) map[part][changed[name] === false ? "disable" : "enable"]();
    if (changed.gesture_handling === "none") map.dragging.disable();
    if (changed.gesture_handling === "cooperative") map.scrollWheelZoom.disable();
    if ("disable_double_click_zoom" in changed) map.doubleClickZoom[changed.disable_double_click_zoom ? "disable" : "enable"]();
    if ("min_zoom" in changed) map.setMinZoom(changed.min_zoom ?? 0);
    if ("max_zoom" in changed) map.setMaxZoom(changed.max_zoom ?? 18);
    if ("background_color" in changed) node.style.backgroundColor = changed.background_color || "";
    if ("draggable_cursor" in changed) node.style.cursor = changed.draggable_cursor === "auto" ? "" : changed.draggable_cursor;
    if ("zoom_control" in changed || "disable_default_ui" in changed || "scale_control" in changed) controls(state);
    if (changed.center || "zoom" in changed) map.setView(options.center ?? map.getCenter(), options.zoom ?? map.getZoom());
  }

  function controls(state) {
    const { map, options } = state;
    state.zoomer ??= L.control.zoom();
    state.scaler ??= L.control.scale();
    for (const [control, wanted] of [[state.zoomer, options.zoom_control], [state.scaler, options.scale_control]]) {
      control.remove();
      if (wanted !== false && !options.disable_default_ui) control.addTo(map);
    }
  }

  function drawData(state) {
    state.layer?.remove();
    state.layer = L.featureGroup();
    state.data.forEach(({ feature, style }, index) => {
      if (!feature.geometry || style.visible === false) return;
      const look = { color: style.stroke_color ?? "#3457d5", weight: style.stroke_weight ?? 3, opacity: style.stroke_opacity ?? 1, fillColor: style.fill_color ?? style.stroke_color ?? "#3457d5", fillOpacity: style.fill_opacity ?? 0.2 };
      const layer = L.geoJSON(feature, { style: look, pointToLayer: (_feature, at) => L.circleMarker(at, { ...look, radius: 7, fillOpacity: 0.8 }) });
      for (const [from, to] of Object.entries(DATA))
        layer.on(from, (event) => notify(state.node, `map-data_${to}`, { feature: index, lat: event.latlng.lat, lng: event.latlng.lng }));
      state.layer.addLayer(layer);
    });
    state.layer.addTo(state.map);
  }

  function create(state) {
    const { node, options } = state;
    if (state.map || !node.isConnected || !node.clientWidth || !node.clientHeight) return;
    state.map = L.map(node, { center: options.center ?? [0, 0], zoom: options.zoom ?? 2, zoomControl: false, attributionControl: true });
    state.map.attributionControl.setPrefix(false);
    addTiles(state);
    watch(state);
    const { center: _center, zoom: _zoom, ...rest } = options;
    applyAll(state, rest);
    controls(state);
    drawData(state);
    remember(state);
    for (const run of state.waiting.splice(0)) run();
    notify(node, "map-projection_changed");
    notify(node, "map-idle");
  }

  function whenMade(node, run) {
    const state = maps.get(node.closest(".fw-map")) ?? stateOf(node.closest(".fw-map"));
    if (state.map) run(state);
    else state.waiting.push(() => node.isConnected && run(state));
  }

  return {
    options(node, changed) {
      const state = stateOf(node);
      Object.assign(state.options, changed);
      if (state.map) applyAll(state, changed);
    },
    show(node) {
      const state = stateOf(node);
      state.sizes = new ResizeObserver(() => (state.map ? state.map.invalidateSize() : create(state)));
      state.sizes.observe(node);
      create(state);
    },
    release(node) {
      const state = maps.get(node);
      state?.sizes?.disconnect();
      if (!state?.map) return;
      Object.assign(state.options, { center: state.map.getCenter(), zoom: state.map.getZoom() });
      state.map.remove();
      state.map = state.layer = null;
      node.querySelector(".fw-map-note")?.remove();
      // Shown again, it has all of its overlays again.
      for (const child of node.querySelectorAll("[data-fw-c]")) if (overlays.has(child)) state.waiting.push(() => draw(child, state));
    },
    data(node, features) {
      const state = stateOf(node);
      state.data = features;
      if (state.map) drawData(state);
    },
    fit(node, { south, west, north, east }, padding) {
      whenMade(node, ({ map }) => map.fitBounds([[south, west], [north, east]], { padding: [padding ?? 20, padding ?? 20] }));
    },
    pan(node, x, y) {
      whenMade(node, ({ map }) => map.panBy([x, y]));
    },
    add(node, shape, options) {
      overlays.set(node, { shape, options, layer: null });
      whenMade(node, (state) => draw(node, state));
    },
    set(node, changed) {
      const overlay = overlays.get(node);
      if (!overlay) return;
      Object.assign(overlay.options, changed);
      if (overlay.layer) whenMade(node, (state) => draw(node, state, changed));
    },
    remove(node) {
      overlays.get(node)?.layer?.remove();
      overlays.delete(node);
    },
    open(node, options) {
      whenMade(node, ({ map, node: home }) => {
        const anchor = options.anchor && overlays.get(home.querySelector(`[data-fw-c="${options.anchor}"]`))?.layer;
        const at = anchor ? (anchor.getLatLng?.() ?? anchor.getBounds().getCenter()) : (options.position ?? map.getCenter());
        node.fwBody ??= node.firstElementChild; // moves into the window, and stays ours when that is closed
        const offset = options.pixel_offset ?? { x: 0, y: 0 };
        const lift = anchor?.getLatLng && !anchor.getRadius ? -34 : 0;
        const popup = L.popup({
          content: node.fwBody, maxWidth: options.max_width ?? 300, autoPan: !options.disable_auto_pan, offset: [offset.x, offset.y + 7 + lift], autoClose: false, closeOnClick: false,
        }).setLatLng(at);
        popup.on("remove", () => overlays.has(node) && notify(node, "map-closed"));
        overlays.set(node, { shape: "window", options, layer: popup });
        popup.openOn(map);
      });
    },
    move(node, position) {
      if (position) overlays.get(node)?.layer?.setLatLng(position);
    },
    async geocode(_node, location, address) {
      const query = new URLSearchParams({ format: "json", addressdetails: 1, ...(location ? { lat: location.lat, lon: location.lng } : { q: address }) });
      const answer = await fetch(`${GEOCODER}${location ? "reverse" : "search"}?${query}`);
      if (!answer.ok) throw new Error(`The search for places answered HTTP ${answer.status}.`);
      const found = await answer.json();
      return (Array.isArray(found) ? found : [found]).filter((each) => each.lat);
    },
  };

  function draw(node, state, changed = null) {
    const overlay = overlays.get(node);
    if (!overlay || overlay.shape === "window") return;
    if (changed && applyOptions(overlay, changed)) return;
    overlay.layer?.remove();
    overlay.layer = makeLayer(L, overlay, (event, detail) => notify(node, `map-${event}`, detail));
    if (!overlay.layer || overlay.options.visible === false) return;
    overlay.layer.addTo(state.map);
    moveTo(L, overlay, state.map, (event, detail) => notify(node, `map-${event}`, detail));
  }
}

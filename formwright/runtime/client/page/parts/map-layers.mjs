// Layers of a map, one for each overlay: how they look, what they tell, how they are dragged.

const EVENTS = { click: "click", dblclick: "dblclick", mousedown: "mousedown", mouseout: "mouseout", mouseover: "mouseover", mouseup: "mouseup", contextmenu: "rightclick" };

const style = (o) => ({
  color: o.stroke_color ?? "#1b1f27", weight: o.stroke_weight ?? 3, opacity: o.stroke_opacity ?? 1,
  fillColor: o.fill_color ?? o.stroke_color ?? "#1b1f27", fillOpacity: o.fill_opacity ?? 0.3,
  interactive: o.clickable !== false || !!o.draggable, bubblingMouseEvents: false,
});

/** A pin drawn here: nothing to download, and its colour is the app's. */
function pin(L, { icon, label, animation }) {
  if (typeof icon === "string" || icon?.url) {
    const size = icon.scaled_size ?? icon.size;
    const anchor = icon.anchor ?? (size ? { x: size.x / 2, y: size.y } : { x: 16, y: 32 });
    return L.icon({ iconUrl: icon.url ?? icon, iconSize: size ? [size.x, size.y] : undefined, iconAnchor: [anchor.x, anchor.y] });
  }
  const box = document.createElement("div");
  const symbol = icon?.path !== undefined;
  const scale = icon?.scale ?? 7;
  box.className = `fw-map-pin${animation ? ` fw-map-${String(animation).toLowerCase()}` : ""}`;
  const name = "http://www.w3.org/2000/svg";
  const svg = box.appendChild(document.createElementNS(name, "svg"));
  svg.setAttribute("viewBox", symbol ? "-12 -12 24 24" : "0 0 26 36");
  const path = svg.appendChild(document.createElementNS(name, "path"));
  const shapes = { CIRCLE: "M-10 0a10 10 0 1 0 20 0a10 10 0 1 0-20 0z", FORWARD_CLOSED_ARROW: "M0-10L8 10L0 5L-8 10z", BACKWARD_CLOSED_ARROW: "M0 10L8-10L0-5L-8-10z", FORWARD_OPEN_ARROW: "M-8 6L0-8L8 6", BACKWARD_OPEN_ARROW: "M-8-6L0 8L8-6" };
  path.setAttribute("d", symbol ? (shapes[icon.path] ?? String(icon.path)) : "M13 0a13 13 0 0 0-13 13c0 9 13 23 13 23s13-14 13-23a13 13 0 0 0-13-13z");
  if (symbol) {
    path.setAttribute("fill", icon.fill_color ?? "none");
    path.setAttribute("fill-opacity", icon.fill_opacity ?? 0);
    path.setAttribute("stroke", icon.strokeColor ?? icon.fill_color ?? "#1b1f27");
    path.setAttribute("stroke-opacity", icon.strokeOpacity ?? 1);
    path.setAttribute("stroke-width", icon.strokeWeight ?? 2);
    if (icon.rotation) path.setAttribute("transform", `rotate(${Number(icon.rotation)})`);
  }
  const text = box.appendChild(document.createElement("span"));
  text.textContent = typeof label === "string" ? label : (label?.text ?? (symbol ? "" : "•"));
  if (label?.color) text.style.color = label.color;
  if (label?.font_size) text.style.fontSize = label.font_size;
  if (label?.font_weight) text.style.fontWeight = label.font_weight;
  if (label?.font_family) text.style.fontFamily = label.font_family;
  const size = symbol ? [scale * 2.4, scale * 2.4] : [26, 36];
  return L.divIcon({ html: box, className: "fw-map-icon", iconSize: size, iconAnchor: symbol ? [size[0] / 2, size[1] / 2] : [13, 36] });
}

const MAKERS = {
  marker: (L, o) =>
    o.position && L.marker(o.position, {
      icon: pin(L, o), draggable: !!o.draggable, interactive: o.clickable !== false || !!o.draggable, opacity: o.opacity ?? 1, zIndexOffset: (o.z_index ?? 0) * 100, title: o.title ?? "", alt: o.title ?? "Marker", bubblingMouseEvents: false,
    }),
  polyline: (L, o) => o.path && L.polyline(o.path, { ...style(o), fill: false }),
  polygon: (L, o) => o.path && L.polygon(o.path, style(o)),
  rectangle: (L, o) => o.bounds && L.rectangle([[o.bounds.south, o.bounds.west], [o.bounds.north, o.bounds.east]], style(o)),
  circle: (L, o) => o.center && L.circle(o.center, { ...style(o), radius: o.radius ?? 0 }),
};

export function makeLayer(L, { shape, options }, tell) {
  const layer = MAKERS[shape](L, options);
  if (!layer) return null;
  for (const [from, to] of Object.entries(EVENTS)) {
    layer.on(from, (event) => {
      if (to === "click" && options.clickable === false) return;
      tell(to, { lat: event.latlng.lat, lng: event.latlng.lng });
    });
  }
  if (shape === "marker") {
    for (const name of ["dragstart", "drag", "dragend"])
      layer.on(name, () => {
        const { lat, lng } = layer.getLatLng();
        options.position = { lat, lng };
        if (name === "dragend") tell("moved", { position: { lat, lng } });
        tell(name, { lat, lng });
      });
    if (options.cursor) layer.on("add", () => { layer.getElement().style.cursor = options.cursor; });
  }
  return layer;
}

/** True when the change was made without making the layer anew. */
export function applyOptions({ shape, options, layer }, changed) {
  const names = Object.keys(changed);
  if (shape === "marker" && names.every((name) => name === "position") && options.position) return layer.setLatLng(options.position), true;
  if (shape === "circle" && names.every((name) => ["center", "radius"].includes(name)) && options.center) {
    layer.setLatLng(options.center).setRadius(options.radius ?? 0);
    return true;
  }
  return false;
}

const plainPath = (path) => path.flat(Infinity).map(({ lat, lng }) => ({ lat, lng }));

function current({ shape, layer }) {
  if (shape === "circle") return { center: { lat: layer.getLatLng().lat, lng: layer.getLatLng().lng }, radius: layer.getRadius() };
  if (shape === "rectangle") {
    const sides = layer.getBounds();
    return { bounds: { south: sides.getSouth(), west: sides.getWest(), north: sides.getNorth(), east: sides.getEast() } };
  }
  return { path: plainPath(layer.getLatLngs()) };
}

/** Dragging and editing of lines and areas, which Leaflet leaves to its users. */
export function moveTo(L, overlay, map, tell) {
  const { shape, options, layer } = overlay;
  if (shape === "marker") return;
  const finish = () => {
    const now = current(overlay);
    Object.assign(options, now);
    tell("moved", now);
  };
  const shift = (point, dy, dx) => L.latLng(point.lat + dy, point.lng + dx);
  if (options.draggable)
    layer.on("mousedown", (start) => {
      map.dragging.disable();
      let last = start.latlng;
      tell("dragstart", last);
      const drag = ({ latlng }) => {
        const [dy, dx] = [latlng.lat - last.lat, latlng.lng - last.lng];
        if (shape === "circle") layer.setLatLng(shift(layer.getLatLng(), dy, dx));
        else layer.setLatLngs(layer.getLatLngs().map((each) => (Array.isArray(each) ? each.map((p) => shift(p, dy, dx)) : shift(each, dy, dx))));
        last = latlng;
        tell("drag", { lat: latlng.lat, lng: latlng.lng });
      };
      map.on("mousemove", drag);
      map.once("mouseup", () => {
        map.off("mousemove", drag);
        if (options.map_draggable !== false) map.dragging.enable();
        finish();
        tell("dragend", { lat: last.lat, lng: last.lng });
      });
    });
  if (!options.editable) return;
  const corners = shape === "circle" ? [layer.getBounds().getNorthEast()] : layer.getLatLngs().flat(Infinity);
  const icon = L.divIcon({ className: "fw-map-handle", iconSize: [12, 12] });
  corners.forEach((corner, at) => {
    const handle = L.marker(corner, { icon, draggable: true, keyboard: false }).addTo(map);
    layer.on("remove", () => handle.remove());
    handle.on("drag", () => {
      const point = handle.getLatLng();
      if (shape === "circle") layer.setRadius(map.distance(layer.getLatLng(), point));
      else if (shape === "rectangle") layer.setBounds(L.latLngBounds(corners[(at + 2) % 4], point));
      else {
        corners[at].lat = point.lat;
        corners[at].lng = point.lng;
        layer.setLatLngs(layer.getLatLngs());
      }
    });
    handle.on("dragend", finish);
  });
}

// Event delegation: one listener per event type for the whole page.
// An element says what it wants: data-fw = component id, data-fw-on = "click input", data-fw-prevent = "click".
// Defaults are prevented here because Python starts later, when it is too late.

const BUBBLING = ["click", "input", "change", "keydown", "focusin", "focusout", "mousedown", "mouseup", "mousemove"];
const ENTERING = ["mouseenter", "mouseleave"];

function detail(event, node) {
  const data = { self: event.target === node, keys: { shift: !!event.shiftKey, alt: !!event.altKey, ctrl: !!event.ctrlKey, meta: !!event.metaKey } };
  if (event instanceof MouseEvent) {
    const box = node.getBoundingClientRect();
    Object.assign(data, { x: event.clientX - box.left, y: event.clientY - box.top, button: event.button + 1 });
  }
  if (event instanceof KeyboardEvent) data.key = event.key;
  return JSON.stringify(data);
}

function wanted(node, type) {
  if (node.dataset.fwOn?.split(" ").includes(type)) return node;
  return node.parentElement?.closest(`[data-fw-on~="${type}"]`) ?? null;
}

export function listen(dispatch) {
  const deliver = (event, node, type) => {
    if (node.dataset.fwPrevent?.split(" ").includes(type)) event.preventDefault();
    dispatch(node.dataset.fw, type, detail(event, node));
  };
  const onEvent = (event) => {
    if (!(event.target instanceof Element)) return;
    let type = event.type;
    if (type === "keydown") {
      if (event.key === "Enter" && !event.isComposing) type = "enter";
      else if (event.key === "Escape") type = "escape";
      else return;
    }
    const node = wanted(event.target, type);
    if (node) deliver(event, node, type);
  };
  for (const type of BUBBLING) document.addEventListener(type, onEvent);
  for (const type of ENTERING)
    document.addEventListener(type, (event) => {
      const node = event.target;
      if (node instanceof Element && node.dataset.fwOn?.split(" ").includes(type)) deliver(event, node, type);
    }, true);
}

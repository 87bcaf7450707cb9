// What a Canvas cannot see from Python: its element changed size; fingers, which count as the left mouse button.

const TOUCH = { touchstart: "mousedown", touchmove: "mousemove", touchend: "mouseup", touchcancel: "mouseup" };

export default function canvas({ notify }) {
  const watched = new WeakMap();

  function touched(event) {
    const node = event.currentTarget;
    const type = TOUCH[event.type];
    if (!node.dataset.fwOn?.split(" ").includes(type)) return; // nobody listens: the page may scroll
    event.preventDefault();
    const touch = event.changedTouches[0];
    const box = node.getBoundingClientRect();
    const keys = { shift: event.shiftKey, alt: event.altKey, ctrl: event.ctrlKey, meta: event.metaKey };
    notify(node, type, { x: touch.clientX - box.left, y: touch.clientY - box.top, button: 1, keys });
  }

  return {
    watch(node) {
      // Compared with the drawing itself: this part may be there only after the first changes.
      const sizes = new ResizeObserver(() => {
        const ratio = node.fwRatio ?? 1;
        const same = node.width === Math.round(node.clientWidth * ratio) && node.height === Math.round(node.clientHeight * ratio);
        if (node.clientWidth && !same) notify(node, "canvas-resized");
      });
      sizes.observe(node);
      for (const type of Object.keys(TOUCH)) node.addEventListener(type, touched, { passive: false });
      watched.get(node)?.disconnect();
      watched.set(node, sizes);
    },
    release(node) {
      watched.get(node)?.disconnect();
      watched.delete(node);
      for (const type of Object.keys(TOUCH)) node.removeEventListener(type, touched);
    },
  };
}

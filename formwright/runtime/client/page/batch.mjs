// Carries out what Python has noted about elements that it wants (client/batches.py), in one crossing.
// Responsible for that list of operations; may not know components.

const [MAKE, TEXT, ATTRIBUTE, STYLE, CLASS, INSERT, SET, COPY, REMOVE, EMPTY] = Array(10).keys();

// What elements are called in addition, for style sheets of the app (client/class_names.py).
let names = {};

export function dress(classes) {
  names = JSON.parse(classes);
}

export function carryOut(text, others, failed) {
  const elements = [];
  const at = (reference) => (reference >= 0 ? elements[reference] : reference === -1 ? null : others[-2 - reference]);
  const operations = JSON.parse(text);
  for (let n = 0; n < operations.length; n += 4) {
    const a = operations[n + 1], b = operations[n + 2], c = operations[n + 3];
    try {
      switch (operations[n]) {
        case MAKE: {
          const element = document.createElement(a);
          elements.push(element);
          if (b) element.className = names[b] ?? b;
          if (c) element.textContent = c;
          break;
        }
        case TEXT: at(a).textContent = b; break;
        case ATTRIBUTE: if (c === null) at(a).removeAttribute(b); else at(a).setAttribute(b, c); break;
        case STYLE: at(a).style.setProperty(b, c); break;
        case CLASS: at(a).classList.toggle(b, c); break;
        case INSERT: at(a).insertBefore(at(b), at(c)); break;
        case SET: at(a)[b] = c; break;
        case COPY: for (const element of at(a)(b)) elements.push(element); break;
        case REMOVE: at(a).remove(); break;
        case EMPTY: at(a).replaceChildren(); break;
      }
    } catch (error) {
      failed(error); // the rest is worth more
    }
  }
  return elements;
}

// Makes copies of an element with all in it; identities in it count on from `first`.
export function makeMould(root, made) {
  const all = [root, ...root.querySelectorAll("*")];
  const order = made.map((node) => all.indexOf(node));
  if (order.includes(-1)) return null;
  const names = ["data-fw-c", "data-fw", "data-fw-form"];
  const owned = all.flatMap((node, index) => names.filter((name) => node.hasAttribute(name))
    .map((name) => [index, name, node.getAttribute(name) - root.getAttribute("data-fw-c")]));
  const pattern = root.cloneNode(true);
  return (first) => {
    const copy = pattern.cloneNode(true), nodes = [copy, ...copy.querySelectorAll("*")];
    for (const [index, name, offset] of owned) nodes[index].setAttribute(name, first + offset);
    return order.map((index) => nodes[index]);
  };
}

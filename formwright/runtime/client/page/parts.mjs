// Parts of the page that most apps do not need: plots, maps, formatted text. Loaded when the first one is used.
// Responsible for loading `parts/<name>.mjs` once, and for the order of commands while it loads.
// Python sends commands to an element (`Dom.part`, `Dom.ask_part`); a part answers with `notify`.

export function makeParts({ base, emit, dispatch }) {
  const parts = new Map(); // name → { commands, queue, ready }

  const report = (name, error) =>
    emit({ kind: "error", type: "PageError", message: `${name}: ${error?.message ?? error}`, trace: [], text: String(error?.stack ?? "") });

  const tools = {
    base,
    report,
    sheet(href) {
      const link = Object.assign(document.createElement("link"), { rel: "stylesheet", href: base + href });
      return new Promise((done, fail) => {
        link.onload = done;
        link.onerror = () => fail(new Error(`${href} could not be loaded`));
        // Before the app's own style sheet, which must win.
        document.head.insertBefore(link, document.getElementById("formwright-theme"));
      });
    },
    script(href) {
      const script = Object.assign(document.createElement("script"), { src: href.includes("//") ? href : base + href });
      return new Promise((done, fail) => {
        script.onload = done;
        script.onerror = () => fail(new Error(`${href} could not be loaded`));
        document.head.append(script);
      });
    },
    /** Tells the component that owns the element; events that nobody listens to stay in the page. */
    notify(node, event, detail = {}) {
      if (node.dataset.fwOn?.split(" ").includes(event)) dispatch(node.dataset.fw ?? node.dataset.fwC, event, JSON.stringify(detail));
    },
  };

  function load(name) {
    let part = parts.get(name);
    if (part) return part;
    part = { commands: null, queue: [], ready: null };
    parts.set(name, part);
    part.ready = import(`${base}parts/${name}.mjs`)
      .then((module) => module.default(tools))
      .then((commands) => {
        part.commands = commands;
        const late = part.queue.splice(0);
        for (const [node, command, values] of late) run(name, part, node, command, values);
        for (const node of new Set(late.map(([node]) => node))) tools.notify(node, "fw-part");
      })
      .catch((error) => {
        parts.delete(name); // the next use tries again
        report(name, error);
        throw error;
      });
    part.ready.catch(() => undefined); // reported above
    return part;
  }

  function run(name, part, node, command, values) {
    try {
      const outcome = part.commands[command](node, ...JSON.parse(values));
      outcome?.catch?.((error) => report(name, error));
    } catch (error) {
      report(name, error);
    }
  }

  return {
    load,
    /** True when the command was carried out at once, false when it will be as soon as the part is there. */
    send(name, node, command, values) {
      const part = load(name);
      if (part.commands) run(name, part, node, command, values);
      else part.queue.push([node, command, values]);
      return part.commands !== null;
    },
    async ask(name, node, command, values) {
      const part = load(name);
      await part.ready;
      return JSON.stringify((await part.commands[command](node, ...JSON.parse(values))) ?? null);
    },
  };
}

// YouTube's player in a frame of its own. Spoken to by messages, so that no script of YouTube runs in the page.

const HOST = "https://www.youtube-nocookie.com";
const STATES = { "-1": "UNSTARTED", 0: "ENDED", 1: "PLAYING", 2: "PAUSED", 3: "BUFFERING", 5: "CUED" };

export default function video({ notify }) {
  const players = new Map(); // window of the frame → { node, frame, ready, queue, state }
  const byNode = new WeakMap();

  function post(player, message) {
    player.frame.contentWindow?.postMessage(JSON.stringify({ id: 1, channel: "widget", ...message }), HOST);
  }

  addEventListener("message", ({ source, origin, data }) => {
    const player = origin === HOST && players.get(source);
    if (!player || typeof data !== "string") return;
    let message;
    try {
      message = JSON.parse(data);
    } catch {
      return;
    }
    if (!player.ready) {
      player.ready = true;
      clearInterval(player.calling);
      for (const [name, args] of player.queue.splice(0)) post(player, { event: "command", func: name, args });
    }
    const info = message.event === "onStateChange" ? { playerState: message.info } : (message.info ?? {});
    if (typeof info.currentTime === "number") player.node.fwTime = info.currentTime;
    if (typeof info.duration === "number") player.node.fwDuration = info.duration;
    if (typeof info.playerState === "number" && info.playerState !== player.state) {
      player.state = info.playerState;
      notify(player.node, "video-state", { state: STATES[info.playerState] ?? "UNKNOWN" });
    }
  });

  function release(node) {
    const player = byNode.get(node);
    if (!player) return;
    clearInterval(player.calling);
    removeEventListener("online", player.retry);
    players.delete(player.window);
    byNode.delete(node);
    node.fwTime = node.fwDuration = undefined;
    node.replaceChildren();
  }

  function load(node, id, options) {
    release(node);
    const player = { node, ready: false, queue: [], state: null, retry: () => load(node, id, options) };
    byNode.set(node, player);
    if (!navigator.onLine) {
      const note = Object.assign(document.createElement("p"), { className: "fw-placeholder", textContent: "This video appears when there is a connection to the internet." });
      player.frame = note;
      node.replaceChildren(note);
      addEventListener("online", player.retry, { once: true });
      return;
    }
    const query = new URLSearchParams({ enablejsapi: 1, playsinline: 1, rel: 0, origin: location.origin });
    if (options.autoplay) query.set("autoplay", 1);
    if (options.mute) query.set("mute", 1);
    if (options.start) query.set("start", Math.round(options.start));
    if (options.loop) [["loop", 1], ["playlist", id]].forEach(([name, value]) => query.set(name, value));
    player.frame = Object.assign(document.createElement("iframe"), {
      src: `${HOST}/embed/${encodeURIComponent(id)}?${query}`, title: "YouTube video", allowFullscreen: true,
      allow: "autoplay; encrypted-media; picture-in-picture; fullscreen", referrerPolicy: "strict-origin-when-cross-origin",
    });
    if (options.volume !== 50) player.queue.push(["setVolume", [options.volume]]);
    node.replaceChildren(player.frame);
    player.window = player.frame.contentWindow;
    players.set(player.window, player);
    // The player answers once it is there; until then it does not hear.
    player.calling = setInterval(() => post(player, { event: "listening" }), 250);
    player.frame.addEventListener("load", () => post(player, { event: "listening" }));
  }

  return {
    load,
    release,
    command(node, name, args) {
      const player = byNode.get(node);
      if (!player) return;
      if (player.ready) post(player, { event: "command", func: name, args });
      else player.queue.push([name, args]);
    },
  };
}

// The page's end of the WebSocket. Responsible for the socket and for putting a message and the binary messages
// that follow it back together; what they mean is Python (`client/calls.py`).

export function makeChannel(notify) {
  let socket = null;
  let waiting = null;
  const deliver = () => {
    const { text, blobs } = waiting;
    waiting = null;
    notify("message", text, blobs);
  };
  return {
    open(path) {
      const url = new URL(path, location.href);
      url.protocol = url.protocol === "https:" ? "wss:" : "ws:";
      const mine = new WebSocket(url);
      mine.binaryType = "arraybuffer";
      socket = mine;
      mine.onopen = () => mine === socket && notify("open", "", []);
      mine.onclose = (event) => {
        if (mine !== socket) return;
        socket = waiting = null;
        notify("closed", event.reason || String(event.code), []);
      };
      mine.onmessage = ({ data }) => {
        if (mine !== socket) return;
        if (typeof data === "string") {
          const line = data.split("\n", 1)[0];
          waiting = { text: data, blobs: [], missing: JSON.parse(line).nb || 0 };
          if (!waiting.missing) deliver();
        } else if (waiting) {
          waiting.blobs.push(data);
          if (--waiting.missing === 0) deliver();
        }
      };
    },
    send(text, blobs) {
      socket.send(text);
      for (const blob of blobs) socket.send(blob.slice()); // a copy: Python's memory may move before it is sent
    },
    close() {
      const old = socket;
      socket = waiting = null;
      old?.close();
    },
  };
}

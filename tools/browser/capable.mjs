// Finds a node that can make the memory snapshot: it needs WebAssembly stack switching, new in version 24.
import { spawnSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";

const FLAG = "--experimental-wasm-jspi";
const PROBE = "process.exit('Suspending' in WebAssembly && parseInt(process.versions.node) >= 24 ? 0 : 1)";

/** The command line to begin with, or null: the node that runs this, else the one in the virtual environment. */
export function snapshotNode(root) {
  const installed = ["bin/node", "Scripts/node.exe"].map((name) => path.join(root, ".venv", name));
  for (const node of [process.execPath, ...installed]) {
    if (!fs.existsSync(node)) continue;
    for (const flags of [[], [FLAG]])
      if (spawnSync(node, [...flags, "-e", PROBE], { stdio: "ignore" }).status === 0) return [node, ...flags];
  }
  return null;
}

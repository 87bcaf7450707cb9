// Brings Python back from the memory snapshot that the build made, with the client library already imported.
// Responsible for: that recipe, which the build (tools/browser/snapshot.mjs) uses too, to prove each snapshot.
// Restoring is private to Pyodide, so callers keep the ordinary way as a fallback.

const NO_LIBRARY = "data:application/zip;base64,UEsFBgAAAAAAAAAAAAAAAAAAAAAAAA=="; // an empty archive: files come below

export async function restorePython({ loadPyodide, createModule, memory, standardLibrary, clientLibrary, options, empty = NO_LIBRARY }) {
  const python = await loadPyodide({
    ...options,
    stdLibURL: empty,
    _loadSnapshot: memory,
    createPyodideModule: async (settings) => {
      const module = await createModule(settings);
      const { byteLength } = await memory;
      if (byteLength > module.HEAP8.length) module.growMemory(byteLength); // else RangeError: Pyodide issue 6254
      return module;
    },
  });
  // The snapshot is memory only. Both archives are the ones it was made with, so what it knows of them holds.
  python.FS.writeFile("/lib/python314.zip", new Uint8Array(await standardLibrary), { canOwn: true });
  python.FS.writeFile("/lib/formwright.zip", new Uint8Array(await clientLibrary), { canOwn: true });
  // Else every page would draw the same random numbers.
  python.runPython("import random; random.seed()");
  return python;
}

"""The JavaScript that sends many handlers of the form `Soak` into Python at once, for any browser."""

from __future__ import annotations

SOAK = """(async () => {
  const python = formwright.python;
  const form = python.runPython("import anvil; anvil.get_open_form()");
  const soak = form.soak;
  const library = python.pyimport("formwright.runtime.client.browser");
  let next = 0;
  await Promise.all(Array.from({ length: TOGETHER }, async () => {
    while (next < HANDLERS) { await soak.callPromising(next++); library.idle(); }
  }));
  return [form.done, form.wrong, python.runPython("import gc; gc.isenabled()")];
})()"""


def soak_script(handlers: int, together: int) -> str:
    """An expression: a promise of [handlers that finished, mistakes they noticed, automatic collection]."""
    return SOAK.replace("HANDLERS", str(handlers)).replace("TOGETHER", str(together))

// Functions of Python as JavaScript calls them: the answer is there at once, unless Python had to wait for it.
// Responsible for: entering Python from within JavaScript that Python may itself have called.
// Pyodide enters code that may wait in a later task only (`callPromising`), so that `array.sort(f)` would get
// promises. Here whoever runs is put aside first, with stack and thread state, as if it waited: what Pyodide does
// around every wait. Private to the pinned Pyodide; tests/browser/test_client_api.py and the soak hold it.

export function makeCallbacks(python, { canBlock, emit, idle }) {
  const module = python._module;
  const problem = canBlock ? module._malloc(4) : 0; // where the C function leaves an exception; `run` raises none

  async function entered(proxy, args) {
    const [result] = await module.promisingApply(module.PyProxy_getPtr(proxy), args, args.length, [], 0, problem);
    if (result === module.error) emit({ kind: "error", type: "InternalError", message: "a callback ended unexpectedly", trace: [] });
  }

  function begin(proxy, args) {
    const { validSuspender } = module;
    const could = validSuspender.value;
    const thread = module._captureThreadState(); // 0: no code that may wait has called the JavaScript that calls us
    if (!thread) module._PyErr_Clear();
    const stack = new module.StackState();
    try {
      return entered(proxy, args);
    } finally {
      stack.restore();
      if (thread) module._restoreThreadState(thread);
      validSuspender.value = could;
    }
  }

  // `run(args, box)` is Python's; it puts [true, result] or [false, message] into the box.
  return (run) => (...args) => {
    const box = {};
    const give = () => {
      const [ok, value] = box.outcome ?? [true, undefined];
      if (!ok) throw new Error(value);
      return value;
    };
    if (!canBlock) {
      run(args, box);
      return give();
    }
    const finished = begin(run, [args, box]).finally(() => {
      module.validSuspender.value = false; // nothing runs between two tasks
      idle();
    });
    if (!box.outcome) return finished.then(give);
    return give();
  };
}

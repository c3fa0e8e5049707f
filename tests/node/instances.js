/**
 * Watches the WebAssembly instances of this process. Call this before the engine is loaded: every
 * way to make an instance is wrapped, so that its memory can be measured and its functions can be
 * made to trap.
 */

export function watchInstances() {
  /** @type {WebAssembly.Memory[]} one for each instance, in the order of their making */
  const memories = [];
  const state = { trapAfter: Infinity, calls: 0 };

  /** @template {Function} F @param {F} run @returns {F} */
  const guarded = (run) => /** @type {any} */ ((/** @type {any[]} */ ...args) => {
    state.calls++;
    if (state.trapAfter-- <= 0) {
      state.trapAfter = Infinity;
      throw new WebAssembly.RuntimeError('unreachable');
    }
    return run(...args);
  });

  /** Wraps the table through which Embind calls, so that its functions are guarded. @param {WebAssembly.Table} table */
  const guardedTable = (table) => {
    const made = new Map();
    return new Proxy(table, {
      get(target, name) {
        if (name !== 'get') return typeof target[/** @type {'grow'} */ (name)] === 'function' ? target[/** @type {'grow'} */ (name)].bind(target) : Reflect.get(target, name, target);
        return (/** @type {number} */ index) => {
          const run = target.get(index);
          if (typeof run !== 'function') return run;
          if (!made.has(index)) made.set(index, guarded(run));
          return made.get(index);
        };
      },
    });
  };

  /** @param {WebAssembly.Instance} instance @param {any} imports */
  const watched = (instance, imports) => {
    const exports = Object.fromEntries(Object.entries(instance.exports).map(([name, part]) => {
      if (part instanceof WebAssembly.Memory) memories.push(part);
      if (part instanceof WebAssembly.Table) return [name, guardedTable(part)];
      return [name, typeof part === 'function' ? guarded(part) : part];
    }));
    for (const group of Object.values(imports ?? {})) {
      for (const part of Object.values(/** @type {any} */ (group))) if (part instanceof WebAssembly.Memory) memories.push(part);
    }
    return /** @type {any} */ ({ exports });
  };

  const { Instance, instantiate } = WebAssembly;
  /** @param {any} module @param {any} imports */
  const makeInstance = function (module, imports) {
    return watched(new Instance(module, imports), imports);
  };
  WebAssembly.Instance = /** @type {any} */ (makeInstance);
  WebAssembly.instantiate = /** @type {any} */ (async (/** @type {any} */ source, /** @type {any} */ imports) => {
    const made = /** @type {any} */ (await instantiate(source, imports));
    return made instanceof Instance ? watched(made, imports) : { ...made, instance: watched(made.instance, imports) };
  });

  return {
    /** The memory of the newest instance, in bytes. */
    bytes: () => memories[memories.length - 1].buffer.byteLength,
    /** The number of instances so far. */
    count: () => memories.length,
    /** The number of calls of guarded functions so far. */
    calls: () => state.calls,
    /** Makes the next call into any instance trap, or a later one. @param {number} [after] */
    trapNext: (after = 0) => { state.trapAfter = after; },
    disarm: () => { state.trapAfter = Infinity; },
  };
}

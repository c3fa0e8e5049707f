/** @typedef {import('../contest.js').Contestant} Contestant */

/** Above this product of H, Tq and Tk it takes too long or too much memory: it holds the scores several times. */
const largestScores = 8 * 2048 * 2048;

/** Up to this product of Tq and Tk its calls are faster with jit, beyond it without: four times and a tenth. */
const largestCompiled = 2 ** 16;

/**
 * It takes all cores wherever it sees workers, from its first line on; other peers define them in Node.js. So it sees none.
 * @template T
 * @param {() => T} run gives a result or a promise of one
 * @returns {Promise<Awaited<T>>}
 */
async function onOneThread(run) {
  const { Worker } = globalThis;
  Object.assign(globalThis, { Worker: undefined });
  try {
    return await run();
  } finally {
    Object.assign(globalThis, { Worker });
  }
}

/**
 * @jax-js/jax: its dotProductAttention on its WebAssembly backend, which compiles a module for each product. A head is an element
 * of its batch, so that its layout [B,T,N,H] is this engine's; that is the fastest form that we know.
 * @returns {Promise<{ version: string, contestants: Contestant[] }>}
 */
export async function loadJax() {
  const jax = await onOneThread(async () => {
    // @ts-ignore: only the benchmark installs it.
    const loaded = /** @type {any} */ (await import('@jax-js/jax'));
    await loaded.init('wasm');
    return loaded;
  });
  jax.defaultDevice('wasm');
  // It does not tell its version.
  const { default: { dependencies } } = await import('./package.json', { with: { type: 'json' } });
  return {
    version: dependencies['@jax-js/jax'],
    contestants: [{
      name: '@jax-js/jax',
      tolerance: 2e-5,
      joins: ({ kind }) => kind !== 'workers',
      prepare({ H, G, Tq, Tk, D, causal = false, window, query, key, value }) {
        if (!('Iterator' in globalThis)) return { reason: 'needs the methods of iterators: Node.js 22' };
        if (H * Tq * Tk > largestScores) return { reason: 'its scores of H x Tq x Tk are too large' };
        const masked = causal || window !== undefined;
        if (masked && H !== G) return { reason: 'shares keys between heads only in another layout' };
        // The heads of a group lie next to each other: they share its keys as one long head.
        const length = (H / G) * Tq;
        const options = { isCausal: causal, ...(window !== undefined && { localWindowSize: [window, 0] }) };
        /** @param {Float32Array} data @param {number} rows */
        const tensor = (data, rows) => jax.numpy.array(data, { shape: [G, rows, 1, D] });
        /** @param {any} q @param {any} k @param {any} v */
        const plain = (q, k, v) => jax.nn.dotProductAttention(q, k, v, options);
        const attend = Tq * Tk <= largestCompiled ? jax.jit(plain) : plain;
        return {
          async: true,
          call: () => onOneThread(() => attend(tensor(query, length), tensor(key, Tk), tensor(value, Tk)).dataSync()),
        };
      },
    }],
  };
}

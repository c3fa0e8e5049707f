import { visibleKeys } from '../problem.js';

/** @typedef {import('../contest.js').Contestant} Contestant */

/** Above this product of H, Tq, Tk and D it takes too long, since it converts arrays of arrays at each query. */
const patience = 8 * 64 * 64 * 64;

/**
 * @ruvector/attention-wasm: scaled_dot_attention takes one query, and keys and values as arrays of arrays, which are
 * made before the call.
 * @param {(address: URL) => Promise<BufferSource>} readBytes
 * @returns {Promise<{ version: string, contestants: Contestant[] }>}
 */
export async function loadRuvector(readBytes) {
  // @ts-ignore: only the benchmark installs it.
  const ruvector = /** @type {any} */ (await import('@ruvector/attention-wasm'));
  const bytes = await readBytes(new URL('node_modules/@ruvector/attention-wasm/ruvector_attention_wasm_bg.wasm', import.meta.url));
  ruvector.initSync({ module: bytes });
  return {
    version: ruvector.version(),
    contestants: [{
      name: '@ruvector/attention-wasm',
      tolerance: 2e-5,
      joins: ({ kind }) => kind !== 'workers',
      prepare(problem) {
        const { H, G, Tq, Tk, D, query, key, value } = problem;
        if (H * Tq * Tk * D > patience) return { reason: 'too slow to wait for: one query a call, arrays of arrays' };
        /** @param {Float32Array} data @param {number} g @param {number} j */
        const row = (data, g, j) => Array.from(data.subarray((g * Tk + j) * D, (g * Tk + j + 1) * D));
        const queries = Array.from({ length: H * Tq }, (_, n) => {
          const g = Math.floor(Math.floor(n / Tq) / (H / G));
          const [first, end] = visibleKeys(problem, n % Tq);
          const keys = Array.from({ length: end - first }, (_, j) => row(key, g, first + j));
          const values = Array.from({ length: end - first }, (_, j) => row(value, g, first + j));
          return { query: query.subarray(n * D, (n + 1) * D), keys, values };
        });
        return {
          call: () => {
            const output = new Float32Array(H * Tq * D);
            queries.forEach(({ query, keys, values }, n) => output.set(ruvector.scaled_dot_attention(query, keys, values), n * D));
            return output;
          },
        };
      },
    }],
  };
}

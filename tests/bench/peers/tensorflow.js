import { visibilityMask } from '../problem.js';

/** @typedef {import('../contest.js').Contestant} Contestant */
/** @typedef {import('../problem.js').Problem} Problem */

/** A build for Node.js has its names as properties of the default export, one for browsers as exports. @param {any} found */
const namesOf = (found) => (found.tensor || !found.default ? found : found.default);

/**
 * Above these products of H, Tq, Tk and D a call of a backend takes too long to wait for.
 * @type {Record<string, number>}
 */
const patience = { wasm: 8 * 4096 * 4096 * 64, cpu: 8 * 256 * 256 * 64 };

/** The most elements of the scores. It holds three copies of them, and WebAssembly's memory ends at 4 GB. */
const largestScores = 8 * 4096 * 4096;

/** @param {any} tf @param {any} scores scaled @param {any} value @param {any} [hidden] */
function weigh(tf, scores, value, hidden) {
  return tf.matMul(tf.softmax(hidden ? tf.add(scores, hidden) : scores), value);
}

/**
 * All heads in one product, as its users write it.
 * @param {any} tf @param {Problem} problem @param {any} [hidden] added to the scores, [Tq,Tk]
 * @returns {Float32Array}
 */
function batched(tf, { H, G, Tq, Tk, D, query, key, value }, hidden) {
  // The heads of a group lie next to each other: without a mask they can share its keys as one long head.
  const [length, copies] = hidden ? [Tq, H / G] : [(H / G) * Tq, 1];
  /** @param {Float32Array} data */
  const shared = (data) => {
    const tensor = tf.tensor(data, [G, 1, Tk, D]);
    return copies === 1 ? tensor : tf.tile(tensor, [1, copies, 1, 1]);
  };
  return tf.tidy(() => {
    const scores = tf.matMul(tf.tensor(query, [G, copies, length, D]), shared(key), false, true);
    return weigh(tf, tf.mul(scores, 1 / Math.sqrt(D)), shared(value), hidden).dataSync();
  });
}

/**
 * Head by head with transposed keys. Products of plain matrices use XNNPACK, those of batches or with a transposed operand a
 * plain loop (batch_mat_mul_impl.cc). This is the fastest form that we know, about four times as fast as the other.
 * @param {any} tf @param {Problem} problem @param {any} [hidden]
 * @returns {Float32Array}
 */
function byHead(tf, { H, G, Tq, Tk, D, query, key, value }, hidden) {
  const output = new Float32Array(H * Tq * D);
  /** @param {Float32Array} data @param {number} head @param {number} length */
  const matrix = (data, head, length) => tf.tensor(data.subarray(head * length * D, (head + 1) * length * D), [length, D]);
  for (let head = 0; head < H; ++head) {
    const group = Math.floor(head / (H / G));
    output.set(tf.tidy(() => {
      const scores = tf.matMul(tf.mul(matrix(query, head, Tq), 1 / Math.sqrt(D)), tf.transpose(matrix(key, group, Tk)));
      return weigh(tf, scores, matrix(value, group, Tk), hidden).dataSync();
    }), head * Tq * D);
  }
  return output;
}

/**
 * TensorFlow.js, which has no attention of its own: product, softmax, product. Inputs become tensors at each call, and
 * the output is read.
 * @param {'wasm' | 'cpu'} backend
 * @returns {Promise<{ version: string, contestants: Contestant[] }>}
 */
export async function loadTensorFlow(backend) {
  // @ts-ignore: installed by the benchmark only.
  const tf = namesOf(/** @type {any} */ (await import('@tensorflow/tfjs-core')));
  if (backend === 'wasm') {
    // @ts-ignore: as above.
    const wasm = namesOf(/** @type {any} */ (await import('@tensorflow/tfjs-backend-wasm')));
    const address = new URL('node_modules/@tensorflow/tfjs-backend-wasm/dist/', import.meta.url);
    // One thread, even if shared memory would allow more.
    tf.env().set('WASM_HAS_MULTITHREAD_SUPPORT', false);
    if (address.protocol !== 'file:') wasm.setWasmPaths(address.href);
  } else {
    // @ts-ignore: as above.
    await import('@tensorflow/tfjs-backend-cpu');
  }
  await tf.setBackend(backend);
  await tf.ready();

  /** @param {string} name @param {typeof batched} attend @param {Contestant['joins']} joins @returns {Contestant} */
  const contestant = (name, attend, joins) => ({
    name,
    tolerance: 2e-5,
    joins,
    async prepare(problem) {
      const { H, Tq, Tk, D, causal, window } = problem;
      if (H * Tq * Tk > largestScores) return { reason: 'its scores of H x Tq x Tk are too large' };
      // No mark needs its long masked calls, in which it also computes the masked scores.
      const masked = causal || window !== undefined;
      if (H * Tq * Tk * D > patience[backend] / (masked ? 4 : 1)) return { reason: 'too slow to wait for' };
      await tf.setBackend(backend);
      const hidden = masked
        ? tf.tensor(Float32Array.from(visibilityMask(problem), (seen) => (seen ? 0 : -1e9)), [Tq, Tk]) : undefined;
      return {
        call: () => {
          if (tf.getBackend() !== backend) tf.setBackend(backend);
          return attend(tf, problem, hidden);
        },
        dispose: () => hidden?.dispose(),
      };
    },
  });
  const contestants = backend === 'cpu'
    ? [contestant('TensorFlow.js CPU', batched, ({ kind }) => kind !== 'workers')]
    : [
      contestant('TensorFlow.js WASM', batched, ({ kind }) => kind !== 'workers'),
      contestant('TensorFlow.js WASM, by head', byHead, ({ kind, shape }) => kind === 'call' && shape.Tq > 1),
    ];
  return { version: tf.version_core, contestants };
}

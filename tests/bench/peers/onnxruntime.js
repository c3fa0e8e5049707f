import { visibilityMask } from '../problem.js';
import { attentionModel } from './onnx-model.js';

/** @typedef {import('../contest.js').Contestant} Contestant */

/**
 * Why it gives no answer: its check of sizes overflows (SafeInt, version 1.30), whatever the number of heads.
 * @param {{ Tq: number, Tk: number, D: number }} sizes
 */
export const refusalOf = ({ Tq, Tk, D }) => (Tq * Tk * D >= 2 ** 30 ? 'refuses' : undefined);

/**
 * onnxruntime-web: the operator Attention of opset 23 in WebAssembly, one thread. Inputs are copied into its memory and
 * the output out of it, as this engine does.
 * @returns {Promise<{ version: string, contestants: Contestant[] }>}
 */
export async function loadOnnxRuntime() {
  // @ts-ignore: only the benchmark installs it.
  const ort = /** @type {any} */ (await import('onnxruntime-web/wasm'));
  ort.env.wasm.numThreads = 1;
  const module = new URL('node_modules/onnxruntime-web/dist/ort-wasm-simd-threaded.wasm', import.meta.url);
  if (module.protocol !== 'file:') ort.env.wasm.wasmPaths = { wasm: module.href };
  ort.env.logLevel = 'fatal'; // The table reports what fails.
  /** @type {Map<string, Promise<any>>} */
  const sessions = new Map();
  /** @param {{ causal: boolean, mask: boolean }} options */
  const sessionFor = (options) => {
    const name = JSON.stringify(options);
    const session = sessions.get(name) ?? ort.InferenceSession.create(attentionModel(options), { executionProviders: ['wasm'] });
    sessions.set(name, session);
    return session;
  };
  return {
    version: ort.env.versions.web,
    contestants: [{
      name: 'onnxruntime-web',
      tolerance: 2e-5,
      joins: ({ kind }) => kind !== 'workers',
      async prepare(problem) {
        const { H, G, Tq, Tk, D, causal = false, window, query, key, value } = problem;
        const reason = refusalOf(problem);
        if (reason) return { reason };
        const mask = window !== undefined;
        if (mask && Tq * Tk > 2 ** 27) return { reason: 'knows no windows, and a mask of Tq x Tk is too large' };
        const session = await sessionFor({ causal, mask });
        const feeds = {
          Q: new ort.Tensor('float32', query, [1, H, Tq, D]),
          K: new ort.Tensor('float32', key, [1, G, Tk, D]),
          V: new ort.Tensor('float32', value, [1, G, Tk, D]),
          ...(mask && { M: new ort.Tensor('bool', visibilityMask(problem), [Tq, Tk]) }),
        };
        return { async: true, call: async () => (await session.run(feeds)).Y.data };
      },
    }],
  };
}

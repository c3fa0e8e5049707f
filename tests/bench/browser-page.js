// The script of the page for --browser: it gives run.js a function to call.

import { bench } from './bench.js';
import { loadOther } from './other-build.js';

/** @param {import('./bench.js').Choice & { hasKernels: boolean }} choice */
async function startBench(choice) {
  const engine = await import(new URL('engine/attention-lab.js', location.href).href);
  return bench({
    other: choice.against && await loadOther(await import(new URL('other/attention-lab.js', location.href).href), choice.simd),
    attention: await engine.loadAttention({ simd: choice.simd }),
    kernels: choice.hasKernels ? new URL('kernels/bench-kernels.js', location.href) : undefined,
    readBytes: async (address) => (await fetch(address)).arrayBuffer(),
    progress: (line) => console.log(`bench: ${line}`),
    clock: /** @type {any} */ (globalThis).rendererTime,
  }, choice);
}

Object.assign(globalThis, { startBench });

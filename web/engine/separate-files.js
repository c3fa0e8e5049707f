/**
 * The module and the worker as files of their own, beside the script. Bundlers know both lines by their very form: they take
 * the files along, and put in their new addresses.
 * @type {import('./load.js').Place}
 */
export const separateFiles = {
  module: () => new URL('./attention-lab.wasm', import.meta.url),
  worker: () => new Worker(new URL('./worker.js', import.meta.url), { type: 'module' }),
};

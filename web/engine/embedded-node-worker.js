/** node-worker.js as a module that imports nothing of the package's: web/build/package.js puts it here. */
export const workerText = '';

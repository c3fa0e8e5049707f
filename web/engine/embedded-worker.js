/** worker.js as a module that imports nothing: web/build/package.js puts it here. */
export const workerText = '';

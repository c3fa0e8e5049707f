/** The script that the builder's lines load from afar. The build fills it in: see web/build/pages.js. */

/** @type {import('./snippets.js').Release} */
export const release = { version: '', file: '', integrity: '' };

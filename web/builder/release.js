/** The script that the builder's lines load. The build fills it in: see web/build/pages.js. */

/** @type {{ version: string, integrity: string }} */
export const release = { version: '', integrity: '' };

/** Which build this is and of which files: filled in when it is built. */

export const build = '';

/** @type {readonly string[]} names, from the page's folder */
export const files = [];

/** The name of this build and the list of its files: both are filled in when the lesson is built. */

export const build = '';

/** @type {readonly string[]} names, from the page's folder */
export const files = [];

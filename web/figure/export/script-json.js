/** JSON that may be pasted into any page: the documentation tells authors to put it into a script element. */

/**
 * Signs that HTML or XML could read before JSON does: the end tag of a script, the beginning of a comment, an entity, the
 * end of a CDATA section; and the two ends of a line that older JavaScript does not take within a text.
 */
const readElsewhere = /[<>&\u2028\u2029]/g;

/**
 * @param {unknown} value as JSON.stringify takes it
 * @param {number} [indent] spaces for each level; none: all in one line
 * @returns {string} JSON that reads back as the same, with `\u003c` in place of `<` and the like: outside of texts JSON has
 *   none of these signs
 */
export function scriptJson(value, indent) {
  return escapedJson(value, readElsewhere, indent);
}

/**
 * @param {unknown} value
 * @param {RegExp} signs that stand in texts alone
 * @param {number} [indent]
 * @returns {string} JSON that reads back as the same, with `\u2028` in place of such a sign
 */
export function escapedJson(value, signs, indent) {
  return JSON.stringify(value, null, indent).replace(signs, (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

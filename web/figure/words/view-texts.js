/**
 * The words of the views. A figure gives them in its reader's language, {braces} and all.
 *
 * @typedef {object} ViewTexts
 * @property {string} keyAxis what a column is
 * @property {string} queryAxis what a row is
 * @property {string} barAxis what a bar is
 * @property {string} weight
 * @property {string} supplied in place of weight, where the author gave the numbers
 * @property {string} masked
 * @property {string} negative what a dashed line is
 * @property {string} mean of heads
 * @property {string} difference of {first} and {second}
 * @property {string} differenceAxis in place of weight
 * @property {string} queries the left column of the links
 * @property {string} keys the right one
 * @property {string} linksAll all {count} lines are drawn
 * @property {string} linksStrongest {count} of {all} lines are drawn and hold {share} of the weight
 * @property {string} first the axis of the first component, in the plane
 * @property {string} second
 * @property {string} query also what a query without a name is called
 * @property {string} key
 * @property {string} values what their hull is
 * @property {string} output
 */

export {};

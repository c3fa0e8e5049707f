/** Work in steps, for those who can wait for all of it. */

/**
 * @template Result
 * @param {Iterator<unknown, Result>} steps
 * @returns {Result} what they return at the end
 */
export function atOnce(steps) {
  for (;;) {
    const { done, value } = steps.next();
    if (done) return value;
  }
}

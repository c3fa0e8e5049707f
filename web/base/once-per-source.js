/** Computes once what follows from an array that is drawn again and again but never changed in place. */

/**
 * @template {object} Source
 * @template Result
 * @template {unknown[]} Rest
 * @param {(source: Source, ...rest: Rest) => Result} compute
 * @returns {(source: Source, ...rest: Rest) => Result} which computes it once for each source
 */
export function oncePerSource(compute) {
  /** @type {WeakMap<Source, { result: Result }>} */
  const known = new WeakMap();
  return (source, ...rest) => {
    let found = known.get(source);
    if (!found) known.set(source, (found = { result: compute(source, ...rest) }));
    return found.result;
  };
}

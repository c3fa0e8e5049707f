/** The policies of the pages around the lesson. The lesson's own is in web/site/lesson/policy.js. */

/** What every page needs: its scripts, which compile WebAssembly, its style sheet, and its icon. */
const common = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self'; form-action 'none'; base-uri 'none'";

/** The workbench fetches the engine's module, and computes long sequences in workers. */
const workbench = `${common}; connect-src 'self'; worker-src 'self'`;

/** So does the page of models, in its worker. */
const models = workbench;

/** The page of heads fetches its examples. */
const heads = `${common}; connect-src 'self'`;

/** The reference is text: nothing runs there. */
const reference = "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'none'; base-uri 'none'";

/**
 * The figure brings its engine along, so that its page and the builder ask for nothing at all. A policy in a page cannot say
 * who may show it in a frame, and should not: everybody may.
 * @type {Readonly<Record<string, string>>}
 */
export const pagePolicies = {
  'figure.html': common, 'builder.html': common, 'workbench.html': workbench, 'heads.html': heads, 'models.html': models, 'reference.html': reference, 'reference.zh.html': reference,
};

/**
 * @param {string} name of the page
 * @param {string} html as written
 * @returns {string} with its policy, before anything that it holds for
 */
export function withPolicy(name, html) {
  const place = '<meta charset="utf-8">\n';
  const [before, after, ...more] = html.split(place);
  if (after === undefined || more.length > 0) throw new Error(`${name}: expected ${place.trim()} once, on a line of its own`);
  return `${before}${place}<meta http-equiv="Content-Security-Policy" content="${pagePolicies[name]}">\n${after}`;
}

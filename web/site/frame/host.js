/** This page tells the one around it its height, and takes a link to show from it. */

let told = 0;

/**
 * Tells the page's height, if it is another than was told last. Nothing else is ever sent, so that any parent may know it.
 * @returns {boolean} whether it was told
 */
export function tellHeight() {
  const height = heightOfPage();
  if (height === told) return false;
  told = height;
  parent.postMessage({ type: 'attention-figure-height', height }, '*');
  return true;
}

/** @returns {number} in CSS pixels */
export function heightOfPage() {
  return Math.ceil(document.documentElement.getBoundingClientRect().height);
}

/**
 * Messages `{ type: 'attention-figure-show', link: '#v=1&...' }` of the parent, from the origin that the address names:
 * `figure.html?origin=https://blog.example#...`.
 * @param {(link: string) => void} show
 */
export function orders(show) {
  const origin = namedOrigin(new URLSearchParams(location.search).get('origin'));
  if (origin === null) return;
  addEventListener('message', ({ source, origin: sender, data }) => {
    if (source !== parent || sender !== origin) return;
    if (data?.type === 'attention-figure-show' && typeof data.link === 'string') show(data.link);
  });
}

/**
 * @param {string | null} name
 * @returns {string | null} null for none, and for what is no origin: 'null' stands for any page without one
 */
function namedOrigin(name) {
  try {
    return name !== null && name !== 'null' && new URL(name).origin === name ? name : null;
  } catch {
    return null;
  }
}

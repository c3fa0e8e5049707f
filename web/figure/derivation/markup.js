/**
 * Markup as plain data, which becomes nodes of a page or text of a file. Texts stay texts: nothing in
 * them is read as markup, and what could run a script is refused.
 */

/**
 * @typedef {object} Markup
 * @property {string} tag
 * @property {Record<string, string>} attributes
 * @property {(Markup | string)[]} children
 */

/** For the elements that stand in another namespace than HTML's, with all that they hold. */
const namespaces = new Map([
  ['math', 'http://www.w3.org/1998/Math/MathML'],
  ['svg', 'http://www.w3.org/2000/svg'],
]);
const html = 'http://www.w3.org/1999/xhtml';

/** They have neither content nor an end tag. */
const voidTags = new Set(['br', 'hr', 'img', 'meta']);

/** Elements that run scripts, load pages or change how the rest is read. */
const refusedTags = new Set([
  'script', 'style', 'iframe', 'frame', 'object', 'embed', 'base', 'link', 'form', 'template', 'foreignobject',
  'annotation-xml', 'noscript', 'plaintext', 'textarea', 'title', 'xmp', 'animate', 'set', 'use',
]);
const refusedAttributes = new Set(['style', 'srcdoc', 'href', 'xlink:href', 'action', 'formaction', 'actiontype']);

/**
 * @param {string} tag
 * @param {Record<string, string>} [attributes]
 * @param {...(Markup | string)} children
 * @returns {Markup}
 */
export function markup(tag, attributes = {}, ...children) {
  return { tag, attributes, children };
}

/**
 * @param {Markup} tree
 * @param {Document} document
 * @param {string} [namespace] of what it is put into
 * @returns {Element}
 * @throws {TypeError} for an element or attribute that could run a script
 */
export function markupNode({ tag, attributes, children }, document, namespace = html) {
  checkTag(tag);
  const own = namespaces.get(tag) ?? namespace;
  const node = document.createElementNS(own, tag);
  for (const [name, value] of Object.entries(attributes)) {
    checkAttribute(name);
    node.setAttribute(name, value);
  }
  node.append(...children.map((child) => (typeof child === 'string' ? child : markupNode(child, document, own))));
  return node;
}

/**
 * @param {Markup | string} tree
 * @returns {string} HTML
 * @throws {TypeError} for an element or attribute that could run a script
 */
export function markupText(tree) {
  if (typeof tree === 'string') return escapeText(tree);
  const { tag, attributes, children } = tree;
  checkTag(tag);
  const written = Object.entries(attributes).map(([name, value]) => {
    checkAttribute(name);
    return ` ${name}="${escapeText(value)}"`;
  });
  const start = `<${tag}${written.join('')}>`;
  return voidTags.has(tag) ? start : `${start}${children.map(markupText).join('')}</${tag}>`;
}

/**
 * @param {string} text
 * @returns {string} safe between tags and between quotes
 */
export function escapeText(text) {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}

/**
 * @param {string} tag
 * @throws {TypeError} for an element that could run something
 */
export function checkTag(tag) {
  if (/^[a-z][a-z0-9-]*$/.test(tag) && !refusedTags.has(tag)) return;
  throw new TypeError(`tag: expected an element that runs nothing, got ${JSON.stringify(tag)}`);
}

/**
 * @param {string} name
 * @throws {TypeError} for an attribute that could run something
 */
export function checkAttribute(name) {
  const plain = name.toLowerCase();
  if (/^[a-z][a-z0-9:-]*$/.test(plain) && !plain.startsWith('on') && !refusedAttributes.has(plain)) return;
  throw new TypeError(`attribute: expected one that runs nothing, got ${JSON.stringify(name)}`);
}

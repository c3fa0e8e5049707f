/** Whether the text of an SVG only draws. It is read tag by tag, so the words in it may say anything. */

/** Elements that run scripts, load pages, or change how the rest is read. */
const refusedTags = new Set([
  'script', 'iframe', 'frame', 'object', 'embed', 'base', 'link', 'form', 'template', 'foreignobject', 'annotation-xml',
  'noscript', 'plaintext', 'textarea', 'xmp', 'animate', 'set', 'use',
]);
const refusedAttributes = new Set(['style', 'srcdoc', 'href', 'xlink:href', 'action', 'formaction', 'actiontype']);

/** Text, or a tag with all its attributes in double quotes; comments and declarations are neither. */
const token = /[^<]+|<(\/?)([a-z][\w-]*)((?:\s+[a-z][\w:-]*="[^"<]*")*)\s*\/?>/giy;
const attribute = /([\w:-]+)="([^"]*)"/g;

/**
 * @param {string} svg
 * @throws {TypeError} for all but one svg element without scripts, events and references
 */
export function checkInertSvg(svg) {
  let depth = 0;
  let end = 0;
  for (const [part, isEnd, tag = '', attributes = ''] of svg.trim().matchAll(token)) {
    end += part.length;
    if (part[0] !== '<') {
      if (depth === 0) refuse(part);
      continue;
    }
    // Nothing may stand before or after the root.
    if (depth === 0 && (tag !== 'svg' || isEnd || end > part.length)) refuse(part);
    if (refusedTags.has(tag.toLowerCase())) refuse(part);
    for (const [, name, value] of attributes.matchAll(attribute)) checkValue(name, value);
    depth += isEnd ? -1 : part.endsWith('/>') ? 0 : 1;
  }
  if (end === 0 || end < svg.trim().length || depth !== 0) refuse(svg.trim().slice(end));
}

/**
 * @param {string} name
 * @param {string} value
 */
function checkValue(name, value) {
  const refersToPicture = /^(xlink:)?href$/i.test(name) && /^data:image\/png;base64,[a-z0-9+/=]*$/i.test(value);
  const drawsOnly = name === 'style' && !/url|@import|expression/i.test(value);
  const plain = name.toLowerCase();
  if (!refersToPicture && !drawsOnly && (plain.startsWith('on') || refusedAttributes.has(plain))) refuse(name);
}

/** @param {string} part */
function refuse(part) {
  throw new TypeError(`svg: expected one svg element that only draws, got ${JSON.stringify(part.slice(0, 40))}`);
}

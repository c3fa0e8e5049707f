/** The line that puts a page of the site into somebody's own. */

/**
 * @param {string} address
 * @param {string} title
 * @param {string | number} height in CSS pixels
 * @param {string} [allow] what the page may use there, besides copying
 */
export function iframeTag(address, title, height, allow) {
  // 'Copy the link' works in a frame of another origin only where its host allows it.
  const permission = ` allow="clipboard-write${allow ? `; ${attribute(allow)}` : ''}"`;
  return `<iframe src="${attribute(address)}" title="${attribute(title)}" width="100%" height="${height}" frameborder="0" loading="lazy"${permission}></iframe>`;
}

/** @param {string} value @param {string} [quote] the one around it */
export function attribute(value, quote = '"') {
  const safe = value.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replace(/[\r\n]+/g, ' ');
  return quote === '"' ? safe.replaceAll('"', '&quot;') : safe.replaceAll("'", '&#39;');
}

/**
 * @param {string} name of a field or property, such as queryTokens
 * @returns {string} its name as an attribute and in a link: query-tokens
 */
export function kebab(name) {
  return name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}

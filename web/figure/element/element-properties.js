/** The element's properties, one for every attribute: on its prototype, and for those that were set too early. */

import { attributeOf, inputNames, settingNames } from './author-input.js';

/** @type {readonly string[]} */
const names = [...inputNames, ...settingNames];

/** Attributes of which the numbers know nothing. */
export const outerAttributes = [...settingNames.map(attributeOf), 'lang', 'dir'];

/**
 * @template {HTMLElement} Figure
 * @param {Figure} prototype of the element's class
 * @param {(figure: Figure, name: string) => unknown} read
 * @param {(figure: Figure, attribute: string, value: unknown) => void} write a value of null is none
 */
export function defineProperties(prototype, read, write) {
  for (const name of names) {
    Object.defineProperty(prototype, name, {
      configurable: true,
      enumerable: true,
      /** @this {Figure} */
      get() {
        return read(this, name);
      },
      /** @this {Figure} @param {unknown} value */
      set(value) {
        write(this, attributeOf(name), value ?? null);
      },
    });
  }
}

/** A framework may have set properties before the tag was known; they stand in the way of the real ones. @param {HTMLElement} figure */
export function adoptEarlyProperties(figure) {
  const early = /** @type {Record<string, unknown>} */ (/** @type {unknown} */ (figure));
  for (const name of names) {
    if (!Object.hasOwn(figure, name)) continue;
    const value = early[name];
    delete early[name];
    early[name] = value;
  }
}

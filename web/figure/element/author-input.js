/** What the author gave: attributes, properties, and the child script, each in its own words. */

import { fieldsOfText, stateOfFields } from '../state/figure-input.js';
import { attributeOf, inputNames } from './figure-properties.js';

/** @import { FigureState } from '../state/figure-state.js' */

/**
 * @param {HTMLElement} element
 * @param {ReadonlyMap<string, unknown>} properties those set, which stand for their attributes
 * @returns {FigureState}
 * @throws {import('../state/figure-error.js').FigureError}
 */
export function readAuthorInput(element, properties) {
  /** @type {Record<string, unknown>} */
  const given = {};
  for (const name of inputNames) {
    const value = properties.has(name) ? properties.get(name) : element.getAttribute(attributeOf(name));
    if (value === null || value === undefined) continue;
    given[name] = value;
  }
  const script = [...element.children].find((child) => child.localName === 'script' && child.getAttribute('type') === 'application/json');
  return stateOfFields(given, script ? fieldsOfText(script.textContent ?? '') : {});
}

/**
 * A property as it reads: of a state where there is one.
 * @param {FigureState} state
 * @param {typeof inputNames[number]} name
 * @returns {unknown} a copy
 */
export function fieldOf(state, name) {
  if (name === 'cell') return state.key === null ? [state.query] : [state.query, state.key];
  if (name === 'compare') return state.compare === 'head' ? 'heads' : state.compared.join(' ');
  return structuredClone(state[name]);
}

/** The author gives a figure by attributes, by properties and by the child, each in its own words. */

import { kebab as attributeOf } from '../state/attribute-name.js';
import { readChild, refuseCurlyQuotes } from './child-data.js';
import { readField, readList, readText } from '../state/fields.js';
import { inputNames as inputs, stateOfFields, vectorNames } from '../state/figure-input.js';

/**
 * @import { FigureState } from '../state/schema.js'
 * @import { InputName, SettingName } from './figure-properties.js'
 */

/** Attributes that are fields of the figure, by their properties: `compare` and `cell` say what three fields do. */
export const inputNames = /** @type {InputName[]} */ (
  inputs.filter((name) => !['compared', 'query', 'key'].includes(name)));

/** Attributes that say how the element behaves. @type {SettingName[]} */
export const settingNames = ['controls', 'theme', 'linkBase'];

export { attributeOf };

/**
 * @param {HTMLElement} element
 * @param {ReadonlyMap<string, unknown>} properties those set, by their attributes, for which they stand
 * @returns {FigureState}
 * @throws {import('../state/figure-error.js').FigureError}
 */
export function readAuthorInput(element, properties) {
  const given = Object.fromEntries(inputNames.map((name) => [name, givenTo(element, properties, name)]));
  refuseCurlyQuotes(element);
  const hasData = ['weights', ...vectorNames].some((name) => given[name] != null);
  return stateOfFields(given, readChild(element, hasData));
}

/**
 * @param {HTMLElement} element
 * @param {ReadonlyMap<string, unknown>} properties
 * @param {InputName} name
 * @returns {unknown} what the author said of a field, unread
 */
export function givenTo(element, properties, name) {
  const attribute = attributeOf(name);
  return properties.has(attribute) ? properties.get(attribute) : element.getAttribute(attribute);
}

/** The most words of a setting. */
const mostWords = 64;

/**
 * @param {string} attribute that a property stands for, which says how the element behaves
 * @param {unknown} value not null; a list is its words
 * @returns {string} for the attribute
 * @throws {import('../state/figure-error.js').FigureError}
 */
export function settingText(attribute, value) {
  return readField(attribute, () => Array.isArray(value)
    ? readList(attribute, value, 0, mostWords, (place, word) => readText(place, word), 'word').join(' ')
    : String(value));
}

/**
 * A property as it reads: of a state where there is one.
 * @param {FigureState} state
 * @param {InputName} name
 * @returns {unknown} a copy
 */
export function fieldOf(state, name) {
  if (name === 'cell') return state.key === null ? [state.query] : [state.query, state.key];
  if (name === 'compare') return state.compare === 'head' ? 'heads' : state.compared.join(' ');
  return structuredClone(state[name]);
}

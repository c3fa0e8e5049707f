/** The element's properties, one for every attribute. Each takes what the attribute takes, or the value itself. */

/**
 * @import { NormalizerName, ScoreName } from '../../engine/index.js'
 * @import { ViewName } from '../state/figure-state.js'
 *
 * @typedef {number[] | number[][] | number[][][]} Numbers of rank 1, 2 or 3
 * @typedef {string | null | undefined} Text null, undefined: not given
 */

/** Attributes that are fields of the figure, by their properties. */
export const inputNames = /** @type {const} */ ([
  'view', 'tokens', 'queryTokens', 'queries', 'keys', 'values', 'weights', 'score', 'normalizer', 'temperature', 'scale',
  'causal', 'window', 'mask', 'compare', 'head', 'cell', 'domain', 'caption', 'label',
]);

/** Attributes that say how the element behaves. */
export const settingNames = /** @type {const} */ (['controls', 'theme', 'linkBase']);

/** @typedef {typeof inputNames[number] | typeof settingNames[number]} PropertyName */

export { kebab as attributeOf } from '../state/attribute-name.js';

/** Where pages are rendered on a server there is no HTMLElement, and no element is made. */
const Base = /** @type {typeof HTMLElement} */ (globalThis.HTMLElement ?? class {});

export class FigureProperties extends Base {
  /** @param {PropertyName} name @returns {any} */
  readProperty(name) {
    return name;
  }

  /** @param {PropertyName} name @param {unknown} value */
  writeProperty(name, value) {
    void [name, value];
  }

  /** @returns {ViewName} */
  get view() { return this.readProperty('view'); }
  /** @param {ViewName | null | undefined} value */
  set view(value) { this.writeProperty('view', value); }

  /** @returns {string[]} */
  get tokens() { return this.readProperty('tokens'); }
  /** @param {string[] | Text} value */
  set tokens(value) { this.writeProperty('tokens', value); }

  /** @returns {string[] | null} */
  get queryTokens() { return this.readProperty('queryTokens'); }
  /** @param {string[] | Text} value */
  set queryTokens(value) { this.writeProperty('queryTokens', value); }

  /** @returns {number[][][] | null} */
  get queries() { return this.readProperty('queries'); }
  /** @param {Numbers | Text} value */
  set queries(value) { this.writeProperty('queries', value); }

  /** @returns {number[][][] | null} */
  get keys() { return this.readProperty('keys'); }
  /** @param {Numbers | Text} value */
  set keys(value) { this.writeProperty('keys', value); }

  /** @returns {number[][][] | null} */
  get values() { return this.readProperty('values'); }
  /** @param {Numbers | Text} value */
  set values(value) { this.writeProperty('values', value); }

  /** @returns {number[][][] | null} */
  get weights() { return this.readProperty('weights'); }
  /** @param {Numbers | Text} value */
  set weights(value) { this.writeProperty('weights', value); }

  /** @returns {ScoreName} */
  get score() { return this.readProperty('score'); }
  /** @param {ScoreName | null | undefined} value */
  set score(value) { this.writeProperty('score', value); }

  /** @returns {NormalizerName} */
  get normalizer() { return this.readProperty('normalizer'); }
  /** @param {NormalizerName | null | undefined} value */
  set normalizer(value) { this.writeProperty('normalizer', value); }

  /** @returns {number | null} */
  get temperature() { return this.readProperty('temperature'); }
  /** @param {number | Text} value */
  set temperature(value) { this.writeProperty('temperature', value); }

  /** @returns {number | null} */
  get scale() { return this.readProperty('scale'); }
  /** @param {number | Text} value */
  set scale(value) { this.writeProperty('scale', value); }

  /** @returns {boolean} */
  get causal() { return this.readProperty('causal'); }
  /** @param {boolean | Text} value */
  set causal(value) { this.writeProperty('causal', value); }

  /** @returns {[number, number] | null} */
  get window() { return this.readProperty('window'); }
  /** @param {number[] | Text} value */
  set window(value) { this.writeProperty('window', value); }

  /** @returns {number[][] | null} */
  get mask() { return this.readProperty('mask'); }
  /** @param {number[][] | Text} value */
  set mask(value) { this.writeProperty('mask', value); }

  /** @returns {string} such as 'dot cosine' or 'heads'; '' without a comparison */
  get compare() { return this.readProperty('compare'); }
  /** @param {Text} value */
  set compare(value) { this.writeProperty('compare', value); }

  /** @returns {number} */
  get head() { return this.readProperty('head'); }
  /** @param {number | Text} value */
  set head(value) { this.writeProperty('head', value); }

  /** @returns {number[]} the chosen query, and the chosen key where there is one */
  get cell() { return this.readProperty('cell'); }
  /** @param {number[] | Text} value */
  set cell(value) { this.writeProperty('cell', value); }

  /** @returns {[number, number] | null} */
  get domain() { return this.readProperty('domain'); }
  /** @param {number[] | Text} value */
  set domain(value) { this.writeProperty('domain', value); }

  /** @returns {string} */
  get caption() { return this.readProperty('caption'); }
  /** @param {Text} value */
  set caption(value) { this.writeProperty('caption', value); }

  /** @returns {string} */
  get label() { return this.readProperty('label'); }
  /** @param {Text} value */
  set label(value) { this.writeProperty('label', value); }

  /** @returns {string} such as 'score temperature' */
  get controls() { return this.readProperty('controls'); }
  /** @param {Text} value */
  set controls(value) { this.writeProperty('controls', value); }

  /** @returns {string} 'light', 'dark', or '' for the system's */
  get theme() { return this.readProperty('theme'); }
  /** @param {Text} value */
  set theme(value) { this.writeProperty('theme', value); }

  /** @returns {string} */
  get linkBase() { return this.readProperty('linkBase'); }
  /** @param {Text} value */
  set linkBase(value) { this.writeProperty('linkBase', value); }
}

/** The element for editors and documentation tools: https://github.com/webcomponents/custom-elements-manifest, schema 1.0.0. */

import { texts } from '../locales/reference/en.js';
import { readFacts, withSentences } from './reference-facts.js';

/**
 * @import { Fact } from './reference-facts.js'
 * @import { GroupName } from '../locales/reference/texts.js'
 * @typedef {Fact & { sentence: string }} Described
 */

const path = 'lib/attention-figure.js';
const name = 'AttentionFigureElement';
const tagName = 'attention-figure';

/** @param {Described} fact */
const described = ({ name: own, sentence }) => ({ name: own, description: sentence });

/** @param {Described} fact */
const typed = (fact) => ({ ...described(fact), ...(fact.type ? { type: { text: fact.type } } : {}) });

/** @param {Described} fact */
const attribute = (fact) => ({
  ...typed(fact), name: /** @type {string} */ (fact.attribute), ...(fact.initial === undefined ? {} : { default: fact.initial }), fieldName: fact.name,
});

/** @param {Described} fact */
const field = (fact) => ({ kind: 'field', ...typed(fact) });

/** @param {Described} fact */
const method = (fact) => ({
  kind: 'method', ...described(fact),
  parameters: (fact.parameters ?? []).map((parameter) => ({ name: parameter.name, type: { text: parameter.type }, optional: parameter.isOptional })),
  return: { type: { text: fact.type || 'void' } },
});

/** @returns {object} the manifest */
export function customElements() {
  const facts = readFacts();
  /** @param {GroupName} group @returns {Described[]} */
  const of = (group) => withSentences(group, facts[group], texts.entries[group], true);
  const [attributes, members] = [of('attributes'), of('members')];
  const declaration = {
    kind: 'class', customElement: true, name, tagName, description: 'A live figure of attention in any page.', superclass: { name: 'HTMLElement' },
    attributes: attributes.map(attribute),
    members: [...attributes, ...members.filter(({ parameters }) => !parameters)].map(field).concat(members.filter(({ parameters }) => parameters).map(method)),
    events: of('events').map(typed),
    cssProperties: of('styles').map(described),
    cssParts: of('parts').map(described),
  };
  const reference = { name, module: path };
  const exports = [{ kind: 'js', name, declaration: reference }, { kind: 'custom-element-definition', name: tagName, declaration: reference }];
  return { schemaVersion: '1.0.0', readme: 'README.md', modules: [{ kind: 'javascript-module', path, declarations: [declaration], exports }] };
}

/** The elements for editors and documentation tools: https://github.com/webcomponents/custom-elements-manifest, schema 1.0.0. */

import { texts } from '../locales/reference/en.js';
import { readFacts, withSentences } from './reference-facts.js';

/**
 * @import { Fact, Facts } from './reference-facts.js'
 * @import { GroupName } from '../locales/reference/texts.js'
 * @typedef {Fact & { sentence: string }} Described
 */

/** @param {Described} fact */
const described = ({ name: own, sentence }) => ({ name: own, description: sentence });

/** @param {Described} fact */
const typed = (fact) => ({ ...described(fact), ...(fact.type ? { type: { text: fact.type } } : {}) });

/** @param {Described} fact @param {boolean} isField */
const attribute = (fact, isField) => ({
  ...typed(fact), name: /** @type {string} */ (fact.attribute), ...(fact.initial === undefined ? {} : { default: fact.initial }), ...isField && { fieldName: fact.name },
});

/** @param {Described} fact */
const field = (fact) => ({ kind: 'field', ...typed(fact) });

/** @param {Described} fact */
const method = (fact) => ({
  kind: 'method', ...described(fact),
  parameters: (fact.parameters ?? []).map((parameter) => ({ name: parameter.name, type: { text: parameter.type }, optional: parameter.isOptional })),
  return: { type: { text: fact.type || 'void' } },
});

/**
 * @typedef {object} Element
 * @property {string} path of its module
 * @property {string} name of its class
 * @property {string} tagName
 * @property {string} description
 * @property {{ attributes: GroupName, members: GroupName, events: GroupName, parts: GroupName, styles?: GroupName }} groups of the reference
 * @property {boolean} hasFields whether each attribute is a property too
 */

/** @type {Element[]} */
const elements = [
  {
    path: 'lib/attention-figure.js', name: 'AttentionFigureElement', tagName: 'attention-figure', description: 'A live figure of attention in any page.',
    groups: { attributes: 'attributes', members: 'members', events: 'events', parts: 'parts', styles: 'styles' }, hasFields: true,
  },
  {
    path: 'lib/attention-heads.js', name: 'AttentionHeadsElement', tagName: 'attention-heads', description: 'Every layer and head of a model’s attention.',
    groups: { attributes: 'headsAttributes', members: 'headsMembers', events: 'headsEvents', parts: 'headsParts' }, hasFields: false,
  },
];

/** @param {Element} element @param {Facts} facts */
function moduleOf({ path, name, tagName, description, groups, hasFields }, facts) {
  /** @param {GroupName} group @returns {Described[]} */
  const of = (group) => withSentences(group, facts[group], texts.entries[group], true);
  const [attributes, members] = [of(groups.attributes), of(groups.members)];
  const declaration = {
    kind: 'class', customElement: true, name, tagName, description, superclass: { name: 'HTMLElement' },
    attributes: attributes.map((fact) => attribute(fact, hasFields)),
    members: [...hasFields ? attributes : [], ...members.filter(({ parameters }) => !parameters)].map(field).concat(members.filter(({ parameters }) => parameters).map(method)),
    events: of(groups.events).map(typed),
    ...groups.styles && { cssProperties: of(groups.styles).map(described) },
    cssParts: of(groups.parts).map(described),
  };
  const reference = { name, module: path };
  const exports = [{ kind: 'js', name, declaration: reference }, { kind: 'custom-element-definition', name: tagName, declaration: reference }];
  return { kind: 'javascript-module', path, declarations: [declaration], exports };
}

/** @returns {object} the manifest */
export function customElements() {
  const facts = readFacts();
  return { schemaVersion: '1.0.0', readme: 'README.md', modules: elements.map((element) => moduleOf(element, facts)) };
}

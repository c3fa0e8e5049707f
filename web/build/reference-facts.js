/** What the figure and the engine take and give, as the code declares it. */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { palette } from '../draw/palette.js';
import { firstView, viewAttributes } from '../heads/state/view-state.js';
import { kebab } from '../figure/state/attribute-name.js';
import { readState } from '../figure/state/figure-state.js';
import { projectFolder } from './command.js';
import { classMembers, interfaceMembers, typedefComment, typedefMembers, typedefText, typesOf } from './declared.js';

/**
 * @import { Declared } from './declared.js'
 * @import { GroupName } from '../locales/reference/texts.js'
 *
 * @typedef {object} Fact
 * @property {string} name
 * @property {string} [attribute] of the element, by which a property is set too
 * @property {string} [type]
 * @property {string} [initial] what it is where nothing is given
 * @property {boolean} [isOptional]
 * @property {boolean} [isReadOnly]
 * @property {Declared['parameters']} [parameters] of a method
 * @property {string} [text] what the JSDoc says, in English
 *
 * @typedef {Record<GroupName, Fact[]>} Facts
 */

const element = 'web/figure/element/attention-figure.js';
const headsElement = 'web/heads/element/attention-heads.js';
const properties = 'web/figure/element/figure-properties.ts';

/** What names of types stand for, where that is a choice. @returns {Record<string, string>} */
const choices = () => ({
  FileKind: typedefText('web/figure/element/exports.js', 'FileKind'),
  ...typesOf('web/engine/index.js', ['ScoreName', 'NormalizerName']),
  ...typesOf('web/engine/options.js', ['Precision']),
});

/** @param {Declared[]} members @param {Record<string, string>} meanings @returns {Fact[]} */
function spelledOut(members, meanings) {
  /** @param {string} type */
  const meant = (type) => type.replace(/\b[A-Z]\w+\b/g, (name) => meanings[name] ?? name);
  return members.map((member) => ({
    ...member,
    type: meant(member.type),
    parameters: member.parameters?.map((parameter) => ({ ...parameter, type: meant(parameter.type) })),
  }));
}

/** The custom properties that authors may set; the figure's other colours follow from these. */
const styleNames = ['ink', 'muted', 'rule', 'paper', 'bar', 'negative', 'accent', 'ramp-negative', 'ramp-zero', 'ramp-positive'];

/** @returns {Fact[]} @throws {Error} if the figure knows one of them no more */
function styles() {
  const unknown = styleNames.find((name) => !palette.includes(`--figure-${name}:`));
  if (unknown) throw new Error(`reference: expected a colour of the figure's palette, got ${unknown}`);
  return ['font', ...styleNames, 'panels'].map((name) => ({ name: `--figure-${name}` }));
}

/** @returns {Fact[]} */
function parts() {
  const source = ['figure/element/figure-parts', 'base/menu'].map((name) => readFileSync(join(projectFolder, `web/${name}.js`), 'utf8')).join('');
  return Array.from(source.matchAll(/\bpart: '([\w-]+)'/g), ([, name]) => ({ name }));
}

/** @returns {Fact[]} */
function attributes() {
  /** What is the same in every figure that says nothing of it. @type {Record<string, unknown>} */
  const { view, tokens, weights, ...initials } = readState({ weights: [[[1]]] });
  const own = interfaceMembers(properties, ['FigureInputs', 'FigureSettings']).map((fact) => {
    const initial = initials[fact.name];
    return { ...fact, attribute: kebab(fact.name), initial: initial == null || initial === '' ? undefined : String(initial) };
  });
  return [...own, ...['lang', 'dir'].map((name) => ({ name, attribute: name, type: 'string' }))];
}

/** What every <attention-heads> takes besides its view. */
const headsOuter = ['src', 'caption', 'label', 'lang', 'theme'];

/** @returns {Fact[]} */
function headsAttributes() {
  const types = Object.fromEntries(typedefMembers('web/heads/state/view-state.js', 'ViewState').map(({ name, type }) => [name, type]));
  const meanings = Object.fromEntries(['ViewName', 'PanelName', 'Place'].map((name) => [name, typedefText('web/heads/state/view-state.js', name)]));
  const view = viewAttributes.map(([name, attribute]) => {
    const initial = String(firstView[name] ?? '');
    return { name, attribute, type: types[name].replace(/\b(ViewName|PanelName|Place)\b/g, (found) => meanings[found]), initial: initial === '' ? undefined : initial };
  });
  return [...headsOuter.map((name) => ({ name, attribute: name, type: 'string' })), ...view];
}

/** @returns {Fact[]} */
function headsParts() {
  const source = readFileSync(join(projectFolder, 'web/heads/element/parts.js'), 'utf8');
  return Array.from(source.matchAll(/\bpart: '([\w-]+)'/g), ([, name]) => ({ name }));
}

/** @returns {Fact[]} */
function errors() {
  const [, ...lines] = typedefComment('web/wasm/error.js', 'ErrorCode').split(/ - (?=`)/);
  return lines.map((line) => {
    const [, name, text] = /^`([\w-]+)` (.*)$/.exec(line) ?? [];
    return { name, text };
  });
}

/** @returns {Facts} */
export function readFacts() {
  const meanings = choices();
  /** @param {string} file @param {string} name */
  const typedef = (file, name) => spelledOut(typedefMembers(`web/engine/${file}.js`, name), meanings);
  return {
    attributes: attributes(),
    members: spelledOut(classMembers(element, 'AttentionFigureElement'), meanings),
    events: [{ name: 'attention-change', type: 'CustomEvent<ChangeDetail>' }],
    styles: styles(),
    parts: parts(),
    headsAttributes: headsAttributes(),
    headsMembers: spelledOut(classMembers(headsElement, 'AttentionHeadsElement'), { FileKind: typedefText('web/heads/element/exports.js', 'FileKind') }),
    headsEvents: [{ name: 'heads-change', type: 'CustomEvent<{ state: ViewState }>' }],
    headsParts: headsParts(),
    load: typedef('load', 'LoadOptions'),
    inputs: typedef('options', 'Inputs'),
    params: typedef('options', 'Params'),
    options: typedef('options', 'SharedOptions'),
    localFocus: typedef('options', 'LocalFocus'),
    alibi: typedef('positions', 'Alibi'),
    attend: typedef('options', 'AttendOnly'),
    explain: typedef('options', 'ExplainOnly'),
    iterate: typedef('options', 'IterateOnly'),
    async: typedef('pool', 'AsyncOptions'),
    session: typedef('session', 'SessionOptions'),
    calls: spelledOut(classMembers('web/engine/attention.js', 'Attention'), meanings),
    sessionCalls: spelledOut(classMembers('web/engine/session.js', 'Session'), meanings),
    attended: typedef('attend-result', 'Attended'),
    trace: typedef('results', 'Trace'),
    iteration: typedef('results', 'Iteration'),
    errors: errors(),
  };
}

/**
 * Each fact with its sentence.
 * @template {{ name: string, text?: string }} Named
 * @param {string} group
 * @param {Named[]} facts
 * @param {Record<string, string>} sentences by the facts' names
 * @param {boolean} takesJsDoc whether the JSDoc, which is in English, may stand where there is no sentence
 * @returns {(Named & { sentence: string })[]}
 * @throws {Error} if a fact has no sentence, or a sentence no fact
 */
export function withSentences(group, facts, sentences, takesJsDoc) {
  const idle = Object.keys(sentences).find((name) => !facts.some((fact) => fact.name === name));
  if (idle) throw new Error(`reference: expected sentences of ${group} for ${facts.map(({ name }) => name).join(', ')}, got one for ${idle}`);
  return facts.map((fact) => {
    const sentence = sentences[fact.name] ?? (takesJsDoc ? fact.text : undefined);
    if (!sentence) throw new Error(`reference: expected a sentence for ${fact.name} in ${group}, found none`);
    return { ...fact, sentence };
  });
}

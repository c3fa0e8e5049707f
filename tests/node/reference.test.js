// The reference and the manifest of the element hold all that the code declares, and nothing else.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { AttentionError } from 'attention-lab';
import { projectFolder } from '../../web/build/command.js';
import { commandHelp } from '../../web/command/command-help.js';
import { readFacts, withSentences } from '../../web/build/reference-facts.js';
import { outerAttributes } from '../../web/figure/element/element-properties.js';
import { attributeOf, inputNames } from '../../web/figure/element/author-input.js';
import { AttentionHeadsElement } from 'attention-lab/heads';
import { runNode } from './child.js';
import { attention } from './engine.js';
import { readReference, sectionMarkup, sectionOf } from './reference-page.js';

/** @typedef {keyof ReturnType<typeof readFacts>} GroupName */

const facts = readFacts();
const languages = /** @type {const} */ (['en', 'zh']);

/** @param {GroupName} group */
const namesOf = (group) => facts[group].map(({ name }) => name);

test('a name without a sentence, and a sentence without a name, end the build', () => {
  const named = [{ name: 'scale', text: 'from its JSDoc' }, { name: 'mask' }];
  assert.throws(() => withSentences('options', named, { scale: 'one' }, true), /expected a sentence for mask in options, found none/);
  assert.throws(() => withSentences('options', named, { mask: 'one' }, false), /expected a sentence for scale in options, found none/);
  assert.throws(() => withSentences('options', named, { mask: 'one', skale: 'one' }, true), /expected sentences of options for scale, mask, got one for skale/);
  assert.deepEqual(withSentences('options', named, { mask: 'one' }, true).map(({ sentence }) => sentence), ['from its JSDoc', 'one']);
});

for (const language of languages) {
  test(`the page in ${language} has each name with a sentence`, () => {
    const page = readReference(language);
    for (const group of /** @type {GroupName[]} */ (Object.keys(facts))) {
      const entries = Array.from(sectionMarkup(page, group).matchAll(/<code class="name">([^<(]+).*?<dd>(.*?)<\/dd>/gs), ([, name, sentence]) => ({ name, sentence }));
      assert.deepEqual(entries.map(({ name }) => name), namesOf(group), group);
      for (const { name, sentence } of entries) assert.ok(sentence.trim().length > 1, `${group}.${name}`);
    }
  });

  test(`the page in ${language} shows what the command line says of itself`, () => {
    const { stdout } = runNode(['lib/cli.js', '--help']);
    assert.equal(stdout.trim(), commandHelp);
    assert.ok(sectionOf(readReference(language), 'command').includes(stdout.trim()));
  });
}

test('the declared inputs and options are those that the engine knows', () => {
  /** @type {any} */
  const inputs = { query: [[1]], key: [[1]], value: [[1]] };
  /** What the engine says of a name that it does not know. */
  const unknown = /unknown|expected an option of/;
  /** @param {() => unknown} call @returns {string} */
  const said = (call) => {
    try {
      call();
      return '';
    } catch (error) {
      assert.ok(error instanceof AttentionError);
      return error.message;
    }
  };
  assert.match(said(() => attention.attend(inputs, /** @type {any} */ ({ skale: 1 }))), unknown);
  const own = { attend: [...namesOf('options'), ...namesOf('attend')], explain: [...namesOf('options'), ...namesOf('explain')], iterate: [...namesOf('options'), ...namesOf('iterate')] };
  for (const [method, names] of Object.entries(own)) {
    assert.ok(names.length > 15);
    for (const name of names) assert.doesNotMatch(said(() => /** @type {any} */ (attention)[method](inputs, { [name]: Symbol.iterator })), unknown, `${method}: ${name}`);
  }
  for (const name of namesOf('inputs')) assert.doesNotMatch(said(() => attention.attend({ ...inputs, [name]: Symbol.iterator })), unknown, name);
  for (const name of namesOf('params')) assert.doesNotMatch(said(() => attention.attend({ ...inputs, params: { [name]: Symbol.iterator } })), unknown, name);
});

test('the declared calls and errors are the real ones', () => {
  const real = Object.getOwnPropertyNames(Object.getPrototypeOf(attention)).filter((name) => name !== 'constructor');
  assert.deepEqual(namesOf('calls'), real);
  assert.equal(facts.errors.length, 12);
  for (const code of namesOf('errors')) assert.match(readFileSync(join(projectFolder, 'lib/types/wasm/error.d.ts'), 'utf8'), new RegExp(`'${code}'`));
});

test('the manifest has the figure’s real attributes and properties', () => {
  const text = readFileSync(join(projectFolder, 'lib/custom-elements.json'), 'utf8');
  const { schemaVersion, modules: [{ declarations: [figure], exports, path }] } = JSON.parse(text);
  assert.deepEqual([schemaVersion, path, figure.tagName, figure.customElement], ['1.0.0', 'lib/attention-figure.js', 'attention-figure', true]);
  assert.ok(exports.some((/** @type {any} */ each) => each.kind === 'custom-element-definition' && each.name === 'attention-figure'));
  const attributes = figure.attributes.map((/** @type {any} */ { name }) => name);
  assert.deepEqual([...attributes].sort(), [...inputNames.map(attributeOf), ...outerAttributes].sort());
  for (const group of [figure.attributes, figure.members, figure.events, figure.cssProperties, figure.cssParts]) {
    assert.ok(group.length > 0);
    for (const { name, description } of group) assert.ok(name && description, name);
  }
  const { customElements } = JSON.parse(readFileSync(join(projectFolder, 'package.json'), 'utf8'));
  assert.equal(readFileSync(join(projectFolder, customElements), 'utf8'), text);
});

test('the manifest has the heads’ real attributes and properties', () => {
  const { modules: [, { declarations: [heads], path }] } = JSON.parse(readFileSync(join(projectFolder, 'lib/custom-elements.json'), 'utf8'));
  assert.deepEqual([path, heads.tagName], ['lib/attention-heads.js', 'attention-heads']);
  const attributes = heads.attributes.map((/** @type {any} */ { name }) => name);
  assert.deepEqual([...attributes].sort(), [...AttentionHeadsElement.observedAttributes, 'lang'].sort());
  const members = heads.members.map((/** @type {any} */ { name }) => name);
  const own = Object.getOwnPropertyNames(AttentionHeadsElement.prototype).filter((name) => !/constructor|Callback$/.test(name));
  assert.deepEqual([...members].sort(), own.sort());
  for (const { name, description } of [...heads.attributes, ...heads.members, ...heads.events, ...heads.cssParts]) assert.ok(name && description, name);
});

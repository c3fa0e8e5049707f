// Every attribute has a property, which takes the attribute's text or the value itself.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { useBrowser } from './browser.js';
import { usePosts } from './figure-post.js';

const lab = useBrowser();
const { post } = usePosts(lab);

const heads = [[[1, 0.5], [-0.3, 0.8]], [[0, 1], [1, 1]]];
const words = { tokens: '["tea","milk","sun"]', 'query-tokens': '["I","you"]' };
const vectors = { queries: JSON.stringify(heads), keys: '[[0.2,0.9],[1,-0.4],[0.6,0.6]]' };

/** Of each attribute but lang and dir, which every element has: its text, and the same as a value. @type {Record<string, [text: string, value: unknown]>} */
const given = {
  view: ['bars', 'bars'],
  shows: ['scores', 'scores'],
  tokens: ['x y z', ['x', 'y', 'z']],
  'query-tokens': ['p q', ['p', 'q']],
  queries: ['[[1,2],[3,4]]', [[1, 2], [3, 4]]],
  keys: ['[[1,0],[0,1],[2,2]]', [[1, 0], [0, 1], [2, 2]]],
  values: ['[[1],[2],[3]]', [[1], [2], [3]]],
  weights: ['[[0.5,0.5,0],[1,0,0]]', [[0.5, 0.5, 0], [1, 0, 0]]],
  score: ['cosine', 'cosine'],
  normalizer: ['sparsemax', 'sparsemax'],
  temperature: ['2', 2],
  scale: ['0.3', 0.3],
  softcap: ['5', 5],
  'local-focus': ['{"center":"monotonic","sigma":2}', { center: 'monotonic', sigma: 2 }],
  sinks: ['[0.5,2]', [0.5, 2]],
  causal: ['', true],
  window: ['1 0', [1, 0]],
  mask: ['[[1,0,1],[1,1,1]]', [[1, 0, 1], [1, 1, 1]]],
  compare: ['softmax sparsemax', 'softmax sparsemax'],
  head: ['1', 1],
  cell: ['1 2', [1, 2]],
  domain: ['0 2', [0, 2]],
  caption: ['Own.', 'Own.'],
  label: ['Own', 'Own'],
  controls: ['score causal', 'score causal'],
  theme: ['dark', 'dark'],
  'link-base': ['figure.html', 'figure.html'],
};

test('an attribute and its property mean the same, and null takes the value back', async () => {
  const page = await post('<attention-figure tokens="a b"></attention-figure>');
  const observed = await page.evaluate(() => /** @type {any} */ (customElements.get('attention-figure')).observedAttributes);
  assert.deepEqual([...observed].sort(), [...Object.keys(given), 'dir', 'lang'].sort());
  for (const [attribute, [text, value]] of Object.entries(given)) {
    const seen = await page.evaluate(async ([base, attribute, text, value]) => {
      const name = attribute.replace(/-./g, ([, letter]) => letter.toUpperCase());
      /** @param {(figure: any) => void} say @returns {Promise<string>} what the figure is then, and what the property reads */
      const figureWith = async (say) => {
        const figure = /** @type {any} */ (document.createElement('attention-figure'));
        for (const [known, words] of Object.entries(base)) figure.setAttribute(known, words);
        document.body.append(figure);
        say(figure);
        await figure.ready;
        const said = JSON.stringify([figure.state, figure[name], (await figure.link).replace(location.origin, '')]);
        figure.remove();
        return said;
      };
      return {
        without: await figureWith(() => {}),
        attribute: await figureWith((figure) => figure.setAttribute(attribute, text)),
        text: await figureWith((figure) => { figure[name] = text; }),
        property: await figureWith((figure) => { figure[name] = value; }),
        // If the attribute was written too, writing it again takes the place of the property.
        taken: await figureWith((figure) => {
          const own = figure.getAttribute(attribute);
          figure[name] = value;
          if (own === null) figure[name] = null;
          else figure.setAttribute(attribute, own + ' ');
        }),
      };
    }, /** @type {const} */ ([attribute === 'weights' ? words : { ...words, ...vectors }, attribute, text, value]));
    assert.notEqual(seen.attribute, seen.without, attribute);
    // A value may have fewer axes than the state, which then has it within brackets.
    const [, read] = JSON.parse(seen.attribute);
    assert.ok(JSON.stringify(read).includes(JSON.stringify(value)), `${attribute} reads ${JSON.stringify(read)}`);
    assert.equal(seen.property, seen.attribute, `${attribute} as a value`);
    assert.equal(seen.text, seen.attribute, `${attribute} as a text`);
    assert.equal(seen.taken, seen.without, `${attribute} taken back`);
  }
});

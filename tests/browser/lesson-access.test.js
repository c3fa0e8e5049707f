// The whole lesson for readers who do not see it, do not use a mouse, print it, or have no scripts: every section alive,
// from top to bottom, in both languages.

import assert from 'node:assert/strict';
import { afterEach, test } from 'node:test';
import { useBrowser } from './browser.js';
import { assertAccessible, sideways } from './lesson-page.js';

/**
 * @import { Page } from 'playwright-core'
 * @import { OpenOptions } from './browser.js'
 */

const lab = useBrowser();
const languages = /** @type {const} */ (['en', 'zh']);

/** @type {string[][]} */
const watched = [];
afterEach(() => {
  for (const complaints of watched.splice(0)) assert.deepEqual(complaints, []);
});

/** @param {'en' | 'zh'} language @param {OpenOptions} [options] */
async function open(language, options = {}) {
  const { page, complaints } = await lab.open({ address: `${lab.url}${language === 'en' ? 'index' : 'zh'}.html`, locale: language === 'en' ? 'en-US' : 'zh-CN', ...options });
  watched.push(complaints);
  return page;
}

/** Opens the lesson, and brings every section and figure near once. @param {'en' | 'zh'} language @param {OpenOptions} [options] */
async function openAlive(language, options) {
  const page = await open(language, options);
  for (const id of await page.locator('main > section').evaluateAll((nodes) => nodes.map((node) => node.id))) {
    await page.locator(`#${id}`).evaluate((node) => node.scrollIntoView({ behavior: 'instant' }));
    await page.locator(`#${id}[data-started]`).waitFor({ state: 'attached' });
    for (const figure of await page.locator(`#${id} attention-figure:visible`).all()) {
      await figure.evaluate((node) => {
        node.scrollIntoView({ behavior: 'instant', block: 'center' });
        return /** @type {any} */ (node).ready;
      });
    }
  }
  // The bar would cover what is below it.
  await page.locator('.bar').evaluate((node) => node.style.setProperty('position', 'static'));
  return page;
}

/**
 * @typedef {object} Node of the accessibility tree, those that are ignored left out
 * @property {string} role
 * @property {string} name
 * @property {Record<string, any>} properties
 * @property {number} depth
 */

/** @param {Page} page @returns {Promise<Node[]>} in the order of reading */
async function treeOf(page) {
  const session = await page.context().newCDPSession(page);
  const { nodes } = await session.send('Accessibility.getFullAXTree');
  const byId = new Map(nodes.map((node) => [node.nodeId, node]));
  /** @type {Node[]} */
  const read = [];
  const visit = (/** @type {string} */ id, /** @type {number} */ depth) => {
    const node = byId.get(id);
    if (!node) return;
    if (!node.ignored) {
      read.push({
        role: String(node.role?.value), name: String(node.name?.value ?? '').trim(), depth,
        properties: Object.fromEntries((node.properties ?? []).map(({ name, value }) => [name, value.value])),
      });
    }
    for (const child of node.childIds ?? []) visit(child, depth + 1);
  };
  visit(nodes[0].nodeId, 0);
  return read;
}

const controls = new Set(['button', 'link', 'checkbox', 'radio', 'slider', 'textbox', 'combobox', 'spinbutton', 'searchbox', 'application', 'progressbar', 'DisclosureTriangle']);
const graphics = new Set(['image', 'img', 'Canvas', 'graphics-document']);

/** Reads what a screen reader gets: headings, landmarks, names. @param {Page} page */
async function assertReads(page) {
  const nodes = await treeOf(page);
  const headings = nodes.filter(({ role }) => role === 'heading');
  assert.equal(headings[0].properties.level, 1, 'the main heading comes first');
  assert.equal(headings.filter(({ properties }) => properties.level === 1).length, 1);
  headings.forEach(({ name, properties }, index) => {
    assert.ok(name, 'a heading without words');
    assert.ok(index === 0 || properties.level <= headings[index - 1].properties.level + 1, `${name}: h${properties.level} after h${headings[index - 1]?.properties.level}`);
  });
  for (const role of ['main', 'banner', 'contentinfo']) assert.equal(nodes.filter((node) => node.role === role).length, 1, role);
  assert.equal(nodes[nodes.findIndex(({ role }) => role === 'main') + 1].name, headings[0].name, 'the lesson begins with its heading');
  for (const role of ['region', 'navigation']) {
    const names = nodes.filter((node) => node.role === role).map(({ name }) => name);
    assert.ok(names.every(Boolean) && new Set(names).size === names.length, `${role}: ${names}`);
  }

  const nameless = nodes.filter(({ role, name }) => (controls.has(role) || graphics.has(role) || role === 'table') && !name);
  assert.deepEqual(nameless, []);
  for (const [index, { role, name, depth }] of nodes.entries()) {
    if (role !== 'figure' && !graphics.has(role)) continue;
    const rest = nodes.slice(index + 1);
    const end = rest.findIndex((node) => node.depth <= depth);
    const within = end < 0 ? rest : rest.slice(0, end);
    if (role === 'figure') assert.ok(name || within.some((node) => node.name && (graphics.has(node.role) || ['Figcaption', 'application', 'group', 'list'].includes(node.role))) || within.some((node) => node.role === 'Figcaption'), 'a figure without a name');
    // The name of a picture must say what it shows: single letters and ticks say nothing.
    else if (!/svg/i.test(role)) assert.ok(name.length > 1, name);
  }
  // A slider says what its number means, and the number beside it is not read a second time.
  const talking = await page.locator('main output').evaluateAll((outputs) => outputs.filter((node) => node.getAttribute('aria-live') !== 'off').map((node) => node.outerHTML));
  assert.deepEqual(talking, []);
  const bare = await page.locator('main input[type=range], main [role=slider]').evaluateAll((sliders) => sliders.filter((node) => !node.getAttribute('aria-valuetext')).map((node) => node.outerHTML));
  assert.deepEqual(bare, []);
  const unsure = await page.locator('[aria-hidden]:not([aria-hidden=true], [aria-hidden=false])').evaluateAll((hidden) => hidden.map((node) => node.outerHTML.slice(0, 80)));
  assert.deepEqual(unsure, [], 'aria-hidden without a word hides nothing');
}

/** Checks that Tab reaches every control, that each shows its focus, and that none keeps it. @param {Page} page */
async function assertTabs(page) {
  await page.evaluate(() => {
    scrollTo(0, 0);
    /** @type {HTMLElement} */ (document.activeElement)?.blur();
  });
  // The bar stays at its place: the focused element must not lie under it.
  await page.locator('.bar').evaluate((node) => node.style.removeProperty('position'));
  /** Everything that Tab should reach: one of a group of radio buttons, and one of any group with a single stop. */
  const expected = await page.evaluate(() => {
    /** @type {string[]} */
    const all = [];
    const walk = (/** @type {Document | ShadowRoot} */ root) => {
      for (const node of root.querySelectorAll('*')) {
        if (node.shadowRoot) walk(node.shadowRoot);
        const control = /** @type {HTMLElement & { disabled?: boolean }} */ (node);
        if (control.tabIndex < 0 || control.disabled || control.matches(':disabled') || !control.checkVisibility({ visibilityProperty: true })) continue;
        if (!control.matches('a[href], button, input, select, textarea, summary, [tabindex]')) continue;
        if (control instanceof HTMLInputElement && control.type === 'radio' && !isStop(control)) continue;
        const mark = String(all.length);
        control.setAttribute('data-stop', mark);
        all.push(`${mark} ${control.outerHTML.slice(0, 120)}`);
      }
    };
    /** @param {HTMLInputElement} radio */
    const isStop = (radio) => {
      const group = [.../** @type {ParentNode} */ (radio.form ?? radio.getRootNode()).querySelectorAll('input[type=radio]')].filter((other) => /** @type {HTMLInputElement} */ (other).name === radio.name);
      const checked = group.find((other) => /** @type {HTMLInputElement} */ (other).checked);
      return checked ? checked === radio : group[0] === radio;
    };
    walk(document);
    return all;
  });
  assert.ok(expected.length > 100);
  /** @type {Set<string>} */
  const visited = new Set();
  /** @type {string[]} */
  const unseen = [];
  let last = '';
  for (let step = 0; step < expected.length + 20; step++) {
    await page.keyboard.press('Tab');
    const { stop, html, isSeen, isCovered } = await page.evaluate(focusNow);
    if (stop === null) break;
    assert.notEqual(stop, last, `Tab stays at ${html}`);
    last = stop;
    visited.add(stop);
    if (!isSeen) unseen.push(`no focus to be seen: ${html}`);
    if (isCovered) unseen.push(`under the bar: ${html}`);
  }
  assert.deepEqual(expected.filter((line) => !visited.has(line.split(' ')[0])), [], 'not reached');
  assert.deepEqual(unseen, []);
}

for (const language of languages) {
  test(`${language}: read from top to bottom, axe-core finds nothing, and Tab comes to every control, seen and not kept`, async () => {
    const page = await openAlive(language, { dark: language === 'zh' });
    await assertReads(page);
    await page.evaluate(() => scrollTo(0, 0));
    await assertAccessible(page, 'html', language);
    await assertTabs(page);
  });

  test(`${language}: without scripts the sound and the cost have their pictures, and the live ones take their place`, async () => {
    for (const width of [320, 1280]) {
      const page = await open(language, { width, context: { javaScriptEnabled: false } });
      for (const picture of ['.sound-written', '#cost-chart']) {
        const node = page.locator(picture);
        assert.ok(await node.locator('svg').isVisible(), picture);
        assert.match(/** @type {string} */ (await node.getAttribute('aria-label')), language === 'en' ? /T²|0\.349/ : /T²|0\.349/);
        assert.ok((/** @type {{ width: number }} */ (await node.locator('svg').boundingBox())).width > 200);
      }
      assert.equal(await page.locator('#sound-canvas').isVisible(), false);
      assert.equal(await page.locator('#cost .cost-series').count(), 4);
      assert.ok((await sideways(page)) <= 0);
    }
    const page = await open(language);
    /** @param {string} id @param {string} frame */
    const place = (id, frame) => page.locator(frame).evaluate((node, section) => {
      const { height } = node.getBoundingClientRect();
      return { height, isAlive: /** @type {HTMLElement} */ (document.getElementById(section)).dataset.started !== undefined };
    }, id);
    for (const [id, frame] of [['sound', '.sound-picture'], ['cost', '#cost-chart']]) {
      const before = await place(id, frame);
      assert.equal(before.isAlive, false, 'not near yet');
      await page.locator(`#${id}`).evaluate((node) => node.scrollIntoView({ behavior: 'instant' }));
      await page.locator(`#${id}[data-started]`).waitFor({ state: 'attached' });
      await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(resolve)));
      const after = await place(id, frame);
      assert.ok(Math.abs(after.height - before.height) <= 1, `${id}: ${before.height} became ${after.height}`);
    }
    assert.equal(await page.locator('.sound-written').count(), 0);
    assert.equal(await page.locator('#cost-chart .cost-series path[data-value]').count(), 0, 'nothing is measured yet');
  });
}

test('in forced colours choices are visible, and only the current line of the listing has a mark', async () => {
  const page = await openAlive('en', { context: { forcedColors: 'active' } });
  /** The colours that the page asks for: the ones that the browser uses instead cannot be read. */
  const styleOf = (/** @type {string} */ selector, /** @type {string} */ name) => page.locator(selector).first().evaluate((node, property) => getComputedStyle(node).getPropertyValue(property), name);
  for (const section of ['order', 'heads', 'errata']) {
    assert.equal(await styleOf(`#${section} .token:has(:checked)`, 'forced-color-adjust'), 'none', section);
    assert.notEqual(await styleOf(`#${section} .token:has(:checked)`, 'background-color'), await styleOf('body', 'background-color'), section);
  }
  const other = await styleOf('.listing-lines li:not([aria-current])', 'border-inline-start-color');
  assert.match(other, /^rgb\(/, 'a transparent border would have a colour here');
  assert.notEqual(await styleOf('.listing-lines [aria-current]', 'border-inline-start-color'), other);
  for (const choice of ['.language-line', '.recommend-candidate']) {
    const outline = (/** @type {string} */ selector) => page.locator(selector).first().evaluate((node) => getComputedStyle(node).outlineStyle);
    assert.equal(await outline(`${choice}:has(:checked)`), 'solid', choice);
    assert.equal(await outline(`${choice}:not(:has(:checked))`), 'none', choice);
  }
});

/** Describes the element that has the focus. */
function focusNow() {
  let node = document.activeElement;
  while (node?.shadowRoot?.activeElement) node = node.shadowRoot.activeElement;
  if (!node || node === document.body) return { stop: null, html: '', isSeen: true, isCovered: false };
  // If an invisible input lies over its label, the label shows the focus.
  const places = [node, node.parentElement, node.nextElementSibling, node.closest('label')].filter((place) => place !== null);
  const isSeen = places.some((place) => {
    const { outlineStyle, outlineWidth, boxShadow, stroke, opacity } = getComputedStyle(place);
    return Number(opacity) > 0 && ((outlineStyle !== 'none' && parseFloat(outlineWidth) >= 1) || (place === node && (boxShadow !== 'none' || (node.tagName === 'circle' && stroke !== 'none'))));
  });
  const bar = document.querySelector('.bar');
  const { top, bottom } = node.getBoundingClientRect();
  const isCovered = bar !== null && !bar.contains(node) && bar.compareDocumentPosition(node) === Node.DOCUMENT_POSITION_FOLLOWING
    && bar.getBoundingClientRect().top === 0 && bottom <= bar.getBoundingClientRect().bottom && top < bottom;
  return { stop: node.getAttribute('data-stop') ?? node.outerHTML.slice(0, 120), html: node.outerHTML.slice(0, 160), isSeen, isCovered };
}

/** What is shown, to be taken along: a link, lines for a post, a figure of its own. */

import { copied } from '../../base/copy.js';
import { element, required } from '../../base/dom.js';
import { escaped } from '../../base/svg-markup.js';
import { saveFile } from '../../base/save.js';
import { firstView, viewAttributes } from '../../heads/state/view-state.js';
import { shownName } from '../../heads/words/readout.js';
import { headsText, messageIn, text } from './texts.js';

/**
 * @import { AttentionHeadsElement } from '../../heads/element/attention-heads.js'
 * @import { AttentionFigureElement } from '../../figure/element/attention-figure.js'
 * @import { TextKey } from './texts.js'
 */

const note = () => required('take-note', HTMLElement);

/** @param {AttentionHeadsElement} heads @param {() => boolean} isOwn whether the reader has opened files of their own */
export function startTaking(heads, isOwn) {
  const code = required('code', HTMLTextAreaElement);
  const buttons = required('take-buttons', HTMLElement);
  /** @param {string} id @param {() => Promise<void>} act */
  const press = (id, act) => required(id, HTMLButtonElement).addEventListener('click', async () => {
    try {
      await act();
    } catch (error) {
      note().textContent = text('take.failed', { message: messageIn(error) });
    }
  });
  /** @param {string} lines @param {TextKey} key @param {string} size */
  const show = (lines, key, size) => {
    code.value = lines;
    code.hidden = buttons.hidden = false;
    note().textContent = text(key, { size });
  };
  press('beside', async () => {
    const data = await heads.document();
    show(linesOf(heads, ' src="attention-heads.json"', ''), 'take.besideNote', sizeText(data.size));
  });
  press('inside', async () => {
    const data = await heads.document();
    show(linesOf(heads, '', `\n<script type="application/json">${(await data.text()).trim()}</script>\n`), 'take.insideNote', sizeText(data.size));
  });
  press('save', async () => saveFile('attention-heads.json', await heads.document()));
  press('copy', async () => {
    const isCopied = await copied(code.value);
    if (!isCopied) code.select();
    note().textContent = text(isCopied ? 'take.copied' : 'take.notCopied');
  });
  press('copy-link', async () => {
    const link = location.href;
    const said = (await copied(link)) ? text('take.copied') : text('take.linkNotCopied', { link });
    note().textContent = isOwn() ? `${said} ${text('take.ownLink')}` : said;
  });
  press('figure', () => showFigure(heads));
}

/** @param {AttentionHeadsElement} heads @param {string} attribute of the data @param {string} child */
function linesOf(heads, attribute, child) {
  const { state } = heads;
  const attributes = viewAttributes.flatMap(([name, attributeName]) => {
    const value = state[name];
    // The document holds the batch that is looked at, and no other.
    if (name === 'batch' || value === null || JSON.stringify(value) === JSON.stringify(firstView[name])) return [];
    const words = Array.isArray(value) ? value.map((place) => place.join('.')).join(' ') : String(value);
    return [value === true ? ` ${attributeName}` : ` ${attributeName}="${escaped(words)}"`];
  });
  return `<script src="attention-heads.iife.js" defer></script>\n<attention-heads${attribute}${attributes.join('')}>${child}</attention-heads>\n`;
}

/** @param {number} bytes */
function sizeText(bytes) {
  return bytes < 1e6 ? `${Math.ceil(bytes / 1e3)} kB` : `${(bytes / 1e6).toFixed(1)} MB`;
}

/** @param {AttentionHeadsElement} heads */
function captionOf({ state, sets }) {
  return shownName({ view: { ...state, others: [] }, set: sets[state.set], sets, text: headsText() });
}

/** @param {AttentionHeadsElement} heads */
async function showFigure(heads) {
  await import('../../figure/element/define.js');
  const { weights, queries, keys } = await heads.matrix();
  const figure = /** @type {AttentionFigureElement} */ (/** @type {unknown} */ (element(/** @type {'div'} */ ('attention-figure'))));
  const isSame = queries.length === keys.length && queries.every((word, index) => word === keys[index]);
  Object.assign(figure, { view: 'heatmap', tokens: keys, weights, caption: captionOf(heads), ...!isSame && { queryTokens: queries } });
  required('own-figure', HTMLElement).replaceChildren(figure);
  figure.scrollIntoView({ block: 'nearest' });
  await figure.ready.catch(() => {}); // It says itself what it cannot draw.
}

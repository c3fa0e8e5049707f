/** Starts the page of heads: an example at once, and what its address says is looked at. */

import '../../heads/element/define.js';
import { required } from '../../base/dom.js';
import { readViewLink } from '../../heads/state/view-state.js';
import { Opening } from './opening.js';
import { startTaking } from './take.js';
import { startLanguage, text } from './texts.js';

/** @import { AttentionHeadsElement } from '../../heads/element/attention-heads.js' */

const heads = /** @type {AttentionHeadsElement} */ (required('heads', HTMLElement));
const opening = new Opening(heads);
startLanguage(() => opening.tell());
startTaking(heads, () => opening.isOwn);

/** The address holds the example and what is looked at: #sample=translate&layer=1&head=0. */
async function follow() {
  const [, sample, rest] = /^#?(?:sample=(\w+)&?)?(.*)$/s.exec(location.hash) ?? [];
  if (sample) opening.sample(sample);
  await heads.ready.catch(() => {});
  opening.tell();
  if (!rest) return;
  try {
    heads.state = readViewLink(decodeURIComponent(rest));
  } catch (error) {
    required('opened', HTMLElement).textContent = text('open.link', { message: error instanceof Error ? error.message : String(error) });
  }
}

heads.addEventListener('heads-change', () => {
  const sample = opening.isOwn || opening.sampleName === 'repeat' ? '' : `sample=${opening.sampleName}`;
  const hash = [sample, heads.link].filter(Boolean).join('&');
  history.replaceState(null, '', hash ? `#${hash}` : location.pathname + location.search);
});
addEventListener('hashchange', follow);
void follow();

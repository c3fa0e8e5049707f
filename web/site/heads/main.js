/** Starts the page of heads: an example at once, and what its address says is looked at. */

import '../../heads/element/define.js';
import { required } from '../../base/dom.js';
import { Opening } from './opening.js';
import { startTaking } from './take.js';
import { startLanguage } from './texts.js';

/** @import { AttentionHeadsElement } from '../../heads/element/attention-heads.js' */

const heads = /** @type {AttentionHeadsElement} */ (required('heads', HTMLElement));
const opening = new Opening(heads, remember);
startLanguage(() => opening.tell());
startTaking(heads, () => opening.isOwn);

/** The address holds the example and what is looked at: #sample=translate&layer=1&head=0. */
async function follow() {
  const hash = location.hash.slice(1);
  // A place in the page, such as the link at its top leads to.
  if (hash !== '' && !hash.includes('=')) return;
  const { sample, view } = /^(?:sample=(?<sample>[^&]*)&?)?(?<view>.*)$/s.exec(hash)?.groups ?? {};
  try {
    if (sample !== undefined || !opening.isOwn) opening.sample(sample ?? 'repeat');
    await heads.ready;
    if (view) heads.link = view;
    opening.linkProblem = null;
  } catch (error) {
    opening.linkProblem = error;
  }
  opening.tell();
}

/** Puts what is open and looked at into the address. */
function remember() {
  opening.linkProblem = null;
  const sample = opening.isOwn || opening.sampleName === 'repeat' ? '' : `sample=${opening.sampleName}`;
  const hash = [sample, heads.link].filter(Boolean).join('&');
  history.replaceState(null, '', hash ? `#${hash}` : location.pathname + location.search);
}

heads.addEventListener('heads-change', remember);
addEventListener('hashchange', follow);
void follow();

/** Starts the builder with the figure that its address names, or with an example. */

import { readLink } from '../../figure/state/figure-link.js';
import { preferredLanguage } from '../../base/preferred-language.js';
import { Builder } from './builder.js';
import { required } from '../../base/dom.js';
import { draftOf } from './draft.js';
import { starter } from './starters.js';
import { language, messageOf, setLanguage, text } from './texts.js';

/** @import { Draft } from './draft.js' */

setLanguage(preferredLanguage());
start();

async function start() {
  const builder = new Builder(await opened(location.hash) ?? example());
  if (!customElements.get('attention-figure')) fail(text('builder.missing'));
  addEventListener('hashchange', async () => {
    const draft = await opened(location.hash);
    if (draft) builder.change(draft);
  });
}

/** @param {string} link @returns {Promise<Draft | null>} null: none, or broken, which is said */
async function opened(link) {
  fail('');
  if (link.length < 2) return null;
  try {
    const { state, settings } = await readLink(link);
    return draftOf(state, settings);
  } catch (error) {
    fail(text('builder.broken', { message: messageOf(error) }));
    return null;
  }
}

function example() {
  const { state, settings } = starter('sentence', language());
  return draftOf(state, settings);
}

/** @param {string} message '' takes it away */
function fail(message) {
  const failure = required('failure', HTMLElement);
  failure.textContent = message;
  failure.hidden = message === '';
}

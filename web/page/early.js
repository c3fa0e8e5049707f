/**
 * Runs before the page is drawn, so that nothing jumps: which language, how the page is shown, and that scripts run.
 * A plain script; all else is in lesson.js.
 */

import { parseAddress } from './address.js';
import { preferredLanguage, rememberedLanguage } from '../common/preferred-language.js';

const root = document.documentElement;
const { modes } = parseAddress(location.hash);

// The English page is where everybody arrives. Who has not chosen yet is shown the language that the browser asks for.
if (root.dataset.language === 'en' && !modes.lang && !rememberedLanguage() && preferredLanguage() === 'zh') {
  location.replace(`./zh.html${location.search}${location.hash}`);
}

root.toggleAttribute('data-script', true);
root.toggleAttribute('data-projector', modes.projector);
if (modes.answersHidden) root.dataset.answers = 'hidden';

// What a script hides must come back when the script itself cannot be loaded.
addEventListener('error', ({ target }) => {
  if (target instanceof HTMLScriptElement) root.removeAttribute('data-script');
}, true);

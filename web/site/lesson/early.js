/**
 * Runs before the page is drawn, so that nothing jumps: which language, how the page is shown, and that scripts run.
 * A plain script; all else is in lesson.js.
 */

import { parseAddress } from './address.js';
import { preferredLanguage, rememberedLanguage } from '../../base/preferred-language.js';

const root = document.documentElement;
const { modes } = parseAddress(location.hash);

// A section, or a part of one, by itself: `?only=sound`. Any other name means the whole lesson.
const only = new URLSearchParams(location.search).get('only') ?? '';
const isAlone = Boolean(root.dataset.parts?.split(' ').includes(only));

// The English page is where everybody arrives. Who has not chosen yet is shown the language that the browser asks for; in
// somebody's own page, that page's.
if (!isAlone && root.dataset.language === 'en' && !modes.lang && !rememberedLanguage() && preferredLanguage() === 'zh') {
  location.replace(`./zh.html${location.search}${location.hash}`);
}

root.toggleAttribute('data-script', true);
root.toggleAttribute('data-projector', modes.projector);
if (modes.answersHidden) root.dataset.answers = 'hidden';

if (isAlone) {
  const [section] = only.split('.');
  const sheet = new CSSStyleSheet();
  sheet.insertRule(`main > :not(#${section}), [data-part]:not(${section === only ? '*' : `[data-part="${only}"]`}) { display: none }`);
  document.adoptedStyleSheets = [sheet];
  root.dataset.only = section;
}

// What a script hides must come back when the script itself cannot be loaded.
addEventListener('error', ({ target }) => {
  if (target instanceof HTMLScriptElement) root.removeAttribute('data-script');
}, true);

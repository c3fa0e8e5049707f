/**
 * Runs before the page is drawn, so that nothing jumps: it chooses the language, sets how the page is shown, and says that
 * scripts run. It is a plain script, not a module; everything else is in lesson.js.
 */

import { parseAddress } from './address.js';
import { preferredLanguage, rememberedLanguage } from '../../base/preferred-language.js';

const root = document.documentElement;
const { modes } = parseAddress(location.hash);

// A section, or a part of one, by itself: `?only=sound`. Any other name means the whole lesson.
const only = new URLSearchParams(location.search).get('only') ?? '';
const isAlone = Boolean(root.dataset.parts?.split(' ').includes(only));

// Everybody arrives at the English page. A reader who has not chosen yet gets the language that the browser asks for, or,
// in a frame of somebody's own page, the language of that page.
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

// Whatever waits for a script to show it must come back when that script cannot be loaded.
addEventListener('error', ({ target }) => {
  if (target instanceof HTMLScriptElement) root.removeAttribute('data-script');
}, true);

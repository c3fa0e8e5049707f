/** Starts the lesson: the page is complete as it is, and each section comes alive when it is near. */

import { required, whenNear } from '../../base/dom.js';
import { rememberLanguage, rememberedLanguage } from '../../base/preferred-language.js';
import { live as aloneEn } from '../../locales/lesson/alone-en.js';
import { live as aloneZh } from '../../locales/lesson/alone-zh.js';
import { live as en } from '../../locales/lesson/shell-en.js';
import { live as zh } from '../../locales/lesson/shell-zh.js';
import { startAlone } from './alone/alone.js';
import { startEmbeds } from './alone/embed.js';
import { drawFigures, figuresIn, prepareFigures } from './figures.js';
import { startFrame } from './frame.js';
import { Link } from './link.js';
import { startModes } from './modes.js';
import { keepOffline, tellBuild } from './offline.js';
import { startPrinting } from './printing.js';
import { starts } from './starts.js';
import { hasHaste, inOwnTurn } from './turns.js';

/**
 * @import { Attention } from '../../engine/index.js'
 * @import { LanguageCode } from '../../base/preferred-language.js'
 * @import { Lesson, Load, Starter } from './section.js'
 */

const language = /** @type {LanguageCode} */ (document.documentElement.dataset.language);
const texts = language === 'en' ? en : zh;
const aloneTexts = language === 'en' ? aloneEn : aloneZh;
const link = new Link();

/** The section that the page shows by itself, null for the whole lesson. */
const alone = document.getElementById(document.documentElement.dataset.only ?? '');

startModes(link, texts);

/** @type {Promise<Attention> | undefined} */
let engine;
const loadEngine = () => (engine ??= import('../../engine/index.js').then(({ loadAttention }) => loadAttention()));
const defineFigure = () => import('../../figure/element/define.js');

/** What has not started, with what loads it. @type {Map<HTMLElement, Load>} */
const asleep = new Map();

const { print, prepare } = startPrinting(asleep, wake);
const done = alone ? () => {} : startFrame(link, texts, print);

/** @param {HTMLElement} root a section @returns {Lesson} */
const lessonFor = (root) => ({
  language,
  link,
  get answersHidden() {
    return link.modes.answersHidden;
  },
  done,
  engine: () => inOwnTurn(loadEngine()),
  figures: () => figuresIn(root, defineFigure),
  print,
});

for (const [id, load] of Object.entries(starts)) {
  const root = document.getElementById(id);
  if (!root || (alone && root !== alone)) continue;
  asleep.set(root, load);
  whenNear(root, () => void wake(root));
}

tellBuild();
if (alone) {
  startAlone(alone, link, aloneTexts);
} else {
  startPlace();
  startOtherLanguage();
  startEmbeds(link, aloneTexts);
  keepOffline();
  prepare([() => prepareFigures(defineFigure), loadEngine]);
}

/**
 * Where the page begins. Its sections grow as they come alive, so a browser that comes back to a height comes to another
 * section: the section is remembered, and how far it had been read. A link that names a section leads there, one that
 * holds states alone leads to the last of them. One before the place that grows, then or when its figures are drawn, does
 * not push the place away, unless the reader has begun to move.
 */
function startPlace() {
  /** @type {() => void} */
  let again = () => {};
  /** @type {HTMLElement | null} */
  let place = null;
  /** @param {string | undefined} id @param {number} [top] where the section stands on the screen */
  const go = (id, top) => {
    const section = id && document.getElementById(id);
    if (!section) return;
    place = section;
    again = () => {
      section.scrollIntoView({ behavior: 'instant' });
      if (top !== undefined) scrollBy({ top: section.getBoundingClientRect().top - top, behavior: 'instant' });
    };
    again();
  };
  for (const type of ['wheel', 'touchstart', 'pointerdown', 'keydown']) {
    addEventListener(type, () => (place = null), { capture: true, passive: true });
  }
  addEventListener('pagehide', () => {
    const seen = [...document.querySelectorAll('main > section')].filter((section) => section.getBoundingClientRect().top < innerHeight / 2).at(-1);
    history.replaceState(seen ? { seen: seen.id, top: seen.getBoundingClientRect().top } : null, '');
  });
  addEventListener('hashchange', () => go(link.place));
  history.scrollRestoration = 'manual';
  const { seen, top } = history.state ?? {};
  if (seen) go(seen, top);
  else go(link.place || link.sections.at(-1));
  const growing = new ResizeObserver((grown) => {
    if (grown.some(({ target }) => place && target.compareDocumentPosition(place) & Node.DOCUMENT_POSITION_FOLLOWING)) again();
  });
  for (const section of document.querySelectorAll('main > section')) growing.observe(section);
}

/** The way to the other language keeps what the reader has done. */
function startOtherLanguage() {
  const other = required('other-language', HTMLAnchorElement);
  other.addEventListener('click', () => {
    const code = language === 'en' ? 'zh' : 'en';
    rememberLanguage(code);
    // Where nothing can be remembered, the address says it.
    link.show({ lang: rememberedLanguage() === code ? '' : code });
    other.search = location.search;
    other.hash = link.hash;
  });
}

/** @param {HTMLElement} root a section, which starts once @param {Starter} [loaded] what starts it, where it is there already */
async function wake(root, loaded) {
  const load = asleep.get(root);
  if (!load) return;
  asleep.delete(root);
  try {
    const { start } = loaded ?? await inOwnTurn(load());
    await start(root, lessonFor(root));
    if (hasHaste()) drawFigures(root);
    root.dataset.started = '';
  } catch (error) {
    console.info(error);
    const problem = document.createElement('p');
    problem.className = 'problem';
    problem.setAttribute('role', 'alert');
    problem.textContent = error instanceof Error && 'code' in error && error.code === 'unavailable' ? texts.noEngine : texts.notLoaded;
    root.append(problem);
    root.dataset.failed = '';
  }
}

/** Starts the lesson: the page is complete as it is, and each section comes alive when it is near. */

import { required, whenNear } from '../common/dom.js';
import { rememberLanguage, rememberedLanguage } from '../common/preferred-language.js';
import { live as en } from '../locales/lesson/shell-en.js';
import { live as zh } from '../locales/lesson/shell-zh.js';
import { startFrame } from './frame.js';
import { Link } from './link.js';
import { keepOffline } from './offline.js';
import { starts } from './starts.js';

/**
 * @import { Attention } from '../engine/index.js'
 * @import { LanguageCode } from '../common/preferred-language.js'
 *
 * What a section is given.
 * @typedef {object} Lesson
 * @property {LanguageCode} language
 * @property {Link} link
 * @property {boolean} answersHidden what a prediction would reveal stays hidden, in this link
 * @property {(section: string) => void} done marks a section as done that the reader has worked through. One whose state
 *   is in the link is done without it
 * @property {() => Promise<Attention>} engine one for the whole page, loaded when it is first asked for
 * @property {() => Promise<unknown>} figures defines <attention-figure>, when it is first asked for
 */

const language = /** @type {LanguageCode} */ (document.documentElement.dataset.language);
const texts = language === 'en' ? en : zh;
const link = new Link();

/** @type {Promise<Attention> | undefined} */
let engine;

/** @type {Lesson} */
const lesson = {
  language,
  link,
  get answersHidden() {
    return link.modes.answersHidden;
  },
  done: startFrame(link, texts),
  engine: () => (engine ??= import('../engine/index.js').then(({ loadAttention }) => loadAttention())),
  figures: () => import('../figure/element/define.js'),
};

for (const [id, load] of Object.entries(starts)) {
  const root = document.getElementById(id);
  if (root) whenNear(root, () => void startSection(root, load));
}

startPlace();
startOtherLanguage();
keepOffline();

/** A section that is named with more behind it is no address that a browser goes to by itself. */
function startPlace() {
  const go = () => {
    if (link.place && location.hash !== `#${link.place}`) document.getElementById(link.place)?.scrollIntoView({ behavior: 'instant' });
  };
  addEventListener('hashchange', go);
  go();
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

/**
 * @param {HTMLElement} root
 * @param {(typeof starts)[string]} load
 */
async function startSection(root, load) {
  try {
    const { start } = await load();
    await start(root, lesson);
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

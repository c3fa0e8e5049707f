/** Starts the lesson: the page is complete as it is, and each section comes alive when it is near. */

import { whenNear } from '../common/dom.js';
import { rememberLanguage } from '../common/preferred-language.js';
import { live as en } from '../locales/lesson/shell-en.js';
import { live as zh } from '../locales/lesson/shell-zh.js';
import { Link } from './link.js';
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

/** @type {Promise<Attention> | undefined} */
let engine;

const link = new Link();

/** @type {Lesson} */
const lesson = {
  language,
  link,
  get answersHidden() {
    return link.modes.answersHidden;
  },
  done: () => {},
  engine: () => (engine ??= import('../engine/index.js').then(({ loadAttention }) => loadAttention())),
  figures: () => import('../figure/element/define.js'),
};

for (const [id, load] of Object.entries(starts)) {
  const root = document.getElementById(id);
  if (root) whenNear(root, () => void startSection(root, load));
}

// The way to the other language keeps what the reader has done.
const other = document.getElementById('other-language');
other?.addEventListener('click', () => {
  rememberLanguage(language === 'en' ? 'zh' : 'en');
  if (other instanceof HTMLAnchorElement) other.hash = link.hash;
});

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
  }
}

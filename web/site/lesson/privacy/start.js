/** Reads the policy from the document, lets the browser prove it, and says what is kept for later. */

import { filled } from '../../../base/filled.js';
import { live as en } from '../../../locales/lesson/privacy-en.js';
import { live as zh } from '../../../locales/lesson/privacy-zh.js';
import { canBeKept, forgetOffline, isForgotten, isWorkshop, keepOffline, keptFiles, rememberForgotten } from '../offline.js';

/**
 * @import { Lesson } from '../section.js'
 * @typedef {typeof en} Texts
 */

/** A host name that is reserved for tests (RFC 2606): nobody is bothered if a request reaches it after all. */
const elsewhere = 'https://example.com/';

/** The browser has so many milliseconds to refuse. */
const patience = 3000;

/** For each name, what is tried and the directive that should forbid it. @type {Record<string, { act: () => unknown, by: string }>} */
const attempts = {
  fetch: { act: () => fetch(elsewhere, { mode: 'no-cors' }).catch(() => {}), by: 'connect-src' },
  image: { act: () => Object.assign(new Image(), { src: `${elsewhere}picture.png` }), by: 'img-src' },
};

/** @param {HTMLElement} root @param {Lesson} lesson */
export async function start(root, lesson) {
  const texts = lesson.language === 'en' ? en : zh;
  showPolicy(root);
  root.querySelector('#privacy-try')?.addEventListener('click', async () => {
    for (const item of /** @type {NodeListOf<HTMLElement>} */ (root.querySelectorAll('.attempts li'))) {
      const said = /** @type {HTMLElement} */ (item.querySelector('strong'));
      item.hidden = false;
      said.textContent = texts.trying;
      const { act, by } = attempts[item.dataset.attempt ?? ''];
      const isRefused = await refused(act, by);
      said.textContent = isRefused ? filled(texts.refused, { directive: by }) : texts.notRefused;
      item.classList.toggle('failed', !isRefused);
    }
    lesson.done('privacy');
  });
  await startCopy(root, texts);
}

/** Fills the table from the policy in the document itself. @param {HTMLElement} root */
function showPolicy(root) {
  const content = document.querySelector('meta[http-equiv="Content-Security-Policy"]')?.getAttribute('content') ?? '';
  const said = new Map(content.split(';').map((directive) => {
    const [name, ...sources] = directive.trim().split(/\s+/);
    return [name, sources.join(' ')];
  }));
  for (const row of /** @type {NodeListOf<HTMLElement>} */ (root.querySelectorAll('.policy tbody tr'))) {
    const sources = said.get(row.dataset.directive ?? '');
    row.hidden = sources === undefined;
    const node = row.querySelector('code span');
    if (node && sources !== undefined) node.textContent = sources;
  }
}

/**
 * @param {() => unknown} act
 * @param {string} directive
 * @returns {Promise<boolean>} whether the browser refused it because of this directive
 */
function refused(act, directive) {
  return new Promise((resolve) => {
    /** @param {SecurityPolicyViolationEvent} event */
    const listen = ({ blockedURI, effectiveDirective }) => {
      if (blockedURI.startsWith(elsewhere.slice(0, -1)) && effectiveDirective === directive) finish(true);
    };
    const timer = setTimeout(() => finish(false), patience);
    /** @param {boolean} isRefused */
    function finish(isRefused) {
      clearTimeout(timer);
      document.removeEventListener('securitypolicyviolation', listen);
      resolve(isRefused);
    }
    document.addEventListener('securitypolicyviolation', listen);
    act();
  });
}

/** Says what is kept on this device, and lets the reader change it. @param {HTMLElement} root @param {Texts} texts */
async function startCopy(root, texts) {
  const words = /** @type {HTMLElement} */ (root.querySelector('#privacy-kept'));
  const button = /** @type {HTMLButtonElement} */ (root.querySelector('#privacy-copy'));
  if (!canBeKept) {
    words.textContent = isWorkshop ? texts.workshop : texts.notOffered;
    return;
  }
  const show = async () => {
    const count = await keptFiles();
    words.textContent = isForgotten() ? texts.notKept : count ? filled(texts.kept, { count }) : texts.keeping;
    button.textContent = isForgotten() ? texts.keep : texts.remove;
    button.hidden = false;
    if (!count && !isForgotten()) void navigator.serviceWorker.ready.then(show);
  };
  button.addEventListener('click', async () => {
    const isWanted = isForgotten();
    rememberForgotten(!isWanted);
    if (isWanted) keepOffline();
    else await forgetOffline();
    await show();
  });
  await show();
}

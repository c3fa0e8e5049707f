/** Reads the policy off the document, has the browser prove it, and says what is kept for later. */

import { filled } from '../../figure/views/texts.js';
import { live as en } from '../../locales/lesson/privacy-en.js';
import { live as zh } from '../../locales/lesson/privacy-zh.js';
import { canBeKept, forgetOffline, isForgotten, keepOffline, keptFiles, rememberForgotten } from '../offline.js';

/**
 * @import { Lesson } from '../lesson.js'
 * @typedef {typeof en} Texts
 */

/** A host that exists for such things (RFC 2606): no one is bothered should it be reached. */
const elsewhere = 'https://example.com/';

/** How long the browser is given to refuse. */
const patience = 3000;

/** @type {Record<string, (address: string) => unknown>} */
const attempts = {
  fetch: (address) => fetch(address, { mode: 'no-cors' }).catch(() => {}),
  image: (address) => {
    new Image().src = address;
  },
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
      const name = item.dataset.attempt ?? '';
      const directive = await refusal(() => attempts[name](`${elsewhere}attention-lab-${name}`));
      said.textContent = directive ? filled(texts.refused, { directive }) : texts.notRefused;
      item.classList.toggle('failed', !directive);
    }
    lesson.done('privacy');
  });
  await startCopy(root, texts);
}

/** The table says what the document itself says. @param {HTMLElement} root */
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
 * @returns {Promise<string>} the directive by which the browser refused, '' if it did not
 */
function refusal(act) {
  return new Promise((resolve) => {
    /** @param {SecurityPolicyViolationEvent} event */
    const refused = ({ blockedURI, effectiveDirective }) => {
      if (blockedURI.startsWith(elsewhere)) finish(effectiveDirective);
    };
    const timer = setTimeout(() => finish(''), patience);
    /** @param {string} directive */
    function finish(directive) {
      clearTimeout(timer);
      document.removeEventListener('securitypolicyviolation', refused);
      resolve(directive);
    }
    document.addEventListener('securitypolicyviolation', refused);
    act();
  });
}

/** What is kept on this device, and a way to change that. @param {HTMLElement} root @param {Texts} texts */
async function startCopy(root, texts) {
  const words = /** @type {HTMLElement} */ (root.querySelector('#privacy-kept'));
  const button = /** @type {HTMLButtonElement} */ (root.querySelector('#privacy-copy'));
  if (!canBeKept) {
    words.textContent = texts.notHere;
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

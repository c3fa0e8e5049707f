/** The language that the reader wants is remembered for all pages of the site. */

/** @typedef {'en' | 'zh'} LanguageCode */

const storageKey = 'attention-lab.language';

/**
 * The reader's own choice if there was one, else the first of the browser's languages that is known.
 * @returns {LanguageCode}
 */
export function preferredLanguage() {
  return rememberedLanguage() ?? knownLanguage(navigator.languages) ?? 'en';
}

/** @returns {LanguageCode | null} the reader's own choice, null if there was none yet */
export function rememberedLanguage() {
  return knownLanguage([remembered()]);
}

/** @param {readonly (string | null)[]} tags @returns {LanguageCode | null} the first that is known */
function knownLanguage(tags) {
  for (const tag of tags) {
    const code = tag?.toLowerCase().split('-')[0];
    if (code === 'en' || code === 'zh') return code;
  }
  return null;
}

function remembered() {
  try {
    return localStorage.getItem(storageKey);
  } catch {
    return null; // Storage is forbidden here: the choice lasts as long as the page.
  }
}

/** @param {LanguageCode} code */
export function rememberLanguage(code) {
  try {
    localStorage.setItem(storageKey, code);
  } catch {
    // As above.
  }
}

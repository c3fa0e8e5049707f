/** Which language the reader wants: remembered for all pages of the site. */

/** @typedef {'en' | 'zh'} LanguageCode */

const storageKey = 'attention-lab.language';

/**
 * The reader's own choice if there was one, else the first of the browser's languages that is known.
 * @returns {LanguageCode}
 */
export function preferredLanguage() {
  const wished = [remembered(), ...navigator.languages];
  for (const tag of wished) {
    const code = tag?.toLowerCase().split('-')[0];
    if (code === 'en' || code === 'zh') return code;
  }
  return 'en';
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

/**
 * @template {string} Key
 * @param {Record<Key, [en: string, zh: string]>} pairs texts that stand beside each other in both languages
 * @param {'en' | 'zh'} language
 * @returns {Record<Key, string>} those of one
 */
export function inLanguage(pairs, language) {
  const texts = /** @type {[string, [string, string]][]} */ (Object.entries(pairs));
  return /** @type {Record<Key, string>} */ (Object.fromEntries(texts.map(([key, [en, zh]]) => [key, language === 'zh' ? zh : en])));
}

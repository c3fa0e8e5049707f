/**
 * @template Groups
 * @typedef {{ [Group in keyof Groups & string]: `${Group}.${keyof Groups[Group] & string}` }[keyof Groups & string]} KeyIn
 *   what a text is called: `group.name`
 */

/**
 * @template {Record<string, Record<string, [en: string, zh: string]>>} Groups
 * @param {Groups} groups texts that stand beside each other in both languages
 * @param {'en' | 'zh'} language
 * @returns {Record<KeyIn<Groups>, string>} those of one
 */
export function inLanguage(groups, language) {
  const texts = Object.entries(groups).flatMap(([group, pairs]) =>
    Object.entries(pairs).map(([name, [en, zh]]) => [`${group}.${name}`, language === 'zh' ? zh : en]));
  return Object.fromEntries(texts);
}

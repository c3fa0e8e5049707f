/** The pages of the reference: what the code declares, with a sentence for each name in each language. */

import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { commandHelp } from '../command/command-help.js';
import { texts as en } from '../locales/reference/en.js';
import { texts as zh } from '../locales/reference/zh.js';
import { documentOf } from '../site/reference/document.js';
import { tools } from '../site/publishing-tools.js';
import { referenceAddresses } from '../site/site-pages.js';
import { projectFolder } from './command.js';
import { hostingLines } from './hosting.js';
import { withPolicy } from './page-policy.js';
import { readFacts, withSentences } from './reference-facts.js';

/**
 * @import { LanguageCode } from '../base/preferred-language.js'
 * @import { Entry } from '../site/reference/document.js'
 * @import { Facts } from './reference-facts.js'
 * @import { GroupName } from '../locales/reference/texts.js'
 */

const languages = { en, zh };

/**
 * @param {(entry: string, name: string, options: import('esbuild').BuildOptions) => Promise<unknown>} bundle
 * @throws {Error} if something that the code declares has no sentence
 */
export async function bundleReference(bundle) {
  await bundle('web/site/reference/reference.css', 'reference.css', {});
  const facts = readFacts();
  const python = await readFile(join(projectFolder, 'web/site/reference/figure-tag.py'), 'utf8');
  for (const language of /** @type {const} */ (['en', 'zh'])) {
    const text = documentOf(language, languages[language], {
      entries: entriesOf(language, facts), help: commandHelp, tools, headers: hostingLines(), python,
    });
    const name = referenceAddresses[language];
    await writeFile(join(projectFolder, 'dist', name), withPolicy(name, text));
  }
}

/** @param {LanguageCode} language @param {Facts} facts */
function entriesOf(language, facts) {
  const groups = /** @type {GroupName[]} */ (Object.keys(facts));
  return /** @type {Record<GroupName, Entry[]>} */ (Object.fromEntries(groups.map((group) => (
    [group, withSentences(group, facts[group], languages[language].entries[group], language === 'en')]))));
}

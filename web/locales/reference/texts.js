/** What the reference says in each language. */

/**
 * @typedef {object} Section
 * @property {string} title
 * @property {string[]} lead
 *
 * @typedef {Section & { code: string }} WithCode
 * @typedef {Section & { items: string[] }} WithItems
 * @typedef {Section & { head: string[] }} WithHead
 * @typedef {WithHead & { rows: string[][], after: string[] }} WithRows
 *
 * @typedef {'attributes' | 'members' | 'events' | 'styles' | 'parts' | 'headsAttributes' | 'headsMembers' | 'headsEvents'
 *   | 'headsParts' | 'load' | 'inputs' | 'params' | 'options' | 'localFocus' | 'alibi'
 *   | 'attend' | 'explain' | 'iterate' | 'async' | 'session' | 'calls' | 'sessionCalls' | 'attended' | 'trace' | 'iteration' | 'errors'
 *   } GroupName what the code declares, in the order of the page
 *
 * @typedef {Record<GroupName, Record<string, string>>} Entries sentences by group and name
 *
 * @typedef {object} Labels
 * @property {string} title of the page
 * @property {string} description
 * @property {string} tagline
 * @property {string} skip
 * @property {string} contents
 * @property {string} otherLanguage
 * @property {string} attribute
 * @property {string} initially
 * @property {string} readOnly
 * @property {string} optional
 *
 * @typedef {object} Sections
 * @property {WithCode & { more: string }} figure
 * @property {Section} words
 * @property {Section} hands
 * @property {WithCode & { after: string[] }} data
 * @property {WithHead} tools
 * @property {Section & { tokens: string }} python
 * @property {WithCode & { after: string[] }} heads
 * @property {WithCode & { after: string[] }} models
 * @property {WithCode} engine
 * @property {WithItems & { after: string[] }} tensors
 * @property {WithCode} command
 * @property {Section} cpp
 * @property {WithRows} bundlers
 * @property {Section} site
 * @property {Section} lesson
 * @property {Section} workbench
 * @property {Section & { after: string[] }} hosting
 * @property {WithItems} numbers
 * @property {WithRows} speed
 * @property {Section} support
 *
 * @typedef {Labels & Sections & Record<GroupName, Section> & { entries: Entries }} ReferenceTexts
 */

export {};

/**
 * What a section and the lesson around it are to each other.
 *
 * @import { Attention } from '../../engine/index.js'
 * @import { LanguageCode } from '../../base/preferred-language.js'
 * @import { Link } from './link.js'
 *
 * What a section is given.
 * @typedef {object} Lesson
 * @property {LanguageCode} language
 * @property {Link} link
 * @property {boolean} answersHidden what a prediction would reveal stays hidden, in this link
 * @property {(section: string) => void} done marks a section as done that the reader has worked through. One whose state
 *   is in the link is done without it
 * @property {() => Promise<Attention>} engine one for the whole page, loaded when it is first asked for; in a turn of its own
 * @property {() => Promise<void>} figures defines <attention-figure>, when it is first asked for, and brings the section's own
 *   alive one by one
 * @property {() => Promise<void>} print once all that is printed is there
 *
 * @typedef {{ start: (root: HTMLElement, lesson: Lesson) => unknown }} Starter what brings a section alive
 * @typedef {() => Promise<Starter>} Load
 */

export {};

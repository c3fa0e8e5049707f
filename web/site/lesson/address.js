/**
 * What stands after the # of the lesson's address: `#softmax&projector&answers=hidden&softmax=t:0.5`. First the section
 * to begin at, then how the page is shown, then what each section keeps. Its grammar is in figure/state/link-grammar.js, with
 * that of the other links.
 *
 * @typedef {object} Modes
 * @property {boolean} projector everything large
 * @property {boolean} answersHidden what a prediction would reveal stays hidden: for a link that a class gets
 * @property {string} lang the language that was chosen, '' if the address says nothing of it
 *
 * @typedef {object} Address
 * @property {string} place the id of a section, or ''
 * @property {Modes} modes
 * @property {Map<string, string>} values by the section's id, or `id.part`
 * @property {Set<string>} unread names whose value cannot be decoded
 * @property {boolean} isTooLong to be read: it says no more than how the page is shown
 */

import { decoded } from '../../base/percent.js';
import { campaign, closing } from '../../figure/state/link-ends.js';

const mostCharacters = 20_000;

/** @param {string} hash with its # @returns {Address} of what cannot be read, the name alone */
export function parseAddress(hash) {
  /** @type {Address} */
  const address = { place: '', modes: { projector: false, answersHidden: false, lang: '' }, values: new Map(), unread: new Set(), isTooLong: hash.length > mostCharacters };
  // In what is written here no sign stands for itself that begins a fragment or parts it: a second # was added, &amp; was &.
  for (const part of hash.replace(/^#/, '').replace(/#.*$/s, '').split(/&(?:amp;)*/i)) {
    const [, name, written] = /^([a-z][a-z0-9.-]*)(?:(?:=|%3D)(.*))?$/i.exec(isValue.test(part) ? part : withoutEnd(decoded(part) ?? part)) ?? [];
    if (!name || campaign.test(name)) continue;
    const value = written && decoded(written);
    if (name === 'projector') address.modes.projector = written === undefined || value !== '0';
    else if (name === 'answers') address.modes.answersHidden = value === 'hidden';
    else if (name === 'lang') address.modes.lang = value === 'en' || value === 'zh' ? value : '';
    else if (address.isTooLong) continue;
    else if (written === undefined) address.place = name;
    else if (value === null) address.unread.add(name);
    else if (value) address.values.set(name, value);
  }
  return address;
}

/** Of a section: it may end in any sign. */
const isValue = /^(?!lang=|answers=)[a-z0-9.-]+(?:=|%3D)/i;

/**
 * @param {string} text a name, or a value that cannot be shown
 * @returns {string} without what a chat or a mail has set after it; a point after a whole number may be all that is left of
 *   a fraction
 */
export function withoutEnd(text) {
  return text.replace(closing, '').replace(/(?<=[a-z]|\.\d+)[.,;]$/i, '');
}

/** @param {Pick<Address, 'place' | 'modes' | 'values'>} address @returns {string} with its #, or '' where there is nothing to say */
export function formatAddress({ place, modes, values }) {
  const parts = [
    place,
    modes.lang && `lang=${modes.lang}`,
    modes.projector && 'projector',
    modes.answersHidden && 'answers=hidden',
    ...[...values].map(([name, value]) => `${name}=${encoded(value)}`),
  ].filter(Boolean);
  return parts.length ? `#${parts.join('&')}` : '';
}

/** What an address after # may hold stays as it is, so that people can read it. @param {string} value */
function encoded(value) {
  return encodeURIComponent(value).replace(/%(?:3A|2C|3B|2F|40|21|24)/g, decodeURIComponent);
}

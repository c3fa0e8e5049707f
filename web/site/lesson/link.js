/**
 * The lesson's address: a section reads and writes its own part only. Undo and reset move through what was kept.
 */

import { AddressWriter } from '../address-writer.js';
import { formatAddress, parseAddress, withoutEnd } from './address.js';

/**
 * @import { Address, Modes } from './address.js'
 *
 * @typedef {object} Keeper
 * @property {(value: string) => void} restore shows a state; '' is the author's. Throws for one that it cannot show
 *
 * Whoever wants to know.
 * @typedef {object} Listener
 * @property {() => void} [changed] after each change of what is kept or how the page is shown
 * @property {(name: string, stays: boolean) => void} [broken] the address has a state that its section cannot show; ''
 *   names the whole of an address that is too long. stays: what the reader had is shown, not the author's
 */

const mostSteps = 100;

/** A drag is one step: so are changes of one part that follow each other within these milliseconds. */
const sameStep = 500;

export class Link {
  /** @type {Address} */
  #address;
  /** @type {Map<string, Keeper>} */
  #keepers = new Map();
  /** What was kept at earlier times, the oldest first. @type {Map<string, string>[]} */
  #past = [];
  /** What was kept before the reader followed the last link; null while the page shows the one that it was opened with. @type {ReadonlyMap<string, string> | null} */
  #before = null;
  /** @type {Set<Listener>} */
  #listeners = new Set();
  #lastChange = { name: '', time: -Infinity };
  #writer = new AddressWriter(() => this.hash);

  constructor() {
    this.#address = parseAddress(location.hash);
    addEventListener('hashchange', () => this.#follow());
  }

  /** Whether undo has something to go back to. */
  get canUndo() {
    return this.#past.length > 0;
  }

  /** Sections of which the address holds something, in its order; a section may stand there more than once. */
  get sections() {
    const { values, unread } = this.#address;
    return [...values.keys(), ...unread].map((name) => name.split('.')[0]).filter((id) => document.getElementById(id));
  }

  /** The section to begin at, '' if the address names none. */
  get place() {
    return this.#address.place;
  }

  /** @returns {Readonly<Modes>} how the page is shown */
  get modes() {
    return this.#address.modes;
  }

  /** The address after the #, with the #; '' where there is nothing to say. */
  get hash() {
    return formatAddress(this.#address);
  }

  /** @param {string} name @returns {string} '' if it is not there */
  get(name) {
    return this.#address.values.get(name) ?? '';
  }

  /**
   * The address of one section's state alone. Who keeps the answers hidden keeps them so.
   * @param {string} section
   * @returns {string} after the #, with the #
   */
  hashOf(section) {
    const values = new Map([...this.#address.values].filter(([name]) => isOf(section, name)));
    return formatAddress({ place: '', modes: { ...this.modes, projector: false, lang: '' }, values });
  }

  /** @param {string} place a section's id @returns {string} the address after the #, with the #, that begins there */
  hashAt(place) {
    return formatAddress({ ...this.#address, place });
  }

  /** @param {string} section @returns {boolean} whether it, or a part of it, is in another state than the author's */
  has(section) {
    return [...this.#address.values.keys()].some((name) => isOf(section, name));
  }

  /** Whether anything is in another state than the author's. */
  get hasAny() {
    return this.#address.values.size > 0;
  }

  /**
   * Has a section keep its state here. What the address says of it is restored at once.
   * @param {string} name the section's id, or `id.part`
   * @param {Keeper} keeper
   * @returns {(value: string) => void} to be told of each new state; '' is the author's
   */
  keep(name, keeper) {
    this.#keepers.set(name, keeper);
    if (this.#address.values.has(name) || this.#address.unread.has(name)) this.#restore(name);
    return (value) => this.#set(name, value);
  }

  undo() {
    const values = this.#past.pop();
    if (!values) return;
    this.#address.values = values;
    this.#before = null;
    this.#lastChange.time = -Infinity;
    this.#restoreAll();
    this.#tell();
    this.#writer.write();
  }

  /** Brings every section, or one and its parts, back to the author's state; undo takes it back. @param {string} [section] */
  reset(section) {
    const names = [...this.#address.values.keys()].filter((name) => section === undefined || isOf(section, name));
    if (!names.length) return;
    this.#step();
    for (const name of names) this.#address.values.delete(name);
    for (const name of names) this.#keepers.get(name)?.restore('');
    this.#lastChange.time = -Infinity;
    this.#tell();
    this.#writer.write();
  }

  /** Changes how the page is shown; undo and reset leave that as it is. @param {Partial<Modes>} modes */
  show(modes) {
    Object.assign(this.#address.modes, modes);
    this.#tell();
    this.#writer.write();
  }

  /** @param {Listener} listener */
  listen(listener) {
    this.#listeners.add(listener);
    if (this.#address.isTooLong) listener.broken?.('', false);
  }

  /** @param {string} name @param {string} value */
  #set(name, value) {
    if (value === this.get(name)) return;
    const now = performance.now();
    const { name: lastName, time } = this.#lastChange;
    const isNewStep = name !== lastName || now - time > sameStep;
    if (isNewStep) this.#step();
    this.#lastChange = { name, time: now };
    this.#put(name, value);
    this.#tell();
    if (isNewStep) this.#writer.write();
    else this.#writer.writeSoon();
  }

  /** @param {string} name @param {string} value '' is the author's */
  #put(name, value) {
    if (value) this.#address.values.set(name, value);
    else this.#address.values.delete(name);
  }

  #step() {
    this.#past.push(new Map(this.#address.values));
    if (this.#past.length > mostSteps) this.#past.shift();
  }

  /** The reader followed a link within the page, went back, or changed the address. */
  #follow() {
    const address = parseAddress(location.hash);
    const { place, values, isTooLong } = address;
    const isBare = location.hash === `#${place}`;
    if (isBare || isTooLong) {
      // A link to a section: what was done stays.
      this.#address.place = place;
      if (isTooLong) this.#tellBroken('', true);
      this.#writer.write();
      return;
    }
    this.#step();
    this.#before = new Map(this.#address.values);
    this.#address = address;
    this.#lastChange.time = -Infinity;
    this.#restoreAll();
    if (isSame(values, this.#before)) this.#past.pop(); // Nothing of the link could be shown: there is nothing to take back.
    this.#tell();
    this.#writer.write();
  }

  #restoreAll() {
    for (const name of this.#keepers.keys()) this.#restore(name);
  }

  /** What cannot be shown leaves what the reader had, or else the author's. @param {string} name */
  #restore(name) {
    const keeper = this.#keepers.get(name);
    const isUnread = this.#address.unread.delete(name);
    const given = this.get(name);
    const own = [...new Set([given, withoutEnd(given)])]; // A chat or a mail may have set a sign after it.
    const choices = [...own, this.#before?.get(name) ?? '', ''];
    for (const [index, value] of choices.entries()) {
      try {
        if (isUnread && index === 0) throw new Error(`${name}: expected a value that can be decoded`);
        keeper?.restore(value);
        this.#put(name, value);
        if (index >= own.length) this.#tellBroken(name, this.#before !== null && index === own.length);
        return;
      } catch (error) {
        console.info(error);
        if (index === choices.length - 1) throw error;
      }
    }
  }

  /** @param {string} name @param {boolean} stays */
  #tellBroken(name, stays) {
    for (const { broken } of this.#listeners) broken?.(name, stays);
  }

  #tell() {
    for (const { changed } of this.#listeners) changed?.();
  }
}

/** @param {string} section @param {string} name */
const isOf = (section, name) => name === section || name.startsWith(`${section}.`);

/** @param {ReadonlyMap<string, string>} one @param {ReadonlyMap<string, string>} other */
const isSame = (one, other) => one.size === other.size && [...one].every(([name, value]) => other.get(name) === value);

/**
 * What a host should send along with the site's files. `npm start` does, dist/_headers tells it to hosts that read such a
 * file, and the reference tells it to people.
 */

import { policy } from '../site/lesson/policy.js';

/**
 * What any page of the site may do. Each page says itself what it may, which is this or less: the header holds for the rest,
 * for workers too. It names nobody who may show a page in a frame, since figures and sections are made for that.
 */
export const contentSecurityPolicy = policy;

/** With every file. @type {Readonly<Record<string, string>>} */
export const everywhere = {
  'Content-Security-Policy': contentSecurityPolicy,
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
};

/** Pages, the service worker and all whose name stays while the content changes: the browser asks each time whether it has. */
export const revalidated = 'no-cache';

/** What is named after its content can be kept for a year. */
export const immutable = 'public, max-age=31536000, immutable';

/** Other sites load the elements' scripts with a hash of its bytes, which the browser may compare only if it may read them. */
export const readable = { 'Access-Control-Allow-Origin': '*' };

/** @param {string} name of a file */
export const isHashed = (name) => /^(lesson-[0-9A-Z]{8}|workbench-[a-z-]+-[0-9A-Z]{8}|attention-figure-[0-9a-f]{8}\.iife)\.js$/.test(name);

/** @param {string} name of a file */
const isElement = (name) => /^attention-(figure|heads)\b.*\.js$/.test(name);

/**
 * @param {string} name of a file, without its folder
 * @returns {Record<string, string>}
 */
export function headersOf(name) {
  return { ...everywhere, ...(isElement(name) ? readable : {}), 'Cache-Control': isHashed(name) ? immutable : revalidated };
}

/** What isHashed knows, as people write it: # is a hash. */
const hashedFiles = ['lesson-#.js', 'workbench-*-#.js', 'attention-figure-#.iife.js'];

/** The same for people: of which files, where later lines win, the name of a header and its value. @returns {[files: string, name: string, value: string][]} */
export const hostingLines = () => [
  ...Object.entries({ ...everywhere, 'Cache-Control': revalidated }).map(([name, value]) => /** @type {[string, string, string]} */ (['*', name, value])),
  ...hashedFiles.map((files) => /** @type {[string, string, string]} */ ([files, 'Cache-Control', immutable])),
  ...['attention-figure*.js', 'attention-heads*.js'].flatMap((files) => Object.entries(readable).map(([name, value]) => /** @type {[string, string, string]} */ ([files, name, value]))),
];

/**
 * The same for Netlify, Cloudflare Pages and others that read a file of this form. Both have browsers ask each time unless
 * told otherwise, and both would add what is said of a file to what is said of all: so only exceptions say how long.
 * @param {readonly string[]} names the site's files
 */
export function headersFile(names) {
  const blocks = [['/*', everywhere], ...names.filter(isElement).map((name) => [`/${name}`, readable]),
    ...names.filter(isHashed).map((name) => [`/${name}`, { 'Cache-Control': immutable }])];
  return blocks.map(([path, headers]) => `${path}\n${Object.entries(headers).map(([name, value]) => `  ${name}: ${value}\n`).join('')}`).join('\n');
}

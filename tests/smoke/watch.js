// Collects the page's complaints for the tests, in browsers that have no other way to report them.

/** @type {string[]} */
const complaints = [];
Object.assign(window, { complaints });
addEventListener('error', ({ message, target }) => {
  const address = target instanceof Element ? target.getAttribute('src') ?? target.getAttribute('href') : null;
  complaints.push(address === null ? `error: ${message}` : `not loaded: ${address}`);
}, { capture: true }); // The error of an element that does not load does not bubble.
addEventListener('unhandledrejection', (event) => complaints.push(`rejection: ${event.reason}`));
addEventListener('securitypolicyviolation', (event) => complaints.push(`policy: ${event.violatedDirective} ${event.blockedURI}`));
for (const level of /** @type {const} */ (['error', 'warn'])) {
  const say = console[level];
  console[level] = (...words) => {
    complaints.push(`console: ${words.join(' ')}`);
    say.apply(console, words);
  };
}

// What the page has to complain of, for the tests to read in browsers that have no other way to tell them.

/** @type {string[]} */
const complaints = [];
Object.assign(window, { complaints });
addEventListener('error', (event) => complaints.push(`error: ${event.message}`));
addEventListener('unhandledrejection', (event) => complaints.push(`rejection: ${event.reason}`));
addEventListener('securitypolicyviolation', (event) => complaints.push(`policy: ${event.violatedDirective} ${event.blockedURI}`));

/** The page's content security policy: it may compute and load files from its own folder. It can send nothing anywhere. */

/** One entry for each directive. @type {readonly (readonly [string, string])[]} */
export const directives = [
  ['default-src', "'none'"], ['script-src', "'self' 'wasm-unsafe-eval'"], ['style-src', "'self'"], ['img-src', "'self' blob: data:"],
  ['media-src', "'self' blob: data:"], ['connect-src', "'self'"], ['worker-src', "'self'"], ['manifest-src', "'self'"],
  ['form-action', "'none'"], ['base-uri', "'none'"],
];

export const policy = directives.map((directive) => directive.join(' ')).join('; ');

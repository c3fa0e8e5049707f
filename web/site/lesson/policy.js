/** What the lesson's page may do: compute, and load what lies beside it. It can send nothing anywhere. */

/** Directive by directive. @type {readonly (readonly [string, string])[]} */
export const directives = [
  ['default-src', "'none'"], ['script-src', "'self' 'wasm-unsafe-eval'"], ['style-src', "'self'"], ['img-src', "'self' blob: data:"],
  ['media-src', "'self' blob: data:"], ['connect-src', "'self'"], ['worker-src', "'self'"], ['manifest-src', "'self'"],
  ['form-action', "'none'"], ['base-uri', "'none'"],
];

export const policy = directives.map((directive) => directive.join(' ')).join('; ');

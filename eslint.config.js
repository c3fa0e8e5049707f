// What TypeScript's check does not see. How code looks is no rule's business, but for .editorconfig.
import js from '@eslint/js';

export default [
  { ignores: ['build/', 'dist/', 'lib/', 'web/examples/'] },
  js.configs.recommended,
  {
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: {
      'no-undef': 'off', // TypeScript knows what there is.
      'no-control-regex': 'off', // What others write holds such characters, and is looked through for them.
      'no-irregular-whitespace': ['error', { skipTemplates: true }],
      'no-misleading-character-class': ['error', { allowEscape: true }],
      'no-self-assign': ['error', { props: false }], // A property may be a setter.
      'no-unused-vars': ['error', { ignoreRestSiblings: true, varsIgnorePattern: '^_$' }],
      'no-useless-escape': 'off', // Some escapes are for readers.
      'require-yield': 'off', // What may come in pieces may come in one.
    },
  },
];

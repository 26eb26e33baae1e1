// Lint rules for the page, its tests and these configuration files; formatting is not its concern.

import js from '@eslint/js';
import globals from 'globals';

export default [
  // Next.js compiles its own dialect.
  { ignores: ['dist/', 'target/', 'tests/consumers/next/'] },
  js.configs.recommended,
  {
    files: ['**/*.{js,jsx,mjs}'],
    languageOptions: { parserOptions: { ecmaFeatures: { jsx: true } } },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: {
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      'no-var': 'error',
      'prefer-const': 'error',
      // Pages with a strict policy or Trusted Types embed the element: neither may be used in it.
      'no-eval': 'error',
      'no-new-func': 'error',
      'no-implied-eval': 'error',
      'no-restricted-properties': [
        'error',
        { property: 'innerHTML', message: 'Trusted Types refuse it.' },
        { property: 'outerHTML', message: 'Trusted Types refuse it.' },
        { property: 'insertAdjacentHTML', message: 'Trusted Types refuse it.' },
      ],
    },
  },
  {
    files: ['www/**'],
    languageOptions: { globals: globals.browser },
    rules: {
      'no-restricted-imports': [
        'error',
        { patterns: [{ regex: '^#wasm/', message: 'Only engine.js, texts.js, start.js, embed-texts.js and core/ import what the engine is made of.' }] },
      ],
    },
  },
  { files: ['www/engine.js', 'www/texts.js', 'www/start.js', 'www/embed-texts.js', 'www/core/**'], rules: { 'no-restricted-imports': 'off' } },
  {
    files: ['tests/**', 'benches/**', 'xtask/**', 'eslint.config.js'],
    // Functions that a test hands to the browser speak of its globals.
    languageOptions: { globals: { ...globals.node, ...globals.browser } },
  },
];

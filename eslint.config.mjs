import regexp from 'eslint-plugin-regexp';
import tseslint from 'typescript-eslint';

/** A fence on a folder. A later fence on the same file replaces an earlier one, so each repeats what it needs. */
const fence = (files, group, message, ...more) => ({
  files,
  rules: { 'no-restricted-imports': ['error', { patterns: [{ group, message }, ...more] }] },
});
/** The only packages the core may know. Another one needs no Node and a line here. */
const pure = {
  regex: '^(?!\\.|(?:jsonc-parser|fast-xml-parser|@dagrejs/dagre)$)',
  message: 'The core knows no package but its two parsers and the layout of graphs.',
};
/** What runs in a worker of the browser too. Of the disk it may know only what needs none. */
const nodeless = {
  regex: '^node:|^vscode-language(?:server|client)/node$|/host/(?!(?:configurations|content|today|uris)$)',
  message: 'This runs in browsers too: no Node, no disk.',
};
/** What a workspace holds any number of must not become the arguments of a call: some 100,000 of them throw. */
const manyArguments = {
  selector: 'CallExpression[callee.property.name=/^(push|unshift|splice|concat|max|min)$/] > SpreadElement',
  message: 'A call takes some 100,000 arguments and throws at more: use a loop, a list, `largest` or `smallest`.',
};
const outside = ['**/host/**', '**/lsp/**', '**/cli/**'];

export default tseslint.config(
  { ignores: ['out/**', 'dist/**', '.vscode-test/**'] },
  {
    files: ['**/*.{ts,tsx}'],
    languageOptions: { parser: tseslint.parser, parserOptions: { projectService: true } },
    plugins: { '@typescript-eslint': tseslint.plugin },
    rules: {
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/consistent-type-imports': 'error',
      eqeqeq: 'error',
      'no-var': 'error',
      'prefer-const': 'error',
    },
  },
  {
    // what runs on texts of a workspace takes no more than linear time on a hostile one; `scripts/regexes.mjs` looks deeper
    files: ['client/**/*.{ts,tsx}', 'server/**/*.{ts,tsx}', 'scripts/*.mjs', '*.mjs'],
    plugins: { regexp },
    rules: {
      'regexp/no-super-linear-backtracking': ['error', { report: 'potential' }],
      'regexp/no-super-linear-move': ['error', { report: 'potential' }],
    },
  },
  {
    files: ['server/src/**'],
    rules: {
      'no-restricted-syntax': [
        'error',
        ...[':function', 'PropertyDefinition'].map((within) => ({
          selector: `${within} CallExpression[callee.name="memo"]`,
          message: 'A memo leaves something in all that it looks at, so there is one in the program: use memoWithin here.',
        })),
        {
          selector: ':function ObjectExpression > Property[kind="get"]',
          message:
            'V8 makes a class of its own for each such object, which keeps all that it reaches alive for long: use a method or a class.',
        },
        manyArguments,
      ],
    },
  },
  { files: ['client/**/*.{ts,tsx}'], rules: { 'no-restricted-syntax': ['error', manyArguments] } },
  fence(['server/src/core/**'], outside, 'The core is pure: no editor, no protocol, no file system.', pure),
  fence(['server/src/core/rules/!(index).ts'], [...outside, './*', '../rules/*'], 'Rules do not import each other.', pure),
  fence(
    ['server/src/host/**'],
    ['vscode', 'vscode-language*', '../core/*', '**/lsp/**', '**/cli/**'],
    'The disk knows the core by its door, and nobody else.',
  ),
  fence(['server/src/lsp/**', 'server/browser/**'], ['vscode', '**/core/*', '**/cli/**'], 'Come in by the door: ../core.', nodeless),
  fence(['server/src/lsp/{main,disks/own,disks/remembering}.ts'], ['vscode', '**/core/*', '**/cli/**'], 'Come in by the door: ../core.'),
  fence(['server/src/cli/**'], ['vscode', 'vscode-language*', '../core/*'], 'Come in by the door: ../core.'),
  fence(
    ['server/src/drawing/**'],
    ['vscode', 'vscode-language*', ...outside],
    'A drawing is made in pages too: no editor, no file system.',
    {
      regex: '^\\.\\./core(?!/diagram/)',
      message: 'Of the core a drawing knows the diagrams only.',
    },
  ),
  fence(
    ['client/**'],
    ['**/server/src/*', '**/server/src/*/**', '!**/server/src/protocol'],
    'The client talks to the server in messages only.',
  ),
  fence(
    ['client/src/!(extension|node-client).ts', 'client/browser/**'],
    ['**/server/src/*', '**/server/src/*/**', '!**/server/src/protocol'],
    'The client talks to the server in messages only.',
    nodeless,
  ),
  {
    files: [
      'client/src/**',
      'client/browser/**',
      'server/src/{core,drawing,lsp}/**',
      'server/browser/**',
      'server/src/host/{content,configurations,today,uris}.ts',
    ],
    ignores: ['server/src/lsp/main.ts', 'server/src/lsp/turns.ts'],
    rules: {
      'no-restricted-globals': [
        'error',
        ...['Buffer', 'process', 'global', 'setImmediate', '__dirname', 'require'].map((name) => ({
          name,
          message: 'This runs in browsers too.',
        })),
      ],
    },
  },
  fence(
    ['client/webview/**'],
    ['vscode', '**/server/src/*', '**/server/src/*/**', '!**/server/src/protocol', '!**/server/src/drawing'],
    'A page knows drawings and messages only.',
  ),
);

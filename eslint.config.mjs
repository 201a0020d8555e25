import eslint from '@eslint/js';
import tseslint from 'typescript-eslint';

/**
 * Rooms that know nothing of VS Code or Node: what they need of files, network, workers and clock is passed in.
 * Arrows of docs/architecture.md point down, never up.
 */
const rooms = {
  dataset: [],
  labels: ['dataset'],
  editing: ['dataset'],
  review: ['dataset'],
  tokens: ['dataset'],
  convert: ['dataset'],
  rules: ['dataset', 'labels', 'tokens'],
  probe: ['dataset', 'labels', 'review', 'tokens'],
};
const shells = {
  protocol: ['probe'],
  host: ['dataset', 'labels', 'review', 'tokens', 'convert', 'rules', 'probe', 'server', 'protocol'],
  server: ['dataset', 'labels', 'editing', 'review', 'tokens', 'convert', 'rules', 'probe', 'protocol', 'host'],
  cli: ['dataset', 'labels', 'review', 'tokens', 'convert', 'rules', 'probe', 'host'],
  demo: ['tokens', 'host'],
  extension: ['dataset', 'labels', 'editing', 'review', 'tokens', 'convert', 'probe', 'protocol', 'host'],
};

/** @param {string} room @param {readonly string[]} known */
function forbiddenRooms(room, known) {
  const all = [...Object.keys(rooms), ...Object.keys(shells)];
  return all.filter((other) => other !== room && !known.includes(other)).map((other) => `**/${other}/**`);
}

const noVsCode = { group: ['vscode'], message: 'Only src/extension imports vscode.' };
const noNode = {
  group: ['node:*', 'fs', 'path', 'os', 'url', 'child_process', 'worker_threads', 'http', 'https'],
  message: 'This room is pure.',
};

/**
 * The views draw; of src they know the messages, and nothing else.
 *
 * @type {{ files: string[], rules: Record<string, ['error', object]> }}
 */
const views = {
  files: ['webview/**/*.ts'],
  rules: {
    'no-restricted-imports': [
      'error',
      {
        patterns: [
          { regex: '^[.]+/(?:.*/)?src/(?!protocol/)', message: 'A view may know src/protocol only.' },
          { regex: '^@vscode/webview-ui-toolkit', message: 'Only webview/ui/toolkit.ts imports the toolkit.' },
          noVsCode,
          noNode,
        ],
      },
    ],
  },
};

const zones = [
  ...Object.entries(rooms).map(([room, known]) => zone(room, known, [noVsCode, noNode])),
  ...Object.entries(shells).map(([room, known]) => zone(room, known, room === 'extension' ? [] : [noVsCode])),
];

/**
 * @param {string} room
 * @param {readonly string[]} known
 * @param {object[]} more
 * @returns {{ files: string[], rules: Record<string, ['error', object]> }}
 */
function zone(room, known, more) {
  const up = {
    group: forbiddenRooms(room, known),
    message: `src/${room} may know only: ${known.join(', ') || 'nothing'}.`,
  };
  return {
    files: [`src/${room}/**/*.ts`],
    rules: { 'no-restricted-imports': ['error', { patterns: [up, ...more] }] },
  };
}

export default tseslint.config(
  { ignores: ['dist/', 'out/', '.vscode-test/', '**/*.generated.*', '**/node_modules/'] },
  eslint.configs.recommended,
  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.recommendedTypeChecked],
    languageOptions: { parserOptions: { projectService: true } },
    rules: {
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/require-await': 'off',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
    },
  },
  { files: ['**/*.mjs', '**/*.cjs'], languageOptions: { globals: nodeGlobals() }, rules: { 'no-undef': 'error' } },
  { rules: { 'no-control-regex': 'off', 'no-irregular-whitespace': ['error', { skipRegExps: true }] } },
  ...zones,
  views,
  { files: ['webview/ui/toolkit.ts'], rules: { 'no-restricted-imports': 'off' } },
);

/** @returns {Record<string, 'readonly'>} */
function nodeGlobals() {
  const names = [
    'process',
    'console',
    'URL',
    'Buffer',
    'setTimeout',
    'clearTimeout',
    'setImmediate',
    'setInterval',
    'URLSearchParams',
    'performance',
    'TextEncoder',
    'TextDecoder',
  ];
  const commonJs = ['module', 'require', 'exports', '__dirname', '__filename'];
  const mocha = ['describe', 'it', 'before', 'after', 'beforeEach', 'afterEach'];
  return Object.fromEntries([...names, ...commonJs, ...mocha].map((name) => [name, 'readonly']));
}

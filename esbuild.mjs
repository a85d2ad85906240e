import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { build } from 'esbuild';

/** Large tables cost less to parse as JSON than as code, though it is the same text. */
const tables = {
  name: 'tables',
  setup: ({ onLoad }) =>
    onLoad({ filter: /[\\/]core[\\/].*\.json$/ }, ({ path }) => ({
      contents: `export default JSON.parse(${JSON.stringify(JSON.stringify(JSON.parse(readFileSync(path, 'utf8'))))})`,
    })),
};

/** `mainFields`: without it esbuild picks jsonc-parser's UMD build, and the bundle dies when it is run. */
const common = {
  bundle: true,
  platform: 'node',
  format: 'cjs',
  target: 'node20',
  minify: true,
  metafile: true,
  mainFields: ['module', 'main'],
  logLevel: 'warning',
  outdir: 'dist',
  plugins: [tables],
};

/** The command explains rules, and is one file that needs nothing beside it. */
const pages = readdirSync('docs/rules').filter((it) => it.endsWith('.md') && it !== 'README.md');
const KEYHOOK_PAGES = JSON.stringify(
  Object.fromEntries(pages.map((it) => [it.slice(0, -'.md'.length), readFileSync(`docs/rules/${it}`, 'utf8')])),
);

/** What runs in workers: there is no Node, and what imports any of it does not build. */
const inBrowser = {
  ...common,
  platform: 'browser',
  target: 'chrome134', // that of the oldest VS Code we run in
  mainFields: ['browser', 'module', 'main'],
};

/** Escapes what is not ASCII, which only regular expressions have: a text of one byte a character is read and parsed faster. */
const ascii = (text) => text.replace(/[^\0-\x7f]/g, (it) => `\\u${it.charCodeAt(0).toString(16).padStart(4, '0')}`);

/** Builds a program into one file that can run it without compiling it again; `stays` says whether it runs for long. */
const launched = async (name, options, stays) => {
  const { outputFiles, metafile } = await build({ ...common, ...options, write: false });
  const program = ascii(outputFiles[0].text);
  await build({
    ...common,
    entryPoints: { [name]: 'server/src/host/launch.ts' },
    banner: { js: '#!/usr/bin/env node' },
    define: {
      KEYHOOK_PROGRAM: JSON.stringify(program),
      KEYHOOK_STAYS: String(stays),
      KEYHOOK_PROGRAM_HASH: JSON.stringify(createHash('sha256').update(program).digest('hex')),
    },
    supported: { 'template-literal': false }, // the other strings are read faster
  });
  return { metafile };
};

const built = [
  await build({ ...common, entryPoints: { client: 'client/src/extension.ts' }, external: ['vscode'] }),
  await launched('server', { entryPoints: ['server/src/lsp/main.ts'] }, true),
  await build({ ...inBrowser, entryPoints: { 'client.web': 'client/browser/extension.ts' }, external: ['vscode'] }),
  await build({ ...inBrowser, entryPoints: { 'server.web': 'server/browser/main.ts' }, format: 'iife' }),
  await launched('cli', { entryPoints: ['server/src/cli/bin.ts'], define: { KEYHOOK_PAGES } }, false),
  await build({
    ...inBrowser,
    entryPoints: { diagram: 'client/webview/main.tsx' },
    format: 'iife',
    tsconfig: 'client/webview/tsconfig.json',
  }),
];

/** The packages that went into the bundles: their licences want their notices to go along. */
const folders = built
  .flatMap(({ metafile }) => Object.keys(metafile.inputs))
  .flatMap((path) => /^(?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+/.exec(path)?.[0] ?? []);
const notices = [...new Set(folders)].sort().map((folder) => {
  const { name, version, license } = JSON.parse(readFileSync(`${folder}/package.json`, 'utf8'));
  const file = readdirSync(folder).find((it) => /^(?:licen[cs]e|copying)/i.test(it));
  return `${name} ${version} (${license})\n\n${file ? readFileSync(`${folder}/${file}`, 'utf8').trim() : 'The package names this licence and brings no text of it.'}\n`;
});
mkdirSync('dist', { recursive: true });
writeFileSync(
  'dist/THIRD-PARTY-NOTICES.txt',
  `What Keyhook is built with, and under which licences.\n\n${notices.join(`\n${'-'.repeat(80)}\n\n`)}`,
);

import { build } from 'esbuild';

/** `mainFields`: without it esbuild picks jsonc-parser's UMD build, and the bundle dies when it is run. */
const common = {
  bundle: true,
  platform: 'node',
  format: 'cjs',
  target: 'node20',
  minify: true,
  mainFields: ['module', 'main'],
  logLevel: 'warning',
  outdir: 'dist',
};

await build({ ...common, entryPoints: { client: 'client/src/extension.ts' }, external: ['vscode'] });
await build({ ...common, entryPoints: { server: 'server/src/lsp/main.ts' } });
await build({ ...common, entryPoints: { cli: 'server/src/cli/bin.ts' }, banner: { js: '#!/usr/bin/env node' } });

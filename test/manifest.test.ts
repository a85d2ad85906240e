import * as assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { rules } from '../server/src/core';

interface Manifest {
  readonly main: string;
  readonly icon: string;
  readonly bin: Readonly<Record<string, string>>;
  readonly scripts: Readonly<Record<string, string>>;
  readonly contributes: {
    readonly commands: readonly { readonly command: string; readonly category: string }[];
    readonly configuration: {
      readonly properties: Readonly<
        Record<string, { readonly default: unknown; readonly additionalProperties?: { readonly enum: readonly string[] } }>
      >;
    };
  };
}

const manifest = JSON.parse(readFileSync('package.json', 'utf8')) as Manifest;

const sources = (folder: string): string =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((it) => it.endsWith('.ts'))
    .map((it) => readFileSync(join(folder, it), 'utf8'))
    .join('\n');

const client = sources('client/src');

/** What `package.json` names is there, and what is there it names. */
describe('package.json', () => {
  it('names the commands that the client registers', () => {
    const registered = [...client.matchAll(/registerCommand\('([^']+)'/g)].map((it) => it[1]);
    const { commands } = manifest.contributes;
    assert.deepEqual(commands.map((it) => it.command).sort(), registered.sort());
    assert.ok(commands.every((it) => it.category === 'Keyhook'));
  });

  it('names the settings that are read', () => {
    const server = sources('server/src/lsp');
    // the language client itself reads `<its id>.trace.server`
    const read = [
      ...[...client.matchAll(/new LanguageClient\(\s*'(\w+)'/g)].map((it) => `${it[1]}.trace.server`),
      ...[...server.matchAll(/member\(\w+, '(\w+)'\)/g)].map((it) => `keyhook.${it[1]}`).filter((it) => it !== 'keyhook.keyhook'),
    ];
    assert.deepEqual(Object.keys(manifest.contributes.configuration.properties).sort(), [...new Set(read)].sort());
  });

  it('offers the severities that rules have', () => {
    const offered = manifest.contributes.configuration.properties['keyhook.rules']?.additionalProperties?.enum ?? [];
    for (const { id, severity } of rules) assert.ok(offered.includes(severity), id);
  });

  it('names files that are there, or are built', () => {
    const built = ['client', 'server', 'cli'].map((it) => `./dist/${it}.js`);
    for (const file of [manifest.main, ...Object.values(manifest.bin)]) assert.ok(built.includes(file), file);
    const compiled = (script: string): string => script.replace(/^out\/(.*)\.js$/, '$1.ts');
    const run = Object.values(manifest.scripts).flatMap((it) => [...it.matchAll(/\bnode (\S+)/g)].map((match) => match[1] ?? ''));
    for (const file of [manifest.icon, ...run.map(compiled)]) assert.ok(existsSync(file), file);
  });
});

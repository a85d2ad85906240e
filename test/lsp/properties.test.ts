import * as assert from 'node:assert/strict';
import { mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import * as fc from 'fast-check';
import type { Diagnostic, PublishDiagnosticsParams } from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { createLinter, entryOf, inMemory, rules, Workspace, type Finding, type Uri } from '../../server/src/core';
import { decode, load, uriOf } from '../../server/src/host/disk';
import { toDiagnostic } from '../../server/src/lsp/convert';
import { turn } from '../../server/src/lsp/turns';
import { folderWith } from '../cli/run';
import type { Client } from '../support/client';
import { readFixture, ROOT } from '../support/fixture';
import { isProbe } from '../support/probe';
import { flowPath, flowUsing, reference, solution } from '../support/solution';
import { start, UNDEFINED, UNUSED } from './setup';

const RUNS = Number(process.env['KEYHOOK_RUNS'] ?? 40);

/** Texts a file may hold, by its path: shifted, broken, emptied, in other lines, and meaning something else to other files. */
const texts = new Map<string, readonly string[]>();
for (const root of ['a', 'b', 'b/nested']) {
  for (const fixture of [
    solution({ root, name: root, references: [reference('con_teams'), reference('con_mail')] }) + flowUsing('con_teams', { root }),
    solution({ root, name: 'Same', references: [reference('con_mail')] }) + flowUsing('con_mail', { root }),
    solution({ root, name: root, references: [reference('con_chat'), reference('con_chat')] }) + flowUsing('con_gone', { root }),
  ])
    for (const [uri, text] of readFixture(fixture).files) {
      const path = uri.slice(ROOT.length);
      const shifted = text.replace(/[ \n]/, '\n\n');
      texts.set(path, [
        ...(texts.get(path) ?? []),
        text,
        shifted,
        text.replaceAll('\n', '\r\n'),
        text.replace(' ', '\n'),
        text.slice(0, text.length / 2),
        '',
      ]);
    }
}
const paths = [...texts.keys()];
const folders = ['a', 'b', 'b/nested', 'a/Workflows', 'b/Other', dirname(flowPath({ root: 'b/nested' }))];

type Step =
  | { readonly kind: 'write' | 'edit' | 'editUnsaved'; readonly path: string; readonly text: string }
  | { readonly kind: 'delete' | 'close'; readonly path: string }
  | { readonly kind: 'move'; readonly path: string; readonly to: string }
  | { readonly kind: 'tell' | 'settle' }
  | { readonly kind: 'wait'; readonly turns: number };

const withText = (kind: 'write' | 'edit'): fc.Arbitrary<Step> =>
  fc.constantFrom(...paths).chain((path) => fc.constantFrom(...texts.get(path)!).map((text): Step => ({ kind, path, text })));

const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 4, arbitrary: withText('write') },
  { weight: 6, arbitrary: withText('edit') },
  { weight: 2, arbitrary: fc.constantFrom(...paths).map((path): Step => ({ kind: 'close', path })) },
  { weight: 1, arbitrary: fc.constantFrom(...paths, ...folders).map((path): Step => ({ kind: 'delete', path })) },
  {
    weight: 1,
    arbitrary: fc.tuple(fc.constantFrom(...folders), fc.constantFrom('c', 'd/e')).map(([path, to]): Step => ({ kind: 'move', path, to })),
  },
  { weight: 2, arbitrary: fc.constant<Step>({ kind: 'tell' }) },
  { weight: 1, arbitrary: fc.constant<Step>({ kind: 'settle' }) },
  { weight: 3, arbitrary: fc.nat(6).map((turns): Step => ({ kind: 'wait', turns })) },
);

describe('the server, whatever happens', function () {
  this.timeout(RUNS * 5_000);

  it('has told in the end what reading everything afresh finds', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 30 }), async (steps) => {
        const folder = folderWith();
        const client = await start({ folders: [folder], options: {} });
        const open = new Map<string, { text: string; version: number }>();
        const typed = new Map<string, string>();
        try {
          await perform(steps, folder, client, open, typed);
          assert.deepEqual(shown(client, folder), fresh(folder, open));
          assert.deepEqual(client.logged, []);
          for (const it of client.published) checkPlaces(it, typed);
          for (const { uri, version } of new Map(
            client.published.filter((it) => it.diagnostics.length > 0).map((it) => [it.uri, it]),
          ).values())
            if (client.diagnostics.has(uri)) assert.equal(version, open.get(pathIn(folder, uri))?.version, uri);
        } finally {
          client.stop();
          rmSync(folder, { recursive: true });
        }
      }),
      { numRuns: RUNS },
    );
  });
});

async function perform(
  steps: readonly Step[],
  folder: string,
  client: Client,
  open: Map<string, { text: string; version: number }>,
  typed: Map<string, string>,
): Promise<void> {
  const untold = new Set<string>();
  let versions = 0;
  const tell = (): void => {
    for (const path of untold) statSync(path, { throwIfNoEntry: false }) ? client.diskCreated(path) : client.diskDeleted(path);
    untold.clear();
  };
  for (const it of steps) {
    if (it.kind === 'write') {
      untold.add(highestNew(join(folder, it.path)));
      untold.add(join(folder, it.path));
      mkdirSync(dirname(join(folder, it.path)), { recursive: true });
      writeFileSync(join(folder, it.path), it.text);
    } else if (it.kind === 'edit') {
      if (open.has(it.path)) client.change(join(folder, it.path), ++versions, { text: it.text });
      else client.open(join(folder, it.path), it.text, ++versions);
      open.set(it.path, { text: it.text, version: versions });
      typed.set(`${uriOf(join(folder, it.path))} ${versions}`, it.text);
    } else if (it.kind === 'close') {
      if (open.delete(it.path)) client.close(join(folder, it.path));
    } else if (it.kind === 'delete') {
      rmSync(join(folder, it.path), { recursive: true, force: true });
      untold.add(join(folder, it.path));
    } else if (it.kind === 'move') {
      const [from, to] = [join(folder, it.path), join(folder, it.to)];
      if (!statSync(from, { throwIfNoEntry: false }) || statSync(to, { throwIfNoEntry: false })) continue;
      untold.add(highestNew(to)).add(from);
      mkdirSync(dirname(to), { recursive: true });
      renameSync(from, to);
    } else if (it.kind === 'tell') tell();
    else if (it.kind === 'wait') for (let i = 0; i < it.turns; i++) await turn();
    else if (it.kind === 'settle') await client.settled(folder);
  }
  tell();
  await client.settled(folder);
}

/** What was told of a document at a version lies, in that version's text, on the name that it is about. */
function checkPlaces({ uri, version, diagnostics }: PublishDiagnosticsParams, typed: ReadonlyMap<string, string>): void {
  const text = typed.get(`${uri} ${version}`);
  if (text === undefined) return;
  const document = TextDocument.create(uri, '', 0, text);
  for (const { code, range } of diagnostics)
    if (code === UNUSED || code === UNDEFINED) assert.match(document.getText(range), /^con_[a-z]+$/, `${uri} ${version}`);
}

/** A watcher that sees a folder come may say nothing of what is in it. */
function highestNew(path: string): string {
  const above = dirname(path);
  return statSync(above, { throwIfNoEntry: false }) ? path : highestNew(above);
}

function shown(client: Client, folder: string): Record<string, Diagnostic[]> {
  return sorted([...client.diagnostics].filter(([uri]) => !isProbe(uri)).map(([uri, its]) => [pathIn(folder, uri), [...its]]));
}

/** What is to be found, worked out without the server: its only parts here are the linter and the words. */
function fresh(folder: string, open: ReadonlyMap<string, { text: string; version: number }>): Record<string, Diagnostic[]> {
  const workspace = new Workspace();
  workspace.apply([...load(folder, () => {})]);
  workspace.apply(
    [...open].map(([path, { text, version }]) => ({
      uri: uriOf(join(folder, path)),
      entry: entryOf({ ...inMemory(uriOf(join(folder, path)), text), version }, text),
    })),
  );
  const documentOf = (uri: Uri): TextDocument => {
    const path = pathIn(folder, uri);
    return TextDocument.create(uri, '', 0, open.get(path)?.text ?? decode(readFileSync(join(folder, path))));
  };
  const found = new Map<string, Finding[]>();
  const linter = createLinter({
    rules,
    onCrash: (_, error) => {
      throw error;
    },
  });
  for (const { findings } of linter.run(workspace.snapshot))
    for (const it of findings) if (!isProbe(it.at.uri)) found.set(it.at.uri, [...(found.get(it.at.uri) ?? []), it]);
  const places = {
    uriOf: (it: { uri: Uri }) => it.uri,
    rangeOf: ({ uri, span }: Finding['at']) => ({
      start: documentOf(uri).positionAt(span.start),
      end: documentOf(uri).positionAt(span.end),
    }),
  };
  return sorted([...found].map(([uri, its]) => [pathIn(folder, uri), its.map((it) => toDiagnostic(it, places, undefined))]));
}

function sorted<Value>(entries: readonly (readonly [string, Value])[]): Record<string, Value> {
  return Object.fromEntries([...entries].sort(([a], [b]) => (a < b ? -1 : 1)));
}

function pathIn(folder: string, uri: Uri): string {
  return decodeURIComponent(uri.slice(uriOf(folder).length + 1));
}

import * as assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { ClientCapabilities, ResourceOperationKind, WorkspaceEdit } from 'vscode-languageserver';
import type { FileEdit, Fix, Scene } from '../../server/src/core';
import { EditSet } from '../../server/src/core/edit-set';
import { uriOf } from '../../server/src/host/disk';
import { folderWith } from '../cli/run';
import type { Client } from '../support/client';
import { able, choose, editOf, failureOf, fixesAt } from './asking';
import { MADE_UP, miscased, withRule } from './findings';
import { FLOW, flowOf, only, start, textOf } from './setup';

const TEXT = '{ "ConnectionReferences": [] }\n';
const START = { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } };
const AT = { line: 0, character: 0 };

function withOperations(...resourceOperations: ResourceOperationKind[]): ClientCapabilities {
  const { workspaceEdit } = able.workspace!;
  return { ...able, workspace: { workspaceEdit: { ...workspaceEdit, resourceOperations } } };
}

/** Makes a settings file in a new folder, deletes the flow and changes the definitions, or does one of that. */
function* fixes({ snapshot, text }: Scene): Iterable<Fix> {
  const [solution] = snapshot.solutions;
  const [flow, reference] = [solution!.flows[0]!, solution!.references[0]!];
  const edits = (act: (set: EditSet) => void) => (): readonly FileEdit[] => {
    const set = new EditSet({ snapshot, text, naming: {} });
    act(set);
    return set.build();
  };
  const make = (set: EditSet): void => set.create(`${solution!.root}/new%20folder/test.json`, TEXT);
  const safe = { safety: 'safe', preferred: true } as const;
  yield { ...safe, title: 'Make', edits: edits(make) };
  yield { ...safe, title: 'Delete', edits: edits((set) => set.remove(flow.uri)) };
  yield {
    title: 'All',
    safety: 'review',
    preferred: false,
    edits: edits((set) => {
      make(set);
      set.remove(flow.uri);
      set.replace(reference.uri, reference.logicalName.span, 'con_other');
    }),
  };
}

async function withClient(work: (client: Client, folder: string) => Promise<void>, capabilities = able): Promise<void> {
  await withRule(fixes, async () => {
    const folder = folderWith(miscased);
    const client = await start({ folders: [folder], options: only(MADE_UP), capabilities });
    await work(client, folder);
  });
}

const changesOf = ({ documentChanges }: WorkspaceEdit): unknown => documentChanges;

describe('an edit that makes or deletes files', () => {
  it('makes a file and fills it', () =>
    withClient(async (client, folder) => {
      const edit = await choose(client, await fixesAt(client, flowOf(folder, 'a'), AT), 'Make');
      const uri = uriOf(join(folder, 'a', 'new folder', 'test.json'));
      assert.deepEqual(changesOf(edit), [
        { kind: 'create', uri },
        { textDocument: { uri, version: null }, edits: [{ range: START, newText: TEXT }] },
      ]);
      assert.equal(textOf(join(folder, 'a', 'new folder', 'test.json')), TEXT);
    }));

  it('deletes a file, and what was found in it is gone', () =>
    withClient(async (client, folder) => {
      await client.untilShown(folder, { [FLOW]: [`${MADE_UP} 1:1`] });
      const edit = await choose(client, await fixesAt(client, flowOf(folder, 'a'), AT), 'Delete');
      assert.deepEqual(changesOf(edit), [{ kind: 'delete', uri: uriOf(flowOf(folder, 'a')) }]);
      assert.equal(existsSync(flowOf(folder, 'a')), false);
      await client.untilShown(folder, {});
    }));

  it('names the version of an open document that it deletes', () =>
    withClient(async (client, folder) => {
      const path = flowOf(folder, 'a');
      client.open(path, textOf(path), 7);
      const [, action] = await fixesAt(client, path, AT);
      const uri = uriOf(path);
      assert.deepEqual(changesOf(await editOf(client, action!)), [
        { textDocument: { uri, version: 7 }, edits: [] },
        { kind: 'delete', uri },
      ]);
    }));

  it('is asked for with each of its steps, and says what is new and what is deleted', () =>
    withClient(async (client, folder) => {
      const { documentChanges = [], changeAnnotations } = await choose(client, await fixesAt(client, flowOf(folder, 'a'), AT), 'All');
      assert.deepEqual(changeAnnotations, {
        keyhook: { label: 'All', description: '1 flow deleted, 1 solution file, 1 new settings file.', needsConfirmation: true },
      });
      const ids = documentChanges.map((it) =>
        'edits' in it ? it.edits.map((one) => 'annotationId' in one && one.annotationId) : it.annotationId,
      );
      assert.deepEqual(ids, ['keyhook', ['keyhook'], ['keyhook'], 'keyhook'], 'made, filled and changed, deleted');
    }));

  it('is not among what is done when a file is saved', () =>
    withClient(async (client, folder) => {
      assert.deepEqual(await fixesAt(client, flowOf(folder, 'a'), AT, { only: ['source.fixAll'] }), []);
    }));

  for (const [capabilities, title, message] of [
    [
      withOperations(),
      'Make',
      "This editor cannot create files for Keyhook, and 'test.json' is one to create: use the command keyhook instead.",
    ],
    [
      withOperations('delete'),
      'Make',
      "This editor cannot create files for Keyhook, and 'test.json' is one to create: use the command keyhook instead.",
    ],
    [
      withOperations('create', 'rename'),
      'Delete',
      /^This editor cannot delete files for Keyhook, and 'Askforleave-.*\.json' is one to delete: use the command keyhook instead\.$/,
    ],
  ] as const)
    it(`is refused in words where the editor cannot do that: ${title}`, () =>
      withClient(async (client, folder) => {
        const actions = await fixesAt(client, flowOf(folder, 'a'), AT);
        const { message: said } = await failureOf(
          editOf(
            client,
            actions.find((it) => it.title === title)!,
          ),
        );
        if (typeof message === 'string') assert.equal(said, message);
        else assert.match(said, message);
        await client.until('the reason', () => client.shown.includes(said));
      }, capabilities));
});

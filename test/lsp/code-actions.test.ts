import * as assert from 'node:assert/strict';
import { cpSync } from 'node:fs';
import { LSPErrorCodes, PrepareRenameRequest, type CodeAction, type TextEdit } from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { defaultNaming, fixesOf, Refusal, rules, textAfter, type Fix, type Scene } from '../../server/src/core';
import { pathOf, uriOf } from '../../server/src/host/disk';
import { folderWith } from '../cli/run';
import { entry, flow, reference, solution } from '../support/solution';
import type { Client } from '../support/client';
import { findingsOf, onDisk, type OnDisk } from '../support/workspace-on-disk';
import { able, actionsAt, choose, eager, editOf, failureOf, fixesAt, modest, rangeOf, touched } from './asking';
import { DIRECT, DUPLICATE, duplicates, MADE_UP, MISCASED, miscased, OTHER, twice, withRule } from './findings';
import { customizationsOf, FLOW, flowOf, only, small, start, textOf, UNDEFINED } from './setup';

const FIX_ALL = 'source.fixAll.keyhook';

const direct = flow({ root: 'a', connections: { shared_teams: entry(undefined) } });

/** What becomes of the files, or why nothing does. */
async function resultOf(client: Client, action: CodeAction, { text }: OnDisk): Promise<unknown> {
  const edit = await editOf(client, action).catch((error: Error) => error.message);
  if (typeof edit === 'string') return edit;
  const made = new Set(edit.documentChanges?.flatMap((it) => ('kind' in it && it.kind === 'create' ? it.uri : [])));
  return edit.documentChanges?.flatMap((it) => {
    if ('kind' in it && it.kind === 'create') return [];
    if ('kind' in it && it.kind === 'delete') return [[it.uri, undefined]];
    assert.ok('edits' in it);
    const { uri } = it.textDocument;
    return [[uri, TextDocument.applyEdits(TextDocument.create(uri, '', 0, made.has(uri) ? '' : text(uri)), it.edits as TextEdit[])]];
  });
}

function resultOfFix(fix: Fix, { text }: OnDisk): unknown {
  try {
    return fix.edits().map((it) => [it.uri, textAfter(it, text)]);
  } catch (error) {
    assert.ok(error instanceof Refusal);
    return error.message;
  }
}

describe('code actions', () => {
  it('are announced to editors that know them', async () => {
    const folder = folderWith(miscased);
    const client = await start({ folders: [folder], capabilities: able });
    const { codeActionProvider, renameProvider } = client.answer.capabilities;
    assert.deepEqual(codeActionProvider, {
      codeActionKinds: ['quickfix', 'refactor.rewrite', 'refactor.extract', FIX_ALL],
      resolveProvider: true,
    });
    assert.deepEqual(renameProvider, { prepareProvider: true });
    const other = await start({ folders: [folder], capabilities: eager });
    assert.deepEqual(other.answer.capabilities.codeActionProvider, {
      codeActionKinds: ['quickfix', 'refactor.rewrite', 'refactor.extract', FIX_ALL],
      resolveProvider: false,
    });
  });

  it('mend what is found, and the finding is gone at once', async () => {
    const folder = folderWith(miscased);
    const client = await start({ folders: [folder], options: only(MISCASED), capabilities: able });
    const path = flowOf(folder, 'a');
    client.open(path, textOf(path), 7);
    await client.untilShown(folder, { [FLOW]: [`${MISCASED} 9:46`] });
    const actions = await fixesAt(client, path, rangeOf(client, path, 'Con_Teams'));
    const [{ data, ...action } = {} as CodeAction] = actions;
    assert.equal(actions.length, 1);
    assert.ok(data);
    assert.deepEqual(action, {
      title: "Write 'con_teams'",
      kind: 'quickfix',
      isPreferred: true,
      diagnostics: [...client.diagnostics.get(uriOf(path))!],
    });
    const before = client.textOf(path);
    const edit = await choose(client, actions, "Write 'con_teams'");
    assert.deepEqual(touched(edit), [[uriOf(path), 7, 1]]);
    assert.equal(edit.changeAnnotations, undefined);
    assert.equal(client.textOf(path), before.replace('Con_Teams', 'con_teams'));
    await client.untilShown(folder, {});
  });

  it('stand where the finding does, its ends included', async () => {
    const folder = folderWith(miscased);
    const client = await start({ folders: [folder], options: only(MISCASED), capabilities: able });
    const path = flowOf(folder, 'a');
    const { start: first, end: last } = rangeOf(client, path, 'Con_Teams');
    const at = async (line: number, character: number): Promise<number> => (await fixesAt(client, path, { line, character })).length;
    assert.equal(await at(first.line, first.character - 1), 0);
    assert.equal(await at(first.line, first.character), 1);
    assert.equal(await at(last.line, last.character), 1);
    assert.equal(await at(last.line, last.character + 1), 0);
    assert.equal((await fixesAt(client, path, { start: { line: 0, character: 0 }, end: { line: 99, character: 0 } })).length, 1);
  });

  it('come with their edits for editors that do not ask again', async () => {
    const folder = folderWith(miscased);
    const path = flowOf(folder, 'a');
    const range = { start: { line: 8, character: 45 }, end: { line: 8, character: 54 } };
    for (const capabilities of [eager, modest]) {
      const client = await start({ folders: [folder], options: only(MISCASED), capabilities });
      const [action] = await fixesAt(client, path, range);
      const edits = [{ range, newText: 'con_teams' }];
      assert.equal(action?.data, undefined);
      assert.deepEqual(
        action?.edit,
        capabilities === eager
          ? { documentChanges: [{ textDocument: { uri: uriOf(path), version: null }, edits }] }
          : { changes: { [uriOf(path)]: edits } },
      );
    }
  });

  it('are those of the kinds that are asked for', async () => {
    const folder = folderWith(miscased);
    const client = await start({ folders: [folder], options: only(MISCASED), capabilities: able });
    const path = flowOf(folder, 'a');
    const kinds = async (...wanted: string[]): Promise<(string | undefined)[]> =>
      (await actionsAt(client, path, rangeOf(client, path, 'Con_Teams'), { only: wanted })).map((it) => it.kind);
    assert.deepEqual(await kinds('quickfix'), ['quickfix']);
    assert.deepEqual(await kinds('refactor'), ['refactor.rewrite']);
    assert.deepEqual(await kinds('refactor.rewrite'), ['refactor.rewrite']);
    assert.deepEqual(await kinds('refactor.extract'), []);
    assert.deepEqual(await kinds('refactor', 'quickfix'), ['quickfix', 'refactor.rewrite']);
    assert.deepEqual(await kinds('source'), [FIX_ALL]);
    assert.deepEqual(await kinds('source.fixAll'), [FIX_ALL]);
    assert.deepEqual(await kinds(FIX_ALL), [FIX_ALL]);
    assert.deepEqual(await kinds('source.organizeImports'), []);
    assert.deepEqual(await kinds('source.fixAll.other'), []);
    assert.deepEqual(await kinds('quick'), []);
    assert.deepEqual(await kinds(''), ['quickfix', 'refactor.rewrite', FIX_ALL]);
  });

  it('are none for a rule that is off', async () => {
    const folder = folderWith(miscased);
    const client = await start({ folders: [folder], options: only(UNDEFINED), capabilities: able });
    const path = flowOf(folder, 'a');
    const range = rangeOf(client, path, 'Con_Teams');
    assert.deepEqual(await fixesAt(client, path, range), []);
    assert.deepEqual(await fixesAt(client, path, range, { only: ['source.fixAll'] }), []);
  });

  it('are none for a file that is none of ours, or a document that is no file', async () => {
    const folder = folderWith(`${miscased}--- a/notes.txt\nCon_Teams\n`);
    const client = await start({ folders: [folder], options: only(MISCASED), capabilities: able });
    const path = flowOf(folder, 'a');
    const range = rangeOf(client, path, 'Con_Teams');
    assert.equal((await fixesAt(client, path, range)).length, 1);
    const uri = uriOf(path).replace('file:', 'git:');
    assert.deepEqual(await actionsAt(client, path, range, { uri }), []);
    assert.deepEqual(await actionsAt(client, `${folder}/a/notes.txt`, range), []);
    assert.equal(await client.ask(PrepareRenameRequest.method, { textDocument: { uri }, position: range.start }), null);
    assert.deepEqual(client.logged, []);
  });

  it('prefer a fix only where there is one sensible answer', async () => {
    const preferred = async (...references: string[]): Promise<(string | undefined)[]> => {
      const folder = folderWith(solution({ root: 'a', references }) + direct);
      const client = await start({ folders: [folder], options: only(DIRECT), capabilities: able });
      const actions = await fixesAt(client, flowOf(folder, 'a'), rangeOf(client, flowOf(folder, 'a'), 'shared_teams'));
      assert.ok(actions.length > 1);
      return actions.filter((it) => it.isPreferred).map((it) => it.title);
    };
    assert.deepEqual(await preferred(reference('con_teams', 'shared_teams', 'Teams')), ["Use 'Teams'"]);
    assert.deepEqual(await preferred(reference('con_teams', 'shared_teams', 'Teams'), reference('con_b', 'shared_teams', 'Chat')), []);
  });

  it('ask before they change several files, and say what they touch', async () => {
    const folder = folderWith(duplicates('', '123'));
    const client = await start({ folders: [folder], options: only(DUPLICATE), capabilities: able });
    const path = customizationsOf(folder, 'a');
    const open = `${folder}/${OTHER}`;
    client.open(open, textOf(open), 3);
    const title = "Merge 'Chat' into 'Teams'";
    const actions = await fixesAt(client, path, rangeOf(client, path, 'con_chat'));
    const edit = await choose(client, actions, title);
    assert.deepEqual(
      touched(edit).map(([uri, version]) => [uri, version]),
      [
        [uriOf(path), null],
        [uriOf(open), 3],
        [uriOf(`${folder}/a/settings.json`), null],
      ],
    );
    assert.deepEqual(edit.changeAnnotations, {
      keyhook: { label: title, description: '1 flow, 1 solution file, 1 settings file.', needsConfirmation: true },
    });
    for (const it of edit.documentChanges!)
      if ('edits' in it) for (const one of it.edits) assert.equal('annotationId' in one && one.annotationId, 'keyhook');
    await client.settled(folder);
    assert.deepEqual(client.shows(folder), {});
    assert.deepEqual((JSON.parse(textOf(`${folder}/a/settings.json`)) as { ConnectionReferences: object[] }).ConnectionReferences, [
      { LogicalName: 'con_teams', ConnectionId: '123', ConnectorId: '/providers/Microsoft.PowerApps/apis/shared_teams' },
    ]);
  });

  it('ask neither before a change of one file nor before one that is safe', async () => {
    const folder = folderWith(solution({ root: 'a', references: [reference('con_teams', 'shared_teams', 'Teams')] }) + direct);
    const client = await start({ folders: [folder], options: only(DIRECT), capabilities: able });
    const path = flowOf(folder, 'a');
    const edit = await choose(client, await fixesAt(client, path, rangeOf(client, path, 'shared_teams')), "Use 'Teams'");
    assert.deepEqual([touched(edit).length, edit.changeAnnotations], [1, undefined]);
    function* both({ snapshot }: Scene): Iterable<Fix> {
      const edits = snapshot.solutions.flatMap(({ flows }) =>
        flows.map(({ uri, start: span }) => ({ kind: 'change' as const, uri, edits: [{ span, text: '' }] })),
      );
      yield { title: 'In both', safety: 'safe', preferred: true, edits: () => edits };
    }
    await withRule(both, async () => {
      const other = folderWith(twice);
      const its = await start({ folders: [other], options: only(MADE_UP), capabilities: able });
      const safe = await choose(its, await fixesAt(its, flowOf(other, 'a'), { line: 0, character: 0 }), 'In both');
      assert.deepEqual([touched(safe).length, safe.changeAnnotations], [2, undefined]);
    });
  });

  it('do not ask where the editor cannot', async () => {
    const folder = folderWith(duplicates('', ''));
    const capabilities = { ...eager, workspace: { workspaceEdit: { documentChanges: true } } };
    const client = await start({ folders: [folder], options: only(DUPLICATE), capabilities });
    const path = customizationsOf(folder, 'a');
    const edit = await choose(client, await fixesAt(client, path, rangeOf(client, path, 'con_chat')), "Merge 'Chat' into 'Teams'");
    assert.equal(edit.changeAnnotations, undefined);
    assert.equal(edit.documentChanges?.length, 3);
    await client.settled(folder);
    assert.deepEqual(client.shows(folder), {});
  });

  it('say why one cannot be done, before or after it is chosen', async () => {
    const folder = folderWith(duplicates('123', '456'));
    const path = customizationsOf(folder, 'a');
    const title = "Merge 'Chat' into 'Teams'";
    const ask = async (capabilities: object): Promise<{ client: Awaited<ReturnType<typeof start>>; action: CodeAction | undefined }> => {
      const client = await start({ folders: [folder], options: only(DUPLICATE), capabilities });
      const actions = await fixesAt(client, path, rangeOf(client, path, 'con_chat'));
      return { client, action: actions.find((it) => it.title === title) };
    };
    const { action: disabled } = await ask(eager);
    assert.match(disabled?.disabled?.reason ?? '', /settings\.json/);
    assert.deepEqual([disabled?.edit, disabled?.isPreferred], [undefined, undefined]);
    assert.equal((await ask(modest)).action, undefined);

    const { client, action } = await ask(able);
    assert.deepEqual(await failureOf(editOf(client, action!)), { code: LSPErrorCodes.RequestFailed, message: disabled!.disabled!.reason });
    await client.until('the reason', () => client.shown.length > 0);
    assert.deepEqual(client.shown, [disabled!.disabled!.reason]);
  });

  it('change what the fixes of the core change', async () => {
    const folder = folderWith();
    cpSync('examples/contoso', folder, { recursive: true });
    const client = await start({ folders: [folder], options: {}, capabilities: able });
    await client.settled(folder);
    const disk = onDisk(folder);
    const fixes = rules.flatMap((rule) => {
      const { findings, scene } = findingsOf(disk, rule, defaultNaming);
      return findings.flatMap((it) => fixesOf(it, scene).map((fix) => ({ uri: it.at.uri, fix })));
    });
    let number = 0;
    for (const uri of client.diagnostics.keys()) {
      const whole = { start: { line: 0, character: 0 }, end: { line: 1e6, character: 0 } };
      const here = fixes.flatMap((it) => (it.uri === uri ? it.fix : []));
      const actions = (await fixesAt(client, pathOf(uri), whole)).filter((it) => !it.title.startsWith("Fix all '"));
      assert.deepEqual(
        actions.map((it) => [it.title, it.isPreferred ?? false]),
        here.map((it) => [it.title, it.preferred]),
      );
      for (const [index, fix] of here.entries()) {
        number++;
        assert.deepEqual(await resultOf(client, actions[index]!, disk), resultOfFix(fix, disk), fix.title);
      }
    }
    assert.ok(number > 20, `${number} fixes`);
  });

  it('answer in the spelling of the editor', async () => {
    const folder = folderWith(small('a (1)', ['con_teams'], 'Con_Teams'));
    const client = await start({ folders: [folder], options: only(MISCASED), capabilities: able });
    const path = flowOf(folder, 'a (1)');
    const bare = uriOf(path).replaceAll('%28', '(').replaceAll('%29', ')');
    client.open(path, textOf(path), 1, bare);
    const actions = await fixesAt(client, path, rangeOf(client, path, 'Con_Teams', bare), { uri: bare });
    const edit = await choose(client, actions, "Write 'con_teams'");
    assert.deepEqual(touched(edit), [[bare, 1, 1]]);
    await client.untilShown(folder, {});
  });

  it('are none where a fix throws, and the log says so', async () => {
    const fails = (): never => {
      throw new Error('no luck');
    };
    await withRule(fails, async () => {
      const folder = folderWith(miscased);
      const client = await start({ folders: [folder], options: only(MISCASED, MADE_UP), capabilities: able });
      const path = flowOf(folder, 'a');
      assert.deepEqual(await fixesAt(client, path, { line: 0, character: 0 }), []);
      assert.match(client.logged.join('\n'), /^'textDocument\/codeAction' failed: Error: no luck\n/);
      assert.equal((await fixesAt(client, path, rangeOf(client, path, 'Con_Teams'))).length, 1);
    });
  });
});

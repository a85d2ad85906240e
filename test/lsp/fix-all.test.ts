import * as assert from 'node:assert/strict';
import { LSPErrorCodes } from 'vscode-languageserver';
import { Refusal, type Fix, type Scene } from '../../server/src/core';
import { uriOf } from '../../server/src/host/disk';
import { folderWith } from '../cli/run';
import { entry, flow, reference, solution } from '../support/solution';
import { able, fixesAt, choose, eager, editOf, failureOf, modest, rangeOf, touched } from './asking';
import { DIRECT, DUPLICATE, duplicates, MADE_UP, MISCASED, miscased, OTHER, twice, withRule } from './findings';
import { CUSTOMIZATIONS, customizationsOf, FLOW, flowOf, idOf, only, small, start, textOf } from './setup';

const FIX_ALL = 'source.fixAll.keyhook';

describe('the action that fixes all findings of a rule', () => {
  const title = `Fix all '${MISCASED}' findings in this solution`;

  it('mends one solution, and of nothing else', async () => {
    const folder = folderWith(twice + small('b', ['con_mail'], 'CON_MAIL') + small('c', ['con_post', 'con_chat'], 'CON_POST'));
    const client = await start({ folders: [folder], options: only(MISCASED, DUPLICATE), capabilities: able });
    const path = flowOf(folder, 'a');
    client.open(path, textOf(path), 4);
    await client.until('findings', () => Object.keys(client.shows(folder)).length === 5);
    const { [FLOW]: _, [OTHER]: __, ...others } = client.shows(folder);
    const actions = await fixesAt(client, path, rangeOf(client, path, 'Con_Teams'));
    assert.deepEqual(
      actions.map((it) => [it.title, it.kind, it.isPreferred, it.diagnostics?.length]),
      [
        ["Write 'con_teams'", 'quickfix', true, 1],
        [title, 'quickfix', undefined, 1],
      ],
    );
    const edit = await choose(client, actions, title);
    assert.deepEqual(
      touched(edit).map(([uri, version]) => [uri.slice(uriOf(folder).length + 1), version]),
      [
        [FLOW, 4],
        [OTHER, null],
      ],
    );
    assert.equal(edit.changeAnnotations, undefined);
    await client.untilShown(folder, others);
  });

  it('is offered where there are two that have one answer', async () => {
    const titles = async (fixture: string, rule: string, at: string): Promise<string[]> => {
      const folder = folderWith(fixture);
      const client = await start({ folders: [folder], options: only(rule), capabilities: able });
      const path = flowOf(folder, 'a');
      const actions = await fixesAt(client, path, rangeOf(client, path, at));
      assert.ok(actions.length > 0);
      return actions.map((it) => it.title).filter((it) => it.startsWith('Fix all '));
    };
    assert.deepEqual(await titles(twice, MISCASED, 'Con_Teams'), [title]);
    assert.deepEqual(await titles(miscased + small('b', ['con_mail'], 'CON_MAIL'), MISCASED, 'Con_Teams'), []);
    const direct = flow({
      root: 'a',
      connections: { shared_teams: entry(undefined), shared_teams_1: entry(undefined), shared_x: entry(undefined, 'shared_office365') },
    });
    const references = [
      reference('con_teams', 'shared_teams', 'Teams'),
      reference('con_mail', 'shared_office365', 'Mail'),
      reference('con_post', 'shared_office365', 'Post'),
    ];
    const all = `Fix all '${DIRECT}' findings in this solution`;
    const oneForTeams = solution({ root: 'a', references }) + direct;
    assert.deepEqual(await titles(oneForTeams, DIRECT, 'shared_teams'), [all]);
    assert.deepEqual(await titles(oneForTeams, DIRECT, 'shared_x'), []);
    const twoForTeams = solution({ root: 'a', references: [...references, reference('con_chat', 'shared_teams', 'Chat')] }) + direct;
    assert.deepEqual(await titles(twoForTeams, DIRECT, 'shared_teams'), []);
  });

  it('is only for editors that ask for its edit when it is chosen, for it may take long', async () => {
    const folder = folderWith(twice);
    const path = flowOf(folder, 'a');
    for (const capabilities of [eager, modest]) {
      const client = await start({ folders: [folder], options: only(MISCASED), capabilities });
      const actions = await fixesAt(client, path, rangeOf(client, path, 'Con_Teams'));
      assert.deepEqual(
        actions.map((it) => it.title),
        ["Write 'con_teams'"],
      );
    }
  });

  it('mends what a rule finds that is off unless somebody wants it', async () => {
    const references = [reference('con_teams_1a2b3', 'shared_teams', 'Teams'), reference('con_mail_1a2b3', 'shared_office365', 'Mail')];
    const folder = folderWith(solution({ root: 'a', references }));
    const client = await start({ folders: [folder], options: only('default-logical-name'), capabilities: able });
    const path = customizationsOf(folder, 'a');
    const actions = await fixesAt(client, path, rangeOf(client, path, 'con_teams_1a2b3'));
    await choose(client, actions, "Fix all 'default-logical-name' findings in this solution");
    assert.deepEqual(
      [...textOf(path).matchAll(/logicalname="(.*?)"/g)].map((it) => it[1]),
      ['con_AbsenceTeams', 'con_AbsenceOutlook'],
    );
  });

  it('asks first when what it does is for review', async () => {
    const connections = { shared_teams: entry(undefined) };
    const folder = folderWith(
      solution({ root: 'a', references: [reference('con_teams')] }) +
        flow({ root: 'a', connections }) +
        flow({ root: 'a', connections, name: 'Other', id: idOf(1) }),
    );
    const client = await start({ folders: [folder], options: only(DIRECT), capabilities: able });
    const path = flowOf(folder, 'a');
    const all = `Fix all '${DIRECT}' findings in this solution`;
    const edit = await choose(client, await fixesAt(client, path, rangeOf(client, path, 'shared_teams')), all);
    assert.deepEqual(edit.changeAnnotations, { keyhook: { label: all, description: '2 flows.', needsConfirmation: true } });
    await client.settled(folder);
    assert.deepEqual(client.shows(folder), {});
  });

  it('is not offered any more once there is nothing to mend', async () => {
    const folder = folderWith(twice);
    const client = await start({ folders: [folder], options: only(MISCASED), capabilities: able });
    const path = flowOf(folder, 'a');
    const actions = await fixesAt(client, path, rangeOf(client, path, 'Con_Teams'));
    await choose(client, actions, title);
    const again = actions.find((it) => it.title === title)!;
    assert.equal((await failureOf(editOf(client, again))).code, LSPErrorCodes.ContentModified);
  });

  it('says why when nothing of it can be done', async () => {
    const folder = folderWith(twice);
    const capabilities = able;
    const client = await start({ folders: [folder], options: only(MISCASED), capabilities });
    const path = flowOf(folder, 'a');
    const other = `${folder}/${OTHER}`;
    const actions = await fixesAt(client, path, rangeOf(client, path, 'Con_Teams'));
    for (const it of [path, other]) {
      client.open(it, textOf(it).trimEnd().slice(0, -1));
    }
    const all = actions.find((it) => it.title === title)!;
    const { code, message } = await failureOf(editOf(client, all));
    assert.equal(code, LSPErrorCodes.RequestFailed);
    assert.match(message, /does not parse/);
    await client.until('the reason', () => client.shown.length > 0);
    assert.deepEqual(client.shown, [message]);
  });
});

describe('the action that an editor runs when it saves', () => {
  it('applies the safe fixes of that file', async () => {
    const parts = { root: 'a', connections: { shared_teams: entry('Con_Teams'), shared_teams_1: entry('con_TEAMS') } };
    const folder = folderWith(twice.replace(/--- a\/Workflows\/Ask[^]*?(?=--- )/, flow(parts)));
    const options = only(MISCASED, 'unused-connection-key', 'several-references-for-connector');
    const client = await start({ folders: [folder], options, capabilities: able });
    const path = flowOf(folder, 'a');
    client.open(path, textOf(path), 2);
    const [action, ...more] = await fixesAt(client, path, { line: 0, character: 0 }, { only: ['source.fixAll'] });
    assert.deepEqual([action?.title, action?.kind, more], ['Apply all safe fixes in this file', FIX_ALL, []]);
    assert.deepEqual(
      touched(action!.edit!).map(([uri, version]) => [uri, version]),
      [[uriOf(path), 2]],
    );
    client.apply(action!.edit!);
    await client.settled(folder);
    assert.deepEqual(Object.keys(client.shows(folder)), [OTHER]);
    assert.deepEqual(await fixesAt(client, path, { line: 0, character: 0 }, { only: ['source.fixAll'] }), []);
  });

  it('leaves what is for review', async () => {
    const folder = folderWith(duplicates('', ''));
    const client = await start({ folders: [folder], options: only(DUPLICATE), capabilities: able });
    const path = customizationsOf(folder, 'a');
    await client.untilShown(folder, { [CUSTOMIZATIONS]: [`${DUPLICATE} 11:58`] });
    assert.deepEqual(await fixesAt(client, path, { line: 0, character: 0 }, { only: ['source.fixAll'] }), []);

    const direct = flow({ root: 'a', connections: { shared_teams: entry(undefined) } });
    const other = folderWith(solution({ root: 'a', references: [reference('con_teams')] }) + direct);
    const its = await start({ folders: [other], options: only(DIRECT), capabilities: able });
    await its.untilShown(other, { [FLOW]: [`${DIRECT} 4:8`] });
    assert.deepEqual(await fixesAt(its, flowOf(other, 'a'), { line: 0, character: 0 }, { only: ['source.fixAll'] }), []);
  });

  it('leaves what reaches into another file, and what is refused', async () => {
    const safe = (title: string, edits: Fix['edits']): Fix => ({ title, safety: 'safe', preferred: true, edits });
    function* fixes({ snapshot }: Scene): Iterable<Fix> {
      const all = snapshot.solutions.flatMap(({ flows }) =>
        flows.map(({ uri, start: span }) => ({ kind: 'change' as const, uri, edits: [{ span, text: '{' }] })),
      );
      assert.equal(all.length, 2);
      yield safe('In both', () => all);
      yield safe('In none', () => {
        throw new Refusal('Never.');
      });
    }
    await withRule(fixes, async () => {
      const folder = folderWith(twice);
      const client = await start({ folders: [folder], options: only(MADE_UP), capabilities: able });
      const path = flowOf(folder, 'a');
      assert.deepEqual(
        (await fixesAt(client, path, { line: 0, character: 0 })).map((it) => it.title),
        ['In both', 'In none', `Fix all '${MADE_UP}' findings in this solution`],
      );
      assert.deepEqual(await fixesAt(client, path, { line: 0, character: 0 }, { only: ['source.fixAll'] }), []);
      assert.deepEqual(client.logged, []);
    });
  });
});

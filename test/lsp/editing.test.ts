import * as assert from 'node:assert/strict';
import { uriOf } from '../../server/src/host/disk';
import { folderWith, write } from '../cli/run';
import { flowUsing, reference, solution } from '../support/solution';
import { CUSTOMIZATIONS, customizationsOf, FLOW, flowOf, only, small, start, textOf, UNDEFINED, UNUSED } from './setup';

describe('the server, while someone types', () => {
  it('tells what is wrong in files nobody has open, without a version', async () => {
    const folder = folderWith(small('a', ['con_teams', 'con_mail']));
    const client = await start({ folders: [folder] });
    await client.untilShown(folder, { [CUSTOMIZATIONS]: [`${UNUSED} 11:58`] });
    assert.deepEqual(
      client.published.map((it) => ({ ...it, diagnostics: it.diagnostics.length })),
      [{ uri: uriOf(customizationsOf(folder, 'a')), diagnostics: 1 }],
    );
  });

  it('tells what an edit in a flow means for the closed Customizations.xml, and only what differs', async () => {
    const folder = folderWith(small('a', ['con_teams', 'con_mail']) + small('b', ['con_chat', 'con_post'], 'con_chat'));
    const client = await start({ folders: [folder] });
    const flow = flowOf(folder, 'a');
    const text = textOf(flow);
    client.open(flow, text);
    await client.settled(folder);
    client.published = [];

    client.change(flow, 2, { text: text.replaceAll('con_teams', 'con_gone') });
    await client.until('two publications', () => client.published.length === 2);
    assert.deepEqual(
      client.published.map(({ uri, version, diagnostics }) => [uri, version, diagnostics.map((it) => it.code)]),
      [
        [uriOf(flow), 2, [UNDEFINED]],
        [uriOf(customizationsOf(folder, 'a')), undefined, [UNUSED, UNUSED]],
      ],
    );
    await client.settled(folder);
    assert.equal(client.published.length, 2);

    client.change(flow, 3, { text });
    await client.settled(folder);
    assert.deepEqual(
      client.published.slice(2).map(({ uri, version, diagnostics }) => [uri, version, diagnostics.length]),
      [
        [uriOf(flow), 3, 0],
        [uriOf(customizationsOf(folder, 'a')), undefined, 1],
      ],
    );
  });

  it('takes incremental changes, several at once', async () => {
    const folder = folderWith(small('a', ['con_teams', 'con_mail']));
    const client = await start({ folders: [folder] });
    const flow = flowOf(folder, 'a');
    const text = textOf(flow);
    client.open(flow, text);
    await client.settled(folder);
    const line = text.slice(0, text.indexOf('con_teams')).split('\n').length - 1;
    const character = text.split('\n')[line]!.indexOf('con_teams');
    const range = { start: { line, character }, end: { line, character: character + 'con_teams'.length } };
    client.change(
      flow,
      2,
      { range, text: 'con_mail' },
      { range: { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } }, text: '\n\n' },
    );
    await client.untilShown(folder, { [CUSTOMIZATIONS]: [`${UNUSED} 3:58`] });
    client.change(flow, 3, {
      range: { start: { line: line + 2, character }, end: { line: line + 2, character: character + 8 } },
      text: 'con_gone',
    });
    await client.untilShown(folder, {
      [FLOW]: [`${UNDEFINED} ${line + 3}:${character + 1}`],
      [CUSTOMIZATIONS]: [`${UNUSED} 3:58`, `${UNUSED} 11:58`],
    });
  });

  it('takes edits that wait in the queue together', async () => {
    const folder = folderWith(small('a'));
    const client = await start({ folders: [folder] });
    const flow = flowOf(folder, 'a');
    const text = textOf(flow);
    client.open(flow, text);
    await client.settled(folder);
    client.published = [];
    for (let version = 2; version < 102; version++) client.change(flow, version, { text: text.replaceAll('con_teams', `con_${version}`) });
    await client.settled(folder);
    const versions = client.published.filter((it) => it.uri === uriOf(flow)).map((it) => it.version);
    assert.equal(versions.at(-1), 101);
    assert.ok(versions.length < 10, `${versions.length} publications for edits that came at once`);
  });

  it('moves findings with the lines that are typed above them, in the same file and in others that point there', async () => {
    const twice = [reference('con_teams'), reference('con_teams')];
    const folder = folderWith(solution({ root: 'a', references: twice }) + flowUsing('con_gone', { root: 'a' }));
    const client = await start({ folders: [folder], options: only(UNDEFINED, 'duplicate-logical-name') });
    const flow = flowOf(folder, 'a');
    const text = textOf(flow);
    client.open(flow, text);
    await client.settled(folder);
    const [before] = client.shows(folder)[FLOW] ?? [];
    client.change(flow, 2, { text: `\n${text}` });
    await client.until('the finding a line below', () => client.shows(folder)[FLOW]?.[0] !== before);
    // the same offsets in other lines
    client.change(flow, 3, { text: text.replace(' ', '\n') });
    await client.until('other lines', () => client.published.at(-1)?.version === 3);

    const customizations = customizationsOf(folder, 'a');
    const related = (): number | undefined =>
      client.diagnostics.get(uriOf(customizations))?.[0]?.relatedInformation?.[0]?.location.range.start.line;
    assert.equal(related(), 2);
    write(folder, CUSTOMIZATIONS, textOf(customizations).replace('<ImportExportXml>\n ', '<ImportExportXml>\n\n'));
    client.diskChanged(customizations);
    await client.until('the related place a line below', () => related() === 3);
  });

  it('tells again with the new version, for editors that moved or dropped what they had', async () => {
    const folder = folderWith(small('a', ['con_teams'], 'con_gone'));
    const client = await start({ folders: [folder] });
    const flow = flowOf(folder, 'a');
    const text = textOf(flow);
    client.open(flow, text);
    await client.settled(folder);
    client.published = [];
    client.change(flow, 2, { text: `${text} ` });
    await client.settled(folder);
    assert.deepEqual(
      client.published.map(({ uri, version }) => [uri, version]),
      [[uriOf(flow), 2]],
    );
  });

  it('keeps what else it knows of a flow that is broken for the moment', async () => {
    const folder = folderWith(small('a', ['con_teams', 'con_mail']));
    const client = await start({ folders: [folder], options: only(UNUSED, 'invalid-json') });
    const flow = flowOf(folder, 'a');
    const text = textOf(flow);
    client.open(flow, text);
    await client.settled(folder);
    client.published = [];
    client.change(flow, 2, { text: `${text.trimEnd().slice(0, -1)}` });
    await client.until('the fault', () => client.shows(folder)[FLOW]?.length === 1);
    assert.match(client.shows(folder)[FLOW]![0]!, /^invalid-json /);
    client.change(flow, 3, { text });
    await client.until('the fault to go', () => !client.shows(folder)[FLOW]);
    await client.settled(folder);
    assert.deepEqual([...new Set(client.published.map((it) => it.uri))], [uriOf(flow)]);
  });

  it('tells what an edit means to another solution, after a pause', async () => {
    const folder = folderWith(small('a', ['con_teams', 'con_mail']) + small('b', [], 'con_mail').replaceAll('Absence', 'Onboarding'));
    const external = 'external-connection-reference';
    const client = await start({ folders: [folder], options: only(UNDEFINED, external) });
    const other = FLOW.replace('a/', 'b/');
    await client.until('a reference from elsewhere', () => client.shows(folder)[other]?.[0]?.startsWith(external) ?? false);
    const customizations = customizationsOf(folder, 'a');
    const text = textOf(customizations);
    client.open(customizations, text);
    await client.settled(folder);
    client.published = [];
    client.change(customizations, 2, { text: text.replace('con_mail', 'con_post') });
    await client.until('nobody to define it', () => client.shows(folder)[other]?.[0]?.startsWith(UNDEFINED) ?? false);
    client.change(customizations, 3, { text });
    await client.until('a reference from elsewhere again', () => client.shows(folder)[other]?.[0]?.startsWith(external) ?? false);
    await client.settled(folder);
    assert.deepEqual([...new Set(client.published.map((it) => it.uri))], [uriOf(flowOf(folder, 'b'))]);
  });
});

import * as assert from 'node:assert/strict';
import { inlayHints, type Scene } from '../../server/src/core';
import { sceneOf } from '../support/check-fix';
import { everywhere } from '../support/everywhere';
import { readFixture, ROOT } from '../support/fixture';
import {
  app,
  appConnection,
  call,
  CHILD_ID,
  entry,
  flow,
  flowPath,
  ID,
  metadata,
  reference,
  solution,
  workflow,
} from '../support/solution';

/** A file's text with each hint where it is shown, as `«label»`; only the lines that have one. */
function shown(scene: Scene, path: string, within?: string): readonly string[] {
  const uri = ROOT + path;
  let text = scene.text(uri);
  const start = within === undefined ? 0 : text.indexOf(within);
  const hints = inlayHints(uri, { start, end: start + (within ?? text).length }, scene);
  for (const { offset, label } of [...hints].reverse()) text = `${text.slice(0, offset)}«${label}»${text.slice(offset)}`;
  return text.split('\n').flatMap((line) => (line.includes('«') ? line.trim() : []));
}

const scene = (source: string): Scene => sceneOf(readFixture(source).files);
const withId = (id: string): object => ({ parameterHints: { workflowEntityId: { value: id } } });

describe('inlay hints', () => {
  it('show the display name behind a logical name wherever one is written, but for its definition', () => {
    const all = sceneOf(readFixture(everywhere(() => 'CON_Chat').replaceAll('>con_teams<', '>Absence – Teams<')).files);
    const hints = (path: string): readonly string[] => {
      const lines = shown(all, path);
      return lines.flatMap((line) => [...line.matchAll(/[^\s{,:=]*«[^»]*»/g)].map((it) => it[0]));
    };
    const expected: Record<string, readonly string[]> = {
      'src/Other/Customizations.xml': [],
      [flowPath()]: ['"CON_Chat"«Absence – Teams»', '"CON_Chat"«Absence – Teams»', '"con_teams_2"«Absence – Teams – Service Account»'],
      'src/CanvasApps/con_absence_1a2b3.meta.xml': ['"CON_Chat"«Absence – Teams»', '"CON_Chat"«Absence – Teams»'],
      'src/CanvasApps/con_quoted_1a2b3.meta.xml': ['&quot;CON_Chat&quot;«Absence – Teams»', '&quot;CON_Chat&quot;«Absence – Teams»'],
      'src/Assets/botcomponent_connectionreferenceset.xml': ['"CON_Chat"«Absence – Teams»'],
      'src/botcomponents/con_bot.action.A/data': ['CON_Chat«Absence – Teams»'],
      'src/botcomponents/con_bot.action.B/data': ['"CON_Chat"«Absence – Teams»'],
      'other/Other/Solution.xml': [
        '"CON_Chat"«Absence – Teams – Service Account»',
        '"CON_Chat"«Absence – Teams – Service Account»',
        '"CON_Chat"«Absence – Teams – Service Account»',
      ],
      'config/test/deploymentSettings.json': [
        '"con_teams_2"«Absence – Teams – Service Account»',
        '"CON_Chat"«Absence – Teams – Service Account»',
      ],
      'deploy/absence.ppkg.json': ['"CON_Chat"«Absence – Teams – Service Account»'],
    };
    for (const [path, its] of Object.entries(expected)) assert.deepEqual(hints(path), its, path);
  });

  it('show none for a name that nobody defines, a pipeline’s token, and a name that is the same', () => {
    const source =
      solution({ references: [reference('con_same', 'shared_teams', 'CON_same'), reference('con_bare', 'shared_teams', '')] }) +
      flow({
        connections: { a: entry('con_gone'), b: entry('#{connectionreference.con_same}#'), c: entry('con_same'), d: entry('con_bare') },
      });
    assert.deepEqual(shown(scene(source), flowPath()), []);
  });

  it('prefer what the solution itself calls it', () => {
    const source =
      solution({ root: 'a', references: [reference('con_x', 'shared_teams', 'Other')] }) +
      solution({ references: [reference('con_x', 'shared_teams', 'Own')] }) +
      flow({ connections: { a: entry('con_x') } }) +
      flow({ root: 'c', connections: { a: entry('con_x') } });
    assert.deepEqual(shown(scene(source), flowPath()), ['"connectionReferenceLogicalName": "con_x"«Own»']);
    assert.deepEqual(shown(scene(source), flowPath({ root: 'c' })), ['"connectionReferenceLogicalName": "con_x"«Other»']);
  });

  it('show a flow’s name behind its id where another flow, an app or the solution has it', () => {
    const child = { id: CHILD_ID, name: 'Child' };
    const all = scene(
      solution({ flows: [CHILD_ID, ID] }) +
        flow(child) +
        metadata({ ...child, displayName: 'Tell the manager' }) +
        flow({ actions: { Call: call(CHILD_ID.toUpperCase()), Lost: call('00000000-0000-4000-8000-000000000000') } }) +
        app({ a: appConnection('shared_logicflows', withId(CHILD_ID)) }),
    );
    assert.deepEqual(shown(all, flowPath()), [`"workflowReferenceName": "${CHILD_ID.toUpperCase()}"«Tell the manager»`]);
    assert.match(
      shown(all, 'src/CanvasApps/con_absence_1a2b3.meta.xml').join('\n'),
      /"workflowEntityId":\{"value":"7b0e4f16-[-\w]+"«Tell the manager»\}/,
    );
    assert.deepEqual(shown(all, 'src/Other/Solution.xml'), [
      `<RootComponents><RootComponent type="29" id="{${CHILD_ID}}"«Tell the manager» behavior="0" /><RootComponent type="29" id="{${ID}}"«Askforleave» behavior="0" /></RootComponents>`,
    ]);
    assert.deepEqual(shown(all, `${flowPath(child)}.data.xml`), [], 'the name stands beside it');
  });

  it('know the name of a flow whose file is not there', () => {
    const all = scene(
      solution({ layout: 'raw', inline: `<Workflows>${workflow({ displayName: 'Gone' })}</Workflows>` }) +
        flow({ id: CHILD_ID, actions: { Call: call(ID) } }),
    );
    assert.deepEqual(shown(all, flowPath({ id: CHILD_ID })), [`"workflowReferenceName": "${ID}"«Gone»`]);
  });

  it('are only those in the part of the file that is asked for', () => {
    const all = scene(
      solution({ references: [reference('con_one', 'shared_teams', 'One'), reference('con_two', 'shared_teams', 'Two')] }) +
        flow({ connections: { a: entry('con_one'), b: entry('con_two') } }),
    );
    assert.deepEqual(shown(all, flowPath(), '"con_two"'), ['"connectionReferenceLogicalName": "con_two"«Two»']);
    assert.deepEqual(shown(all, flowPath(), '"definition"'), []);
  });

  it('cut names that are long, and keep them on one line', () => {
    const long = (name: string): readonly string[] =>
      shown(
        scene(solution({ references: [reference('con_x', 'shared_teams', name)] }) + flow({ connections: { a: entry('con_x') } })),
        flowPath(),
      );
    assert.deepEqual(long('x'.repeat(60)), [`"connectionReferenceLogicalName": "con_x"«${'x'.repeat(60)}»`]);
    assert.deepEqual(long('😀'.repeat(61)), [`"connectionReferenceLogicalName": "con_x"«${'😀'.repeat(59)}…»`]);
    assert.deepEqual(long('a\u202eb'), ['"connectionReferenceLogicalName": "con_x"«a\ufffdb»'], 'it turns no reading direction');
    assert.deepEqual(long('on two\n  lines'), ['"connectionReferenceLogicalName": "con_x"«on two lines»']);
  });
});

import * as assert from 'node:assert/strict';
import { resolve } from 'node:path';
import { createLinter, fixesOf, ignoreFinding, rules, type Finding, type Leave, type Scene, type Uri } from '../../server/src/core';
import { afterEdits, checkFix, sceneOf } from '../support/check-fix';
import { readFixture, ROOT } from '../support/fixture';
import { applied, checkRefactoring, checkRefusal } from '../support/refactor';
import { entry, flow, flowPath, flowUsing, reference, solution } from '../support/solution';
import { onDisk } from '../support/workspace-on-disk';

type Files = ReadonlyMap<Uri, string>;

function findingsIn({ snapshot }: Pick<Scene, 'snapshot'>): readonly Finding[] {
  const linter = createLinter({
    rules,
    today: '2026-11-21',
    onCrash: (_, error) => {
      throw error;
    },
  });
  return [...linter.run(snapshot)].flatMap((it) => it.findings);
}

const SOLUTION = solution({ references: [reference('con_teams')] });
const FLOWS = flow({ connections: { shared_teams: entry('con_teams') } }) + flowUsing('con_teams', { name: 'Other' });
const LEAVE: Leave = { reason: 'Comes with the next release' };

const ignoring =
  (leave: Leave = LEAVE, newFileIn = 'file:///w') =>
  (scene: Scene) =>
    ignoreFinding(
      findingsIn(scene).find((it) => it.rule.id === 'unused-connection-key')!,
      leave,
      scene,
      newFileIn,
    );

const entryFor = (path: string, more = ''): string =>
  `{ "rule": "unused-connection-key", "path": "${path}", "subject": "shared_teams", "reason": "Comes with the next release"${more} }`;

/** What is written where nothing governs the flow: the path of the one new file, and what it says. */
function made(fixture: string, newFileIn: Uri): unknown {
  const files = readFixture(fixture).files;
  const after = applied(ignoring(LEAVE, newFileIn)(sceneOf(files)), files);
  const added = [...after].filter(([uri]) => !files.has(uri));
  assert.deepEqual(
    findingsIn(sceneOf(after)).filter((it) => it.rule.id === 'unused-connection-key'),
    [],
  );
  return added.map(([uri, text]) => [uri.slice(ROOT.length), text]);
}

describe('ignoring a finding', () => {
  it('makes a configuration where none holds', () => {
    assert.deepEqual(made(SOLUTION + FLOWS, 'file:///w'), [
      [
        'keyhook.json',
        `{
  "ignore": [
    {
      "rule": "unused-connection-key",
      "path": "${flowPath()}",
      "subject": "shared_teams",
      "reason": "Comes with the next release"
    }
  ]
}
`,
      ],
    ]);
  });

  it('makes it where it holds, though another folder was asked for', () => {
    const [[path]] = made(SOLUTION + FLOWS, 'file:///w/src/Workflows') as [[string]];
    assert.equal(path, 'src/keyhook.json');
  });

  it('adds to the nearest configuration, and keeps its comments and its last commas', () => {
    checkRefactoring(
      `${SOLUTION}${FLOWS}--- keyhook.json\n{ "ignore": [] }\n--- src/keyhook.json
{
  // what we use
  "extends": "strict", // for now
}
`,
      ignoring({ ...LEAVE, until: '2027-01-31' }),
      `--- src/keyhook.json
{
  // what we use
  "extends": "strict", // for now
  "ignore": [
    {
      "rule": "unused-connection-key",
      "path": "${flowPath().slice('src/'.length)}",
      "subject": "shared_teams",
      "reason": "Comes with the next release",
      "until": "2027-01-31"
    }
  ],
}
`,
    );
  });

  it('writes an entry as the others are written', () => {
    const other = '{ "rule": "default-name", "path": "src/Other/Customizations.xml", "reason": "They stay" }';
    checkRefactoring(
      `${SOLUTION}${FLOWS}--- keyhook.json\n{\n  "ignore": [\n    ${other}\n  ]\n}\n`,
      ignoring(),
      `--- keyhook.json\n{\n  "ignore": [\n    ${other},\n    ${entryFor(flowPath())}\n  ]\n}\n`,
    );
  });

  it('extends a configuration that lies outside of the workspace, for the nearest speaks alone', () => {
    const files = readFixture(`${SOLUTION}${FLOWS}`).files;
    const outside = 'file:///keyhook.json';
    const scene = sceneOf(files, undefined, new Map([[outside, '{ "rules": { "default-name": "off" } }']]));
    const [edit] = ignoring(LEAVE, 'file:///w/src')(scene).edits;
    assert.ok(edit?.kind === 'create');
    assert.deepEqual(edit.uri, 'file:///w/src/keyhook.json');
    assert.equal((JSON.parse(edit.text) as { extends: unknown }).extends, '../../keyhook.json');
  });

  it('means the very file, whatever stands in its name', () => {
    for (const name of ['a (1) [x] {y}', 'a*b', '!a', '@(a|b)', 'a(b', 'ü%20#']) {
      const fixture = SOLUTION.replaceAll('src/', '') + flow({ root: '', name: 'x', connections: { shared_teams: entry('con_teams') } });
      const uri = (path: string): Uri => ROOT + path.split('/').map(encodeURIComponent).join('/');
      const files = new Map(
        [...readFixture(fixture).files].map(([it, text]) => [it.replace('/x-', `/${encodeURIComponent(name)}-`), text]),
      );
      const scene = sceneOf(files);
      const { edits } = ignoring()(scene);
      const after = findingsIn(sceneOf(afterEdits(edits, files)));
      assert.deepEqual(
        after.filter((it) => ['unused-connection-key', 'invalid-configuration', 'unused-ignore'].includes(it.rule.id)),
        [],
        name,
      );
      assert.ok(files.has(uri(flowPath({ root: '', name }))), name);
    }
  });

  it('works beside a solution that is kept managed, which itself is left alone', () => {
    const managed = solution({ managed: '1', references: [reference('con_teams')] }) + FLOWS;
    const [[path]] = made(managed, 'file:///w/src') as [[string]];
    assert.equal(path, 'src/keyhook.json');
    const title = "Remove the entry from 'ignore'";
    const list = (entries: string): string => `--- src/keyhook.json\n{ "ignore": [${entries}] }\n`;
    const other = '{ "rule": "unused-connection-key", "reason": "x" }';
    checkFix('unused-ignore', managed + list(`${other}, ${entryFor('none')}`), title, list(other));
  });

  it('wants a reason, and a day that there is', () => {
    const files = SOLUTION + FLOWS;
    checkRefusal(files, ignoring({ reason: ' ' }), 'Say why the finding is to be ignored: whoever reads the configuration will ask.');
    checkRefusal(files, ignoring({ ...LEAVE, until: 'tomorrow' }), /'tomorrow' is no date: write /);
  });

  it('refuses a configuration that does not parse, or has no room for an entry', () => {
    checkRefusal(
      `${SOLUTION}${FLOWS}--- keyhook.json\n{ "ignore": [ }\n`,
      ignoring(),
      "'keyhook.json' does not parse, so it cannot be changed safely: mend the file first.",
    );
    checkRefusal(
      `${SOLUTION}${FLOWS}--- keyhook.json\n{ "ignore": {} }\n`,
      ignoring(),
      "'keyhook.json' has no list 'ignore' where an entry could stand: mend the file first.",
    );
  });
});

describe('every finding of examples/contoso', () => {
  const { workspace, text } = onDisk(resolve('examples/contoso'));
  const files: Files = new Map([...workspace.uris()].filter((it) => !it.endsWith('/keyhook.json')).map((uri) => [uri, text(uri)]));
  const folder = [...files.keys()][0]!.replace(/\/contoso\/.*/, '/contoso');
  const configuration = `${folder}/keyhook.json`;

  for (const [name, before] of [
    ['none', undefined],
    ['an empty one', '{}\n'],
    ['one with comments', '{\n  // ours\n  "extends": "recommended", // as it is\n}\n'],
    [
      'one with other entries',
      '{\n\t"ignore": [\n\t\t{ "rule": "default-name", "reason": "They stay", "subject": "nothing" } // for now\n\t]\n}',
    ],
  ] as const)
    it(`can be ignored where there is ${name}, and taking the entry out brings it back`, () => {
      const start: Files = before === undefined ? files : new Map([...files, [configuration, before]]);
      const scene = sceneOf(start);
      const found = findingsIn(scene).filter((it) => it.at.uri !== configuration);
      assert.ok(found.length > 20);
      const isFirst = (it: Finding): boolean => found.find(({ rule }) => rule === it.rule) === it;
      for (const finding of before === undefined ? found : found.filter(isFirst)) {
        const ignored = afterEdits(ignoreFinding(finding, LEAVE, scene, folder).edits, start);
        const same = (it: Finding): boolean => it.rule === finding.rule && it.at.uri === finding.at.uri && it.subject === finding.subject;
        const rest = (its: readonly Finding[]): unknown => its.filter((it) => !same(it) && it.at.uri !== configuration).map(shown);
        const now = findingsIn(sceneOf(ignored));
        assert.deepEqual(now.filter(same), [], finding.message);
        assert.deepEqual(rest(now), rest(found), finding.message);

        const unneeded = withoutFinding(finding, ignored, configuration);
        const mended = afterEdits(unneeded, ignored);
        assert.equal(mended.get(configuration), before ?? '{}\n', finding.message);
        assert.deepEqual(findingsIn(sceneOf(mended)).map(shown), findingsIn(scene).map(shown), finding.message);
      }
    });
});

/** What the fix of `unused-ignore` does to the entry of this finding, once the finding is not there any more. */
function withoutFinding({ at }: Finding, files: Files, configuration: Uri) {
  const without = new Map([...files].filter(([uri]) => uri !== at.uri));
  const scene = sceneOf(without);
  const unused = findingsIn(scene)
    .filter((it) => it.rule.id === 'unused-ignore')
    .at(-1);
  assert.ok(unused, configuration);
  const [fix] = fixesOf(unused, scene);
  assert.equal(fix?.safety, 'safe');
  return fix.edits();
}

const shown = ({ rule, at, subject, message }: Finding): object => ({ rule: rule.id, at, subject, message });

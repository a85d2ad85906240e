import * as assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import {
  createLinter,
  entryOf,
  inMemory,
  fixAll,
  rules,
  Workspace,
  type Fix,
  type Scene,
  type Snapshot,
  type Uri,
} from '../../server/src/core';
import { insideOf } from '../../server/src/core/inside';
import { occurrencesIn } from '../../server/src/core/occurrences';
import { mergeReferences } from '../../server/src/core/refactorings/merge';
import type { Refactoring } from '../../server/src/core/refactorings/refactoring';
import { decode, uriOf } from '../../server/src/host/disk';
import { filesIn, needCorpus } from '../corpus/corpus';
import { sceneOf } from '../support/check-fix';
import { readFixture } from '../support/fixture';
import { applied, checkRefactoring, checkRefusal, referenceIn, solutionIn } from '../support/refactor';
import {
  app,
  appConnection,
  canvasApp,
  CUSTOM,
  CUSTOM_ELSEWHERE,
  customReference,
  entry,
  flow,
  flowUsing,
  ID,
  operation,
  reference,
  requiredReference,
  solution,
  type Manifest,
} from '../support/solution';

const merge =
  (into: string, ...losers: readonly string[]) =>
  (scene: Scene): Refactoring =>
    mergeReferences(
      solutionIn(scene),
      referenceIn(scene, into),
      losers.map((it) => referenceIn(scene, it)),
      scene,
    );

const keep = reference('con_keep', 'shared_teams', 'Keep');
const lose = reference('con_lose', 'shared_teams', 'Lose');
const more = reference('con_more', 'shared_teams', 'More');
const own = (...references: readonly string[]): string => solution({ references });
const other = (parts: Manifest = {}): string => solution({ root: 'other', name: 'Other', ...parts });

describe('mergeReferences', () => {
  describe('in the solution itself', () => {
    it('takes the loser out and points its flows at the survivor, in both forms of an entry', () => {
      const flows = (name: string): string =>
        flow({
          connections: {
            a: entry(name),
            b: entry('con_keep'),
            c: { id: '/providers/Microsoft.PowerApps/apis/shared_teams', connectionReferenceLogicalName: name },
            d: entry('con_sql', 'shared_sql'),
          },
          actions: { con_lose: operation('a') },
        });
      const sql = reference('con_sql', 'shared_sql');
      checkRefactoring(own(keep, lose, sql) + flows('con_lose'), merge('con_keep', 'con_lose'), own(keep, sql) + flows('con_keep'));
      checkRefactoring(own(lose, sql, keep) + flows('CON_Lose'), merge('con_keep', 'con_lose'), own(sql, keep) + flows('con_keep'));
    });

    it('takes several out, neighbours or not, and all but one', () => {
      const flows = (...names: readonly string[]): string => names.map((it, index) => flowUsing(it, { name: `F${index}` })).join('');
      for (const references of [
        [keep, lose, more],
        [lose, keep, more],
        [lose, more, keep],
      ])
        checkRefactoring(
          own(...references) + flows('con_lose', 'con_more', 'con_keep'),
          merge('con_keep', 'con_lose', 'con_more'),
          own(keep) + flows('con_keep', 'con_keep', 'con_keep'),
        );
    });

    it('takes every definition of a loser that is defined twice', () => {
      checkRefactoring(own(lose, keep, lose), merge('con_keep', 'con_lose'), own(keep));
    });

    it('knows the raw layout, where apps stand in the same file', () => {
      const raw = (name: string, ...references: readonly string[]): string =>
        solution({
          layout: 'raw',
          references,
          inline: `<CanvasApps>${canvasApp({ a: appConnection('shared_teams', { xrmConnectionReferenceLogicalName: name }) })}</CanvasApps>\n`,
        });
      checkRefactoring(raw('con_lose', lose, keep), merge('con_keep', 'con_lose'), raw('con_keep', keep));
    });

    it('merges custom connectors known by different hashes', () => {
      const flows = (name: string): string => flowUsing(name, { connector: CUSTOM_ELSEWHERE });
      const survivor = customReference('con_keep', CUSTOM, 'Keep');
      checkRefactoring(
        own(survivor, customReference('con_lose', CUSTOM_ELSEWHERE, 'Lose')) + flows('con_lose'),
        merge('con_keep', 'con_lose'),
        own(survivor) + flows('con_keep'),
      );
    });

    it('does not mind what stands in display names', () => {
      const names = ['R&amp;D &lt;Leave&gt; "1"', 'إجازة 🌴'];
      const [a, b] = names.map((it, index) => reference(index === 0 ? 'con_keep' : 'con_lose', 'shared_teams', it));
      checkRefactoring(own(a!, b!) + flowUsing('con_lose'), merge('con_keep', 'con_lose'), own(a!) + flowUsing('con_keep'));
    });
  });

  describe('elsewhere in the workspace', () => {
    it('takes solutions that use the loser along, and says so', () => {
      const notes = ["The solution 'Other' uses it too and was changed as well."];
      const uses = (name: string): string =>
        other({ missing: [requiredReference(name, 'Absence (1.0)')] }) + flowUsing(name, { root: 'other' });
      checkRefactoring(own(keep, lose) + uses('con_lose'), merge('con_keep', 'con_lose'), own(keep) + uses('con_keep'), notes);
      checkRefactoring(own(keep, lose, more) + uses('con_lose'), merge('con_keep', 'con_lose', 'con_more'), own(keep) + uses('con_keep'), [
        "The solution 'Other' uses them too and was changed as well.",
      ]);
    });

    it('takes loose flows along', () => {
      checkRefactoring(
        own(keep, lose) + flowUsing('con_lose', { root: 'src/backup' }),
        merge('con_keep', 'con_lose'),
        own(keep) + flowUsing('con_keep', { root: 'src/backup' }),
      );
    });

    it('merges in a solution that defines both, as it spells the survivor', () => {
      const kept = reference('con_KEEP', 'shared_teams', 'Keep');
      checkRefactoring(
        own(keep, lose) + other({ references: [lose, kept] }) + flowUsing('con_lose', { root: 'other' }),
        merge('con_keep', 'con_lose'),
        own(keep) + other({ references: [kept] }) + flowUsing('con_KEEP', { root: 'other' }),
        ["The solution 'Other' uses it too and was changed as well."],
      );
    });

    it('leaves a solution that defines the loser alone as it is, and says so', () => {
      const left =
        other({ references: [lose], missing: [requiredReference('con_lose', 'Active')] }) + flowUsing('con_lose', { root: 'other' });
      checkRefactoring(own(keep, lose) + flowUsing('con_lose') + left, merge('con_keep', 'con_lose'), own(keep) + flowUsing('con_keep'), [
        "The solution 'Other' defines 'Lose' itself and was left as it is.",
      ]);
    });

    it('does not mind a file of such a solution that does not parse', () => {
      const left = other({ references: [lose] }) + flowUsing('con_lose', { root: 'other' }).trimEnd().slice(0, -1);
      const { files } = readFixture(own(keep, lose) + left);
      const after = applied(merge('con_keep', 'con_lose')(sceneOf(files)), files);
      assert.deepEqual(after, readFixture(own(keep) + left).files);
    });

    it('leaves a managed copy of the solution alone without a word', () => {
      const copy = solution({ root: 'managed', managed: '1', references: [keep, lose] }) + flowUsing('con_lose', { root: 'managed' });
      checkRefactoring(own(keep, lose) + flowUsing('con_lose') + copy, merge('con_keep', 'con_lose'), own(keep) + flowUsing('con_keep'));
    });

    it('is refused when another managed solution uses or defines the loser', () => {
      const reason =
        "The solution 'Other' names 'Lose' too and is kept here as a managed solution, which cannot be changed: make the change where that solution is made first.";
      for (const it of [other({ managed: '1' }) + flowUsing('con_lose', { root: 'other' }), other({ managed: '1', references: [lose] })])
        checkRefusal(own(keep, lose) + it, merge('con_keep', 'con_lose'), reason);
    });

    it('is refused while a file that may name the loser does not parse', () => {
      checkRefusal(
        own(keep, lose) + flowUsing('con_lose', { root: 'loose' }).trimEnd().slice(0, -1),
        merge('con_keep', 'con_lose'),
        /does not parse and may name 'Lose': mend the file first\.$/,
      );
    });
  });

  describe('in deployment settings', () => {
    /** Merges a settings file, given and expected as lists of entries. */
    const settings = (from: readonly unknown[], to: readonly unknown[], notes: readonly string[] = [], beside = ''): void => {
      const file = (list: readonly unknown[]): string =>
        `--- config/prod.json\n${JSON.stringify({ EnvironmentVariables: [], ConnectionReferences: list }, null, 4)}\n`;
      checkRefactoring(own(keep, lose, more) + beside + file(from), merge('con_keep', 'con_lose', 'con_more'), own(keep) + file(to), notes);
    };
    const bound = (name: string, id?: string): object => ({
      LogicalName: name,
      ...(id === undefined ? {} : { ConnectionId: id }),
      ConnectorId: '/providers/Microsoft.PowerApps/apis/shared_teams',
    });

    it('gives the survivor the entry it has not, with all that is in it', () => {
      settings(
        [bound('con_x', '0'), { ...bound('con_lose', '1'), ConnectionOwner: 'me@x.org' }],
        [bound('con_x', '0'), { ...bound('con_keep', '1'), ConnectionOwner: 'me@x.org' }],
      );
      settings([bound('CON_LOSE')], [bound('con_keep')]);
    });

    it('carries over the value that the survivor lacks', () => {
      settings([bound('con_keep', ''), bound('con_lose', '1')], [bound('con_keep', '1')]);
      settings([bound('con_lose', '1'), bound('con_keep', ' ')], [bound('con_keep', '1')]);
      settings([{ LogicalName: 'con_keep' }, bound('con_lose', '1')], [{ LogicalName: 'con_keep', ConnectionId: '1' }]);
      settings([{ LogicalName: 'con_keep', ConnectionId: null }, bound('con_lose', '1')], [{ LogicalName: 'con_keep', ConnectionId: '1' }]);
    });

    it('takes out what says the same or nothing', () => {
      settings([bound('con_keep', '1'), bound('con_lose', '1')], [bound('con_keep', '1')]);
      settings([bound('con_lose', ''), bound('con_keep', '1'), bound('con_more')], [bound('con_keep', '1')]);
      settings([bound('con_keep'), bound('con_lose', '')], [bound('con_keep')]);
    });

    it('makes one of several losers, wherever the value is', () => {
      settings([bound('con_lose', ''), bound('con_more', '1')], [bound('con_keep', '1')]);
      settings([bound('con_lose', '1'), bound('con_x', '2'), bound('con_more')], [bound('con_keep', '1'), bound('con_x', '2')]);
      settings([bound('con_keep'), bound('con_lose', '1'), bound('con_more', '1')], [bound('con_keep', '1')]);
    });

    it('knows pairs of name and connection', () => {
      settings(
        [
          ['con_lose', '1'],
          ['con_x', '2'],
        ],
        [
          ['con_keep', '1'],
          ['con_x', '2'],
        ],
      );
      settings(
        [
          ['con_keep', ''],
          ['con_lose', '1'],
        ],
        [['con_keep', '1']],
      );
      settings([['con_keep'], ['con_lose', '1']], [['con_keep', '1']]);
      settings(
        [
          ['con_keep', '1'],
          ['con_lose', '1'],
          ['con_more', ''],
        ],
        [['con_keep', '1']],
      );
    });

    it('is refused when two connections are bound', () => {
      const refused = (...list: readonly object[]): void =>
        checkRefusal(
          `${own(keep, lose, more)}--- config/prod.json\n${JSON.stringify({ ConnectionReferences: list })}\n`,
          merge('con_keep', 'con_lose', 'con_more'),
          /^Error: In 'config\/prod\.json' '\w+' is bound to the connection '[^']+' and '\w+' to '[^']+': give both the one to keep, and merge again\.$/,
        );
      refused(bound('con_keep', '1'), bound('con_lose', '2'));
      refused(bound('con_lose', '1'), bound('con_more', '2'));
      refused(bound('con_keep', ''), bound('con_lose', '1'), bound('con_more', '2'));
      refused(['con_keep', '1'], ['con_lose', '2']);
      refused(bound('con_keep', '#{connectionreference.con_keep}#'), bound('con_lose', '1'));
      refused(bound('con_keep', '#{connectionreference.con_keep}#'), bound('con_lose', '#{teams_of_the_boss}#'));
      refused(bound('con_keep', '#{connectionreference.con_lose}#'), bound('con_lose', '#{connectionreference.con_keep}#'));
    });

    it('says which two, by name and shortened', () => {
      checkRefusal(
        `${own(keep, lose)}--- config/prod.json\n${JSON.stringify({ ConnectionReferences: [bound('con_keep', '1'), bound('con_lose', '0123456789abcdef0123456789abcdef')] })}\n`,
        merge('con_keep', 'con_lose'),
        "In 'config/prod.json' 'Keep' is bound to the connection '1' and 'Lose' to '…cdef0123456789abcdef': give both the one to keep, and merge again.",
      );
      const ids = ['114efb88', '53e1b7ac'].map((it) => `shared-commondataser-${it}`); // they all begin alike
      checkRefusal(
        `${own(keep, reference('con_lose', 'shared_teams', 'Keep'))}--- config/prod.json\n${JSON.stringify({ ConnectionReferences: [bound('con_keep', ids[0]), bound('con_lose', ids[1])] })}\n`,
        merge('con_keep', 'con_lose'),
        "In 'config/prod.json' 'Keep' (con_keep) is bound to the connection '…mmondataser-114efb88' and 'Keep' (con_lose) to '…mmondataser-53e1b7ac': give both the one to keep, and merge again.",
      );
    });

    it('takes two variables of the pipeline, each of its own entry, for no conflict', () => {
      for (const token of [
        (name: string) => `#{connectionreference.${name}}#`,
        (name: string) => `$(${name})`,
        (name: string) => `\${${name.toUpperCase()}}`,
        (name: string) => `{{ ${name} }}`,
      ])
        settings([bound('con_keep', token('con_keep')), bound('con_lose', token('con_lose'))], [bound('con_keep', token('con_keep'))]);
      settings(
        [bound('con_lose', '#{connection.con_lose}#'), bound('con_more', '#{connection.con_more}#')],
        [bound('con_keep', '#{connection.con_lose}#')],
        ["1 pipeline token names 'con_lose': it is your pipeline's own variable and was left as it is."],
      );
    });

    it('counts the tokens that are left', () => {
      const token = { ...bound('con_keep', '#{connection.con_lose}#'), ConnectionOwner: '#{user.con_lose}#', Backup: '#{user.con_more}#' };
      settings(
        [token, bound('con_lose', '#{connection.con_lose}#')],
        [token],
        [
          "2 pipeline tokens name 'con_lose': they are your pipeline's own variables and were left as they are.",
          "1 pipeline token names 'con_more': it is your pipeline's own variable and was left as it is.",
        ],
      );
    });

    it('keeps the entry of a loser that is defined elsewhere, and gives the survivor its value', () => {
      const beside = other({ references: [lose] });
      const notes = ["The solution 'Other' defines 'Lose' itself and was left as it is."];
      const both = (name: string, id: string): readonly object[] => [{ ...bound(name, id), Order: 1.5, Tags: ['x', null] }];
      settings(both('con_lose', '1'), [...both('con_lose', '1'), ...both('con_keep', '1')], notes, beside);
      settings([bound('con_keep'), bound('con_lose', '1')], [bound('con_keep', '1'), bound('con_lose', '1')], notes, beside);
      settings([bound('con_lose'), bound('con_more', '1')], [bound('con_lose'), bound('con_keep', '1')], notes, beside);
      settings(
        [['con_lose', '1']],
        [
          ['con_lose', '1'],
          ['con_keep', '1'],
        ],
        notes,
        beside,
      );
      settings([bound('con_lose', '')], [bound('con_lose', '')], notes, beside);
    });

    it('knows a file of both solutions where it lies beside the other one, and leaves one of the other alone', () => {
      const beside = (...list: readonly unknown[]): string =>
        `${other({ references: [lose] })}--- other/prod.json\n${JSON.stringify({ ConnectionReferences: list }, null, 2)}\n`;
      const notes = ["The solution 'Other' defines 'Lose' itself and was left as it is."];
      checkRefactoring(
        own(keep, lose) + beside(bound('con_keep', ''), bound('con_lose', '1')),
        merge('con_keep', 'con_lose'),
        own(keep) + beside(bound('con_keep', '1'), bound('con_lose', '1')),
        notes,
      );
      checkRefactoring(own(keep, lose) + beside(bound('con_lose', '1')), merge('con_keep', 'con_lose'), own(keep), notes);
    });

    it('does not count the definition of a managed copy', () => {
      settings([bound('con_lose', '1')], [bound('con_keep', '1')], [], solution({ root: 'managed', managed: '1', references: [lose] }));
    });

    it('keeps comments', () => {
      const file = (...lines: readonly string[]): string =>
        `--- config/prod.json\n{\n  // by hand\n  "ConnectionReferences": [\n${lines.join('')}  ]\n}\n`;
      checkRefactoring(
        own(keep, lose) +
          file('    { "LogicalName": "con_x" }, // x\n', '    { "LogicalName": "con_lose", "ConnectionId": "1" } // lose\n'),
        merge('con_keep', 'con_lose'),
        own(keep) + file('    { "LogicalName": "con_x" }, // x\n', '    { "LogicalName": "con_keep", "ConnectionId": "1" } // lose\n'),
      );
    });
  });

  describe('in MissingDependencies', () => {
    const FLOW = `<Dependent type="29" displayName="Ask" id="{${ID}}" />`;
    const OTHER_FLOW = '<Dependent type="29" displayName="Tell" id="{7b0e4f16-3c9a-ed11-aad1-000d3ab2c7e9}" />';
    const CONNECTOR =
      '<Required type="372" schemaName="con_5Fleave" displayName="Leave" solution="Core (1.0)" id="{0d1c7a52-64b8-4f0e-9a3c-5e2f8b7d6c41}" />';
    const dependent = (name: string): string =>
      `<Dependent type="connectionreference" displayName="${name}" id.connectionreferencelogicalname="${name}" />`;
    const needs = (...elements: readonly string[]): string =>
      other().replace(
        '<MissingDependencies></MissingDependencies>',
        `<MissingDependencies>\n${elements.map((it) => `      <MissingDependency>\n        ${it.replaceAll('><', '>\n        <')}\n      </MissingDependency>\n`).join('')}    </MissingDependencies>`,
      );
    const check = (from: string, to: string): void => {
      const notes = ["The solution 'Other' uses them too and was changed as well."];
      checkRefactoring(own(keep, lose, more) + from, merge('con_keep', 'con_lose', 'con_more'), own(keep) + to, notes);
    };

    it('needs the survivor instead of the loser', () => {
      check(needs(requiredReference('con_lose', 'Active') + FLOW), needs(requiredReference('con_keep', 'Active') + FLOW));
      check(
        needs(requiredReference('con_lose', 'Active') + FLOW, requiredReference('con_keep', 'Active') + OTHER_FLOW),
        needs(requiredReference('con_keep', 'Active') + FLOW, requiredReference('con_keep', 'Active') + OTHER_FLOW),
      );
    });

    it('says it once, and keeps what was said of the survivor', () => {
      const kept = requiredReference('con_keep', 'Absence (1.0)') + FLOW;
      check(needs(requiredReference('con_lose', 'Active') + FLOW, kept), needs(kept));
      check(needs(kept, requiredReference('con_lose', 'Active') + FLOW, requiredReference('CON_More', 'Active') + FLOW), needs(kept));
      check(
        needs(requiredReference('con_more', 'Active') + FLOW, requiredReference('con_lose', 'Core (1.0)') + FLOW),
        needs(requiredReference('con_keep', 'Active') + FLOW),
      );
    });

    it('takes out only the flow that is said of already, where one element names several', () => {
      const kept = requiredReference('con_keep', 'Active') + FLOW;
      check(
        needs(kept, requiredReference('con_lose', 'Active') + FLOW + OTHER_FLOW),
        needs(kept, requiredReference('con_keep', 'Active') + OTHER_FLOW),
      );
    });

    it('needs nothing of others that the solution brings itself', () => {
      const brings = (missing: readonly string[], name: string): string =>
        other({ references: [keep], missing }) + flowUsing(name, { root: 'other' });
      checkRefactoring(
        own(keep, lose) + brings([requiredReference('con_lose', 'Absence (1.0)')], 'con_lose'),
        merge('con_keep', 'con_lose'),
        own(keep) + brings([], 'con_keep').replace('<MissingDependencies></MissingDependencies>', '<MissingDependencies />'),
        ["The solution 'Other' uses it too and was changed as well."],
      );
    });

    it('says of the survivor what the loser needs', () => {
      check(needs(CONNECTOR + dependent('con_lose')), needs(CONNECTOR + dependent('con_keep')));
      check(needs(CONNECTOR + dependent('con_lose'), CONNECTOR + dependent('con_keep')), needs(CONNECTOR + dependent('con_keep')));
      check(needs(CONNECTOR + dependent('con_lose') + dependent('con_more')), needs(CONNECTOR + dependent('con_keep')));
      const another = CONNECTOR.replace('0d1c7a52', '1d1c7a52');
      check(
        needs(CONNECTOR + dependent('con_keep'), another + dependent('con_lose')),
        needs(CONNECTOR + dependent('con_keep'), another + dependent('con_keep')),
      );
    });
  });

  describe('for agents, apps and packages', () => {
    const check = (from: string, to: string): void =>
      checkRefactoring(own(keep, lose, more) + from, merge('con_keep', 'con_lose', 'con_more'), own(keep) + to);

    it('writes the survivor where an agent names a loser, once for each component', () => {
      const set = (...links: readonly (readonly [component: string, name: string])[]): string =>
        `--- src/Assets/botcomponent_connectionreferenceset.xml\n<botcomponent_connectionreferenceset>\n${links
          .map(
            ([component, name]) =>
              `  <botcomponent_connectionreference botcomponentid.schemaname="${component}" connectionreferenceid.connectionreferencelogicalname="${name}">\n    <iscustomizable>1</iscustomizable>\n  </botcomponent_connectionreference>\n`,
          )
          .join('')}</botcomponent_connectionreferenceset>\n`;
      check(set(['a', 'con_lose'], ['b', 'con_keep'], ['b', 'con_x']), set(['a', 'con_keep'], ['b', 'con_keep'], ['b', 'con_x']));
      check(set(['a', 'con_lose'], ['a', 'con_more'], ['b', 'con_lose'], ['b', 'con_keep']), set(['a', 'con_keep'], ['b', 'con_keep']));
    });

    it("writes it into the agent's data", () => {
      const data = (name: string): string =>
        `--- src/botcomponents/con_bot.action.A/data\naction:\n  connectionReference: ${name}\n  operationId: con_lose\n`;
      check(data('con_lose'), data('con_keep'));
    });

    it('writes it into an app, and once into its dependencies', () => {
      const apps = (names: readonly string[], dependencies: readonly string[], write = (json: string): string => json): string =>
        app(
          write(
            JSON.stringify(
              Object.fromEntries(
                names.map((it, index) => [`k${index}`, appConnection('shared_teams', { xrmConnectionReferenceLogicalName: it })]),
              ),
            ),
          ),
          {
            rest: `<CdsDependencies>${write(JSON.stringify({ cdsdependencies: ['con_table', ...dependencies].map((it) => ({ logicalname: it, componenttype: it === 'con_table' ? 1 : 10066 })) }))}</CdsDependencies>`,
          },
        );
      for (const write of [
        (json: string) => json,
        (json: string) => json.replaceAll('"', '&quot;'),
        (json: string) => `<![CDATA[${json}]]>`,
      ]) {
        check(apps(['con_lose', 'con_keep'], ['con_lose'], write), apps(['con_keep', 'con_keep'], ['con_keep'], write));
        check(
          apps(['con_lose', 'con_more'], ['con_lose', 'con_more', 'con_x'], write),
          apps(['con_keep', 'con_keep'], ['con_keep', 'con_x'], write),
        );
        check(apps(['con_lose'], ['con_more', 'con_keep', 'con_lose'], write), apps(['con_keep'], ['con_keep'], write));
      }
    });

    it('binds it in a package manifest, once in a list', () => {
      const list = (...names: readonly (readonly [name: string, id?: string])[]): string =>
        `--- deploy/Absence_manifest.ppkg.json\n${JSON.stringify(
          [
            { '@odata.type': 'x' },
            ...names.map(([name, id]) => ({ connectionReferenceLogicalName: name, ...(id === undefined ? {} : { connectionId: id }) })),
          ],
          null,
          2,
        )}\n`;
      check(list(['con_lose', '#connection[a]#']), list(['con_keep', '#connection[a]#']));
      check(list(['con_keep', '#connection[a]#'], ['con_lose', '#connection[a]#'], ['con_more']), list(['con_keep', '#connection[a]#']));
      check(list(['con_keep'], ['con_lose', '1']), list(['con_keep', '1']));
      checkRefusal(
        own(keep, lose) + list(['con_keep', '1'], ['con_lose', '2']),
        merge('con_keep', 'con_lose'),
        /In 'deploy\/Absence_manifest\.ppkg\.json' 'Keep' is bound/,
      );
    });

    it('writes it where a package manifest names a loser outside a list', () => {
      const file = (name: string): string =>
        `--- deploy/x.ppkg.json\n{ "Main": { "LogicalName": "${name}" }, "All": [ { "LogicalName": "con_keep" } ] }\n`;
      check(file('con_lose'), file('con_keep'));
    });
  });

  describe('is refused', () => {
    it('for a reference and itself, in any letter case', () => {
      checkRefusal(own(keep, lose), merge('con_keep', 'con_keep'), "'Keep' cannot be merged into itself: choose another one.");
      checkRefusal(own(keep, lose), merge('con_keep', 'con_lose', 'con_keep'), "'Keep' cannot be merged into itself: choose another one.");
    });

    it('for references of different connectors', () => {
      checkRefusal(
        own(keep, reference('con_sql', 'shared_sql', 'Database')),
        merge('con_keep', 'con_sql'),
        "'Database' goes to SQL Server and 'Keep' to Microsoft Teams: only references of one connector can be merged.",
      );
      checkRefusal(
        own(keep, reference('con_sql', 'shared_sql', 'Keep')),
        merge('con_keep', 'con_sql'),
        "'Keep' (con_sql) goes to SQL Server and 'Keep' (con_keep) to Microsoft Teams: only references of one connector can be merged.",
      );
    });

    it('when the survivor is of another connector in a solution that would use it', () => {
      const reason =
        "In the solution 'Other' 'Lose' goes to Microsoft Teams and 'Base' to SQL Server: only references of one connector can be merged.";
      const base = reference('con_KEEP', 'shared_sql', 'Base');
      const uses = flowUsing('con_lose', { root: 'other' });
      checkRefusal(own(keep, lose) + other({ references: [base] }) + uses, merge('con_keep', 'con_lose'), reason);
      checkRefusal(own(keep, lose) + other({ references: [base, lose] }), merge('con_keep', 'con_lose'), reason);
      checkRefactoring(own(keep, lose) + other({ references: [base] }), merge('con_keep', 'con_lose'), own(keep));
    });

    it('for a reference that names no connector', () => {
      const none = reference('con_none', 'X', 'None').replace('/providers/Microsoft.PowerApps/apis/X', '');
      const reason = "'None' does not say which connector it is for: mend that first.";
      checkRefusal(own(keep, none), merge('con_keep', 'con_none'), reason);
      checkRefusal(own(none, keep), merge('con_none', 'con_keep'), reason);
    });

    it("for an agent's own, but not for merging into one", () => {
      const agents = reference('con_bot.shared_teams.1', 'shared_teams', 'Bot');
      checkRefusal(
        own(keep, agents),
        merge('con_keep', 'con_bot.shared_teams.1'),
        "'Bot' is made and kept by the agent's editor, so it cannot be merged into another one: keep it.",
      );
      checkRefactoring(
        own(lose, agents) + flowUsing('con_lose'),
        merge('con_bot.shared_teams.1', 'con_lose'),
        own(agents) + flowUsing('con_bot.shared_teams.1'),
      );
    });

    it('in a solution that is kept managed', () => {
      checkRefusal(
        solution({ managed: '1', references: [keep, lose] }),
        merge('con_keep', 'con_lose'),
        /is kept here as a managed solution/,
      );
    });
  });

  it('leaves nothing to do for a second time', () => {
    const { files } = readFixture(own(keep, lose) + flowUsing('con_lose'));
    const after = applied(merge('con_keep', 'con_lose')(sceneOf(files)), files);
    assert.equal(referenceIn(sceneOf(after), 'con_lose'), undefined);
    assert.deepEqual(
      [...after.values()].filter((it) => it.includes('con_lose')),
      [],
    );
  });
});

describe('merging every duplicate of automation-kit', () => {
  before(needCorpus);

  it('is done one after another: none is left, and every operation goes to the connector it went to', () => {
    const files = new Map(filesIn('automation-kit').map((it): [Uri, string] => [uriOf(it), decode(readFileSync(it))]));
    const workspace = new Workspace();
    workspace.apply([...files].map(([uri, text]) => ({ uri, entry: entryOf(inMemory(uri, text), text) })));
    const [calls, unknown] = [callsIn(workspace.snapshot), unknownIn(workspace.snapshot)];
    const duplicates = rules.filter((it) => it.id === 'duplicate-connection-reference');
    const options = { rules: duplicates, text: (uri: Uri) => files.get(uri)!, accept: (fix: Fix) => fix.preferred };
    const { applied: merges, refused } = fixAll(workspace, options);
    assert.deepEqual(refused, []);
    assert.equal(merges.length, 9);
    const linter = createLinter({ rules: duplicates, onCrash: (_, error) => assert.fail(String(error)) });
    assert.deepEqual(
      [...linter.run(workspace.snapshot)].flatMap((it) => it.findings),
      [],
    );
    assert.deepEqual(callsIn(workspace.snapshot), calls);
    assert.deepEqual(unknownIn(workspace.snapshot), unknown);
  });
});

/** What every operation calls, and the connector of the reference it goes through. */
function callsIn({ solutions }: Snapshot): readonly string[] {
  return solutions.flatMap(({ flows, references }) =>
    flows.flatMap((flow) =>
      insideOf(flow).operations.map(({ name, key }) => {
        const logicalName = flow.connections.find((it) => it.key.value === key.value)?.logicalName?.value.toLowerCase();
        const reference = references.find((it) => it.logicalName.value.toLowerCase() === logicalName);
        return `${flow.name}: ${name} through ${key.value} to ${reference?.connector ?? `${logicalName}, not defined here`}`;
      }),
    ),
  );
}

/** The names in settings files and package manifests that no solution defines. */
function unknownIn({ solutions, others }: Snapshot): readonly string[] {
  const defined = new Set(solutions.flatMap((it) => it.references.map(({ logicalName }) => logicalName.value)));
  const all = [...solutions, ...others].flatMap((it) => [...occurrencesIn(it)]);
  const named = all.flatMap(({ role, name }) => (role === 'setting' || role === 'package' ? name.value : []));
  assert.ok(named.length > 0);
  return [...new Set(named)].filter((it) => !defined.has(it)).sort();
}

import type { Scene } from '../../server/src/core';
import { removeReference } from '../../server/src/core/refactorings/remove';
import type { Refactoring } from '../../server/src/core/refactorings/refactoring';
import { checkRefactoring, checkRefusal, referenceIn, solutionIn } from '../support/refactor';
import { CUSTOM, customReference, flowUsing, metadata, reference, requiredReference, solution, type Manifest } from '../support/solution';

const remove =
  (logicalName: string) =>
  (scene: Scene): Refactoring =>
    removeReference(solutionIn(scene), referenceIn(scene, logicalName), scene);

const keep = reference('con_keep', 'shared_sql', 'Keep');
const gone = reference('con_gone', 'shared_teams', 'Gone');
const own = (...references: readonly string[]): string => solution({ references });
const other = (parts: Manifest = {}): string => solution({ root: 'other', name: 'Other', ...parts });

describe('removeReference', () => {
  it('takes the definition out, and nothing else', () => {
    for (const references of [
      [keep, gone],
      [gone, keep],
      [reference('con_gone_2'), gone, keep],
    ])
      checkRefactoring(
        own(...references) + flowUsing('con_keep'),
        remove('con_gone'),
        own(...references.filter((it) => it !== gone)) + flowUsing('con_keep'),
      );
  });

  it('takes the section out with the last one', () => {
    checkRefactoring(own(gone), remove('con_gone'), own());
  });

  it('is refused where the definition is all that its file holds, and closes a section that is', () => {
    const only = (text: string): string => `${solution()}`.replace(/(?<=Customizations\.xml\n)[^]*$/, () => text);
    checkRefusal(
      only(gone),
      remove('con_gone'),
      "Its file holds nothing but this '<connectionreference>', which cannot be taken out: delete the file instead.",
    );
    checkRefactoring(
      only(`<connectionreferences>\n${gone}</connectionreferences>\n`),
      remove('con_gone'),
      only('<connectionreferences />\n'),
    );
  });

  it('takes every definition of a name that stands twice', () => {
    checkRefactoring(own(gone, keep, gone.replace('con_gone', 'CON_Gone')), remove('con_gone'), own(keep));
  });

  describe('in deployment settings', () => {
    const objects = (...names: readonly string[]): string =>
      `--- config/prod.json\n${JSON.stringify({ ConnectionReferences: names.map((it) => ({ LogicalName: it, ConnectionId: '1' })) }, null, 2)}\n`;
    const pairs = (...names: readonly string[]): string =>
      `--- config/dev/import.json\n${JSON.stringify({ ConnectionReferences: names.map((it) => [it, '1']) }, null, 2)}\n`;

    it('takes its entries out, in every file and letter case', () => {
      checkRefactoring(
        own(keep, gone) + objects('con_gone', 'con_keep', 'CON_gone') + pairs('con_keep', 'con_gone'),
        remove('con_gone'),
        own(keep) + objects('con_keep') + pairs('con_keep'),
      );
      checkRefactoring(own(keep, gone) + objects('con_gone'), remove('con_gone'), own(keep) + objects());
    });

    it('leaves them while another solution defines the reference', () => {
      checkRefactoring(own(keep, gone) + objects('con_gone') + other({ references: [gone] }), remove('con_gone'), own(keep));
      checkRefactoring(own(keep, gone) + objects('con_gone') + other({ managed: '1', references: [gone] }), remove('con_gone'), own(keep));
    });

    it('does not count a managed copy of the solution, and leaves it alone', () => {
      const copy = solution({ root: 'managed', managed: '1', references: [gone] }) + objects('con_gone').replace('config', 'managed');
      checkRefactoring(own(keep, gone) + objects('con_gone') + copy, remove('con_gone'), own(keep) + objects());
    });

    it('counts the tokens that are left', () => {
      checkRefactoring(
        own(keep, gone) +
          '--- config/prod.json\n{ "ConnectionReferences": [ [ "con_keep", "#{con_gone}#" ], [ "con_gone", "#{con_gone}#" ] ] }\n',
        remove('con_gone'),
        own(keep) + '--- config/prod.json\n{ "ConnectionReferences": [ [ "con_keep", "#{con_gone}#" ] ] }\n',
        ["1 pipeline token names 'con_gone': it is your pipeline's own variable and was left as it is."],
      );
    });
  });

  describe('in MissingDependencies', () => {
    const CONNECTOR = '<Required type="372" displayName="Leave" solution="Core (1.0)" id="{0d1c7a52-64b8-4f0e-9a3c-5e2f8b7d6c41}" />';
    const dependent = (name: string): string =>
      `<Dependent type="connectionreference" displayName="${name}" id.connectionreferencelogicalname="${name}" />`;
    const custom = customReference('con_gone', CUSTOM, 'Gone');
    const needs = (references: readonly string[], content: string): string =>
      solution({ references }).replace('<MissingDependencies></MissingDependencies>', content);
    const list = (...elements: readonly string[]): string =>
      `<MissingDependencies>\n${elements.map((it) => `      <MissingDependency>\n        ${it.replaceAll('><', '>\n        <')}\n      </MissingDependency>\n`).join('')}    </MissingDependencies>`;

    it('takes out what only the reference needs', () => {
      checkRefactoring(
        needs([keep, custom], list(CONNECTOR + dependent('CON_Gone'), CONNECTOR + dependent('con_keep'))),
        remove('con_gone'),
        needs([keep], list(CONNECTOR + dependent('con_keep'))),
      );
      checkRefactoring(
        needs([keep, custom], list(CONNECTOR + dependent('con_gone'))),
        remove('con_gone'),
        needs([keep], '<MissingDependencies />'),
      );
    });

    it('takes out the reference alone where others need the same', () => {
      checkRefactoring(
        needs([keep, custom], list(CONNECTOR + dependent('con_gone') + dependent('con_keep'))),
        remove('con_gone'),
        needs([keep], list(CONNECTOR + dependent('con_keep'))),
      );
    });

    it('leaves what says that the reference itself is needed, and other manifests', () => {
      const beside = other().replace('<MissingDependencies></MissingDependencies>', list(CONNECTOR + dependent('con_gone')));
      const required = (references: readonly string[]): string =>
        solution({ references, missing: [requiredReference('con_gone', 'Active')] });
      checkRefactoring(required([keep, custom]) + beside, remove('con_gone'), required([keep]));
    });
  });

  describe('is refused', () => {
    const refused = (user: string, source: string): void =>
      checkRefusal(
        own(keep, gone) + source,
        remove('con_gone'),
        `'Gone' cannot be removed, for ${user} uses it: let that use another one first.`,
      );

    it('while something uses it, and says what', () => {
      refused("the flow 'Ask for leave'", flowUsing('CON_Gone') + metadata());
      refused("the flow 'Askforleave'", other() + flowUsing('con_gone', { root: 'other' }));
      refused(
        "the app 'con_app'",
        '--- src/CanvasApps/con_app.meta.xml\n<CanvasApp><Name>con_app</Name><ConnectionReferences>{"a":{"xrmConnectionReferenceLogicalName":"con_gone"}}</ConnectionReferences></CanvasApp>\n',
      );
      refused("the agent 'con_bot'", '--- src/botcomponents/con_bot.action.A/data\naction:\n  connectionReference: con_gone\n');
      refused("the package manifest 'x.ppkg.json'", '--- deploy/x.ppkg.json\n{ "LogicalName": "con_gone" }\n');
    });

    it('while a file of the solution does not parse, for what is missing of it may be the use', () => {
      const cut = '--- src/Workflows/A-5D2C8A70-1F7B-ED11-81AD-000D3A4A1B2C.json\n{ "properties": { "connectionReferences": { "shared_te';
      checkRefusal(
        own(keep, gone) + cut,
        remove('con_gone'),
        "'A-5D2C8A70-1F7B-ED11-81AD-000D3A4A1B2C.json' does not parse and may name 'Gone': mend the file first.",
      );
    });

    it('while a file elsewhere does not parse and has the name in it, and not when it has not', () => {
      const cut = (name: string): string => other() + `--- other/Workflows/A-5D2C8A70-1F7B-ED11-81AD-000D3A4A1B2C.json\n{ "${name}`;
      checkRefusal(own(keep, gone) + cut('con_gone'), remove('con_gone'), /does not parse and may name 'Gone'/);
      checkRefactoring(own(keep, gone) + cut('con_else'), remove('con_gone'), own(keep));
    });

    it('in a solution that is kept managed', () => {
      checkRefusal(solution({ managed: '1', references: [gone] }), remove('con_gone'), /is kept here as a managed solution/);
    });
  });
});

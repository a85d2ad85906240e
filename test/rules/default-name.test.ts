import { defaultNaming, type Naming } from '../../server/src/core';
import { checkAll, checkFindings } from '../support/check';
import { checkFix, checkFixes } from '../support/check-fix';
import { CUSTOM, ID, crlf, customConnector, customReference, flowUsing, metadata, reference, solution } from '../support/solution';

const RULE = 'default-name';
const is = (logicalName: string, displayName: string): void =>
  void checkFindings(RULE, solution({ references: [reference(logicalName, 'shared_teams', `{|default-name:${displayName}|}`)] }));
const isNot = (logicalName: string, displayName: string): void =>
  void checkFindings(RULE, solution({ references: [reference(logicalName, 'shared_teams', displayName)] }));

describe(RULE, () => {
  it('knows the name by the five characters that both names end in', () => {
    is('con_sharedteams_6ec15', 'Microsoft Teams Absence-6ec15');
    is('con__sharedteams_6ec15', 'Microsoft Teams My-App-6ec15');
    is('con_sharedcommondataservice_0f3ab', 'Microsoft Dataverse (legacy) Absence-0f3ab');
    is('con_sharedexcelonlinebusiness_12345', 'Excel Online (Business) Absence-12345');
  });

  it('is not content with similar endings', () => {
    isNot('con_sharedteams_6ec15', 'Microsoft Teams Absence-6ec16');
    isNot('con_absence_teams', 'Microsoft Teams Absence-6ec15');
    isNot('con_sharedteams_6ec15', 'Microsoft Teams');
    isNot('con_sharedteams6ec15', 'Microsoft Teams Absence-6ec15');
    isNot('con_sharedteams_6ec15a', 'Microsoft Teams Absence-6ec15a');
    isNot('con_sharedteams_6gc15', 'Microsoft Teams Absence-6gc15');
  });

  it('knows a counter from 1 to 99', () => {
    is('con_teams', 'SharePoint_1');
    is('con_teams', 'Microsoft Dataverse (legacy)_99');
    isNot('con_teams', 'SharePoint_0');
    isNot('con_teams', 'SharePoint_100');
    isNot('con_teams', 'SharePoint_2024');
    isNot('con_teams', 'SharePoint 1');
  });

  it('marks the text as it is written, in CRLF files too', () => {
    is('con_sharedteams_6ec15', 'R&amp;D Absence-6ec15');
    checkFindings(
      RULE,
      crlf(
        solution({ references: [reference('con_sharedteams_6ec15', 'shared_teams', '{|default-name:Microsoft Teams Absence-6ec15|}')] }),
      ),
    );
  });

  it('speaks instead of off-scheme-name', () => {
    checkAll(
      solution({
        flows: [ID],
        references: [reference('con_sharedteams_6ec15', 'shared_teams', '{|default-name:Microsoft Teams Absence-6ec15|}')],
      }) +
        flowUsing('con_sharedteams_6ec15') +
        metadata(),
    );
  });
});

describe(`the fix of ${RULE}`, () => {
  const DATAVERSE = 'shared_commondataserviceforapps';
  const made = (displayName: string, connector = 'shared_teams', more: readonly string[] = []): string =>
    solution({ references: [reference('con_sharedteams_6ec15', connector, displayName), ...more] });
  const DEFAULT = 'Microsoft Teams Absence-6ec15';
  const named = (...names: readonly string[]): readonly string[] =>
    names.map((it) => `review Rename to '${it}'${names.length === 1 ? ' *' : ''}`);

  it('is one for each type that the connector can have, none of them preferred', () => {
    checkFixes(RULE, made(DEFAULT), named('Absence – Teams – Service Account', 'Absence – Teams – User'));
    checkFixes(
      RULE,
      made('Microsoft Dataverse Absence-6ec15', DATAVERSE),
      named('Absence – Dataverse – Service Principal', 'Absence – Dataverse – Service Account', 'Absence – Dataverse – User'),
    );
  });

  it('writes the display name and nothing else', () => {
    checkFix(RULE, made(DEFAULT), "Rename to 'Absence – Teams – User'", made('Absence – Teams – User'));
    checkFix(RULE, made('Teams_1'), "Rename to 'Absence – Teams – Service Account'", made('Absence – Teams – Service Account'));
  });

  it('is the preferred one when the type is settled', () => {
    const naming: Naming = { ...defaultNaming, type: 'User' };
    checkFixes(RULE, made(DEFAULT), named('Absence – Teams – User'), naming);
    checkFix(RULE, made(DEFAULT), "Rename to 'Absence – Teams – User'", made('Absence – Teams – User'), naming);
    checkFixes(RULE, made(DEFAULT), [], { ...naming, type: 'Service Principal' });
    checkFixes(RULE, made('Dataverse_1', DATAVERSE), named('Absence – Dataverse – Service Principal'), {
      ...naming,
      type: 'Service Principal',
    });
  });

  it("goes by the team's scheme, areas, types and connector names", () => {
    const naming: Naming = {
      scheme: '<Type> – <Area> – <Connector>',
      types: ['Robot', 'service principal'],
      area: 'R&D',
      connectors: { shared_teams: 'Chat' },
    };
    checkFixes(RULE, made(DEFAULT), named('Robot – R&D – Chat'), naming);
    checkFix(RULE, made(DEFAULT), "Rename to 'Robot – R&D – Chat'", made('Robot – R&amp;D – Chat'), naming);
    checkFixes(RULE, made(DEFAULT), [], { ...naming, areas: ['HR'] });
    checkFixes(RULE, made(DEFAULT), named('Robot – HR – Chat'), { ...naming, areas: ['HR'], area: 'HR' });
    checkFixes(RULE, made(DEFAULT), named('Absence – Teams'), { scheme: '<Area> – <Connector>' });
  });

  it('never reads an area into a name of the maker portal', () => {
    const name = 'SFTP - SSH - Now Absence-6ec15';
    checkFixes(
      RULE,
      made(name, 'shared_unheardof'),
      named(...['Service Principal', 'Service Account', 'User'].map((it) => `Absence – shared_unheardof – ${it}`)),
    );
  });

  it('leaves out names that another reference has, but for its dashes and letter case too', () => {
    for (const other of ['Absence – Teams – User', 'Absence - Teams | user'])
      checkFixes(
        RULE,
        made(DEFAULT, 'shared_teams', [reference('con_b', 'shared_sql', other)]),
        ["review Rename to 'Absence – Teams – Service Account'"], // not preferred: that it is free does not say that it is right
      );
    const both = [
      reference('con_b', 'shared_teams', 'Absence – Teams – User'),
      reference('con_c', 'shared_teams', 'Absence – Teams – Service Account'),
    ];
    checkFixes(RULE, made(DEFAULT, 'shared_teams', both), []);
  });

  it('leaves out names of more than 100 characters', () => {
    const long = (length: number): Naming => ({ ...defaultNaming, area: 'A'.repeat(length) });
    const rest = ' – Teams – User'.length;
    checkFixes(RULE, made(DEFAULT), [`review Rename to '${'A'.repeat(100 - rest)} – Teams – User'`], long(100 - rest)); // the only one left, and still a guess
    checkFixes(RULE, made(DEFAULT), [], long(101 - rest));
  });

  it('calls a custom connector by the name the workspace has for it', () => {
    const of = (name: string): string => solution({ references: [customReference('con_leave_6ec15', CUSTOM, name)] });
    const title = "Rename to 'Absence – Leave Service – User'";
    checkFix(RULE, of('Leave Absence-6ec15') + customConnector(), title, of('Absence – Leave Service – User'));
    checkFix(
      RULE,
      of('Leave Absence-6ec15') + solution({ root: 'b', name: 'B' }) + customConnector('b'),
      title,
      of('Absence – Leave Service – User'),
    );
    checkFix(RULE, of('Leave Absence-6ec15'), "Rename to 'Absence – leave – User'", of('Absence – leave – User'));
  });

  it('is not there without a connector, or for a solution kept managed only', () => {
    checkFixes(RULE, made(DEFAULT).replace(/<connectorid>.*<\/connectorid>/, ''), []);
    checkFixes(RULE, solution({ managed: '1', references: [reference('con_a', 'shared_teams', 'Teams_1')] }), []);
  });
});

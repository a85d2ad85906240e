import { defaultNaming } from '../../server/src/core';
import { checkAll, checkFindings } from '../support/check';
import { checkFix, checkFixes } from '../support/check-fix';
import { CUSTOM_ID, ID, customConnector, customReference, flowUsing, metadata, reference, solution } from '../support/solution';

const RULE = 'missing-description';
const described = (rest: string, name = 'con_a'): void =>
  void checkFindings(RULE, solution({ references: [reference(name, 'shared_teams', 'x', rest)] }));
const NAME = '{|missing-description:con_a|}';

describe(RULE, () => {
  it('reports a description that is missing, empty or blank', () => {
    described('', NAME);
    described('<description></description>', NAME);
    described('<description />', NAME);
    described('<description> \n </description>', NAME);
  });

  it('is content with any text', () => {
    described('<description>For the HR team</description>');
    described('<description>&amp;</description>');
    described('<description><![CDATA[x]]></description>');
  });

  it('is off unless it is switched on', () => {
    checkAll(solution({ flows: [ID], references: [reference('con_absence_teams')] }) + flowUsing('con_absence_teams') + metadata());
  });
});

describe(`the fix of ${RULE}`, () => {
  const TITLE = 'Insert a description';
  const SAID = '<description>Connection to Microsoft Teams for Absence.</description>';
  const written = (parts: string): string => solution({ references: [definition(parts)] });
  const definition = (parts: string): string => `    <connectionreference connectionreferencelogicalname="con_a">
      ${parts.replaceAll('>\n<', '>\n      <')}
    </connectionreference>
`;
  const NAME = '<connectionreferencedisplayname>Absence – Teams – User</connectionreferencedisplayname>';
  const API = '<connectorid>/providers/Microsoft.PowerApps/apis/shared_teams</connectorid>';
  const REST = '<iscustomizable>1</iscustomizable>\n<statecode>0</statecode>';

  it('puts a description where the platform has it', () => {
    checkFixes(RULE, written([NAME, API, REST].join('\n')), [`review ${TITLE} *`]);
    checkFix(RULE, written([NAME, API, REST].join('\n')), TITLE, written([NAME, API, SAID, REST].join('\n')));
    checkFix(RULE, written([NAME, API].join('\n')), TITLE, written([NAME, API, SAID].join('\n')));
    const custom = `<customconnectorid><connectorid>${CUSTOM_ID}</connectorid></customconnectorid>`;
    checkFix(RULE, written([NAME, API, custom, REST].join('\n')), TITLE, written([NAME, API, custom, SAID, REST].join('\n')));
  });

  it('fills an empty one', () => {
    for (const empty of ['<description></description>', '<description />', '<description>  </description>'])
      checkFix(RULE, written([NAME, API, empty, REST].join('\n')), TITLE, written([NAME, API, SAID, REST].join('\n')));
  });

  it('takes the area from the name, else from the solution, and the connector as people call it', () => {
    const says = (displayName: string, said: string, naming = defaultNaming): void => {
      const of = (rest: string): string =>
        solution({ name: 'Holiday', references: [reference('con_a', 'shared_office365', displayName, rest)] });
      checkFix(RULE, of('<description />'), TITLE, of(`<description>${said}</description>`), naming);
    };
    says('HR | Outlook | User', 'Connection to Office 365 Outlook for HR.');
    says('R&amp;D &lt;x&gt; – Outlook – User', 'Connection to Office 365 Outlook for R&amp;D &lt;x&gt;.');
    says('Mail', 'Connection to Office 365 Outlook for Holiday.');
    says('Mail', 'Connection to Office 365 Outlook for HR.', { ...defaultNaming, area: 'HR' });
    says('Office 365 Outlook Holiday_1', 'Connection to Office 365 Outlook for Holiday.');
  });

  it('calls a custom connector by its name', () => {
    const of = (rest: string): string =>
      solution({ references: [customReference('con_a').replace('<iscustomizable>', `${rest}<iscustomizable>`)] });
    checkFix(
      RULE,
      of('<description />') + customConnector(),
      TITLE,
      of('<description>Connection to Leave Service for Absence.</description>'),
    );
  });

  it('is not there without a connector, or for a solution kept managed only', () => {
    checkFixes(RULE, written([NAME, REST].join('\n')), []);
    checkFixes(RULE, solution({ managed: '1', references: [reference('con_a')] }), []);
  });
});

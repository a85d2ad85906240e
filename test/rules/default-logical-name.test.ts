import { defaultNaming } from '../../server/src/core';
import { checkAll, checkFindings } from '../support/check';
import { checkFix, checkFixes } from '../support/check-fix';
import { ID, flowUsing, metadata, reference, solution } from '../support/solution';

const RULE = 'default-logical-name';
const is = (name: string): void => void checkFindings(RULE, solution({ references: [reference(`{|default-logical-name:${name}|}`)] }));
const isNot = (name: string): void => void checkFindings(RULE, solution({ references: [reference(name)] }));

describe(RULE, () => {
  it('knows the five characters at the end', () => {
    is('con_sharedteams_6ec15');
    is('svr__sharedoffice365_f448a');
    isNot('con_absence_teams');
    isNot('con_sharedteams_6ec1');
    isNot('con_sharedteams_6ec150');
    isNot('con_sharedteams_6gc15');
    isNot('con_sharedteams6ec15');
    isNot('con_6ec15_teams');
  });

  it('does not mind the display name', () => {
    checkFindings(
      RULE,
      solution({
        references: [reference('{|default-logical-name:con_sharedteams_6ec15|}', 'shared_teams', 'Microsoft Teams Absence-6ec15')],
      }),
    );
  });

  it('is off unless it is switched on', () => {
    checkAll(solution({ flows: [ID], references: [reference('con_sharedteams_6ec15')] }) + flowUsing('con_sharedteams_6ec15') + metadata());
  });

  describe('the fix that renames it', () => {
    const own = (name: string, displayName: string, prefix = 'con'): string =>
      solution({ prefix, references: [reference(name, 'shared_teams', displayName)] }) +
      flowUsing(name) +
      `--- config/prod.json\n{ "ConnectionReferences": [ { "LogicalName": "${name}", "ConnectionId": "#{con_sharedteams_6ec15}#" } ] }\n`;

    it('names it after its area and connector, wherever it is named', () => {
      checkFix(
        RULE,
        own('con_sharedteams_6ec15', 'Urlaub &amp; Größe – Teams – Service Account'),
        "Rename to 'con_UrlaubGroeTeams'",
        own('con_UrlaubGroeTeams', 'Urlaub &amp; Größe – Teams – Service Account'),
      );
    });

    it('takes the area of the solution where the name has none', () => {
      checkFix(RULE, own('con_sharedteams_6ec15', 'Teams'), "Rename to 'con_AbsenceTeams'", own('con_AbsenceTeams', 'Teams'));
      checkFixes(RULE, own('con_sharedteams_6ec15', 'Teams'), ["review Rename to 'con_HRTeams' *"], { ...defaultNaming, area: 'HR' });
    });

    it("takes the publisher's prefix, never unasked when it is another one, and a name nobody has", () => {
      checkFixes(RULE, own('new_sharedteams_6ec15', 'Teams', 'svr_'), ["review Rename to 'svr__AbsenceTeams'"]);
      checkFixes(RULE, own('con_sharedteams_6ec15', 'Teams') + flowUsing('CON_absenceteams', { name: 'Other' }), [
        "review Rename to 'con_AbsenceTeams2' *",
      ]);
    });

    it('is not offered where the connector is not known, nor in a solution that is kept managed', () => {
      const none = reference('con_sharedteams_6ec15', 'X').replace('/providers/Microsoft.PowerApps/apis/X', '');
      checkFixes(RULE, solution({ references: [none] }), []);
      checkFixes(RULE, solution({ managed: '1', references: [reference('con_sharedteams_6ec15')] }), []);
    });
  });
});

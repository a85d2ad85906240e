import { checkFindings } from '../support/check';
import {
  CUSTOM,
  CUSTOM_ELSEWHERE,
  customReference,
  entry,
  flow,
  operation,
  reference,
  requiredReference,
  solution,
} from '../support/solution';

const RULE = 'several-references-for-connector';
const B = '{|several-references-for-connector:b|}';
const C = '{|several-references-for-connector:c|}';
const ACTIONS = { A: operation('a'), B: operation('b'), C: operation('c') };
const using = (references: readonly string[], connections: object): string =>
  solution({ references }) + flow({ connections, actions: ACTIONS });
const teams = (logicalName: string, displayName: string): string => reference(logicalName, 'shared_teams', displayName);

describe(RULE, () => {
  it('reports the first key of each further reference', () => {
    const references = [teams('con_1', 'Teams'), teams('con_2', 'Teams 2'), teams('con_3', 'Teams 3')];
    checkFindings(RULE, using(references, { a: entry('con_1'), [B]: entry('con_2'), [C]: entry('con_3') }));
    checkFindings(RULE, using(references, { a: entry('con_1'), [B]: entry('con_2'), c: entry('CON_2') }));
    checkFindings(RULE, using(references, { a: entry('con_1'), b: entry('con_1'), c: entry('Con_1') }));
  });

  it('goes by the order in the text, not by the names', () => {
    checkFindings(
      RULE,
      using([teams('con_1', 'Teams'), teams('con_2', 'Teams 2')], {
        c: entry('con_2'),
        '{|several-references-for-connector:a|}': entry('con_1'),
      }),
    );
  });

  it('accepts names on the scheme that differ in Type or in Area', () => {
    const account = teams('con_1', 'Absence – Teams – Service Account');
    checkFindings(RULE, using([account, teams('con_2', 'Absence - Microsoft Teams - User')], { a: entry('con_1'), b: entry('con_2') }));
    checkFindings(RULE, using([account, teams('con_2', 'HR | Teams | Service Account')], { a: entry('con_1'), b: entry('con_2') }));
  });

  it('does not accept names on the scheme that say the same, nor one that is off it', () => {
    const account = teams('con_1', 'Absence – Teams – Service Account');
    checkFindings(
      RULE,
      using([account, teams('con_2', 'Absence - Microsoft Teams - Service Account')], { a: entry('con_1'), [B]: entry('con_2') }),
    );
    checkFindings(RULE, using([account, teams('con_2', 'Teams of the user')], { a: entry('con_1'), [B]: entry('con_2') }));
  });

  it('tells connectors apart, but not the hashes of a custom one', () => {
    checkFindings(
      RULE,
      using([reference('con_1', 'shared_commondataservice', 'Old'), reference('con_2', 'shared_commondataserviceforapps', 'New')], {
        a: entry('con_1', 'shared_commondataservice'),
        b: entry('con_2', 'shared_commondataserviceforapps'),
      }),
    );
    checkFindings(
      RULE,
      using([customReference('con_1', CUSTOM, 'One'), customReference('con_2', CUSTOM_ELSEWHERE, 'Two')], {
        a: entry('con_1', CUSTOM),
        [B]: entry('con_2', CUSTOM_ELSEWHERE),
      }),
    );
  });

  it('leaves out unused keys, direct connections and references that cannot be resolved', () => {
    const references = [teams('con_1', 'Teams'), teams('con_2', 'Teams 2')];
    checkFindings(RULE, using(references, { a: entry('con_1'), unused: entry('con_2') }));
    checkFindings(RULE, using(references, { a: entry('con_1'), b: entry(undefined) }));
    checkFindings(RULE, using(references, { a: entry('con_1'), b: entry('con_nobody') }));
    checkFindings(
      RULE,
      solution({ references, missing: [requiredReference('con_core', 'Core (1.0)')] }) +
        flow({ connections: { a: entry('con_1'), b: entry('con_core') }, actions: ACTIONS }),
    );
  });

  it('counts within one flow only', () => {
    const references = [teams('con_1', 'Teams'), teams('con_2', 'Teams 2')];
    checkFindings(
      RULE,
      using(references, { a: entry('con_1') }) + flow({ name: 'Other', connections: { a: entry('con_2') }, actions: ACTIONS }),
    );
  });
});

import { checkFindings } from '../support/check';
import { checkFix, checkFixes } from '../support/check-fix';
import {
  CUSTOM,
  CUSTOM_ELSEWHERE,
  customReference,
  customConnector,
  entry,
  flow,
  operation,
  oldOperation,
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

  it('leaves a reference that goes to another connector to mismatched-connector', () => {
    const outlook = reference('con_1', 'shared_office365', 'Outlook');
    checkFindings(RULE, using([outlook, teams('con_2', 'Teams')], { a: entry('con_1'), b: entry('con_2') }));
    checkFindings(RULE, using([outlook, teams('con_2', 'Teams')], { a: entry('con_2'), b: entry('con_1') }));
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

describe(`the fix of ${RULE}`, () => {
  const references = [teams('con_1', 'Teams'), teams('con_2', 'Teams 2')];

  it('writes the first reference at the key, and never is the preferred answer', () => {
    const before = using(references, { a: entry('con_1'), b: entry('con_2') });
    checkFixes(RULE, before, ["review Use 'Teams' for this flow"]);
    checkFix(RULE, before, "Use 'Teams' for this flow", flow({ connections: { a: entry('con_1'), b: entry('con_1') }, actions: ACTIONS }));
  });

  it('writes it at every key of the flow that goes to the other reference, and changes no key', () => {
    const service = (name: string): object => ({
      id: '/x/apis/shared_teams',
      connectionReferenceLogicalName: name,
      runtimeSource: 'invoker',
    });
    const connections = (name: string, other: string): object => ({
      a: entry('con_1'),
      b: entry(name),
      c: service(other),
      unused: entry(name),
    });
    const actions = { A: operation('a'), B: oldOperation('b'), C: operation('c') };
    checkFix(
      RULE,
      solution({ references }) + flow({ connections: connections('con_2', 'CON_2'), actions }),
      "Use 'Teams' for this flow",
      flow({ connections: connections('con_1', 'con_1'), actions }),
    );
  });

  it('leaves other flows alone', () => {
    const other = flow({ name: 'Other', connections: { a: entry('con_2') }, actions: ACTIONS });
    const before = using(references, { a: entry('con_1'), b: entry('con_2') }) + other;
    checkFix(RULE, before, "Use 'Teams' for this flow", flow({ connections: { a: entry('con_1'), b: entry('con_1') }, actions: ACTIONS }));
  });

  it('writes the name as its definition does', () => {
    const before = using(references, { a: entry('CON_1'), b: entry('con_2') });
    checkFix(RULE, before, "Use 'Teams' for this flow", flow({ connections: { a: entry('CON_1'), b: entry('con_1') }, actions: ACTIONS }));
  });

  it('tells two of one display name apart', () => {
    checkFixes(RULE, using([teams('con_1', 'Teams'), teams('con_2', 'Teams')], { a: entry('con_1'), b: entry('con_2') }), [
      "review Use 'Teams' (con_1) for this flow",
    ]);
  });

  it('is there for each further reference', () => {
    const three = [...references, teams('con_3', 'Teams 3')];
    const before = using(three, { a: entry('con_1'), b: entry('con_2'), c: entry('con_3') });
    checkFixes(RULE, before, ["review Use 'Teams' for this flow", "review Use 'Teams' for this flow"]);
  });

  it('keeps the connector of the entry, whatever its hash', () => {
    const leave = [customReference('con_1', CUSTOM, 'One'), customReference('con_2', CUSTOM_ELSEWHERE, 'Two')];
    const connections = (name: string): object => ({ a: entry('con_1', CUSTOM), b: entry(name, CUSTOM_ELSEWHERE) });
    const actions = { A: operation('a', CUSTOM), B: operation('b', CUSTOM_ELSEWHERE) };
    checkFix(
      RULE,
      solution({ references: leave }) + customConnector() + flow({ connections: connections('con_2'), actions }),
      "Use 'One' for this flow",
      flow({ connections: connections('con_1'), actions }),
    );
  });
});

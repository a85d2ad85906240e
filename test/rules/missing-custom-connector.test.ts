import { checkFindings } from '../support/check';
import { CONNECTOR, CUSTOM, CUSTOM_ELSEWHERE, CUSTOM_ID, customConnector, customReference, reference, solution } from '../support/solution';

const RULE = 'missing-custom-connector';
const NAME = '{|missing-custom-connector:con_leave|}';
const required = (provider: string, id = `{${CUSTOM_ID}}`): string =>
  `<Required type="372" schemaName="con_5Fleave" displayName="Leave Service" solution="${provider}" id="${id}" />`;

describe(RULE, () => {
  it('reports it when nobody has it, or only the environment', () => {
    checkFindings(RULE, solution({ references: [customReference(NAME)] }));
    checkFindings(RULE, solution({ references: [customReference(NAME)], missing: [required('Active')] }));
  });

  it('knows a custom connector by its id alone', () => {
    checkFindings(RULE, solution({ references: [reference(NAME, CUSTOM)] }));
    checkFindings(RULE, solution({ references: [reference('con_leave', CUSTOM_ELSEWHERE)] }) + customConnector());
  });

  it('finds it in the solution, in another one, and among the dependencies', () => {
    checkFindings(RULE, solution({ references: [customReference('con_leave')] }) + customConnector());
    checkFindings(
      RULE,
      solution({ references: [customReference('con_leave')] }) + solution({ root: 'c', name: 'C' }) + customConnector('c'),
    );
    checkFindings(RULE, solution({ references: [customReference('con_leave')], missing: [required('Core (1.0)')] }));
    checkFindings(
      RULE,
      solution({ references: [customReference('con_leave')], missing: [required('Core (1.0)', `{${CUSTOM_ID.toUpperCase()}}`)] }),
    );
  });

  it('compares ids without letter case and braces', () => {
    const upper = customReference('con_leave').replace(CUSTOM_ID, `{${CUSTOM_ID.toUpperCase()}}`);
    checkFindings(RULE, solution({ references: [upper] }) + customConnector());
  });

  it('reads the raw layout, as a file and inline', () => {
    checkFindings(RULE, solution({ layout: 'raw', references: [customReference('con_leave')] }) + customConnector('src', 'Connector'));
    checkFindings(
      RULE,
      solution({ layout: 'raw', references: [customReference('con_leave')], inline: `<Connectors>${CONNECTOR}</Connectors>` }),
    );
  });

  it('is not content with another connector', () => {
    const other = customConnector()
      .replace(CUSTOM_ID, 'ffffffff-64b8-4f0e-9a3c-5e2f8b7d6c41')
      .replace('<name>con_5Fleave', '<name>con_5Fholiday');
    checkFindings(RULE, solution({ references: [customReference(NAME)] }) + other);
  });

  it('says nothing of the connectors of the platform', () => {
    checkFindings(RULE, solution({ references: [reference('con_a'), reference('con_b', 'shared_somethingnew')] }));
  });
});

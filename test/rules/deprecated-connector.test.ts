import * as assert from 'node:assert/strict';
import { checkFindings } from '../support/check';
import { CUSTOM, customReference, reference, solution } from '../support/solution';

const RULE = 'deprecated-connector';
const of = (connector: string, name = '{|deprecated-connector:con_a|}'): ReturnType<typeof checkFindings> =>
  checkFindings(RULE, solution({ references: [reference(name, connector)] }));

describe(RULE, () => {
  it('says what replaces it, where that is known', () => {
    assert.match(of('shared_commondataservice')[0]!.message, /to Microsoft Dataverse(?! \(legacy\))/);
    assert.match(of('shared_snowflakepa')[0]!.message, /Snowflake/);
    assert.doesNotMatch(of('shared_microsoftsearch')[0]!.message, /undefined|replace/i);
  });

  it('does not look at letter case', () => {
    of('SHARED_CommonDataService');
  });

  it('takes connectors that the team keeps, without letter case', () => {
    const references = [
      reference('con_a', 'shared_commondataservice'),
      reference('{|deprecated-connector:con_b|}', 'shared_microsoftsearch'),
    ];
    const configuration = '--- keyhook.json\n{ "rules": { "deprecated-connector": { "allow": "shared_CommonDataService" } } }\n';
    checkFindings(RULE, solution({ references }) + configuration);
  });

  it('says nothing of connectors that are well, unknown or custom', () => {
    of('shared_commondataserviceforapps', 'con_a');
    of('shared_somethingnew', 'con_a');
    of('constructor', 'con_a');
    checkFindings(RULE, solution({ references: [customReference('con_a', CUSTOM)] }));
  });
});

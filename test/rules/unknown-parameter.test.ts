import * as assert from 'node:assert/strict';
import { checkAll, checkFindings } from '../support/check';
import { crlf, flow, ID, metadata, solution } from '../support/solution';

const RULE = 'unknown-parameter';
const marked = (name: string): string => `{|${RULE}:${name}|}`;
const from = (inputs: unknown, parameters: object = {}): string =>
  solution({ flows: [ID] }) + metadata() + flow({ actions: { Text: { type: 'Compose', inputs } }, parameters });
const SITE = { 'Site (con_Site)': { type: 'String', defaultValue: 'x' } };

describe(RULE, () => {
  it('is the only thing said of the parameter', () => {
    checkAll(from(`@parameters('${marked('Gone')}')`));
  });

  it('says who reads it, and which one is likely meant', () => {
    const [gone] = checkFindings(RULE, from(`a @{parameters('${marked('Gone')}')} b`, SITE));
    assert.equal(
      gone?.message,
      "The action 'Text' of flow 'Ask for leave' reads the parameter 'Gone', which the flow does not declare: declare it, or name one that is declared.",
    );
    assert.equal(gone.subject, 'Gone');
    const [near] = checkFindings(RULE, from(`@parameters('${marked('Site (con_Sites)')}')`, SITE));
    assert.match(near?.message ?? '', /does not declare; did you mean 'Site \(con_Site\)'\?$/);
  });

  it('takes what is declared, in any letter case, and what the platform brings', () => {
    checkFindings(RULE, from("@concat(parameters('Site (con_Site)'), PARAMETERS('site (CON_SITE)'))", SITE));
    checkFindings(RULE, from("@parameters('$connections')['k']['connectionId']"));
    checkFindings(RULE, from("@parameters('$authentication')"));
    checkFindings(RULE, from(`@parameters('${marked('constructor')}')`));
  });

  it('looks everywhere', () => {
    const gone = `@parameters('${marked('Gone')}')`;
    const triggers = { manual: { type: 'Request', kind: 'Button', inputs: {}, conditions: [{ expression: gone }] } };
    checkFindings(
      RULE,
      flow({
        triggers,
        actions: {
          If: { type: 'If', expression: { equals: [gone, gone] }, actions: { Do: { type: 'Until', expression: gone, actions: {} } } },
        },
      }),
    );
    checkFindings(RULE, from(1).replace('"actions": {', `"outputs": { "a": { "value": "${gone}" } }, "actions": {`));
    checkFindings(RULE, crlf(from(gone)));
  });

  it('is silent where the file is broken', () => {
    checkFindings(RULE, from("@parameters('Gone')").replace('"schemaVersion"', '"a": ?, "schemaVersion"'));
  });
});

import * as fc from 'fast-check';
import { readFixture, ROOT } from '../support/fixture';
import { flow, flowPath, metadata, operation, entry, reference, solution } from '../support/solution';
import { forAll, tried } from './budget';
import { lookAtEverything } from './everything';
import { expressionText } from './expression';

const RUNS = 120;

describe('expressions', function () {
  this.timeout(0); // what takes too long is stopped where it does

  it(`may be anything wherever one can stand ${tried(RUNS)}`, () => {
    const plan = fc.record({ texts: fc.array(expressionText, { minLength: 6, maxLength: 6 }), salt: fc.nat(1_000) });
    forAll(plan, RUNS, ({ texts: [input, key, loop, condition, value, text], salt }) => {
      const actions = {
        x: { type: 'InitializeVariable', runAfter: {}, inputs: { variables: [{ name: 'x', type: 'string', value }] } },
        con_teams: { ...operation('shared_teams'), runAfter: { x: ['Succeeded'] } },
        Compose: { type: 'Compose', inputs: { [key!]: input, text }, runAfter: { con_teams: ['Succeeded'] }, description: text },
        Loop: { type: 'Foreach', foreach: loop, actions: { item: { type: 'SetVariable', inputs: { name: 'x', value: input } } } },
        If: { type: 'If', expression: condition, actions: { Then: { type: 'Compose', inputs: text } }, else: { actions: {} } },
        Until: { type: 'Until', expression: condition, limit: { count: value }, actions: {} },
        Ask: { type: 'ApiConnection', inputs: { host: { connection: { name: key } }, path: text, queries: { $filter: input } } },
      };
      const source =
        solution({ references: [reference('con_teams')] }) +
        flow({ connections: { shared_teams: entry('con_teams') }, actions }) +
        metadata();
      lookAtEverything(readFixture(source).files, ROOT + flowPath(), { newName: text!, salt });
    });
  });
});

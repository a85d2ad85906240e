import { checkAll, checkFindings } from '../support/check';
import { CHILD_ID, ID, call, crlf, flow, metadata, solution } from '../support/solution';

const RULE = 'undefined-child-flow';
const NOBODY = `{|undefined-child-flow:${CHILD_ID}|}`;
const child = (root = 'src'): string => flow({ root, name: 'Child', id: CHILD_ID });
const required = (provider: string, id = `{${CHILD_ID}}`): string =>
  `<Required type="29" displayName="Child" solution="${provider}" id="${id}" />`;

describe(RULE, () => {
  it('is the only thing said of the call', () => {
    checkAll(solution({ flows: [ID] }) + metadata() + flow({ actions: { Child: call(NOBODY) } }));
  });

  it('reports every call, however deep', () => {
    checkFindings(
      RULE,
      solution() + flow({ actions: { A: call(NOBODY), If: { type: 'If', actions: {}, else: { actions: { B: call(NOBODY) } } } } }),
    );
  });

  it('finds the flow in the solution, in a sibling and in a loose folder, without letter case', () => {
    const caller = solution() + flow({ actions: { A: call(CHILD_ID), B: call(CHILD_ID.toUpperCase()) } });
    checkFindings(RULE, caller + child());
    checkFindings(RULE, caller + solution({ root: 'other', name: 'Other' }) + child('other'));
    checkFindings(RULE, caller + child('loose'));
  });

  it('knows a flow by the id in its metadata', () => {
    const name = 'a1b2c3d4-3c9a-ed11-aad1-000d3ab2c7e9';
    checkFindings(
      RULE,
      solution() +
        flow({ actions: { A: call(CHILD_ID) } }) +
        flow({ name: 'Child', id: name }) +
        metadata({ name: 'Child', id: name, workflowId: `{${CHILD_ID.toUpperCase()}}` }),
    );
  });

  it('accepts what a named solution provides, not what is only active', () => {
    checkFindings(RULE, solution({ missing: [required('Core (1.0)')] }) + flow({ actions: { A: call(CHILD_ID) } }));
    checkFindings(
      RULE,
      solution({ missing: [required('Core (1.0)', `{${CHILD_ID.toUpperCase()}}`)] }) + flow({ actions: { A: call(CHILD_ID) } }),
    );
    checkFindings(RULE, solution({ missing: [required('Active')] }) + flow({ actions: { A: call(NOBODY) } }));
  });

  it('reads CRLF text and the raw layout', () => {
    checkFindings(RULE, crlf(solution({ layout: 'raw' }) + flow({ actions: { A: call(NOBODY) } })));
  });
});

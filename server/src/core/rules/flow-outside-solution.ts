import { basename } from '../files';
import type { Rule } from '../rule';

export const flowOutsideSolution: Rule = {
  id: 'flow-outside-solution',
  severity: 'info',
  summary: 'A flow is kept as an exported package, outside any solution.',

  *checkFlow(flow) {
    if (!flow.legacy) return;
    yield {
      at: { uri: flow.uri, span: flow.start },
      message: `Flow '${flow.name}' is an exported package, whose connections are made by hand at each import: add the flow to a solution.`,
      subject: flow.id ?? basename(flow.uri),
    };
  },
};

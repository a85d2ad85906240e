import { basename } from '../files';
import type { Rule } from '../rule';

export const inactiveFlow: Rule = {
  id: 'inactive-flow',
  severity: 'info',
  summary: 'A flow is switched off in the source, so it stays off after import.',

  *checkFlow(flow) {
    const state = flow.metadata?.stateCode;
    if (!flow.metadata || state?.value !== '0') return;
    yield {
      at: { uri: flow.metadata.uri, span: state.span },
      message: `Flow '${flow.name}' was off when it was exported: an import leaves it off until somebody turns it on.`,
      subject: flow.id ?? basename(flow.uri),
    };
  },
};

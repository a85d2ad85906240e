import { connectorKey } from '../connectors';
import type { FlowSummary } from '../tables';
import type { Rule } from '../rule';

export const staleAppBinding: Rule = {
  id: 'stale-app-binding',
  severity: 'warning',
  summary: 'A canvas app passes a connection to a flow under a key that the flow no longer has.',

  *check(frame, neighbours) {
    for (const app of frame.apps) {
      for (const { flowId, flowKeys } of app.connections) {
        const flows = flowId === undefined ? [] : copies(neighbours.flows(flowId.value), frame.root);
        const [flow] = flows;
        if (!flow) continue;
        for (const { key, entry } of flowKeys) {
          const connector = app.connections.find((it) => it.key.value === entry)?.connector ?? key.value.replace(/[_-]\d+$/, '');
          if (!flows.every((it) => lost(it, key.value, connector))) continue;
          yield {
            at: { uri: app.uri, span: key.span },
            message: `The app '${app.displayName || app.name}' hands the flow '${flow.name}' a connection under the key '${key.value}', which the flow no longer has: refresh the flow in the app.`,
            subject: `${app.name}/${key.value}`,
          };
        }
      }
    }
  },
};

/** The flow in the app's own solution; else every copy the workspace has. */
function copies(flows: readonly FlowSummary[], root: string): readonly FlowSummary[] {
  const own = flows.filter((it) => it.solution === root);
  return own.length > 0 ? own : flows;
}

/** Whether the key is gone while the flow has an entry of that connector which its caller must bring. */
function lost({ connections }: FlowSummary, key: string, connector: string): boolean {
  if (connections.some((it) => it.key === key)) return false;
  return connections.some((it) => it.runtimeSource === 'invoker' && connectorKey(it.connector) === connectorKey(connector));
}

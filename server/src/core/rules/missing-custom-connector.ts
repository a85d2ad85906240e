import { connectorLabel, customConnectorOf, isCustomConnector } from '../connector-identity';
import { connectorKey, keyOfCustomName } from '../connectors';
import type { MissingDependency } from '../facts/solution';
import type { ConnectionReference } from '../model';
import { isProvided } from '../resolution';
import type { Rule } from '../rule';

export const missingCustomConnector: Rule = {
  id: 'missing-custom-connector',
  severity: 'warning',
  summary: 'A connection reference is for a custom connector that no solution brings along.',

  *check(frame, neighbours) {
    for (const reference of frame.references) {
      if (!isCustomConnector(reference) || customConnectorOf(reference, neighbours)) continue;
      const needed = (frame.manifest?.missingDependencies ?? []).filter((it) => it.type === '372' && isOn(reference, it));
      if (isProvided(frame.manifest, needed)) continue;
      yield {
        at: { uri: reference.uri, span: reference.logicalName.span },
        message: `The connection reference '${reference.label}' goes to the custom connector ${connectorLabel(reference, neighbours)}, which no solution here brings along: ship the connector first.`,
        subject: reference.logicalName.value,
      };
    }
  },
};

function isOn({ connector, customConnectorId }: ConnectionReference, { id, schemaName = '' }: MissingDependency): boolean {
  return id === customConnectorId || keyOfCustomName(schemaName) === connectorKey(connector);
}

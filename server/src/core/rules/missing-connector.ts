import { connectorLabel, customConnectorOf, isCustomConnector, type ConnectorName } from '../connector-identity';
import { neighboursOf, type Fix, type Scene } from '../fix';
import type { ConnectionReference, Solution } from '../model';
import { connectorWanted } from '../refactorings/create';
import { changeDefinition, setChild } from '../refactorings/definition';
import type { Rule } from '../rule';

export const missingConnector: Rule = {
  id: 'missing-connector',
  severity: 'error',
  summary: 'A connection reference does not say which connector it is for.',

  *check(solution) {
    for (const reference of solution.references) {
      if (reference.connector !== '') continue;
      yield {
        at: { uri: reference.uri, span: reference.logicalName.span },
        message: `The connection reference '${reference.label}' names no connector, so no connection can be put on it: name the connector its flows use.`,
        subject: reference.logicalName.value,
        *fixes(scene) {
          const connector = connectorWanted(reference.logicalName.value, scene);
          if (connector) yield* settingTo(connector, reference, solution, scene);
        },
      };
    }
  },
};

function* settingTo(connector: ConnectorName, reference: ConnectionReference, solution: Solution, scene: Scene): Iterable<Fix> {
  const neighbours = neighboursOf(solution, scene);
  const custom = customConnectorOf(connector, neighbours);
  const itsOwn = reference.customConnectorId;
  if (itsOwn && (custom ? custom.id !== itsOwn : !isCustomConnector(connector))) return; // the definition says otherwise
  yield {
    title: `Set the connector to ${connectorLabel(connector, neighbours)}`,
    safety: 'review',
    preferred: true,
    edits: () =>
      changeDefinition(reference, scene, (editor, definition) => {
        setChild(editor, definition, 'connectorid', `/providers/Microsoft.PowerApps/apis/${connector.connector}`);
        if (custom && !definition.child('customconnectorid'))
          setChild(editor, definition, 'customconnectorid', [{ name: 'connectorid', content: custom.id }]);
      }),
  };
}

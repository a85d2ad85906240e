import { connectorLabel, customConnectorOf, isCustomConnector, type ConnectorName } from '../connector-identity';
import { EditSet } from '../edit-set';
import { neighboursOf, type Fix, type Scene } from '../fix';
import type { ConnectionReference, Frame } from '../model';
import { APIS, connectorWanted } from '../refactorings/create';
import { definitionIn, setChild } from '../refactorings/definition';
import { connectInSettings } from '../refactorings/settings-in-step';
import type { Rule } from '../rule';

export const missingConnector: Rule = {
  id: 'missing-connector',
  severity: 'error',
  summary: 'A connection reference does not say which connector it is for.',

  *check(frame) {
    for (const reference of frame.references) {
      if (reference.connector !== '') continue;
      yield {
        at: { uri: reference.uri, span: reference.logicalName.span },
        message: `The connection reference '${reference.label}' names no connector, so no connection can be put on it: name the connector its flows use.`,
        subject: reference.logicalName.value,
        *fixes(scene) {
          const connector = connectorWanted(reference.logicalName.value, scene);
          if (connector?.connector.trim()) yield* settingTo(connector, reference, frame, scene);
        },
      };
    }
  },
};

function* settingTo(connector: ConnectorName, reference: ConnectionReference, frame: Frame, scene: Scene): Iterable<Fix> {
  const neighbours = neighboursOf(frame, scene);
  const custom = customConnectorOf(connector, neighbours);
  const itsOwn = reference.customConnectorId;
  if (itsOwn && (custom ? custom.id !== itsOwn : !isCustomConnector(connector))) return; // the definition says otherwise
  yield {
    title: `Set the connector to ${connectorLabel(connector, neighbours)}`,
    safety: 'review',
    preferred: true,
    edits() {
      const connectorId = APIS + connector.connector;
      const set = new EditSet(scene);
      const editor = set.xml(reference.uri);
      const definition = definitionIn(editor, reference);
      setChild(editor, definition, 'connectorid', connectorId);
      if (custom && !definition.child('customconnectorid'))
        setChild(editor, definition, 'customconnectorid', [{ name: 'connectorid', content: custom.id }]);
      connectInSettings(set, frame, { logicalName: reference.logicalName.value, connectorId }, scene);
      return set.build();
    },
  };
}

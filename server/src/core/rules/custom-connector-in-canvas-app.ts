import { connectorLabel, isCustomConnector } from '../connector-identity';
import type { Rule } from '../rule';

export const customConnectorInCanvasApp: Rule = {
  id: 'custom-connector-in-canvas-app',
  severity: 'info',
  summary: 'A canvas app uses a custom connector, so its connection has to be made again after each import.',

  *check(frame, neighbours) {
    for (const app of frame.apps) {
      for (const connection of app.connections) {
        if (!isCustomConnector(connection)) continue;
        yield {
          at: { uri: app.uri, span: connection.key.span },
          message: `The app '${app.displayName || app.name}' uses the custom connector ${connectorLabel(connection, neighbours)}, and apps know no connection references on those: after each import, remove and add its connection in the app.`,
          subject: `${app.name}/${connection.key.value}`,
        };
      }
    }
  },
};

import { connectorLabel } from '../connector-identity';
import { connectorOf } from '../connectors';
import { edited } from '../refactorings/edited';
import { setConnectorId } from '../refactorings/settings-entries';
import type { Rule } from '../rule';
import { judgedSettings, settingsInWords } from '../settings';
import { gapsOf } from '../settings-gaps';

export const mismatchedDeploymentSetting: Rule = {
  id: 'mismatched-deployment-setting',
  severity: 'error',
  summary: 'A deployment settings entry names another connector than its connection reference.',

  *check(frame, neighbours, options) {
    for (const judged of judgedSettings(frame, neighbours, options.environmentOf)) {
      const { file } = judged;
      const settings = settingsInWords(file.uri, options.environmentOf(file.uri));
      for (const { entry, reference } of gapsOf(judged).mismatched) {
        const written = connectorOf(entry.connectorId?.value.trim() ?? '');
        const right = connectorLabel({ connector: connectorOf(reference.connectorId) }, neighbours);
        yield {
          at: { uri: file.uri, span: entry.logicalName.span },
          message:
            written === ''
              ? `${settings} do not say which connector the connection reference '${reference.label}' is for: set its ConnectorId to the one of ${right}.`
              : `${settings} say that the connection reference '${reference.label}' is for ${connectorLabel({ connector: written }, neighbours)}, and it is for ${right}: correct the ConnectorId, and look whether the connection is the right one.`,
          subject: entry.logicalName.value,
          *fixes(scene) {
            yield {
              title: `Set the connector to ${right}`,
              safety: 'safe',
              preferred: true,
              edits: () => edited(scene, (edits) => setConnectorId(edits, file, entry, reference.connectorId)),
            };
          },
        };
      }
    }
  },
};

import * as assert from 'node:assert/strict';
import { checkFindings } from '../support/check';
import { CUSTOM, ID, app, appConnection, canvasApp, crlf, customConnector, solution } from '../support/solution';

const RULE = 'custom-connector-in-canvas-app';
const GUID = '362c4cb3-8a57-4d0b-9c1e-2f7b6a5d4e31';
const KEY = `{|custom-connector-in-canvas-app:${GUID}|}`;
const custom = appConnection(CUSTOM, { customApiLogicalName: 'con_5Fleave', isCustomApiSolutionAware: true });

describe(RULE, () => {
  it('names the app and the key', () => {
    const [finding] = checkFindings(RULE, solution() + app({ [KEY]: custom }));
    assert.equal(finding?.subject, `con_absence_1a2b3/${GUID}`);
  });

  it('does not ask where the connector is, nor whether a reference is named', () => {
    checkFindings(RULE, solution() + customConnector() + app({ [KEY]: custom }));
    checkFindings(RULE, solution() + app({ [KEY]: { ...custom, xrmConnectionReferenceLogicalName: 'con_leave' } }));
  });

  it('knows a custom connector by its id alone', () => {
    checkFindings(RULE, solution() + app({ [KEY]: appConnection(CUSTOM) }));
  });

  it('says nothing of platform connectors and flows', () => {
    const flows = appConnection('shared_logicflows', { parameterHintsV2: { workflowEntityId: { value: ID } } });
    checkFindings(RULE, solution() + app({ [GUID]: appConnection('shared_commondataserviceforapps'), b: flows }));
  });

  it('marks the key as it is written, in escaped JSON too', () => {
    checkFindings(RULE, solution() + app(JSON.stringify({ [KEY]: custom }).replaceAll('"', '&quot;')));
    checkFindings(
      RULE,
      crlf(solution() + app(JSON.stringify({ a: appConnection('shared_teams', { displayName: 'A &amp; B' }), [KEY]: custom }, null, 2))),
    );
  });

  it('reads apps of the raw layout, and each app', () => {
    checkFindings(
      RULE,
      solution({
        layout: 'raw',
        inline: `<CanvasApps>${canvasApp({ [KEY]: custom })}${canvasApp({ [KEY]: custom }, { name: 'con_b' })}</CanvasApps>`,
      }),
    );
  });
});

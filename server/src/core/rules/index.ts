import type { Rule } from '../rule';
import { customConnectorInCanvasApp } from './custom-connector-in-canvas-app';
import { customConnectorWithItsUsers } from './custom-connector-with-its-users';
import { defaultLogicalName } from './default-logical-name';
import { defaultName } from './default-name';
import { deprecatedConnector } from './deprecated-connector';
import { directConnection } from './direct-connection';
import { duplicateConnectionReference } from './duplicate-connection-reference';
import { duplicateDeploymentSetting } from './duplicate-deployment-setting';
import { duplicateDisplayName } from './duplicate-display-name';
import { duplicateLogicalName } from './duplicate-logical-name';
import { expiredIgnore } from './expired-ignore';
import { externalConnectionReference } from './external-connection-reference';
import { flowOutsideSolution } from './flow-outside-solution';
import { foreignPrefix } from './foreign-prefix';
import { inactiveFlow } from './inactive-flow';
import { invalidConfiguration } from './invalid-configuration';
import { invalidJson } from './invalid-json';
import { invalidXml } from './invalid-xml';
import { invokerInChildFlow } from './invoker-in-child-flow';
import { invokerWithoutCaller } from './invoker-without-caller';
import { lockedConnectionReference } from './locked-connection-reference';
import { miscasedLogicalName } from './miscased-logical-name';
import { misleadingType } from './misleading-type';
import { mismatchedConnector } from './mismatched-connector';
import { mismatchedDeploymentSetting } from './mismatched-deployment-setting';
import { misplacedFlow } from './misplaced-flow';
import { missingConnector } from './missing-connector';
import { missingCustomConnector } from './missing-custom-connector';
import { missingDeploymentSetting } from './missing-deployment-setting';
import { missingDescription } from './missing-description';
import { missingVariableSetting } from './missing-variable-setting';
import { offSchemeName } from './off-scheme-name';
import { redundantConnectionKey } from './redundant-connection-key';
import { reusedConnection } from './reused-connection';
import { severalReferencesForConnector } from './several-references-for-connector';
import { sharedAcrossSolutions } from './shared-across-solutions';
import { shippedVariableValue } from './shipped-variable-value';
import { staleAppBinding } from './stale-app-binding';
import { staleDeploymentSetting } from './stale-deployment-setting';
import { unboundConnectionReference } from './unbound-connection-reference';
import { undeclaredConnectionKey } from './undeclared-connection-key';
import { undefinedChildFlow } from './undefined-child-flow';
import { undefinedConnectionReference } from './undefined-connection-reference';
import { undefinedEnvironmentVariable } from './undefined-environment-variable';
import { unshippedConnectionReference } from './unshipped-connection-reference';
import { unusedConnectionKey } from './unused-connection-key';
import { unusedConnectionReference } from './unused-connection-reference';
import { unusedIgnore } from './unused-ignore';

/** Every rule. Their order is the order of findings at one place; the generated list of pages groups them by what they are about. */
export const rules: readonly Rule[] = [
  invalidJson,
  invalidXml,
  directConnection,
  flowOutsideSolution,
  undefinedConnectionReference,
  miscasedLogicalName,
  unshippedConnectionReference,
  externalConnectionReference,
  undeclaredConnectionKey,
  unusedConnectionKey,
  redundantConnectionKey,
  severalReferencesForConnector,
  mismatchedConnector,
  invokerWithoutCaller,
  invokerInChildFlow,
  inactiveFlow,
  undefinedChildFlow,
  misplacedFlow,
  unusedConnectionReference,
  duplicateConnectionReference,
  duplicateLogicalName,
  duplicateDisplayName,
  defaultName,
  offSchemeName,
  defaultLogicalName,
  foreignPrefix,
  missingDescription,
  missingConnector,
  missingCustomConnector,
  customConnectorWithItsUsers,
  customConnectorInCanvasApp,
  deprecatedConnector,
  lockedConnectionReference,
  sharedAcrossSolutions,
  misleadingType,
  staleAppBinding,
  missingDeploymentSetting,
  missingVariableSetting,
  unboundConnectionReference,
  staleDeploymentSetting,
  mismatchedDeploymentSetting,
  duplicateDeploymentSetting,
  reusedConnection,
  shippedVariableValue,
  undefinedEnvironmentVariable,
  invalidConfiguration,
  unusedIgnore,
  expiredIgnore,
];

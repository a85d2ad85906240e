import type { Rule } from '../rule';
import { brokenRunAfter } from './broken-run-after';
import { customConnectorInCanvasApp } from './custom-connector-in-canvas-app';
import { customConnectorWithItsUsers } from './custom-connector-with-its-users';
import { defaultActionName } from './default-action-name';
import { defaultLogicalName } from './default-logical-name';
import { defaultName } from './default-name';
import { deprecatedConnector } from './deprecated-connector';
import { directConnection } from './direct-connection';
import { duplicateActionName } from './duplicate-action-name';
import { duplicateConnectionReference } from './duplicate-connection-reference';
import { duplicateDeploymentSetting } from './duplicate-deployment-setting';
import { duplicateDisplayName } from './duplicate-display-name';
import { duplicateLogicalName } from './duplicate-logical-name';
import { expiredIgnore } from './expired-ignore';
import { exposedSecret } from './exposed-secret';
import { externalConnectionReference } from './external-connection-reference';
import { flowOutsideSolution } from './flow-outside-solution';
import { foreignPrefix } from './foreign-prefix';
import { hardCodedValue } from './hard-coded-value';
import { inactiveFlow } from './inactive-flow';
import { incompleteAction } from './incomplete-action';
import { invalidConfiguration } from './invalid-configuration';
import { invalidExpression } from './invalid-expression';
import { invalidJson } from './invalid-json';
import { invalidXml } from './invalid-xml';
import { invokerInChildFlow } from './invoker-in-child-flow';
import { invokerWithoutCaller } from './invoker-without-caller';
import { itemOutsideLoop } from './item-outside-loop';
import { literalExpression } from './literal-expression';
import { lockedConnectionReference } from './locked-connection-reference';
import { miscasedAction } from './miscased-action';
import { miscasedLogicalName } from './miscased-logical-name';
import { misleadingType } from './misleading-type';
import { mismatchedConnector } from './mismatched-connector';
import { mismatchedDeploymentSetting } from './mismatched-deployment-setting';
import { misplacedAction } from './misplaced-action';
import { misplacedFlow } from './misplaced-flow';
import { missingConnector } from './missing-connector';
import { missingCustomConnector } from './missing-custom-connector';
import { missingDeploymentSetting } from './missing-deployment-setting';
import { missingDescription } from './missing-description';
import { missingVariableSetting } from './missing-variable-setting';
import { nestedInitializeVariable } from './nested-initialize-variable';
import { offSchemeName } from './off-scheme-name';
import { oversizedFlow } from './oversized-flow';
import { redundantConnectionKey } from './redundant-connection-key';
import { reusedConnection } from './reused-connection';
import { selfReferencingVariable } from './self-referencing-variable';
import { severalReferencesForConnector } from './several-references-for-connector';
import { sharedAcrossSolutions } from './shared-across-solutions';
import { shippedVariableValue } from './shipped-variable-value';
import { staleAppBinding } from './stale-app-binding';
import { staleDeploymentSetting } from './stale-deployment-setting';
import { triggerLoop } from './trigger-loop';
import { unboundConnectionReference } from './unbound-connection-reference';
import { undeclaredConnectionKey } from './undeclared-connection-key';
import { undefinedChildFlow } from './undefined-child-flow';
import { undefinedConnectionReference } from './undefined-connection-reference';
import { undefinedEnvironmentVariable } from './undefined-environment-variable';
import { uninitializedVariable } from './uninitialized-variable';
import { unknownAction } from './unknown-action';
import { unknownFunction } from './unknown-function';
import { unknownParameter } from './unknown-parameter';
import { unreachableAction } from './unreachable-action';
import { unshippedConnectionReference } from './unshipped-connection-reference';
import { unusedConnectionKey } from './unused-connection-key';
import { unusedConnectionReference } from './unused-connection-reference';
import { unusedIgnore } from './unused-ignore';
import { unusedVariable } from './unused-variable';
import { wrongArgumentCount } from './wrong-argument-count';

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
  invalidExpression,
  unknownFunction,
  wrongArgumentCount,
  literalExpression,
  unknownAction,
  unreachableAction,
  miscasedAction,
  itemOutsideLoop,
  uninitializedVariable,
  nestedInitializeVariable,
  selfReferencingVariable,
  unusedVariable,
  unknownParameter,
  brokenRunAfter,
  duplicateActionName,
  misplacedAction,
  incompleteAction,
  defaultActionName,
  oversizedFlow,
  hardCodedValue,
  exposedSecret,
  triggerLoop,
  invalidConfiguration,
  unusedIgnore,
  expiredIgnore,
];

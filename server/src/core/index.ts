/** The whole of what the server, the command line and the disk may know of the core. */
export { Workspace, checkedIn, entryOf, entryWith, unreadEntry, whileReading, type FileChange, type Snapshot } from './workspace';
export type { Extent } from './neighbours';
export { haveOwnIds } from './link';
export { environmentOf } from './environment-names';
export { solutionsOf } from './settings';
export { createLinter, type Linter } from './lint';
export { rules } from './rules/index';
export { fixesOf, type Finding, type Rule } from './rule';
export { isSeverity, severityWords, type Severity } from './severity';
export { FileChanged, Refusal, type Fix, type Scene } from './fix';
export { fixAll, type Mended } from './fix-all';
export { Draft } from './draft';
export { applyEdits, textAfter, type FileEdit, type TextChange } from './edits';
export { Revision } from './revision';
export { defaultNaming, type Naming } from './naming';
export type { Entry, Flow, Solution } from './model';
export { basename, comparable, comparablePath, dirname, inMemory, isIn, type SourceFile, type TextOf } from './files';
export { isForeignFolder, placeOf } from './layout';
export { Lines } from './lines';
export type { Location, Span, Uri } from './text';
export { byPlace, Locator } from './reports/located';
export { count, checkReport, checkText, printable, type CheckReport, type Paint, type Problem } from './reports/check';
export { audit, auditCsv, auditMarkdown } from './reports/audit';
export { inventory, inventoryText, type Inventory } from './reports/inventory';
export { isRunbook, runbookFileNames, runbookOf, runbooks, type Runbook } from './reports/runbook';
export { readinessReport, type ReadinessReport } from './reports/readiness';
export { readinessMarkdown } from './reports/readiness-markdown';
export { readinessText } from './reports/readiness-text';
export { fixReport, fixText, type FixReport } from './reports/fix';
export { changeInWords, prefixChange, usersInWords } from './refactorings/in-words';
export { refusedLogicalName, renameDisplayName, renameLogicalName } from './refactorings/rename';
export { renameTargetAt, type RenameTarget } from './refactorings/rename-target';
export { renameAction } from './refactorings/rename-action';
export { renameVariable } from './refactorings/rename-variable';
export { renameDisplayNames, renameReference } from './refactorings/rename-reference';
export { mergeReferences } from './refactorings/merge';
export { called } from './refactorings/candidates';
export { replaceDirect, type DirectConnection } from './refactorings/direct';
export { nameChoices, newReferenceFor } from './refactorings/name-choices';
export {
  candidatesForAll,
  changeableReferences,
  connectionNamed,
  flowNamed,
  idOf,
  referenceNamed,
  replaceableConnections,
  type Defined,
  type ReplaceableConnection,
} from './refactorings/named';
export type { Offered, Refactoring } from './refactorings/refactoring';
export { refusedName } from './naming';
export { neighboursOf } from './fix';
export { connectorLabel, type ConnectorName } from './connector-identity';
export { connectorKey } from './connectors';
export { changeText, type AppliedChange, type ChangeReport, type LeftConnection } from './reports/change';
export { isManagedOnly, namingIn } from './fix';
export { isNear } from './near-names';
export { grouped } from './grouped';
export { occurrencesOf } from './occurrences';
export { sameConnector } from './connector-identity';
export type { ConnectionReference } from './model';
export { changesPrefix } from './refactorings/rename';
export type { NewReference } from './refactorings/create';
export { candidatesFor, directConnections, homeOf, removeDefault } from './refactorings/direct';
export { removeReference } from './refactorings/remove';
export { newSettings, staleIn, syncSettings, type SettingsSync } from './refactorings/sync-settings';
export { settingsFilesOf } from './settings-files';
export { settingsText, type SettingsReport } from './reports/settings';
export { repointFlow } from './refactorings/repoint';
export { isWhole, type Facts } from './facts/index';
export { createConfiguration } from './refactorings/create-configuration';
export { baselineChanges, baseOf, type BaselineChange } from './reports/baseline';
export { ignoreFinding, type Leave } from './refactorings/ignore';
export { literalNamed, variableNames } from './refactorings/variable-names';
export { placeOfStep } from './step-at';
export { refactoringsAt } from './refactorings/offered';
export { definitions } from './features/definition';
export { highlights, isNameInFlow, references } from './features/references';
export { hover } from './features/hover';
export { codeLenses } from './features/code-lenses';
export { inlayHints } from './features/inlay-hints';
export { semanticTokens, type Token } from './features/semantic-tokens';
export { documentSymbols } from './features/document-symbols';
export type { Outlined } from './features/outlined';
export { workspaceSymbols } from './features/workspace-symbols';
export { documentLinks } from './features/document-links';
export { foldable, growing } from './features/ranges';
export { completionCard, completions, type Completion } from './features/completion';
export { signatureHelp } from './features/signature-help';
export { treeMarkdown, treePlace, treeRows, treeRowsTo, treeTip, type TreeSource } from './features/tree';
export { summaryOf } from './features/summary';
export { githubAnnotations, azureAnnotations } from './reports/annotations';
export { checkMarkdown } from './reports/check-markdown';
export { gitlabReport } from './reports/gitlab';
export { junitXml } from './reports/junit';
export type { Outcome } from './reports/outcome';
export { pageText, withoutMarks } from './reports/rule-page';
export { describeRule, rulesMarkdown, rulesText, type RuleList } from './reports/rules';
export { locatedFixes } from './reports/replacements';
export { sarifLog } from './reports/sarif';
export type { LocatedFinding } from './reports/located';
export { fingerprintOf, identitiesOf } from './fingerprint';
export { readinessBelow, readinessPlace, readinessRows, readinessTip } from './features/readiness-rows';
export { sameRows, type Shown } from './features/same-rows';
export { deployableSolutions, settingsNamed, solutionNamed, syncableSettings } from './refactorings/settings-named';
export { isPathForSettings, judgedSettingsPath, settingsPathFor } from './refactorings/settings-path';
export { pathFrom } from './globs';
export { readinessOf, readinessSteps, type Readiness } from './readiness';
export { dateFault } from './facts/configuration';
export { isOver } from './configuration';
export { faultsInForce } from './configurations-in-force';
export { inOneBreath } from './strings';
export { isDeployable } from './model';
export { flowDiagram } from './diagram/flow-diagram';
export { diagramMermaid } from './diagram/mermaid';
export { extractVariable, newVariableFor, refusedNewVariable } from './refactorings/extract-variable';
export { literalAt, literalsLike, type Literal } from './refactorings/literal-at';

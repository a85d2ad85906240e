/** The whole of what the server, the command line and the disk may know of the core. */
export { Workspace, entryOf, unreadEntry, type FileChange, type Snapshot } from './workspace';
export { createLinter, type Linter } from './lint';
export { rules } from './rules/index';
export { isSeverity, severityWords, type Finding, type Rule, type Severity } from './rule';
export type { Entry, Solution } from './model';
export type { SourceFile, TextOf } from './files';
export { isForeignFolder, placeOf } from './layout';
export { Lines } from './lines';
export type { Location, Span, Uri } from './text';
export { byPlace, Locator } from './reports/located';
export { checkReport, checkText, printable, type CheckReport, type Paint, type Problem } from './reports/check';
export { inventory, inventoryText, type Inventory } from './reports/inventory';

import {
  audit,
  auditCsv,
  auditMarkdown,
  azureAnnotations,
  baselineChanges,
  byPlace,
  checkMarkdown,
  checkReport,
  checkText,
  describeRule,
  faultsInForce,
  fixesOf,
  githubAnnotations,
  gitlabReport,
  inventory,
  inventoryText,
  junitXml,
  locatedFixes,
  Locator,
  readinessMarkdown,
  readinessOf,
  readinessReport,
  readinessText,
  rules,
  runbookFileNames,
  runbooks,
  sarifLog,
} from '../../server/src/core';
import { ROOT } from '../support/fixture';
import type { Looking } from './looking';

/** Tells all there is to tell, in every format; with or without what each fix would write, for which its file is read once a fix. */
export function report(looking: Looking, hasFixes = true): void {
  const { files, linter, scene, workspace } = looking;
  const { snapshot } = scene;
  const locator = new Locator(
    (uri) => files.get(uri),
    (uri) => uri.slice(ROOT.length),
  );
  const found = [...linter.run(snapshot)]
    .flatMap(({ folder, findings }) => findings.map((it) => ({ located: locator.finding(it, folder.root, []), finding: it })))
    .sort((a, b) => byPlace(a.located, b.located));
  const report = checkReport(
    found.map((it) => it.located),
    snapshot,
    [{ path: '\0', message: '\u202E' }],
    { ignored: 1, baselined: 1 },
  );
  const outcome = { report, crashes: [], solutions: snapshot.solutions.map((it) => it.root), fails: () => true };
  const tellings: readonly (() => unknown)[] = [
    () => checkText(report),
    () => checkMarkdown(report),
    () => githubAnnotations(report),
    () => azureAnnotations(report),
    () => gitlabReport(report.findings),
    () => junitXml(outcome),
    () => {
      const fixes = locatedFixes(
        found.map(({ finding }) => (hasFixes ? fixesOf(finding, scene) : [])),
        locator,
      );
      return sarifLog(outcome, { version: '1', rules: rules.map((it) => ({ ...describeRule(it, ''), page: '' })), fixes });
    },
    () => inventoryText(inventory(snapshot, locator)),
    () => auditCsv(audit(snapshot)) + auditMarkdown(audit(snapshot)),
    () => runbookFileNames(runbooks(snapshot)),
    () => readinessText(readinessOf(snapshot), [], locator),
    () => readinessMarkdown(readinessOf(snapshot)),
    () => readinessReport(readinessOf(snapshot), [], locator),
    () => baselineChanges(snapshot, linter, { grow: true, newIn: ROOT.slice(0, -1), isMeant: () => true }),
  ];
  for (const [index, tell] of tellings.entries()) looking.ask(`report ${index}`, () => JSON.stringify(tell()));
  looking.ask('faults in force', () => [...faultsInForce(workspace)]);
}

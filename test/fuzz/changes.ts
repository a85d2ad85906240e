import * as assert from 'node:assert/strict';
import {
  called,
  candidatesForAll,
  changeableReferences,
  createConfiguration,
  defaultNaming,
  deployableSolutions,
  fixAll,
  fixesOf,
  ignoreFinding,
  judgedSettingsPath,
  literalAt,
  mergeReferences,
  nameChoices,
  newReferenceFor,
  newSettings,
  refactoringsAt,
  removeDefault,
  removeReference,
  renameAction,
  renameDisplayName,
  renameLogicalName,
  renameReference,
  renameTargetAt,
  renameVariable,
  replaceableConnections,
  replaceDirect,
  repointFlow,
  rules,
  settingsPathFor,
  syncableSettings,
  syncSettings,
  variableNames,
  extractVariable,
  type Finding,
  type RenameTarget,
} from '../../server/src/core';
import type { Refactoring } from '../../server/src/core';
import { ROOT, TODAY } from '../support/fixture';
import type { Looking } from './looking';
import { placesIn } from './questions';

/** Of each rule, so many findings are fixed. */
const FINDINGS = 2;

/** Makes each fix of some findings of every rule, each from what there is. */
export function fixFindings(looking: Looking): void {
  const { scene } = looking;
  const findings = looking.findings();
  for (const rule of rules)
    for (const finding of looking.pick(
      findings.filter((it) => it.rule === rule),
      FINDINGS,
    )) {
      const fixes = looking.ask(`the fixes of ${rule.id}`, () => fixesOf(finding, scene));
      assert.equal(new Set(fixes.map((it) => it.title)).size, fixes.length, `two fixes of ${rule.id} are called the same`);
      for (const fix of fixes) looking.change(`${rule.id}: ${fix.title}`, () => ({ edits: fix.edits() }));
    }
  for (const finding of looking.pick(findings, 2)) ignoreIt(looking, finding);
}

function ignoreIt(looking: Looking, finding: Finding): void {
  looking.change(`ignoring ${finding.rule.id}`, () =>
    ignoreFinding(finding, { reason: 'x', until: '2027-01-31' }, looking.scene, ROOT.slice(0, -1)),
  );
}

/** Makes everything that is offered at some places, and gives what is named there another name. */
export function changeAtPlaces(looking: Looking, newName: string): void {
  const { focus, scene } = looking;
  for (const offset of placesIn(looking)) {
    const at = `at ${offset} of ${focus}`;
    const offered = looking.ask(`what is offered ${at}`, () => refactoringsAt(focus, { start: offset, end: offset }, scene));
    for (const it of offered) looking.change(`${it.title} ${at}`, () => ({ edits: it.edits() }));
    const target = looking.ask(`what can be renamed ${at}`, () => renameTargetAt(focus, offset, scene));
    if (target) looking.change(`renaming ${target.kind} '${target.name}' to '${newName}'`, () => renamed(target, newName, looking));
    const literal = looking.ask(`the literal ${at}`, () => literalAt(focus, offset, scene));
    if (literal)
      for (const extent of ['here', 'flow'] as const)
        looking.change(`extracting ${at}`, () => extractVariable(literal, variableNames(literal, {}, scene), extent, scene));
  }
}

export function renamed(target: RenameTarget, to: string, { scene }: Looking): Refactoring {
  switch (target.kind) {
    case 'logical':
      return renameLogicalName(target.name, to, scene);
    case 'display':
      return renameDisplayName(target.reference, to, scene);
    case 'action':
      return renameAction(target.flow, target.step, to, scene);
    case 'variable':
      return renameVariable(target.flow, target.name, to, scene);
  }
}

/** Makes what commands offer for the whole workspace. */
export function changeWorkspace(looking: Looking, newName: string): void {
  const { scene } = looking;
  const { snapshot } = scene;
  const defined = changeableReferences(scene);
  for (const { solution, reference } of looking.pick(defined, 3)) {
    const name = reference.logicalName.value;
    looking.ask(`names for ${name}`, () => nameChoices({ solution, reference }, { area: newName }, scene));
    looking.change(`removing ${name}`, () => removeReference(solution, reference, scene));
    looking.change(`renaming ${name}`, () => renameReference(reference, { logicalName: `${name}_2`, displayName: newName }, scene));
    const others = solution.references.filter((it) => it !== reference);
    looking.change(`merging into ${name}`, () => mergeReferences(solution, reference, others, scene));
    for (const flow of looking.pick(solution.flows, 2))
      for (const { logicalName } of looking.pick(flow.connections, 2))
        if (logicalName) looking.change(`repointing ${flow.uri}`, () => repointFlow(flow, logicalName.value, reference, solution, scene));
  }
  for (const direct of looking.pick(replaceableConnections(scene), 3)) {
    const candidates = looking.ask('candidates', () => candidatesForAll([direct], scene).map((it) => it.reference));
    called({ own: candidates, siblings: [] });
    for (const it of looking.pick(candidates, 2)) looking.change('replacing a direct connection', () => replaceDirect([direct], it, scene));
    looking.change('replacing a direct connection by a new reference', () =>
      replaceDirect([direct], newReferenceFor(direct, { type: 'Service Account', area: newName }, scene), scene),
    );
    looking.change('removing a default', () => removeDefault(direct, scene));
  }
  for (const { file } of looking.pick(syncableSettings(snapshot), 2))
    for (const removeStale of [false, true])
      looking.change(`bringing ${file.uri} up to date`, () => syncSettings(file, { removeStale }, scene));
  const solutions = deployableSolutions(snapshot);
  if (solutions.length > 0) {
    const folder = ROOT.slice(0, -1);
    looking.ask('a path', () => judgedSettingsPath(newName, newName, folder, scene));
    looking.change('new settings', () => {
      const uri = settingsPathFor(solutions, newName, folder, scene);
      return newSettings(solutions, looking.files.has(uri) ? `${folder}/nowhere.json` : uri, scene);
    });
  }
  for (const { root } of looking.pick(snapshot.solutions, 1)) looking.change('a configuration', () => createConfiguration(root, scene));
}

/** Makes fixes until there is none left. */
export function mendAll({ workspace, scene }: Looking, unsafe: boolean): void {
  fixAll(workspace.fork(), {
    rules,
    today: TODAY,
    naming: unsafe ? { ...defaultNaming, type: 'Service Account' } : defaultNaming,
    accept: (fix) => fix.safety === 'safe' || (unsafe && fix.preferred),
    severityOf: (it) => (it.severity === 'off' ? 'info' : it.severity),
    text: (uri) => scene.text(uri),
  });
}

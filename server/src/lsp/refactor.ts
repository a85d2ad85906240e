import {
  basename,
  createConfiguration,
  extractVariable,
  flowNamed,
  ignoreFinding,
  mergeReferences,
  newReferenceFor,
  newSettings,
  prefixChange,
  referenceNamed,
  Refusal,
  removeReference,
  renameDisplayNames,
  renameReference,
  repointFlow,
  replaceDirect,
  settingsNamed,
  solutionNamed,
  syncSettings,
  type Refactoring,
  type Uri,
} from '../core';
import type { RefactorParams } from '../protocol';
import { findingNamed } from './actions';
import { confirming, toWorkspaceEdit } from './convert';
import type { Desk } from './desk';
import { unasked } from './renaming';
import { directsNamed, literalAtId, type Answer } from './requests';
import { folderOf } from './settings';

interface Asked {
  readonly change: Refactoring;
  /** What it does, as an order: what the editor calls it when it asks. */
  readonly title: string;
  /** What must not be done without asking, as an order. */
  readonly question?: string | undefined;
  /** The file that the person goes on with. */
  readonly shows?: Uri | undefined;
}

export const refactor: Answer<'keyhook/refactor'> = (params, desk) => {
  const { change, title, question, shows } = asked(params, desk);
  const { edits, notes } = change;
  if (question !== undefined && !desk.abilities.confirms) throw unasked(question);
  const label = question ?? (edits.length > 1 ? title : undefined);
  const edit = toWorkspaceEdit(edits, desk, label === undefined ? undefined : confirming(label, edits, notes));
  return { edit, notes, ...(shows === undefined ? {} : { shows: desk.documents.uriOf({ uri: shows }) }) };
};

function asked(params: RefactorParams, desk: Desk): Asked {
  const { scene, documents } = desk;
  switch (params.kind) {
    case 'rename': {
      const { reference } = referenceNamed(params.solution, params.logicalName, scene);
      const { newLogicalName: logicalName, newDisplayName: displayName } = params;
      return {
        change: renameReference(reference, { logicalName, displayName }, scene),
        title: `Rename '${reference.label}' to '${displayName ?? logicalName}'`,
        question: logicalName === undefined ? undefined : prefixChange(reference.logicalName.value, logicalName),
      };
    }
    case 'renameAll': {
      const names = params.names.map((it) => ({
        reference: referenceNamed(it.solution, it.logicalName, scene).reference,
        name: it.newDisplayName,
      }));
      return { change: renameDisplayNames(names, scene), title: `Rename ${names.length} connection references` };
    }
    case 'merge': {
      const { solution, reference } = referenceNamed(params.solution, params.into, scene);
      const losers = params.from.map((it) => referenceNamed(params.solution, it, scene).reference);
      const change = mergeReferences(solution, reference, losers, scene);
      return { change, title: `Merge ${losers.map((it) => `'${it.label}'`).join(', ')} into '${reference.label}'` };
    }
    case 'remove': {
      const { solution, reference } = referenceNamed(params.solution, params.logicalName, scene);
      return { change: removeReference(solution, reference, scene), title: `Remove '${reference.label}'` };
    }
    case 'repoint': {
      const { solution, reference } = referenceNamed(params.to.solution, params.to.logicalName, scene);
      const flow = flowNamed(documents.ours(params.flow), scene);
      return { change: repointFlow(flow, params.from, reference, solution, scene), title: `Use '${reference.label}' in '${flow.name}'` };
    }
    case 'replaceDirect': {
      const directs = directsNamed(params.connections, desk);
      const { with: by } = params;
      if ('logicalName' in by) {
        const { reference } = referenceNamed(by.solution, by.logicalName, scene);
        return { change: replaceDirect(directs, reference, scene), title: `Use '${reference.label}'` };
      }
      const [first] = directs;
      if (!first) throw new Refusal('Choose at least one direct connection.');
      const reference = newReferenceFor(first, by, scene);
      return { change: replaceDirect(directs, reference, scene), title: `Create '${reference.displayName}' and use it` };
    }
    case 'syncSettings': {
      const files = params.files.map((it) => settingsNamed(documents.ours(it), scene));
      const { removeStale } = params;
      return { change: joined(files.map((it) => syncSettings(it, { removeStale }, scene))), title: 'Sync deployment settings' };
    }
    case 'createSettings': {
      const solutions = params.solutions.map((it) => solutionNamed(documents.ours(it), scene));
      const uri = documents.ours(params.uri);
      return { change: newSettings(solutions, uri, scene), title: `Create '${basename(uri)}'`, shows: uri };
    }
    case 'ignore': {
      const finding = findingNamed(params, desk);
      const { reason, until } = params;
      const change = ignoreFinding(finding, { reason, until }, scene, folderOf(finding.at.uri, desk));
      return { change, title: `Ignore '${finding.rule.id}'`, shows: change.edits[0]?.uri };
    }
    case 'extractVariable': {
      const { displayName, schemaName, extent } = params;
      const change = extractVariable(literalAtId(params, desk), { displayName, schemaName }, extent, scene);
      return { change, title: `Extract into '${displayName}'` };
    }
    case 'createConfiguration': {
      const folder = documents.ours(params.folder);
      const change = createConfiguration(folder, scene);
      return { change, title: 'Create the configuration', shows: change.edits[0]?.uri };
    }
  }
}

/** Changes of different files as one. */
function joined(changes: readonly Refactoring[]): Refactoring {
  return { edits: changes.flatMap((it) => it.edits), notes: [...new Set(changes.flatMap((it) => it.notes))] };
}

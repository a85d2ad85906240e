import {
  flowNamed,
  mergeReferences,
  newReferenceFor,
  prefixChange,
  referenceNamed,
  Refusal,
  removeReference,
  renameDisplayNames,
  renameReference,
  repointFlow,
  replaceDirect,
  type Refactoring,
} from '../core';
import type { RefactorParams } from '../protocol';
import { confirming, toWorkspaceEdit } from './convert';
import type { Desk } from './desk';
import { canonical } from './places';
import { unasked } from './renaming';
import { directsNamed, type Answer } from './requests';

interface Asked {
  readonly change: Refactoring;
  /** What it does, as an order: what the editor calls it when it asks. */
  readonly title: string;
  /** What must not be done without asking, as an order. */
  readonly question?: string | undefined;
}

export const refactor: Answer<'keyhook/refactor'> = (params, desk) => {
  const { change, title, question } = asked(params, desk);
  const { edits, notes } = change;
  if (question !== undefined && !desk.abilities.confirms) throw unasked(question);
  const label = question ?? (edits.length > 1 ? title : undefined);
  return { edit: toWorkspaceEdit(edits, desk, label === undefined ? undefined : confirming(label, edits, notes)), notes };
};

function asked(params: RefactorParams, desk: Desk): Asked {
  const { scene } = desk;
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
      const flow = flowNamed(canonical(params.flow), scene);
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
  }
}

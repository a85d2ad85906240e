import { readinessBelow, readinessMarkdown, readinessPlace, readinessRows, readinessTip, runbookOf, solutionNamed } from '../core';
import type { Answer } from './requests';

export const readiness: Answer<'keyhook/readiness'> = ({ parent }, { scene, documents }) =>
  readinessRows(parent, scene.snapshot).map((it) => ({ ...it, settings: it.settings.map((uri) => documents.uriOf({ uri })) }));

export const readinessAt: Answer<'keyhook/readinessPlace'> = ({ path }, { scene, documents }) => {
  const at = readinessPlace(path, scene.snapshot);
  return at ? { uri: documents.uriOf(at), range: documents.rangeOf(at) } : null;
};

export const readinessTipOf: Answer<'keyhook/readinessTip'> = ({ path }, { scene }) => readinessTip(path, scene.snapshot);

export const readinessAsMarkdown: Answer<'keyhook/readinessMarkdown'> = ({ path }, { scene }) =>
  readinessMarkdown(readinessBelow(path, scene.snapshot));

export const runbook: Answer<'keyhook/runbook'> = ({ solution }, { scene }) => runbookOf(solutionNamed(solution, scene), scene.snapshot);

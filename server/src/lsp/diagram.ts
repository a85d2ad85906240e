import { diagramMermaid, flowDiagram, neighboursOf, Refusal, type Flow, type Solution } from '../core';
import { diagramSvg } from '../drawing/svg';
import type { Desk } from './desk';
import type { Answer } from './requests';

/** What is found is drawn as the editor shows it; null where the file is not there, or is no flow's. */
export const diagram: Answer<'keyhook/diagram'> = ({ uri }, desk) => {
  const found = flowAt(uri, desk);
  if (!found) return null;
  const { flow, solution } = found;
  const { scene, documents, linting } = desk;
  const findings = linting?.linter.findings(solution, scene.snapshot) ?? [];
  return {
    ...flowDiagram(flow, neighboursOf(solution, scene), findings),
    isBroken: flow.faults.length > 0 || !flow.definition,
    version: documents.versionOf(flow.uri),
  };
};

/** For documentation, so without what is found. */
export const diagramText: Answer<'keyhook/diagramText'> = ({ uri, format }, desk) => {
  const found = flowAt(uri, desk);
  if (!found) throw new Refusal('The flow is not there any more, so it cannot be drawn.');
  const drawn = flowDiagram(found.flow, neighboursOf(found.solution, desk.scene), []);
  return format === 'svg' ? diagramSvg(drawn) : diagramMermaid(drawn);
};

function flowAt(uri: string, { scene, documents }: Desk): { readonly flow: Flow; readonly solution: Solution } | undefined {
  const file = documents.fileOf(uri);
  for (const solution of scene.snapshot.solutions) {
    const flow = solution.flows.find((it) => it.uri === file);
    if (flow) return { flow, solution };
  }
  return undefined;
}

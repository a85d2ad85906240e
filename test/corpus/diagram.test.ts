import * as assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { XMLValidator } from 'fast-xml-parser';
import {
  diagramMermaid,
  entryOf,
  inMemory,
  flowDiagram,
  placeOf,
  Workspace,
  neighboursOf,
  type Flow,
  type Solution,
} from '../../server/src/core';
import type { DiagramBlock } from '../../server/src/core/diagram/diagram';
import { layOut } from '../../server/src/core/diagram/layout';
import { insideOf } from '../../server/src/core/inside';
import { runOrderOf } from '../../server/src/core/run-order';
import { diagramSvg } from '../../server/src/drawing/svg';
import { decode, uriOf } from '../../server/src/host/disk';
import { filesIn, needCorpus } from './corpus';

/** How many boxes there are, at any depth. */
const count = ({ steps }: DiagramBlock): number =>
  steps.reduce((sum, it) => sum + 1 + it.branches.reduce((sum, branch) => sum + count(branch), 0), 0);

describe('corpus: diagrams', () => {
  before(needCorpus);

  let flows: readonly { readonly flow: Flow; readonly solution: Solution; readonly scene: Parameters<typeof neighboursOf>[1] }[] = [];
  before(() => {
    const workspace = new Workspace();
    for (const path of filesIn('')) {
      const uri = uriOf(path);
      if (placeOf(uri)?.kind !== 'flow') continue;
      const text = decode(readFileSync(path));
      workspace.apply([{ uri, entry: entryOf(inMemory(uri, text), text) }]);
    }
    const { snapshot } = workspace;
    const scene = { snapshot, naming: {}, text: () => '' };
    flows = snapshot.solutions.flatMap((solution) => solution.flows.map((flow) => ({ flow, solution, scene })));
  });

  it('show every trigger and action of every flow', () => {
    assert.ok(flows.length > 100, `${flows.length} flows`);
    for (const { flow, solution, scene } of flows) {
      const diagram = flowDiagram(flow, neighboursOf(solution, scene), []);
      assert.equal(count(diagram.steps), runOrderOf(insideOf(flow)).steps.length, flow.uri);
      const layout = layOut(
        diagram,
        () => false,
        (it) => it.length * 6,
      );
      assert.ok(layout.width < 20_000 && layout.height < 40_000, flow.uri);
      for (const { points } of layout.edges) assert.ok(points.length > 1 && points.every(({ x, y }) => x >= 0 && y >= 0), flow.uri);
      assert.equal(XMLValidator.validate(diagramSvg(diagram)), true, flow.uri);
      assert.match(diagramMermaid(diagram), /^---\ntitle: ".*"\n---\nflowchart TD\n( +\S.*\n)*$/, flow.uri);
    }
  });
});

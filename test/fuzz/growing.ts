import { counted } from './counting';
import { parentPort, workerData } from 'node:worker_threads';
import { parseTree } from 'jsonc-parser';
import {
  diagramMermaid,
  fixesOf,
  flowDiagram,
  neighboursOf,
  readinessMarkdown,
  readinessOf,
  readinessRows,
  readinessTip,
  Refusal,
  refactoringsAt,
  renameTargetAt,
  summaryOf,
  treeMarkdown,
  treeRows,
  treeTip,
  workspaceSymbols,
  type Finding,
  type Span,
  type TreeSource,
} from '../../server/src/core';
import { grouped } from '../../server/src/core/grouped';
import { diagramSvg } from '../../server/src/drawing/svg';
import { readFixture } from '../support/fixture';
import { changeWorkspace, renamed } from './changes';
import { CHOSEN, faulty, focusOf, large } from './large';
import { Looking } from './looking';
import { partsOf, type Part } from './parts';
import { ofFile, ofPlace, views } from './questions';
import { report } from './told';

/** What is counted of a solution with so many of something. */
export interface Steps {
  readonly reading: number;
  readonly checking: number;
  readonly naming: number;
  /** The first fix of the first finding of each rule. */
  readonly changing: number;
  /** What an editor asks for one after the other: of the file, of places in its middle, and of the workspace. */
  readonly asking: Readonly<Record<string, number>>;
}

/** Everything in the middle one of each list of many: whatever there is many of has its places among these, in files of any size. */
function placesAmong(parts: readonly Part[], text: string, size: number): readonly number[] {
  const middles: Span[] = [];
  const open = [parseTree(text)];
  for (let next = open.pop(); open.length > 0 || next; next = open.pop()) {
    const { children = [] } = next ?? {};
    const middle = children[children.length >> 1];
    if (middle && children.length > size / 2) middles.push({ start: middle.offset, end: middle.offset + middle.length });
    for (const it of children) open.push(it);
  }
  const starts = parts.map((it) => it.start + 1);
  if (middles.length === 0) return starts.slice(starts.length >> 1).slice(0, PLACES);
  return starts.filter((start) => middles.some((it) => it.start < start && start < it.end));
}

/** So many in a file that is no JSON. */
const PLACES = 40;

const ofWorkspace: Readonly<Record<string, (looking: Looking) => unknown>> = {
  symbols: ({ scene }) => workspaceSymbols('a', scene),
  summaries: ({ scene }) => scene.snapshot.solutions.map(summaryOf),
  ...Object.fromEntries(
    views.map((view) => [`tree by ${view.groupBy}, ${view.filter}`, ({ scene, linter }: Looking) => alongRows({ scene, view, linter })]),
  ),
  readiness: ({ scene: { snapshot } }) => {
    for (const below of [[], ...readinessRows([], snapshot).map((it) => it.path)])
      for (const { path } of readinessRows(below, snapshot).slice(0, 1)) readinessTip(path, snapshot);
    return readinessMarkdown(readinessOf(snapshot));
  },
  reports: (looking) => report(looking, false),
  'changes of references and settings': (looking) => changeWorkspace(looking, 'Area'),
  diagrams: ({ scene, linter }) =>
    scene.snapshot.solutions.map((solution) =>
      solution.flows.map((flow) => {
        const diagram = flowDiagram(flow, neighboursOf(solution, scene), linter.findings(solution, scene.snapshot));
        return [diagramMermaid(diagram), diagramSvg(diagram)];
      }),
    ),
};

/** Opens the first row of each level, and tells all there is to tell of it. */
function alongRows(source: TreeSource): void {
  for (let path: readonly string[] | undefined = []; path; path = treeRows(path, source)[0]?.path) {
    treeTip(path, source);
    treeMarkdown(path, source);
  }
}

const changesAt = (looking: Looking, offset: number): void => {
  const { focus, scene } = looking;
  for (const it of refactoringsAt(focus, { start: offset, end: offset }, scene).slice(0, 3)) unlessRefused(() => it.edits());
  const target = renameTargetAt(focus, offset, scene);
  if (target) unlessRefused(() => renamed(target, 'Another_name', looking));
};

function unlessRefused(act: () => unknown): void {
  try {
    act();
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
  }
}

function askingOf(looking: Looking, size: number): Readonly<Record<string, number>> {
  const places = placesAmong(partsOf(looking.text), looking.text, size);
  const ofPlaces = Object.entries({ ...ofPlace, changes: changesAt }).map(
    ([what, answer]) => [what, () => places.forEach((it) => answer(looking, it, views[0]!))] as const,
  );
  const ofAll = Object.entries({ ...ofFile, ...ofWorkspace }).map(([what, answer]) => [what, () => answer(looking)] as const);
  return Object.fromEntries([...ofPlaces, ...ofAll].map(([what, ask]) => [what, counted(ask)]));
}

function stepsOf(what: string, size: number): Steps {
  const { files } = readFixture((faulty[what] ?? large[what]!)(size));
  const looking = new Looking(files, focusOf(files), () => 0);
  const reading = counted(() => looking.readAll());
  let findings: readonly Finding[] = [];
  const checking = counted(() => (findings = looking.findings()));
  const { scene } = looking;
  const meant = findings.filter(({ rule: { id } }) => (faulty[what] ? id === what : !CHOSEN.includes(id)));
  const naming = counted(() => {
    for (const it of meant) for (const fix of fixesOf(it, scene)) if (!fix.title) throw new Error(what);
  });
  const changing = counted(() => {
    for (const [, [its]] of grouped(meant, (it) => it.rule.id)) unlessRefused(() => its && fixesOf(its, scene)[0]?.edits());
  });
  return { reading, checking, naming, changing, asking: askingOf(looking, size) };
}

const all = Object.keys({ ...large, ...faulty });
for (const what of all) stepsOf(what, 1); // what is looked at once for all is not of interest
const { sizes } = workerData as { readonly sizes: readonly number[] };
parentPort!.postMessage(Object.fromEntries(all.map((what) => [what, sizes.map((size) => stepsOf(what, size))])));

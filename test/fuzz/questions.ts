import * as assert from 'node:assert/strict';
import {
  codeLenses,
  completionCard,
  completions,
  definitions,
  diagramMermaid,
  documentLinks,
  documentSymbols,
  flowDiagram,
  foldable,
  growing,
  highlights,
  hover,
  inlayHints,
  neighboursOf,
  placeOfStep,
  readinessPlace,
  readinessRows,
  readinessTip,
  references,
  semanticTokens,
  signatureHelp,
  summaryOf,
  treeMarkdown,
  treePlace,
  treeRows,
  treeRowsTo,
  treeTip,
  workspaceSymbols,
  type Outlined,
  type TreeSource,
} from '../../server/src/core';
import { diagramSvg } from '../../server/src/drawing/svg';
import type { Looking } from './looking';
import { partsOf } from './parts';

const PLACES = 8;
/** Of each view so many rows are opened. */
const ROWS = 120;

export const views: readonly TreeSource['view'][] = (['connector', 'flow'] as const).flatMap((groupBy) =>
  (['all', 'problems', 'unused', 'duplicates', 'off-scheme'] as const).map((filter) => ({ groupBy, filter })),
);

/** Some offsets of the file, most of them where something begins, and both ends. */
export function placesIn(looking: Looking): readonly number[] {
  const { text } = looking;
  const starts = partsOf(text).flatMap(({ start, end }) => [Math.min(start + 1, text.length), Math.floor((start + end) / 2)]);
  return [0, text.length, ...looking.pick(starts, PLACES)];
}

/** What is asked of a place in a file. */
export const ofPlace = {
  definitions: ({ focus, scene }, offset) => definitions(focus, offset, scene),
  references: ({ focus, scene }, offset) => references(focus, offset, true, scene),
  highlights: ({ focus, scene }, offset) => highlights(focus, offset, scene),
  hover: ({ focus, scene }, offset): unknown => hover(focus, offset, scene),
  signatureHelp: ({ focus, scene }, offset) => signatureHelp(focus, offset, scene),
  completions: ({ focus, scene }, offset) => completions(focus, offset, scene),
  treeRows: ({ focus, scene, linter }, offset, view) => treeRowsTo(focus, offset, { scene, view, linter }),
} satisfies Record<string, (looking: Looking, offset: number, view: TreeSource['view']) => unknown>;

export function askAtPlaces(looking: Looking, places = placesIn(looking)): void {
  const { focus, scene } = looking;
  const view = looking.pick(views, 1)[0]!;
  const grows = looking.ask('growing', () => growing(looking.text));
  const { completions: complete, ...others } = ofPlace;
  for (const offset of places) {
    const at = `at ${offset} of ${focus}`;
    for (const [what, answer] of Object.entries(others)) looking.ask(`${what} ${at}`, () => answer(looking, offset, view));
    looking.ask(`selection ${at}`, () => grows(offset));
    const offered = looking.ask(`completions ${at}`, () => complete(looking, offset));
    for (const { kind, id } of looking.pick(offered, 4))
      if (id !== undefined) looking.ask(`the card of ${kind} ${id} ${at}`, () => completionCard(focus, kind, id, scene));
  }
}

/** What is asked of a file. */
export const ofFile = {
  codeLenses: ({ focus, scene }) => codeLenses(focus, scene),
  documentLinks: ({ focus, scene }) => documentLinks(focus, scene),
  inlayHints: ({ focus, scene, text }) => inlayHints(focus, { start: 0, end: text.length }, scene),
  folding: ({ text }) => foldable(text),
  semanticTokens: ({ focus, scene }) => semanticTokens(focus, scene),
  documentSymbols: ({ focus, scene }) => documentSymbols(focus, scene),
} satisfies Record<string, (looking: Looking) => unknown>;

export function askOfFile(looking: Looking): void {
  const { semanticTokens: colour, documentSymbols: outline, ...others } = ofFile;
  for (const [what, answer] of Object.entries(others)) looking.ask(what, () => answer(looking));
  const tokens = looking.ask('semanticTokens', () => colour(looking));
  for (const [index, { span }] of tokens.entries())
    assert.ok(span.start >= (tokens[index - 1]?.span.end ?? 0), `token ${index} does not stand behind the one before`);
  assertNested(looking.ask('documentSymbols', () => outline(looking)));
  for (const name of ['', '__proto__', 'constructor']) looking.ask(`the step '${name}'`, () => placeOfStep(name, looking.text));
}

function assertNested(symbols: readonly Outlined[]): void {
  for (const { name, span, nameSpan, children } of symbols) {
    assert.notEqual(name, '');
    for (const it of [nameSpan, ...children.map((child) => child.span)])
      assert.ok(span.start <= it.start && it.end <= span.end, `'${name}' does not hold what is in it`);
    assertNested(children);
  }
}

export function askOfWorkspace(looking: Looking): void {
  const { scene, linter } = looking;
  const { snapshot } = scene;
  for (const query of ['', 'a', '\0', '__proto__']) looking.ask(`symbols for '${query}'`, () => workspaceSymbols(query, scene));
  const source: TreeSource = { scene, view: looking.pick(views, 1)[0]!, linter };
  const name = `the tree by ${source.view.groupBy}, ${source.view.filter}`;
  openRows(
    looking,
    name,
    (path) => treeRows(path, source),
    (path) => {
      looking.ask(`${name}, a tip`, () => treeTip(path, source));
      looking.ask(`${name}, a place`, () => treePlace(path, source));
      looking.ask(`${name}, as Markdown`, () => treeMarkdown(path, source));
    },
  );
  openRows(
    looking,
    'readiness',
    (path) => readinessRows(path, snapshot),
    (path) => {
      looking.ask('readiness, a tip', () => readinessTip(path, snapshot));
      looking.ask('readiness, a place', () => readinessPlace(path, snapshot));
    },
  );
  for (const solution of snapshot.solutions) {
    looking.ask('a summary', () => summaryOf(solution));
    for (const flow of looking.pick(solution.flows, 3)) {
      const diagram = looking.ask(
        `the diagram of ${flow.uri}`,
        () => flowDiagram(flow, neighboursOf(solution, scene), linter.findings(solution, snapshot)),
        flow.uri,
      );
      looking.ask(`the diagram of ${flow.uri} as Mermaid`, () => diagramMermaid(diagram));
      looking.ask(`the diagram of ${flow.uri} as SVG`, () => diagramSvg(diagram));
    }
  }
}

type Path = readonly string[];

/** Opens every row, so far as there are not too many; each has a path of its own. */
function openRows(
  looking: Looking,
  name: string,
  below: (path: Path) => readonly { readonly path: Path }[],
  ask: (path: Path) => void,
): void {
  const open: Path[] = [[]];
  const seen = new Set<string>();
  for (let next = open.shift(); next && seen.size < ROWS; next = open.shift()) {
    const path = next;
    for (const row of looking.ask(`${name}, below ${path.length} levels`, () => below(path))) {
      const key = JSON.stringify(row.path);
      assert.ok(!seen.has(key), `${name}: two rows have the path ${key}`);
      seen.add(key);
      ask(row.path);
      open.push(row.path);
    }
  }
}

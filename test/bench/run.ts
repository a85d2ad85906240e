import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { Requests, TreeRow, TreeView } from '../../server/src/protocol';
import { Session } from './session';
import { FLOWS, madeIn, SOLUTIONS, writeWorkspace } from './workspace';

/**
 * Times the built server on a workspace of 10,000 flows, over the wire, as an editor asks: `npm run bench`.
 * A folder may be named, `npm run bench -- <folder>`: it is filled when it is not there, and kept.
 */

const LIMIT_MS = 100;
const RUNS = 30;
const RUNS_AFTER_KEYS = 10;

interface Question {
  readonly name: string;
  ask(): Promise<unknown>;
}

interface Timing {
  readonly name: string;
  readonly first: number;
  readonly p50: number;
  readonly p95: number;
  readonly max: number;
  /** What came back. */
  readonly answer: string;
}

async function bench(): Promise<void> {
  const [named] = process.argv.slice(2);
  const folder = named === undefined ? mkdtempSync(join(tmpdir(), 'keyhook-bench-')) : resolve(named);
  try {
    if (named === undefined || !existsSync(folder)) {
      console.log(`Writing ${FLOWS.toLocaleString('en')} flows in ${SOLUTIONS} solutions …`);
      writeWorkspace(folder);
    }
    await measure(folder);
  } finally {
    if (named === undefined) rmSync(folder, { recursive: true, force: true });
  }
}

async function measure(folder: string): Promise<void> {
  const began = performance.now();
  const session = await Session.start(resolve('dist/server.js'), folder);
  const status = await session.checked();
  const seconds = ((performance.now() - began) / 1000).toFixed(1);
  const { solutions, references, errors, warnings } = status;
  console.log(
    `Read and checked in ${seconds} s: ${solutions} solutions, ${references} references, ${errors} errors, ${warnings} warnings.`,
  );

  const made = madeIn(folder);
  const [flow, customizations] = [session.open(made.flow), session.open(made.customizations)];
  await session.checked();
  const questions = await questionsFor(session, made, flow, customizations);

  const quiet = await times(questions, RUNS, async (it) => {
    const start = performance.now();
    const answer = await it.ask();
    return [performance.now() - start, answer];
  });
  show('with everything read and checked', quiet);

  const [here, gone] = ["outputs('Step_2')", "outputs('Stop_2')"];
  let isThere = true;
  const keystroke: Question = {
    name: 'the largest flow',
    ask: async () => {
      await session.replace(flow, isThere ? here : gone, isThere ? gone : here);
      isThere = !isThere;
      return [];
    },
  };
  const keystrokes = await times([keystroke], RUNS * 2, async (it) => {
    const checked = session.checked();
    const start = performance.now();
    const answer = await it.ask();
    const took = performance.now() - start;
    await checked;
    return [took, answer];
  });
  show('from a keystroke to the findings of the file', keystrokes);

  const typing = await times(questions, RUNS_AFTER_KEYS, async (it) => {
    const checked = session.checked();
    const start = performance.now();
    session.type(flow);
    const answer = await it.ask();
    const took = performance.now() - start;
    await checked;
    return [took, answer];
  });
  show('right after a keystroke in the solution of 1,000 flows', typing);
  await session.stop();
}

async function times(
  questions: readonly Question[],
  runs: number,
  take: (it: Question) => Promise<readonly [number, unknown]>,
): Promise<readonly Timing[]> {
  const timings: Timing[] = [];
  for (const it of questions) {
    const taken: number[] = [];
    let answer: unknown;
    for (let i = 0; i < runs; i++) {
      const [ms, its] = await take(it);
      taken.push(ms);
      answer = its;
    }
    const sorted = [...taken].sort((a, b) => a - b);
    const at = (share: number): number => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))]!;
    timings.push({ name: it.name, first: taken[0]!, p50: at(0.5), p95: at(0.95), max: at(1), answer: sizeOf(answer) });
  }
  return timings;
}

/** What an editor and the tree ask for; each must come back with something. */
async function questionsFor(
  session: Session,
  { name, reference }: ReturnType<typeof madeIn>,
  flow: TextDocument,
  customizations: TextDocument,
): Promise<readonly Question[]> {
  const view: TreeView = { groupBy: 'connector', filter: 'all' };
  const own = <Method extends keyof Requests>(method: Method, params: Requests[Method]['params']): Promise<Requests[Method]['result']> =>
    session.ask(method, params);
  const rows = (parent: TreeRow | undefined, its = view): Promise<readonly TreeRow[]> =>
    own('keyhook/tree', { ...its, parent: parent?.path ?? [] });
  const found = (row: TreeRow | undefined, what: string): TreeRow => {
    if (!row) throw new Error(`there is no row for ${what}`);
    return row;
  };
  const at = ({ uri, positionAt, getText }: Bound, text: string, plus = 0): object => {
    const offset = getText().indexOf(text);
    if (offset < 0) throw new Error(`'${text}' is not in ${uri}`);
    return { textDocument: { uri }, position: positionAt(offset + text.length - 1 + plus) };
  };
  const [inFlow, inXml] = [bound(flow), bound(customizations)];
  const [json, xml] = [{ textDocument: { uri: flow.uri } }, { textDocument: { uri: customizations.uri } }];
  const range = { start: { line: 0, character: 0 }, end: flow.positionAt(flow.getText().length) };
  const name_ = `"connectionReferenceLogicalName": "${reference}`;
  const definition = `connectionreferencelogicalname="${reference}`;

  const questions: Question[] = [];
  const add = (title: string, ask: () => Promise<unknown>): void => void questions.push({ name: title, ask });
  const about = (title: string, method: string, params: object): void => add(title, () => session.ask(method, params));

  add('tree: solutions', () => rows(undefined));
  const solution = found(
    (await rows(undefined)).find((it) => it.label === name),
    name,
  );
  add('tree: a solution', () => rows(solution));
  const wide = await rowOf(reference, solution, rows);
  add('tree: a connector', () => rows(wide.connector));
  add('tree: a reference used by 1,000 flows', () => rows(wide.reference));
  const [user] = await rows(wide.reference);
  add('tree: a flow of it', () => rows(found(user, 'a flow')));
  add('tree: the way to an action', () => own('keyhook/treePath', { ...view, ...placeIn(at(inFlow, '"Step_40')) }));
  add('tree: the tip of a reference', () => own('keyhook/treeTip', { ...view, path: wide.reference.path }));
  add('tree: a reference as Markdown', () => own('keyhook/treeMarkdown', { ...view, path: wide.reference.path }));
  for (const filter of ['problems', 'unused', 'duplicates', 'off-scheme'] as const)
    add(`tree: solutions, ${filter}`, () => rows(undefined, { ...view, filter }));
  const byFlow: TreeView = { groupBy: 'flow', filter: 'all' };
  add('tree: a solution of 1,000 flows by flow', async () => rows(solution, byFlow));

  about('hover: a logical name', 'textDocument/hover', at(inFlow, name_));
  about('hover: a key', 'textDocument/hover', at(inFlow, '"connectionName": "shared'));
  about('hover: a child flow', 'textDocument/hover', at(inFlow, '"workflowReferenceName": "0000'));
  about('hover: a definition', 'textDocument/hover', at(inXml, definition));
  about('definition: a logical name', 'textDocument/definition', at(inFlow, name_));
  about('definition: a key', 'textDocument/definition', at(inFlow, '"connectionName": "shared'));
  about('definition: a child flow', 'textDocument/definition', at(inFlow, '"workflowReferenceName": "0000'));
  about('references: of 1,000 flows', 'textDocument/references', { ...at(inXml, definition), context: { includeDeclaration: true } });
  about('highlights: a key', 'textDocument/documentHighlight', at(inFlow, '"connectionName": "shared'));
  about('completion: logical names', 'textDocument/completion', at(inFlow, name_));
  about('completion: keys', 'textDocument/completion', at(inFlow, '"connectionName": "shared'));
  about('completion: connector ids in JSON', 'textDocument/completion', at(inFlow, '"apiId": "/providers'));
  about('completion: connector ids in XML', 'textDocument/completion', at(inXml, '<connectorid>/providers'));
  about('hover: an action', 'textDocument/hover', at(inFlow, "outputs('Step_2"));
  about('hover: a function', 'textDocument/hover', at(inFlow, '@concat'));
  about('definition: an action', 'textDocument/definition', at(inFlow, "outputs('Step_2"));
  about('completion: actions', 'textDocument/completion', at(inFlow, "'Request ', outputs('"));
  about('signature help', 'textDocument/signatureHelp', at(inFlow, "@concat('Request"));
  about('rename: an action', 'textDocument/rename', { ...at(inFlow, "outputs('Step_2"), newName: 'Renamed' });
  about('semantic tokens: the largest flow', 'textDocument/semanticTokens/full', json);
  const { position } = placeIn(at(inFlow, 'The request was looked at'));
  about('light bulb: a text', 'textDocument/codeAction', {
    ...json,
    range: { start: position, end: position },
    context: { diagnostics: [] },
  });
  add('diagram: the largest flow', () => own('keyhook/diagram', { uri: flow.uri }));
  about('code lenses: the largest flow', 'textDocument/codeLens', json);
  about('code lenses: Customizations.xml', 'textDocument/codeLens', xml);
  about('inlay hints: the largest flow', 'textDocument/inlayHint', { ...json, range });
  about('document symbols: the largest flow', 'textDocument/documentSymbol', json);
  about('document symbols: Customizations.xml', 'textDocument/documentSymbol', xml);
  about('document links: the largest flow', 'textDocument/documentLink', json);
  about('folding: Customizations.xml', 'textDocument/foldingRange', xml);
  about('selection: Customizations.xml', 'textDocument/selectionRange', { ...xml, positions: [placeIn(at(inXml, definition)).position] });
  about('workspace symbols: all', 'workspace/symbol', { query: '' });
  about('workspace symbols: request', 'workspace/symbol', { query: 'requ' });
  about('workspace symbols: one name', 'workspace/symbol', { query: reference });
  return questions;
}

/** A document whose functions need no `this`. */
type Bound = Pick<TextDocument, 'uri'> & { getText(): string; positionAt(offset: number): ReturnType<TextDocument['positionAt']> };

function bound(document: TextDocument): Bound {
  return { uri: document.uri, getText: () => document.getText(), positionAt: (offset) => document.positionAt(offset) };
}

function placeIn(params: object): Requests['keyhook/treePath']['params'] {
  const { textDocument, position } = params as { textDocument: { uri: string }; position: { line: number; character: number } };
  return { uri: textDocument.uri, position } as Requests['keyhook/treePath']['params'];
}

async function rowOf(
  reference: string,
  solution: TreeRow,
  rows: (parent: TreeRow) => Promise<readonly TreeRow[]>,
): Promise<{ readonly connector: TreeRow; readonly reference: TreeRow }> {
  for (const connector of await rows(solution))
    if (connector.kind === 'connector')
      for (const row of await rows(connector)) if (row.reference?.logicalName === reference) return { connector, reference: row };
  throw new Error(`there is no row for ${reference}`);
}

function sizeOf(answer: unknown): string {
  const items = (answer as { readonly items?: unknown } | null)?.items ?? answer;
  if (Array.isArray(items)) return String(items.length);
  return answer === null || answer === undefined || answer === '' ? 'nothing' : '1';
}

const COLUMNS = ['first', 'p50', 'p95', 'max'] as const;

function show(title: string, timings: readonly Timing[]): void {
  const width = Math.max(...timings.map((it) => it.name.length));
  console.log(`\n${title}, ms`);
  console.log(`${''.padEnd(width)}  ${COLUMNS.map((it) => it.padStart(7)).join(' ')}  answer`);
  for (const it of timings) {
    const slow = it.max > LIMIT_MS ? `  over ${LIMIT_MS} ms` : '';
    console.log(
      `${it.name.padEnd(width)}  ${COLUMNS.map((column) => it[column].toFixed(1).padStart(7)).join(' ')}  ${it.answer.padStart(6)}${slow}`,
    );
  }
  const over = timings.filter((it) => it.max > LIMIT_MS).length;
  console.log(over === 0 ? `All within ${LIMIT_MS} ms.` : `${over} of ${timings.length} over ${LIMIT_MS} ms.`);
}

void bench().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});

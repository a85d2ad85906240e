import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { CancellationTokenSource, LSPErrorCodes, ResponseError, type Range } from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { uriOf } from '../../server/src/host/disk';
import { turn } from '../../server/src/lsp/turns';
import type { Client } from '../support/client';
import { readFixture, ROOT } from '../support/fixture';
import { generator, pick } from '../support/random';
import { binding, entry, flow, flowPath, flowUsing, reference, settings, solution } from '../support/solution';

const MOST_SOLUTIONS = 5;
const MOST_FLOWS = 6;
const MOST_OPEN = 4;
const REMEMBERED = 60;

/** Requests that may come at any time, about a place in a file. */
const askable = [
  'textDocument/hover',
  'textDocument/definition',
  'textDocument/references',
  'textDocument/codeAction',
  'textDocument/documentSymbol',
  'textDocument/completion',
  'textDocument/codeLens',
  'textDocument/semanticTokens/full',
  'textDocument/prepareRename',
  'textDocument/rename',
  'keyhook/readiness',
  'keyhook/references',
] as const;

interface Open {
  readonly document: TextDocument;
}

interface Event {
  readonly kind: 'created' | 'changed' | 'deleted';
  readonly path: string;
}

/**
 * Somebody who works in a folder, the same for the same seed: types, opens, closes, saves, renames, deletes, checks out, configures and
 * asks, while the editor tells of the disk late, twice, in the wrong order or only in the end.
 */
export class Session {
  /** What was done last, for whoever has to find out what went wrong. */
  readonly done: string[] = [];
  /** What the editor's settings say. */
  settings: object = {};
  readonly #random: () => number;
  readonly #folders = new Map<string, Set<string>>();
  readonly #open = new Map<string, Open>();
  readonly #late: Event[] = [];
  readonly #pending = new Set<Promise<unknown>>();
  #client: Client | undefined;
  #names = 0;

  constructor(
    readonly folder: string,
    seed: number,
  ) {
    this.#random = generator(seed);
    for (let i = 0; i < 3; i++) this.#makeSolution();
    this.#late.length = 0;
  }

  /** Goes on with this editor, and opens in it what is open. */
  use(client: Client): void {
    this.#client = client;
    for (const [path, { document }] of this.#open) client.open(path, document.getText(), document.version);
  }

  /** Does one thing; waits for nothing but for its turn. */
  async step(): Promise<void> {
    const [what, act] = this.#choose();
    this.done.push(what);
    if (this.done.length > REMEMBERED) this.done.shift();
    await act();
    for (let i = this.#below(3); i > 0; i--) await turn();
  }

  /** The server is about to be killed: what was asked of it has no answer any more. */
  abandon(): void {
    this.#pending.clear();
    this.#client = undefined;
  }

  /** Tells what was not told yet, and waits for every answer. */
  async finish(): Promise<void> {
    this.#tell({ kind: 'created', path: this.folder });
    while (this.#late.length > 0) this.#tellLate();
    await Promise.all(this.#pending);
  }

  #choose(): readonly [string, () => unknown] {
    const chance = this.#random();
    if (chance < 0.45) return ['type', () => this.#type()];
    if (chance < 0.53) return ['open', () => this.#openOne()];
    if (chance < 0.59) return ['close', () => this.#closeOne()];
    if (chance < 0.64) return ['save', () => this.#save()];
    if (chance < 0.7) return ['write', () => this.#write()];
    if (chance < 0.74) return ['make or delete a flow', () => this.#makeOrDelete()];
    if (chance < 0.77) return ['rename a flow', () => this.#renameFlow()];
    if (chance < 0.785) return ['rename a solution', () => this.#renameSolution()];
    if (chance < 0.8) return ['make or delete a solution', () => this.#makeOrDeleteSolution()];
    if (chance < 0.81) return ['check out', () => this.#checkOut()];
    if (chance < 0.83) return ['write a configuration', () => this.#configure()];
    if (chance < 0.84) return ['change the settings', () => this.#changeSettings()];
    if (chance < 0.88) return ['tell late', () => this.#tellLate()];
    return ['ask', () => this.#ask()];
  }

  #type(): void {
    const [path, open] = this.#anyOpen() ?? [];
    if (!path || !open) return this.#openOne();
    const text = open.document.getText();
    if (this.#random() < 0.15) return this.#edit(path, { text: this.#textFor(path) });
    const name = /con_\w+/.exec(text);
    if (name && this.#random() < 0.4) return this.#edit(path, this.#replacing(open, name.index, name[0].length, this.#name()));
    const start = this.#below(text.length + 1);
    const length = this.#random() < 0.5 ? 0 : this.#below(Math.min(20, text.length - start + 1));
    this.#edit(path, this.#replacing(open, start, length, pick(['', ' ', 'x', '"', '{', '}\n', '<', ','], this.#random)));
  }

  #replacing({ document }: Open, start: number, length: number, text: string): { range: Range; text: string } {
    return { range: { start: document.positionAt(start), end: document.positionAt(start + length) }, text };
  }

  #edit(path: string, change: { range: Range; text: string } | { text: string }): void {
    const { document } = this.#open.get(path)!;
    TextDocument.update(document, [change], document.version + 1);
    this.#client?.change(path, document.version, change);
  }

  #openOne(): void {
    const path = this.#anyFile();
    if (!path || this.#open.has(path)) return;
    if (this.#open.size >= MOST_OPEN) this.#closeOne();
    const document = TextDocument.create(uriOf(path), 'json', 1, this.#textFor(path));
    this.#open.set(path, { document });
    this.#client?.open(path, document.getText(), 1);
  }

  #closeOne(): void {
    const [path] = this.#anyOpen() ?? [];
    if (!path) return;
    this.#open.delete(path);
    this.#client?.close(path);
  }

  #save(): void {
    const [path, open] = this.#anyOpen() ?? [];
    if (!path || !open || !this.#isThere(path)) return;
    this.#put(path, open.document.getText());
    this.#client?.say('textDocument/didSave', { textDocument: { uri: uriOf(path) } });
  }

  #write(): void {
    const path = this.#anyFile();
    if (path) this.#put(path, this.#textFor(path));
  }

  #makeOrDelete(): void {
    const [root, files] = this.#anySolution() ?? [];
    if (!root || !files) return this.#makeSolution();
    const flows = [...files].filter((it) => it.includes('Workflows'));
    if (flows.length < MOST_FLOWS && this.#random() < 0.5) {
      const path = join(root, flowPath({ root: '', name: `Flow${this.#number()}`, id: this.#id() }));
      files.add(path);
      return this.#put(path, this.#textFor(path));
    }
    if (files.size === 0) return;
    const path = pick([...files], this.#random);
    files.delete(path);
    rmSync(path, { force: true });
    this.#hear({ kind: 'deleted', path });
  }

  #renameFlow(): void {
    const from = this.#anyFile();
    if (!from || !existsSync(from)) return;
    const to = join(dirname(from), `Flow${this.#number()}-${this.#id()}.json`);
    const files = [...this.#folders.values()].find((it) => it.has(from));
    files?.delete(from);
    files?.add(to);
    renameSync(from, to);
    this.#hear({ kind: 'deleted', path: from }, { kind: 'created', path: to });
  }

  #renameSolution(): void {
    const [from, files] = this.#anySolution() ?? [];
    if (!from || !files) return;
    const to = join(this.folder, `s${this.#number()}`);
    renameSync(from, to);
    this.#folders.delete(from);
    this.#folders.set(to, new Set([...files].map((it) => to + it.slice(from.length))));
    this.#hear({ kind: 'deleted', path: from }, { kind: 'created', path: to });
  }

  #makeOrDeleteSolution(): void {
    if (this.#folders.size < MOST_SOLUTIONS && this.#random() < 0.6) return this.#makeSolution();
    const [root] = this.#anySolution() ?? [];
    if (!root) return;
    this.#folders.delete(root);
    rmSync(root, { recursive: true, force: true });
    this.#hear({ kind: 'deleted', path: root });
  }

  #makeSolution(): void {
    const root = join(this.folder, `s${this.#number()}`);
    const name = this.#name();
    const fixture =
      solution({ root: '', name: `Solution${this.#number()}`, references: [reference(name), reference(this.#name())] }) +
      flowUsing(name, { root: '', id: this.#id() }) +
      flow({ root: '', name: 'Direct', id: this.#id(), connections: { shared_teams: entry(undefined) } }) +
      settings('settings.dev.json', { references: [binding(name)] });
    const files = new Set<string>();
    for (const [uri, text] of readFixture(fixture).files) {
      const path = join(root, uri.slice(ROOT.length));
      files.add(path);
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, text);
    }
    this.#folders.set(root, files);
    this.#hear({ kind: 'created', path: root });
  }

  /** All files of a solution are others at once, as when a branch is checked out. */
  #checkOut(): void {
    const [, files] = this.#anySolution() ?? [];
    for (const path of files ?? []) this.#put(path, this.#textFor(path));
  }

  #configure(): void {
    const [root = this.folder] = this.#random() < 0.5 ? (this.#anySolution() ?? []) : [];
    const path = join(root, 'keyhook.json');
    if (this.#random() < 0.2) {
      rmSync(path, { force: true });
      return this.#hear({ kind: 'deleted', path });
    }
    const content = pick<object | string>(
      [
        {},
        '{ "exclude": [',
        { exclude: [`old-${this.#number()}/**`, `**/Flow${this.#number()}*`] },
        { exclude: ['s*/Workflows', 'Workflows'] },
        { extends: `keyhook-team${this.#number()}.json` },
        { rules: { 'unused-connection-reference': pick(['off', 'error'], this.#random) } },
        { ignore: [{ rule: 'direct-connection', reason: `because ${this.#number()}` }] },
        { naming: { area: `Area${this.#number()}` } },
      ],
      this.#random,
    );
    this.#put(path, typeof content === 'string' ? content : JSON.stringify(content));
  }

  #changeSettings(): void {
    const rule = pick(['direct-connection', 'off-scheme-name', 'undefined-connection-reference'], this.#random);
    this.settings = { rules: { [rule]: pick(['off', 'error', 'info'], this.#random) } };
    this.#client?.configurationChanged();
  }

  #ask(): void {
    const client = this.#client;
    const path = this.#anyFile();
    if (!client || !path) return;
    const position = { line: this.#below(40), character: this.#below(60) };
    const params = {
      textDocument: { uri: uriOf(path) },
      position,
      range: { start: { line: 0, character: 0 }, end: position },
      context: { diagnostics: [], includeDeclaration: true },
      newName: this.#name(),
      parent: [],
    };
    const source = new CancellationTokenSource();
    const method = pick(askable, this.#random);
    const asking: Promise<unknown> = client
      .ask(method, params, source.token)
      .catch((error: unknown) => {
        if (error instanceof ResponseError && error.code !== LSPErrorCodes.RequestFailed) return;
        if (error instanceof ResponseError && method.endsWith('ename')) return; // refused: there is nothing to rename, for instance
        throw error;
      })
      .finally(() => this.#pending.delete(asking));
    this.#pending.add(asking);
    asking.catch(() => {}); // `finish` fails with it
    if (this.#random() < 0.3) source.cancel();
  }

  #put(path: string, text: string): void {
    const isNew = !existsSync(path);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
    this.#hear({ kind: isNew ? 'created' : 'changed', path });
  }

  /** Most of what happens on the disk is told at once; some twice, some late, and some never but by the folder in the end. */
  #hear(...events: readonly Event[]): void {
    for (const it of this.#random() < 0.1 ? events.toReversed() : events) {
      const chance = this.#random();
      if (chance < 0.75) this.#tell(it);
      if (chance > 0.65 && chance < 0.95) this.#late.push(it);
    }
  }

  #tellLate(): void {
    for (let i = this.#below(this.#late.length) + 1; i > 0 && this.#late.length > 0; i--)
      this.#tell(this.#late.splice(this.#below(this.#late.length), 1)[0]!);
  }

  #tell({ kind, path }: Event): void {
    if (kind === 'created') this.#client?.diskCreated(path);
    else if (kind === 'changed') this.#client?.diskChanged(path);
    else this.#client?.diskDeleted(path);
  }

  /** Another text that may stand in a file. */
  #textFor(path: string): string {
    const name = this.#name();
    if (path.endsWith('Solution.xml') || path.endsWith('Customizations.xml')) {
      const files = [...readFixture(solution({ root: '', references: [reference(name), reference(this.#name())] })).files.values()];
      return files[path.endsWith('Solution.xml') ? 0 : 1]!;
    }
    const fixtures = [
      flowUsing(name),
      flow({ connections: { shared_teams: entry(undefined), shared_x: entry(name, 'shared_x') } }),
      settings('x.json', { references: [binding(name)] }),
    ];
    const [text = ''] = readFixture(pick(path.includes('settings') ? fixtures.slice(2) : fixtures, this.#random)).files.values();
    return this.#random() < 0.1 ? text.slice(0, this.#below(text.length)) : text;
  }

  #anyOpen(): [string, Open] | undefined {
    return this.#open.size === 0 ? undefined : pick([...this.#open], this.#random);
  }

  #anySolution(): [string, Set<string>] | undefined {
    return this.#folders.size === 0 ? undefined : pick([...this.#folders], this.#random);
  }

  #anyFile(): string | undefined {
    const all = [...this.#folders.values()].flatMap((it) => [...it]);
    return all.length === 0 ? undefined : pick(all, this.#random);
  }

  /** Whether a file is one of those that come and go: else the folder would only grow. */
  #isThere(path: string): boolean {
    return [...this.#folders.values()].some((it) => it.has(path));
  }

  /** Half of the names are known to others, and half are new. */
  #name(): string {
    return this.#random() < 0.5 ? `con_${this.#below(6)}` : `con_new_${this.#number()}`;
  }

  /** A new flow's. */
  #id(): string {
    return `00000000-0000-4000-8000-${String(this.#number()).padStart(12, '0')}`;
  }

  #number(): number {
    return ++this.#names;
  }

  #below(most: number): number {
    return Math.floor(this.#random() * most);
  }
}

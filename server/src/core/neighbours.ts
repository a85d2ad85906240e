import { Layered } from './layered';
import type { CustomConnector, Solution } from './model';
import { own } from './strings';
import type { Binding, Caller, Definition, FlowSummary, Landmark, Outline, Tables, User, VariableDefinition } from './tables';
import type { Uri } from './text';

/** What a solution may ask of the workspace. Names compare without letter case; answers begin with what the asking solution itself says. */
export interface Neighbours {
  definers(logicalName: string): readonly Definition[];
  users(logicalName: string): readonly User[];
  flows(id: string): readonly FlowSummary[];
  callers(flowId: string): readonly Caller[];
  /** By a custom connector's id or its comparable key. */
  connectors(idOrKey: string): readonly CustomConnector[];
  variables(schemaName: string): readonly VariableDefinition[];
  /** Undefined where there is no solution. */
  outline(root: Uri): Outline | undefined;
  /** Of the whole workspace, in the order of their paths but for the asking folder's own. */
  landmarks(): readonly Landmark[];
  /** Every deployment settings entry that binds this connection. */
  bindings(connectionId: string): readonly Binding[];
}

const NONE: readonly never[] = [];

/** What one table was asked, and the versions of its answers. */
interface Questions {
  readonly table: keyof Tables;
  readonly names: readonly string[];
  readonly versions: readonly number[];
}

/** Questions, each with the state of its answer when it was given. */
export class Asked {
  /** Most rules ask nothing. */
  #versions: Map<keyof Tables, Map<string, number>> | undefined;
  #packed: readonly Questions[] | undefined;

  get isAnything(): boolean {
    return this.#versions !== undefined || this.#packed !== undefined;
  }

  note(table: keyof Tables, name: string, version: number): void {
    this.#versions ??= new Map();
    const its = this.#versions.get(table);
    if (its) its.set(name, version);
    else this.#versions.set(table, new Map([[name, version]]));
  }

  /** Takes less memory from now on. What is asked after that are the questions of a flow that is typed in: few, and the same ones again. */
  pack(): void {
    if (this.#packed || !this.#versions) return;
    this.#packed = Array.from(this.#versions, ([table, its]) => ({
      table,
      names: Array.from(its.keys(), own),
      versions: [...its.values()],
    }));
    this.#versions = undefined;
  }

  every(holds: (table: keyof Tables, name: string, version: number) => boolean): boolean {
    for (const [table, its] of this.#versions ?? NONE) for (const [name, version] of its) if (!holds(table, name, version)) return false;
    return (this.#packed ?? NONE).every(({ table, names, versions }) => names.every((name, i) => holds(table, name, versions[i]!)));
  }
}

/**
 * Joins solutions by name: one small table a kind, made of each solution's own tables.
 * A name's version moves only when what some solution says of it has changed, so whoever remembers the versions of
 * what it asked knows whether its answer still holds, without looking at a solution.
 */
export class Neighbourhood {
  readonly #tables: { readonly [Name in keyof Tables]: Table<Row<Name>> } = {
    definitions: new Table(),
    users: new Table(),
    flows: new Table(),
    callers: new Table(),
    connectors: new Table(),
    variables: new Table(),
    outlines: new Table(),
    landmarks: new Table(),
    bindings: new Table(),
  };

  #state: object = {};

  /** Another object once any answer may be another: most edits change none. */
  get state(): object {
    return this.#state;
  }

  /** Puts what a solution says now in the place of what it said before. */
  replace(root: Uri, before: Solution | undefined, after: Solution | undefined): void {
    if (before?.tables === after?.tables) return;
    for (const name of Object.keys(this.#tables) as (keyof Tables)[]) if (this.#replace(name, root, before, after)) this.#state = {};
  }

  #replace<Name extends keyof Tables>(name: Name, root: Uri, before: Solution | undefined, after: Solution | undefined): boolean {
    const rows = (of: Solution | undefined): Rows<Row<Name>> | undefined => of?.tables[name] as Rows<Row<Name>> | undefined;
    return this.#tables[name].replace(root, rows(before), rows(after));
  }

  /** The same answers, independent of what is said here later. */
  fork(): Neighbourhood {
    const fork = new Neighbourhood();
    for (const name of Object.keys(this.#tables) as (keyof Tables)[]) (fork.#tables[name] as Table<unknown>).copy(this.#tables[name]);
    fork.#state = this.#state;
    return fork;
  }

  /** The view from one solution; `asked` takes down each question. */
  seenFrom(root: Uri, asked?: Asked): Neighbours {
    const ask = <Name extends keyof Tables>(table: Name, written: string): readonly Row<Name>[] => {
      const name = written.toLowerCase();
      const its: Table<Row<Name>> = this.#tables[table];
      asked?.note(table, name, its.version(name));
      return its.get(name, root);
    };
    return {
      definers: (name) => ask('definitions', name),
      users: (name) => ask('users', name),
      flows: (id) => ask('flows', id),
      callers: (id) => ask('callers', id),
      connectors: (key) => ask('connectors', key),
      variables: (name) => ask('variables', name),
      outline: (of) => ask('outlines', of)[0],
      landmarks: () => ask('landmarks', ''),
      bindings: (id) => ask('bindings', id),
    };
  }

  stillHolds(asked: Asked): boolean {
    return asked.every((table, name, version) => this.#tables[table].version(name) === version);
  }

  /** For whoever looks at more than can be asked by name. Throws `notReadYet` where not all of it is read. */
  needs(_what: 'everything' | 'frame', _asked: Asked): void {}
}

/** How much of a folder has been read: all of it, or all but some of its flows. */
export type Extent = 'folder' | 'some flows';

/** What is thrown where an answer may become another one by reading on. One object: it is thrown for every flow that is checked meanwhile. */
export const notReadYet = new Error('This may become another answer by reading on.');

/**
 * Stands for the neighbourhood of a folder while others are still to be read. No question has an answer, and each is noted in a way
 * that no other neighbourhood lets hold: what was found without one is certain, and only that is remembered beyond this state.
 */
export class UnreadNeighbourhood extends Neighbourhood {
  /** No table has these versions. */
  readonly #version: number;

  constructor(private readonly extent: Extent) {
    super();
    this.#version = extent === 'folder' ? -1 : -2;
  }

  override seenFrom(_root: Uri, asked = new Asked()): Neighbours {
    const refuse = (): never => this.#refuse(asked);
    return {
      definers: refuse,
      users: refuse,
      flows: refuse,
      callers: refuse,
      connectors: refuse,
      variables: refuse,
      outline: refuse,
      landmarks: refuse,
      bindings: refuse,
    };
  }

  override stillHolds(asked: Asked): boolean {
    return asked.every((_table, _name, version) => version === this.#version);
  }

  override needs(what: 'everything' | 'frame', asked: Asked): void {
    if (what === 'everything' || this.extent === 'some flows') this.#refuse(asked);
  }

  #refuse(asked: Asked): never {
    asked.note('landmarks', '', this.#version);
    throw notReadYet;
  }
}

type Row<Name extends keyof Tables> = Tables[Name] extends ReadonlyMap<string, readonly (infer Item)[]> ? Item : never;
type Rows<Item> = ReadonlyMap<string, readonly Item[]>;

function saySame<Item>(old: readonly Item[], items: readonly Item[]): boolean {
  return old.length === items.length && items.every((it, i) => it === old[i] || JSON.stringify(it) === JSON.stringify(old[i]));
}

interface Statement<Item> {
  readonly root: Uri;
  readonly items: readonly Item[];
}

/** What is said of one name, and first by whom: most names are said by one solution alone. Never mutated, so that copies of a table share it. */
interface Said<Item> extends Statement<Item> {
  readonly version: number;
  readonly others: readonly Statement<Item>[];
}

class Table<Item> {
  #said = new Layered<string, Said<Item>>();
  /** Shared with copies, so that one version never means two states. */
  #clock = { now: 0 };

  /** Whether some version moved. */
  replace(root: Uri, before: Rows<Item> | undefined, after: Rows<Item> | undefined): boolean {
    const began = this.#clock.now;
    for (const [name, items] of after ?? []) {
      const said = this.#said.get(name);
      const old = before?.get(name);
      const version = said && old && saySame(old, items) ? said.version : ++this.#clock.now;
      this.#said.set(name, saidBy(version, [...byOthers(said, root), { root, items }]));
    }
    for (const name of before?.keys() ?? []) {
      if (after?.has(name)) continue;
      const version = ++this.#clock.now;
      const by = byOthers(this.#said.get(name), root);
      if (by.length > 0) this.#said.set(name, saidBy(version, by));
      else this.#said.delete(name);
    }
    return this.#clock.now > began;
  }

  /** Says what the other says now. */
  copy(other: Table<Item>): void {
    this.#said = other.#said.copy();
    this.#clock = other.#clock;
  }

  get(name: string, first: Uri): readonly Item[] {
    const said = this.#said.get(name);
    if (!said || said.others.length === 0) return said?.items ?? NONE; // the usual case, and a long list where all flows use one reference
    return statementsOf(said)
      .toSorted(({ root: a }, { root: b }) => (a === first ? -1 : b === first ? 1 : a < b ? -1 : 1))
      .flatMap((it) => it.items);
  }

  /** Of what nobody says there is but one state, and names that were typed once are not kept for ever. */
  version(name: string): number {
    return this.#said.get(name)?.version ?? 0;
  }
}

function saidBy<Item>(version: number, by: readonly Statement<Item>[]): Said<Item> {
  const { root, items } = by[0]!;
  return { version, root, items, others: by.length > 1 ? by.slice(1) : NONE };
}

function statementsOf<Item>(said: Said<Item>): readonly Statement<Item>[] {
  return [said, ...said.others];
}

function byOthers<Item>(said: Said<Item> | undefined, root: Uri): readonly Statement<Item>[] {
  return said ? statementsOf(said).filter((it) => it.root !== root) : NONE;
}

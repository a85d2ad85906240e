import { Option, type Command } from 'commander';
import {
  candidatesFor,
  connectorLabel,
  directConnections,
  homeOf,
  idOf,
  nameChoices,
  neighboursOf,
  newReferenceFor,
  Refusal,
  removeDefault,
  replaceDirect,
  sameConnector,
  type ConnectionReference,
  type DirectConnection,
  type LeftConnection,
  type NewReference,
  type Scene,
  type Uri,
} from '../core';
import type { Output } from './carry-out';
import { Changes, type Change } from './changes';
import { diffOption, dryRunOption, examples, formatOption, PATHS, word, type Shell } from './options';
import { BadUsage, readToChange, type Reading } from './read';
import { definitionsOf, listed, requireReference } from './references';
import { complain, type Terminal } from './terminal';

export interface ReplaceOptions extends Output {
  /** The `shared_…` id of the one connector whose connections are meant; of every one when not given. */
  readonly connector?: string;
  /** The logical name of the connection reference that is to be used. */
  readonly with?: string;
  /** Whether new connection references are to be made. */
  readonly create?: boolean;
  /** What new names say: the Type, and the Area. */
  readonly type?: string;
  readonly area?: string;
}

/** What takes the place of a direct connection. Throws `Refusal` where that cannot be told. */
type Choice = (direct: DirectConnection, scene: Scene) => ConnectionReference | NewReference;

/** Replaces direct connections in what was named by connection references; 0 when none is left, 1 when some are. */
async function replaceDirectConnections(
  paths: readonly string[],
  options: ReplaceOptions,
  cwd: string,
  terminal: Terminal,
): Promise<number> {
  const { type, area, connector, with: wanted, create = false } = options;
  if (!create && (type ?? area) !== undefined) throw new BadUsage('--type and --area are for the names that --create makes.');
  const reading = await readToChange(paths, cwd, terminal);
  const naming = { ...reading.scene.naming, ...(type !== undefined && { type }), ...(area !== undefined && { area }) };
  const changes = new Changes(reading, naming);
  const directs = (): readonly DirectConnection[] => directsIn(changes.scene, reading, connector);
  if (connector !== undefined && directs().length === 0)
    complain(terminal, `There is no direct connection to '${connector}' in what was named.\n`);
  const reasons = replaceAll(directs, wanted !== undefined ? given(wanted, changes.scene) : create ? creating() : onlyOwn, changes);
  const left = directs()
    .map((it) => leftConnection(it, reasons.get(keyOf(it))!, changes))
    .sort((a, b) => (a.path === b.path ? a.line - b.line || a.column - b.column : a.path < b.path ? -1 : 1));
  changes.carryOut(left, options, cwd, terminal);
  return left.length > 0 ? 1 : 0;
}

function directsIn({ snapshot }: Scene, { shows }: Reading, connector: string | undefined): readonly DirectConnection[] {
  const isMeant = (it: DirectConnection): boolean =>
    connector === undefined || (it.connector !== undefined && sameConnector(it.connector, { connector }));
  return snapshot.solutions.flatMap((it) => [...directConnections(it)]).filter((it) => shows(it.flow.uri) && isMeant(it));
}

/** Replaces all that can be, looking again after each round, for one may move others. Gives the reasons why those that are left were not. */
function replaceAll(directs: () => readonly DirectConnection[], choose: Choice, changes: Changes): ReadonlyMap<string, string> {
  const reasons = new Map<string, string>();
  for (let left = directs(); left.length > 0; left = directs().filter((it) => !reasons.has(keyOf(it))))
    changes.apply(nextRound(left, choose, changes.scene, reasons));
  return reasons;
}

/** Those that can be made together: each in a flow of its own, or one that defines a reference as well. */
function nextRound(left: readonly DirectConnection[], choose: Choice, scene: Scene, reasons: Map<string, string>): readonly Change[] {
  const round = new Map<Uri, Change>();
  for (const direct of left) {
    const { uri } = direct.flow;
    if (round.has(uri)) continue;
    try {
      const change = replacement(direct, choose, scene);
      const isAlone = change.edits.some((it) => it.uri !== uri);
      if (isAlone && round.size > 0) continue;
      reasons.set(keyOf(direct), 'The flow has another connection of this name: mend the file first.');
      round.set(uri, change);
      if (isAlone) break;
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      reasons.set(keyOf(direct), error.message);
    }
  }
  return [...round.values()];
}

/** Tells direct connections apart, also when what stands before them has changed. */
function keyOf(direct: DirectConnection): string {
  return `${idOf(direct)} ${direct.flow.uri}`;
}

function replacement(direct: DirectConnection, choose: Choice, scene: Scene): Change {
  const place = `'${nameOf(direct)}' of flow '${direct.flow.name}'`;
  if (direct.bound !== undefined) {
    const label = definitionsOf(direct.bound, scene)[0]?.reference.label ?? direct.bound;
    return { title: `Use only '${label}' for ${place}`, ...removeDefault(direct, scene) }; // the id was too much
  }
  const target = choose(direct, scene);
  const title = 'uri' in target ? `Use '${target.label}'` : `Create connection reference '${target.displayName}' and use it`;
  return { title: `${title} for ${place}`, ...replaceDirect([direct], target, scene) };
}

function nameOf({ operation, at }: DirectConnection): string {
  return operation ?? at.value;
}

/** The reference that was asked for, as the flow's own solution defines it if it does. */
function given(logicalName: string, scene: Scene): Choice {
  requireReference(logicalName, scene);
  if (definitionsOf(logicalName, scene).length === 0)
    throw new Refusal(`No solution here defines '${logicalName}', so nothing tells its connector: choose one that is defined here.`);
  return ({ flow }, scene) => {
    const all = definitionsOf(logicalName, scene);
    return (all.find((it) => it.solution.root === flow.solution) ?? all[0]!).reference;
  };
}

/** A new reference, one for each connector in each solution. */
function creating(): Choice {
  const made = new Set<string>();
  return (direct, scene) => {
    const { connector } = direct;
    if (!connector) throw new Refusal(UNTOLD);
    const solution = homeOf(direct, scene);
    const idIn = (logicalName: string): string => `${logicalName} ${solution.root}`;
    const before = candidatesFor(direct, scene).own.find((it) => made.has(idIn(it.logicalName.value)));
    if (before) return before;
    const wanted = { ...direct, connector, solution };
    const { names } = nameChoices(wanted, { type: scene.naming.type }, scene);
    const possible = names.filter((it) => it.refused === undefined);
    const types = possible.map((it) => it.type);
    if (types.length > 1) throw new BadUsage(`Say the Type of new names, for no file tells it: --type ${listed(types, 'or')}.`);
    const [choice = names[0]] = possible;
    if (!choice) throw new Refusal("None of your team's Types fits this connector: choose a connection reference by --with.");
    const reference = newReferenceFor(wanted, choice, scene);
    made.add(idIn(reference.logicalName));
    return reference;
  };
}

const UNTOLD = 'The flow does not say which connector it is: choose the connection anew in the maker portal.';

/** The reference of the solution, where it has a single one. */
function onlyOwn(direct: DirectConnection, scene: Scene): ConnectionReference {
  if (!direct.connector) throw new Refusal(UNTOLD);
  const solution = homeOf(direct, scene);
  const { own, siblings } = candidatesFor(direct, scene);
  const [reference, ...others] = own;
  if (reference && others.length === 0) return reference;
  const to = connectorLabel(direct.connector, neighboursOf(solution, scene));
  if (reference) throw new Refusal(`'${solution.name}' has ${own.length} connection references to ${to}: choose one by --with.`);
  throw new Refusal(
    siblings.length > 0
      ? `Only other solutions have a connection reference to ${to}: choose one by --with, or make one by --create.`
      : `There is no connection reference to ${to} yet: make one by --create.`,
  );
}

function leftConnection(direct: DirectConnection, reason: string, { scene, locator }: Changes): LeftConnection {
  const { flow, at, connector } = direct;
  const { path, line, column } = locator.locate({ uri: flow.uri, span: at.span });
  const { own, siblings } = candidatesFor(direct, scene);
  return {
    path,
    line,
    column,
    solution: locator.pathOf(flow.solution),
    flow: flow.name,
    subject: nameOf(direct),
    connector: connector?.connector ?? null,
    candidates: [...own, ...siblings.map((it) => it.reference)].map((it) => ({
      logicalName: it.logicalName.value,
      displayName: it.displayName?.value || null,
      solution: locator.pathOf(it.solution),
    })),
    reason,
  };
}

export function defineReplaceDirect(program: Command, { cwd, terminal, end }: Shell): void {
  program
    .command('replace-direct')
    .description('replace direct connections of flows by connection references')
    .argument('[paths...]', PATHS)
    .option('--connector <id>', "only those of this connector, for instance 'shared_teams'", word)
    .addOption(
      new Option('--with <logical-name>', 'by this connection reference; else by the only one of the connector in the solution')
        .argParser(word)
        .conflicts('create'),
    )
    .option('--create', 'by new connection references, one for each connector in each solution')
    .option('--type <type>', "the Type that new names end in, for instance 'Service Account'", word)
    .option('--area <area>', "the Area that new names begin with; the solution's name when not given", word)
    .addOption(diffOption())
    .addOption(dryRunOption())
    .addOption(formatOption())
    .addHelpText(
      'after',
      examples(
        ['keyhook replace-direct --dry-run', 'list direct connections and what could take their place'],
        ['keyhook replace-direct --connector shared_teams --with con_AbsenceTeams', 'use one that is there'],
        ["keyhook replace-direct --create --type 'Service Account'", 'make new ones'],
      ),
    )
    .action(async (paths: string[], options: ReplaceOptions) => end(await replaceDirectConnections(paths, options, cwd, terminal)));
}

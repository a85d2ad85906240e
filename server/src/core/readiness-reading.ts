import { connectorOfEntry, sameConnector } from './connector-identity';
import type { Connection } from './facts/flow';
import type { MissingDependency } from './facts/solution';
import { guid } from './facts/workflow';
import { isIncomplete } from './faults';
import { basename } from './files';
import { memo, memoWithin } from './memo';
import { type ConnectionReference, type EnvironmentVariable, type Flow, type Frame, isBrought, isCalled, type Solution } from './model';
import type { Neighbours } from './neighbours';
import type { Reason } from './readiness';
import type { Child, Needs, ReferenceNeed, SolutionNeeds, VariableNeed } from './readiness-needs';
import type { Outlook } from './readiness-outlook';
import {
  blockingFirst,
  providerNamed,
  direct,
  missingChild,
  ofSibling,
  otherConnector,
  provided,
  runOnly,
  undefinedReference,
  undefinedVariable,
  unreadable,
  unshippedReference,
} from './readiness-reasons';
import { directConnectionsOf } from './refactorings/direct';
import { dependenciesOn, resolve, type Resolution } from './resolution';
import type { Uri, Word } from './text';

/** What one solution's flows need. What many of them need is looked up once, and is one object. */
export class Reading {
  readonly #found = new Map<string, Resolution>();
  readonly #reference = memoWithin((definition: ConnectionReference): ReferenceNeed => ({
    definition,
    boundBy: this.#settledBy(definition),
  }));
  readonly #variable = memoWithin((definition: EnvironmentVariable): VariableNeed => ({ definition, setBy: this.#settledBy(definition) }));
  /** The references for which it is not its users who bring a flow the connection, in lower case. */
  readonly #ownNames = memoWithin(
    ({ connections }: Flow): ReadonlySet<string> =>
      new Set(connections.flatMap((it) => (it.logicalName && !isBrought(it) ? it.logicalName.value.toLowerCase() : []))),
  );
  readonly #shared = new Map<string, Reason>();

  constructor(
    private readonly solution: Solution,
    private readonly others: Outlook,
    /** Solutions of which the team says that they are there. */
    private readonly allowed: readonly string[],
  ) {}

  get #neighbours(): Neighbours {
    return this.others.neighbours;
  }

  needs(): SolutionNeeds {
    const { solution } = this;
    const broken = brokenFilesOf(solution);
    const flows = solution.flows.filter((it) => !it.legacy).map((it) => this.#needsOf(it, broken));
    return {
      solution,
      flows,
      callers: flows.filter((it) => it.children.length > 0),
      first: [...this.#shared.values()].filter((it) => it.solution !== undefined),
      references: solution.references.filter((it) => !this.#isOnlyBrought(it)).map((it) => this.#reference(it)),
      variables: solution.variables.map((it) => this.#variable(it)),
    };
  }

  #needsOf(flow: Flow, broken: readonly Reason[]): Needs {
    const reasons: Reason[] = [...broken];
    const references = new Set<ReferenceNeed>();
    if (isIncomplete(flow.faults))
      reasons.push(
        unreadable(
          'Its file does not parse, so no import takes it: mend that first.',
          { uri: flow.uri, span: flow.start },
          flow.id ?? flow.name,
        ),
      );
    for (const it of directConnectionsOf(flow)) reasons.push(direct(it, this.#neighbours));
    for (const connection of flow.connections) {
      const { need, why } = this.#connection(connection, flow);
      for (const it of why) reasons.push(it);
      if (need) references.add(need);
    }
    const variables = flow.variables.map((it) => this.#variableOf(it.schemaName, flow));
    const children = [...new Map(flow.childFlows.map((it) => [guid(it.flowId.value), it])).values()].map((it) => this.#child(it, flow));
    for (const it of [...variables, ...children]) if (it && 'kind' in it) reasons.push(it);
    const fixed = blockingFirst(reasons);
    return {
      flow,
      fixed,
      references: [...references],
      variables: variables.flatMap((it) => (it && 'definition' in it ? it : [])),
      children: children.flatMap((it) => (it && 'flow' in it ? it : [])),
      plain: { flow, state: fixed.some((it) => it.isBlocking) ? 'needs' : 'on', reasons: fixed },
    };
  }

  /** What an entry needs: a connection in every environment, and what has to be done about it in any. */
  #connection(connection: Connection, flow: Flow): { readonly need?: ReferenceNeed; readonly why: readonly Reason[] } {
    const { logicalName } = connection;
    if (!logicalName) return { why: [] }; // direct
    const connector = connectorOfEntry(connection);
    const isRunOnly = isCalled(flow) && isBrought(connection);
    const notes = isRunOnly ? [runOnly(connection, connector, flow, this.#neighbours)] : [];
    const found = this.#resolve(logicalName.value);
    switch (found.kind) {
      case 'undefined':
        return { why: [undefinedReference(logicalName, flow), ...notes] };
      case 'unshipped':
        return { why: [unshippedReference(logicalName, flow), ...notes] };
      case 'unknown':
        return { why: notes }; // a name that a pipeline fills in, or a file that does not parse, which is said of the whole
      case 'provided':
        return { why: [this.#provided(logicalName.value, found.by), ...notes] };
      case 'own':
      case 'sibling':
      case 'twin': {
        const { reference, solutionName } = found.definition;
        const isOther = connector && reference.connector !== '' && !sameConnector(connector, reference);
        const why = [
          ...(isOther ? [otherConnector(connector, reference, logicalName, flow, this.#neighbours)] : []),
          ...(found.kind === 'sibling' ? [this.#once(ofSibling(reference, solutionName))] : []),
          ...notes,
        ];
        return isRunOnly ? { why } : { why, need: this.#reference(reference) };
      }
    }
  }

  #resolve(logicalName: string): Resolution {
    const known = this.#found.get(logicalName);
    if (known) return known;
    const found = resolve(logicalName, this.solution, this.#neighbours);
    this.#found.set(logicalName, found);
    return found;
  }

  #provided(logicalName: string, by: string): Reason {
    const { manifest, root } = this.solution;
    const dependency = dependenciesOn('connectionreference', 'logicalName', logicalName, manifest).find((it) => it.solution === by);
    const at = { uri: manifest?.uri ?? root, span: dependency?.mentions[0]?.span ?? { start: 0, end: 0 } };
    const what = `The connection reference '${logicalName}'`;
    return this.#once(provided('external-reference', what, logicalName, by, this.#isAllowed(by), at));
  }

  /** The variable that a parameter of the flow stands for, or why there is none to give a value to. */
  #variableOf(name: Word, flow: Flow): VariableNeed | Reason | undefined {
    const [definition] = this.#neighbours.variables(name.value);
    const solution = definition && this.others.frame(definition.solution);
    const variable = solution && variablesOf(solution).get(name.value.toLowerCase());
    if (variable) return this.#variable(variable);
    const by = this.#providerAmong(dependenciesOn('environmentvariabledefinition', 'schemaName', name.value, this.solution.manifest));
    const at = { uri: flow.uri, span: name.span };
    if (by)
      return this.#once(
        provided('external-reference', `The environment variable '${name.value}'`, name.value, by, this.#isAllowed(by), at),
      );
    const isUntold = definition !== undefined || !this.solution.definesVariables || isUnread(this.solution);
    return isUntold ? undefined : undefinedVariable(name, flow);
  }

  /** The child flow that is called, or why there is none; nothing for a flow of which the files do not tell whether it will be on. */
  #child({ action, flowId }: Flow['childFlows'][number], flow: Flow): Child | Reason | undefined {
    const id = guid(flowId.value);
    const known = this.#neighbours.flows(id);
    for (const { uri, solution: root } of known) {
      const child = this.others.flow(uri, root);
      const solution = child && this.others.frame(root);
      if (solution) return { flow: child, solution, call: flowId };
    }
    if (known.length > 0) return undefined;
    const by = this.#providerAmong(dependenciesOn('29', 'id', id, this.solution.manifest));
    const at = { uri: flow.uri, span: flowId.span };
    if (by) return this.#once(provided('child-flow', `The child flow that '${action}' runs`, flowId.value, by, this.#isAllowed(by), at));
    return isUnread(this.solution) ? undefined : missingChild(flowId, action, flow);
  }

  /** `Name (version)` of the solution that the manifest says brings a component; one that is only in the maker's environment is none. */
  #providerAmong(dependencies: readonly MissingDependency[]): string | undefined {
    return dependencies.map((it) => it.solution).find((it) => it !== undefined && it !== '' && it !== 'Active');
  }

  #isAllowed(by: string): boolean {
    const { name } = providerNamed(by);
    return this.allowed.some((it) => it.toLowerCase() === name.toLowerCase());
  }

  /** A reason that many flows have in common, as one object. */
  #once(reason: Reason): Reason {
    const key = `${reason.kind} ${reason.subject}`;
    const known = this.#shared.get(key) ?? reason;
    this.#shared.set(key, known);
    return known;
  }

  /** Whose settings count: of what only another copy of this solution defines, those of both. */
  #settledBy({ solution: root }: ConnectionReference | EnvironmentVariable): readonly Uri[] {
    const own = this.solution;
    const owner = this.others.frame(root) ?? own;
    return owner.root !== own.root && isSame(owner, own) ? [own.root, owner.root] : [owner.root];
  }

  /** Whether all that uses a reference are flows whose users bring the connection. */
  #isOnlyBrought({ logicalName }: ConnectionReference): boolean {
    const name = logicalName.value.toLowerCase();
    const users = this.#neighbours.users(name);
    // apps and agents have no flow's file
    const isBroughtTo = (flow: Flow | undefined): boolean => flow !== undefined && isCalled(flow) && !this.#ownNames(flow).has(name);
    return users.length > 0 && users.every(({ uri, solution: root }) => isBroughtTo(this.others.flow(uri, root)));
  }
}

/** Without these files no import takes a solution. */
function brokenFilesOf({ entries, definesReferences, root, manifest }: Solution): readonly Reason[] {
  const files = [...entries.values()].filter(({ facts }) => facts.kind === 'solution' || facts.kind === 'customizations');
  const broken = files.filter(({ facts }) => isIncomplete(facts.faults));
  if (broken.length === 0 && !definesReferences) {
    const at = { uri: manifest?.uri ?? root, span: { start: 0, end: 0 } };
    return [
      unreadable(
        'The file that defines the connection references of the solution is not there or cannot be read: add it.',
        at,
        'Customizations.xml',
      ),
    ];
  }
  return broken.map(({ file: { uri }, facts }) => {
    const name = basename(uri);
    const at = { uri, span: facts.faults[0]!.span };
    return unreadable(`${name} does not parse, so no import takes the solution: mend that first.`, at, name);
  });
}

/** Whether the manifest may say more than could be read of it. */
function isUnread({ manifest }: Solution): boolean {
  return manifest === undefined || isIncomplete(manifest.faults);
}

function isSame(a: Frame, b: Frame): boolean {
  return a.manifest !== undefined && a.manifest.uniqueName.toLowerCase() === b.manifest?.uniqueName.toLowerCase();
}

const variablesOf = memo(
  ({ variables }: Frame): ReadonlyMap<string, EnvironmentVariable> =>
    new Map(variables.map((it) => [it.schemaName.value.toLowerCase(), it])),
);

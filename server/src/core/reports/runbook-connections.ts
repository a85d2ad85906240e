import { connectorLabel, isCustomConnector } from '../connector-identity';
import { connectorInfo } from '../connectors';
import { bindingOf, type Binding } from '../deployments';
import { code, escaped } from '../features/markdown';
import { operationsThrough } from '../flow-entries';
import type { ConnectionReference, Flow, Solution } from '../model';
import { folded, isDefaultName, partsOf } from '../naming';
import type { Neighbours } from '../neighbours';
import { readinessOf, type EnvironmentReadiness, type SolutionReadiness } from '../readiness';
import { needsOf } from '../readiness-needs';
import type { Snapshot } from '../workspace';
import { environmentLabel } from './readiness-sections';
import { bindingInWords, codeCell, table } from './runbook-words';

/** A reference that a page lists, and the name of the other solution that defines it. */
export interface ListedReference {
  readonly reference: ConnectionReference;
  readonly of: string | undefined;
}

/** The solution in one of its environments. */
export interface Target extends SolutionReadiness {
  readonly label: string;
}

export function targetsIn(environment: EnvironmentReadiness, solution: Solution): readonly Target[] {
  const its = environment.solutions.find((it) => it.solution === solution);
  return its ? [{ ...its, label: environmentLabelIn(environment, solution) }] : [];
}

/** What a solution's page calls an environment. */
function environmentLabelIn({ name, solutions }: EnvironmentReadiness, solution: Solution): string {
  return environmentLabel({ name, solutions: solutions.filter((it) => it.solution === solution) });
}

/** What has to be bound, by what, in which environment, and what it is used for. */
export class ConnectionsSection {
  readonly #neighbours: Neighbours;
  /** The references it defines that an import has to bind: whoever runs a flow brings the connections of the others. */
  readonly #needed: ReadonlySet<ConnectionReference>;

  constructor(
    private readonly solution: Solution,
    private readonly snapshot: Snapshot,
    private readonly targets: readonly Target[],
    private readonly references: readonly ListedReference[],
  ) {
    this.#neighbours = snapshot.neighbourhood.seenFrom(solution.root);
    this.#needed = new Set(
      needsOf(snapshot)
        .get(solution.root)!
        .references.map((it) => it.definition),
    );
  }

  lines(): readonly string[] {
    if (this.references.length === 0) return ['It has no connection references.'];
    const head = [
      'Connection reference',
      'Logical name',
      'Connector',
      'Kind of connection',
      ...this.targets.map((it) => escaped(it.label)),
    ];
    const rows = this.references.map(({ reference, of }) => [
      `${escaped(reference.label)}${of === undefined ? '' : ` (of ${escaped(of)})`}`,
      codeCell(reference.logicalName.value),
      this.#connector(reference),
      this.#kind(reference),
      ...this.targets.map((it) => this.#bindingInWords(reference, it)),
    ]);
    return [...table(head, rows), '', 'What they are used for:', '', ...this.references.flatMap(({ reference }) => this.#uses(reference))];
  }

  #bindingInWords(reference: ConnectionReference, target: Target): string {
    const binding = this.#binding(reference, target);
    const isOwn = reference.solution === this.solution.root;
    return binding.kind !== 'bound' && isOwn && !this.#needed.has(reference) ? 'from its users' : bindingInWords(binding);
  }

  #binding(reference: ConnectionReference, target: Target): Binding {
    const { environments } = readinessOf(this.snapshot);
    const there = environments.find((it) => environmentLabelIn(it, this.solution) === target.label);
    const owner = there?.solutions.find((it) => it.solution.root === reference.solution);
    return bindingOf(reference, owner?.settings ?? (reference.solution === this.solution.root ? target.settings : []));
  }

  #connector(reference: ConnectionReference): string {
    const { connector } = reference;
    if (connector === '') return '**none named**';
    const info = connectorInfo(connector);
    const more = [isCustomConnector(reference) && 'custom', info?.tier === 'premium' && 'premium', info?.deprecated && 'deprecated'];
    const said = more.filter(Boolean).join(', ');
    return `${escaped(connectorLabel(reference, this.#neighbours))}${said === '' ? '' : ` (${said})`}`;
  }

  /** What the name says, and whether a service principal could be it. */
  #kind(reference: ConnectionReference): string {
    const { naming } = this.snapshot.configurations.of(this.solution.root);
    const parts = isDefaultName(reference) ? undefined : partsOf(reference, this.#neighbours, naming);
    const principal = connectorInfo(reference.connector)?.servicePrincipal;
    const type = parts?.type ? escaped(parts.type) : 'its name does not say';
    if (principal === undefined) return type;
    if (principal) return `${type}; a service principal can connect`;
    return folded(parts?.type ?? '') === 'service principal'
      ? `${type}; **but a service principal cannot connect**`
      : `${type}; a service principal cannot connect`;
  }

  #uses({ label, logicalName }: ConnectionReference): readonly string[] {
    const users = this.#neighbours.users(logicalName.value).filter((it) => it.solution === this.solution.root);
    const flows = new Set(users.flatMap((it) => (it.kind === 'flow' ? it.uri : [])));
    const others = [...new Set(users.flatMap((it) => (it.kind === 'flow' ? [] : `${nouns[it.kind]} ${escaped(it.name)}`)))];
    const its = this.solution.flows
      .filter((it) => flows.has(it.uri))
      .map((it) => `  - ${escaped(it.name)}${operationsIn(it, logicalName.value)}`);
    const none = its.length + others.length === 0 ? ': nothing here' : '';
    return [`- ${escaped(label)} ${code(logicalName.value)}${none}`, ...its, ...others.map((it) => `  - ${it}`)];
  }
}

const nouns = { app: 'App', bot: 'Agent', package: 'Package manifest' } as const;

function operationsIn(flow: Flow, logicalName: string): string {
  const its = operationsThrough(logicalName, flow).map((it) => code(it.name));
  return its.length > 0 ? `: ${its.join(', ')}` : '';
}

import { inOneBreath } from '../strings';
import { connectorLabel, customConnectorOf, isCustomConnector } from '../connector-identity';
import { activationOf, ownerOf, valueOf } from '../deployments';
import { basename, fileNameFrom } from '../files';
import { code, escaped } from '../features/markdown';
import { grouped } from '../grouped';
import { type ConnectionReference, type Flow, isBrought, isCalled, isDeployable, type Solution } from '../model';
import type { Neighbours } from '../neighbours';
import { isSameName } from '../occurrences';
import { readinessOf } from '../readiness';
import { resolve } from '../resolution';
import { settingsLabel } from '../settings';
import type { Snapshot } from '../workspace';
import { count } from './check';
import { prerequisitesOf, type Prerequisite } from './prerequisites';
import { sectionsOf, type Group } from './readiness-sections';
import { ConnectionsSection, targetsIn, type ListedReference, type Target } from './runbook-connections';
import { codeCell, defaultOf, firstOf, namedInSettings, table, valueInWords } from './runbook-words';

/** The deployment runbook of one solution. */
export interface Runbook {
  readonly solution: Solution;
  /** Markdown. */
  readonly text: string;
}

/** A page for each solution that an import can take, by path. Loose flows, legacy packages and the YAML layout have none. */
export function runbooks(snapshot: Snapshot): readonly Runbook[] {
  return snapshot.solutions.filter(isDeployable).map((solution) => ({ solution, text: runbookOf(solution, snapshot) }));
}

/** What operations need to know to bring a solution into an environment, in Markdown. Says only what files can tell, and no secret. */
export function runbookOf(solution: Solution, snapshot: Snapshot): string {
  const page = new Page(solution, snapshot);
  return [
    page.head(),
    section('Install first', page.first()),
    section('Still to do', page.todo()),
    section('Connections', page.connections()),
    section('Who needs the connections', page.people()),
    section('Environment variables', page.variables()),
    section('By hand, after the import', page.byHand()),
    section('Flows that stay off', page.off()),
    section('Flows that run with the connections of their users', page.runOnly()),
  ]
    .filter((it) => it !== '')
    .join('\n');
}

function section(heading: string, lines: readonly string[]): string {
  return lines.length === 0 ? '' : [`## ${heading}`, '', ...lines, ''].join('\n');
}

class Page {
  readonly #neighbours: Neighbours;
  readonly #targets: readonly Target[];
  /** The references it defines, then those of other solutions that its flows go through. */
  readonly #references: readonly ListedReference[];

  constructor(
    private readonly solution: Solution,
    private readonly snapshot: Snapshot,
  ) {
    this.#neighbours = snapshot.neighbourhood.seenFrom(solution.root);
    this.#targets = readinessOf(snapshot).environments.flatMap((it) => targetsIn(it, solution));
    this.#references = [...solution.references.map((reference) => ({ reference, of: undefined })), ...this.#siblings()];
  }

  head(): string {
    const { name, manifest, flows } = this.solution;
    const facts = `Solution ${code(manifest?.uniqueName || name)}${manifest?.version ? `, version ${code(manifest.version)}` : ''}, ${count(flows.length, 'flow')}, ${count(this.solution.references.length, 'connection reference')}.`;
    const environments = this.#targets.map(({ label, settings }) => {
      const files = settings.map((it) => code(settingsLabel(it.uri)));
      return `- ${escaped(label)}: ${files.length === 0 ? 'none' : inOneBreath(files)}`;
    });
    return [`${TITLE}${escaped(name)}`, '', facts, '', 'Environments, each with its deployment settings:', '', ...environments, ''].join(
      '\n',
    );
  }

  first(): readonly string[] {
    const steps = prerequisitesOf(this.solution, this.snapshot).map((it, index) => `${index + 1}. ${this.#step(it)}`);
    const own = this.#ownConnectors();
    const note = own.map(
      (it) =>
        `The custom connector ${escaped(it)} comes with this very solution, so nobody can make a connection to it before the first import: bind its connection references after that.`,
    );
    return [...steps, ...(steps.length > 0 && note.length > 0 ? [''] : []), ...note];
  }

  #step({ name, uniqueName, version, solution, brings, neededBy }: Prerequisite): string {
    const its = name === uniqueName ? code(uniqueName) : `${escaped(name)} (${code(uniqueName)})`;
    const which = version === undefined ? '' : `, version ${code(version)} or higher`;
    const here = solution?.manifest?.version ? `, version ${code(solution.manifest.version)} is in this repository` : '';
    const others = neededBy.filter((it) => it !== this.solution.name);
    const why = brings.length === 0 ? '' : `: it brings ${firstOf(brings.map(escaped))}`;
    const whom = others.length === 0 ? '' : ` (${inOneBreath(others.map(escaped))} ${others.length > 1 ? 'need' : 'needs'} it)`;
    return `${its}${which}${here}${whom}${why}`;
  }

  /** Custom connectors that this solution brings for references of its own. */
  #ownConnectors(): readonly string[] {
    const names = this.solution.references.flatMap((it) => {
      const connector = customConnectorOf(it, this.#neighbours);
      return connector && this.solution.connectors.includes(connector) ? [connector.displayName || connector.name] : [];
    });
    return [...new Set(names)];
  }

  connections(): readonly string[] {
    return new ConnectionsSection(this.solution, this.snapshot, this.#targets, this.#references).lines();
  }

  *#siblings(): Iterable<ListedReference> {
    const seen = new Set<ConnectionReference>();
    for (const { connections } of this.solution.flows)
      for (const { logicalName } of connections) {
        const found = logicalName && resolve(logicalName.value, this.solution, this.#neighbours);
        if (found?.kind !== 'sibling' || seen.has(found.definition.reference)) continue;
        seen.add(found.definition.reference);
        yield { reference: found.definition.reference, of: found.definition.solutionName };
      }
  }

  /** Whoever turns a flow on has to own each of its connections or have it shared. */
  people(): readonly string[] {
    const needing = this.solution.flows.filter((it) => this.#labelsOf(it).length > 0);
    if (needing.length === 0) return [];
    const rule =
      'Whoever turns a flow on, a person or the pipeline, needs each of its connections: as its owner, or shared with them by its owner (*Can use*).';
    return [rule, '', ...this.#byEnvironment((it) => this.#peopleIn(it, needing))];
  }

  #peopleIn({ settings }: Target, flows: readonly Flow[]): readonly string[] {
    const person = ({ id = '' }: Flow): string | undefined => activationOf(id, settings)?.as ?? ownerOf(id, settings);
    const lines = [...grouped(flows, (it) => namedInSettings(person(it)))].map(([who, its]) => {
      const references = [...new Set(its.flatMap((it) => this.#labelsOf(it)))].map(escaped);
      const which = its.length === flows.length ? 'every flow' : inOneBreath(its.map((it) => escaped(it.name)));
      return `  - ${who ?? 'Nobody is named'}, for ${which}: ${inOneBreath(references)}`;
    });
    const entries = settings.flatMap(({ references }) => references);
    const owned = this.#references.flatMap(({ reference: { label, logicalName } }) =>
      entries.flatMap(({ connectionOwner: owner, logicalName: name }) =>
        owner !== undefined && isSameName(name.value, logicalName.value) ? { owner, label: escaped(label) } : [],
      ),
    );
    const owners = [...grouped(owned, (it) => namedInSettings(it.owner))].map(
      ([who, its]) =>
        `  - ${who} owns the ${its.length > 1 ? 'connections' : 'connection'} of ${inOneBreath([...new Set(its.map((it) => it.label))])}`,
    );
    return [...lines, ...owners];
  }

  /** What is to be said of each environment, a line a thing; what is the same in several is said once. */
  #byEnvironment(lines: (target: Target) => readonly string[]): readonly string[] {
    const where = grouped(
      this.#targets.flatMap((target) => lines(target).map((line) => ({ line, label: target.label }))),
      (it) => it.line,
    );
    const together = grouped(where, ([, its]) => inOneBreath([...new Set(its.map((it) => escaped(it.label)))]));
    return [...together].flatMap(([labels, its]) => [`- ${labels}`, ...its.map(([line]) => line)]);
  }

  /** What a flow needs connections for that its users do not bring. */
  #labelsOf(flow: Flow): readonly string[] {
    const own = flow.connections.filter((it) => !(isCalled(flow) && isBrought(it)));
    return own.flatMap(({ logicalName }) => {
      const found = logicalName && resolve(logicalName.value, this.solution, this.#neighbours);
      if (!found || found.kind === 'undefined' || found.kind === 'unshipped') return [];
      return 'definition' in found ? found.definition.reference.label : logicalName.value;
    });
  }

  variables(): readonly string[] {
    const { variables } = this.solution;
    if (variables.length === 0) return [];
    const head = ['Environment variable', 'Schema name', 'Type', 'Default', ...this.#targets.map((it) => escaped(it.label))];
    const rows = variables.map((it) => [
      escaped(it.label),
      codeCell(it.schemaName.value),
      it.type ?? '',
      defaultOf(it),
      ...this.#targets.map(({ settings }) => valueInWords(valueOf(it, settings))),
    ]);
    return table(head, rows);
  }

  todo(): readonly string[] {
    return this.#byEnvironment((it) => {
      const { first, todo } = sectionsOf(it);
      return [...first.filter(({ reason }) => reason.isBlocking), ...todo].map(item);
    });
  }

  /** Apps know no connection references on custom connectors. */
  byHand(): readonly string[] {
    const steps = this.solution.apps.flatMap((app) =>
      app.connections
        .filter(isCustomConnector)
        .map(
          (it) =>
            `- In the app ${escaped(app.displayName || app.name)}, remove and add the connection to ${escaped(connectorLabel(it, this.#neighbours))}.`,
        ),
    );
    return [...new Set(steps)];
  }

  off(): readonly string[] {
    return this.#byEnvironment((it) => sectionsOf(it).off.map(item));
  }

  runOnly(): readonly string[] {
    return this.solution.flows.flatMap((flow) => {
      const brought = isCalled(flow) ? flow.connections.filter(isBrought) : [];
      const names = new Set(
        brought.map((it) => (it.connector ? connectorLabel({ connector: it.connector }, this.#neighbours) : it.key.value)),
      );
      return names.size === 0 ? [] : [`- ${escaped(flow.name)}: ${inOneBreath([...names].map(escaped))}`];
    });
  }
}

function item({ message, flows }: Group): string {
  const names = inOneBreath(flows.map((it) => escaped(it.name)));
  return `  - ${escaped(message)} (${flows.length === 0 ? 'no flow waits for it' : `${flows.length > 1 ? 'flows' : 'flow'} ${names}`})`;
}

/** A name for each page among files, no two alike without letter case. */
export function runbookFileNames(pages: readonly Runbook[]): readonly string[] {
  const taken = new Set<string>();
  return pages.map(({ solution: { manifest, root } }) => {
    const base = fileNameFrom((manifest?.uniqueName || basename(root)).replace(/[^A-Za-z0-9_-]/g, '_')) || 'solution';
    let name = base;
    for (let number = 2; taken.has(name.toLowerCase()); number++) name = `${base}-${number}`;
    taken.add(name.toLowerCase());
    return `${name}.md`;
  });
}

/** Whether a text is a runbook, of whatever solution. */
export function isRunbook(text: string): boolean {
  return text.startsWith(TITLE);
}

const TITLE = '# Deployment of ';

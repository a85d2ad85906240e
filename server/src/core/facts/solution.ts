import type { Fault } from '../faults';
import type { Word } from '../text';
import { descendants, parseXml, type XmlElement } from '../xml';
import { guid } from './workflow';

/** What `Solution.xml` says. */
export interface SolutionFacts {
  readonly kind: 'solution';
  readonly faults: readonly Fault[];
  readonly uniqueName: string;
  readonly displayName: string;
  readonly version: string;
  /** 0 unmanaged, 1 managed, 2 both. */
  readonly managed: string;
  /** The publisher's `CustomizationPrefix`, without the underscore that follows it in names; it can end in one itself. */
  readonly prefix: string;
  readonly rootComponents: readonly RootComponent[];
  readonly missingDependencies: readonly MissingDependency[];
}

export interface RootComponent {
  /** 29 a flow, 300 a canvas app, 372 a custom connector. */
  readonly type: string;
  /** Lower case, without braces, in a span that covers it as written; undefined where the component goes by its schema name. */
  readonly id: Word | undefined;
}

/** A component the solution needs and does not bring. */
export interface MissingDependency {
  /** A number, or a word such as `connectionreference`. */
  readonly type: string;
  /** The logical name, for a connection reference. */
  readonly logicalName: string | undefined;
  /** Every place in it that names a connection reference, as what is required or as what depends: the logical name, and a display name that is the same. */
  readonly mentions: readonly Word[];
  /** The ids of the flows it names, as what is required or as what depends: lower case, without braces, in spans that cover them as written. */
  readonly flows: readonly Word[];
  /** Undefined for what goes by its id. */
  readonly schemaName: string | undefined;
  readonly id: string;
  /** `Name (version)` of the solution that brings it; `Active` when none does; undefined when not said. */
  readonly solution: string | undefined;
}

export function readSolution(text: string): SolutionFacts {
  const { roots, faults } = parseXml(text);
  const [manifest] = descendants(roots, 'SolutionManifest');
  const value = (name: string, of = manifest): string => of?.child(name)?.text().value ?? '';
  return {
    kind: 'solution',
    faults,
    uniqueName: value('UniqueName'),
    displayName: manifest?.child('LocalizedNames')?.child('LocalizedName')?.attribute('description')?.value ?? '',
    version: value('Version'),
    managed: value('Managed'),
    prefix: value('CustomizationPrefix', manifest?.child('Publisher')),
    rootComponents: [...descendants(roots, 'RootComponent')].map((it) => ({
      type: it.attribute('type')?.value ?? '',
      id: idOf(it),
    })),
    missingDependencies: [...dependenciesIn(roots)],
  };
}

function* dependenciesIn(roots: readonly XmlElement[]): Iterable<MissingDependency> {
  for (const element of descendants(roots, 'MissingDependency')) {
    const required = element.child('Required');
    if (!required) continue;
    yield {
      type: required.attribute('type')?.value ?? '',
      logicalName: required.attribute(LOGICAL_NAME)?.value,
      mentions: element.children.flatMap(mentionsIn),
      flows: element.children.flatMap((it) => (it.attribute('type')?.value === FLOW ? (idOf(it) ?? []) : [])),
      schemaName: (required.attribute('schemaName') ?? required.attribute('id.schemaname'))?.value,
      id: guid(required.attribute('id')?.value ?? ''),
      solution: required.attribute('solution')?.value,
    };
  }
}

const FLOW = '29';

function idOf(element: XmlElement): Word | undefined {
  const id = element.attribute('id');
  return id && { value: guid(id.value), span: id.span };
}

const LOGICAL_NAME = 'id.connectionreferencelogicalname';

function mentionsIn(element: XmlElement): Word[] {
  const name = element.attribute(LOGICAL_NAME);
  const display = element.attribute('displayName');
  return name ? [name, ...(display?.value === name.value ? [display] : [])] : [];
}

import { environmentsOf } from '../deployments';
import { isIn } from '../files';
import { neighboursOf } from '../fix';
import type { Solution } from '../model';
import { areaOf, defaultNaming, isDefaultName, partsOf, type NameParts } from '../naming';
import type { Uri } from '../text';
import type { Snapshot } from '../workspace';

/**
 * The text of a first `keyhook.json` for a folder, with a comment on every choice: what is seen in the solutions below is written
 * down where that changes nothing of what is found, and only mentioned elsewhere. `extended` is what it begins with.
 */
export function initialConfiguration(snapshot: Snapshot, folder: Uri, extended = 'recommended'): string {
  const solutions = snapshot.solutions.filter((it) => isIn(it.root, folder));
  return `${[
    "// What the team has decided about the solutions in this folder. Keyhook's docs/configuration.md tells all that can stand here.",
    '{',
    ...indented([
      ...extending(extended),
      '',
      ...rulesFor(solutions),
      '',
      ...namingOf(solutions, snapshot),
      '',
      ...environmentsIn(solutions, snapshot),
      '',
      "// Files and folders that are as if they were not there, as paths and globs from this folder: 'archive', '**/*_managed'.",
      '"exclude": [],',
      '',
      '// Other severities for some files: { "files": ["samples/**"], "rules": { "default-name": "off" } }.',
      '"overrides": [],',
      '',
      '// Findings that the team lives with, each with the reason, and if need be the last day: they are counted, and not reported.',
      '// { "rule": "default-name", "path": "src/**", "subject": "…", "reason": "…", "until": "2027-01-31" }',
      '"ignore": []',
    ]),
    '}',
  ].join('\n')}\n`;
}

function extending(extended: string): readonly string[] {
  const choice =
    extended === 'recommended'
      ? "// What is not said here is as Keyhook recommends it; 'strict' raises rules that are off to infos, and infos to warnings."
      : '// What is not said here is as in the configuration above.';
  return [choice, `"extends": ${JSON.stringify(extended)},`];
}

function rulesFor(solutions: readonly Solution[]): readonly string[] {
  const own = sorted(solutions.flatMap(({ manifest }) => manifest?.prefix || []));
  const others = sorted(solutions.flatMap(foreignPrefixesIn));
  const publishers = own.length > 0 ? ` The solutions' own: ${own.join(', ')}.` : '';
  return [
    "// Rules that are to be something else than they are: 'error', 'warning', 'info', 'off', or an object with options.",
    '"rules": {',
    ...indented([
      '// "default-logical-name": "info",',
      ...(others.length > 0
        ? [
            `// Prefixes of other publishers that connection references begin with on purpose.${publishers} In use besides:`,
            `// "foreign-prefix": { "allow": ${listed(others)} },`,
          ]
        : []),
    ]),
    '},',
  ];
}

function foreignPrefixesIn({ manifest, references }: Solution): readonly string[] {
  const own = manifest?.prefix.toLowerCase();
  if (!own) return [];
  const names = references.map((it) => it.logicalName.value.toLowerCase()).filter((it) => !it.startsWith(`${own}_`));
  return names.flatMap((it) => /^([a-z][a-z0-9]*)_/.exec(it)?.[1] ?? []);
}

/** Lists of areas and types narrow what names may be: they are written where each present name reads as before and new ones can be made. */
function namingOf(solutions: readonly Solution[], snapshot: Snapshot): readonly string[] {
  const read = solutions.flatMap((it) => readNames(it, snapshot));
  const chosen = read.filter((it) => !it.isMadeUp);
  const [areas, types] = [sorted(chosen.map((it) => it.parts.area)), sorted(chosen.map((it) => it.parts.type))];
  const holdsAreas =
    read.every((it) => areas.includes(it.parts.area)) && solutions.every((it) => areas.includes(areaOf(it, defaultNaming)));
  const holdsTypes = read.every((it) => types.includes(it.parts.type)) && types.length > 1;
  const list = (name: string, words: readonly string[], isHeld: boolean, comment: string, other: string): readonly string[] =>
    words.length === 0
      ? []
      : isHeld
        ? [`// ${comment}`, `"${name}": ${listed(words)},`]
        : [`// ${comment} ${other}`, `// "${name}": ${listed(words)},`];
  return [
    '// How connection references are named: the parts of a display name, in order.',
    '"naming": {',
    ...indented([
      `"scheme": ${JSON.stringify(defaultNaming.scheme)},`,
      ...list(
        'areas',
        areas,
        holdsAreas,
        'The areas that names begin with today; any text is one without this.',
        'Some solutions would have none, so look at the list first.',
      ),
      ...list('types', types, holdsTypes, 'The types that names end in today; any text is one without this.', 'Look at the list first.'),
      '// Names that the team gives to connectors.',
      '// "connectors": { "shared_sharepointonline": "SharePoint Online" },',
    ]),
    '},',
  ];
}

function readNames(solution: Solution, snapshot: Snapshot): readonly { readonly parts: NameParts; readonly isMadeUp: boolean }[] {
  const neighbours = neighboursOf(solution, { snapshot, naming: {}, text: () => '' });
  return [...solution.references, ...solution.repeated].flatMap((it) => {
    const parts = partsOf(it, neighbours, defaultNaming);
    return parts ? { parts, isMadeUp: isDefaultName(it) } : [];
  });
}

/** The names of settings files and their folders tell the environments, so none of the files is named. */
function environmentsIn(solutions: readonly Solution[], snapshot: Snapshot): readonly string[] {
  const names = environmentsOf(snapshot).flatMap(({ name, deployments }) =>
    solutions.some((it) => deployments.has(it.root)) ? (name ?? []) : [],
  );
  const inOrder = [...names].sort((a, b) => rank(a) - rank(b) || (a < b ? -1 : 1));
  return [
    '// The environments that the team deploys to, in that order. The names of settings files tell which is for which; where they do',
    '// not, name the files: "Prod": ["settings/live.json"].',
    inOrder.length === 0
      ? '"environments": {},'
      : `"environments": {\n${inOrder.map((it) => `    ${JSON.stringify(it)}: []`).join(',\n')}\n  },`,
  ];
}

/** Where teams have an environment on the way to production. */
const WAY = [/dev|sandbox/i, /build|\bci\b/i, /test|\bqa\b|\bsit\b/i, /uat|accept|stag|pre-?prod/i, /prod|live/i];

function rank(environment: string): number {
  const index = WAY.findIndex((it) => it.test(environment));
  return index < 0 ? WAY.length : index;
}

function sorted(words: readonly string[]): readonly string[] {
  return [...new Set(words)].sort((a, b) => (a < b ? -1 : 1));
}

function listed(words: readonly string[]): string {
  return `[${words.map((it) => JSON.stringify(it)).join(', ')}]`;
}

function indented(lines: readonly string[]): readonly string[] {
  return lines.map((it) => (it === '' ? it : `  ${it}`));
}

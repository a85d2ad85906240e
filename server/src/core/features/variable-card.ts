import { inOneBreath } from '../strings';
import { neighboursOf, type Scene } from '../fix';
import type { EnvironmentVariable, Solution } from '../model';
import { folderOf } from '../occurrences';
import type { Uri, Word } from '../text';
import { code, paragraphs, prose, quoted, strong } from './markdown';
import { isOn } from './mentioned';

/** The schema name of an environment variable that stands at an offset: in its definition, a flow's parameter or deployment settings. */
export function variableAt(uri: Uri, offset: number, { variables, flows, settings }: Solution): Word | undefined {
  const names = [
    ...variables.filter((it) => it.uri === uri).map((it) => it.schemaName),
    ...flows.filter((it) => it.uri === uri).flatMap((it) => it.variables.map(({ schemaName }) => schemaName)),
    ...settings.filter((it) => it.uri === uri).flatMap((it) => it.variables.map(({ schemaName }) => schemaName)),
  ];
  return names.find((it) => isOn(offset, it.span));
}

/** What a person wants to know of an environment variable. */
export function variableCard(schemaName: string, asking: Solution, scene: Scene): string {
  const definitions = neighboursOf(asking, scene).variables(schemaName);
  const [first] = definitions;
  const folder = first && folderOf(first.uri, scene.snapshot);
  const its = folder?.variables.find((it) => it.uri === first?.uri);
  if (!folder || !its) return paragraphs(code(schemaName), 'No solution of this workspace defines this environment variable.');
  const names = [...new Set(definitions.map((it) => folderOf(it.uri, scene.snapshot)?.name ?? ''))].filter((it) => it !== '');
  const isOwn = definitions.some((it) => it.solution === asking.root);
  return paragraphs(
    `${strong(its.label)} ${code(its.schemaName.value)}`,
    `Environment variable${its.type ? ` of the type ${its.type}` : ''}.`,
    valuesInWords(its),
    isOwn ? '' : `Defined in the ${names.length > 1 ? 'solutions' : 'solution'} ${inOneBreath(names.map(quoted))}.`,
  );
}

function valuesInWords({ defaultValue, value, type }: EnvironmentVariable): string {
  const said = (it: Word): string => (type === 'secret' ? '' : ` ${prose(it.value)}`);
  const parts = [defaultValue && `Default:${said(defaultValue)}`, value?.value && `Shipped value:${said(value)}`].filter((it) => it);
  return parts.length > 0 ? parts.map((it) => it!.replace(/:$/, ' set')).join('  \n') : 'Neither a default nor a shipped value.';
}

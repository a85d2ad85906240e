import { inOneBreath } from '../strings';
import type { Binding, VariableValue } from '../deployments';
import { hasToken } from '../facts/deployment-settings';
import { code } from '../features/markdown';
import type { EnvironmentVariable } from '../model';

/** Code inside a table, where a bar would end the cell. */
export function codeCell(text: string): string {
  return code(text).replaceAll('|', '\\|');
}

/** Whom the settings name. */
export function namedInSettings(person: string | undefined): string | undefined {
  if (person === undefined) return undefined;
  return hasToken(person) ? 'Whoever the pipeline names' : code(person);
}

const MOST_COMPONENTS = 3;

export function firstOf(things: readonly string[]): string {
  const more = things.length - MOST_COMPONENTS;
  return more > 0 ? `${things.slice(0, MOST_COMPONENTS).join(', ')} and ${more.toLocaleString('en')} more` : inOneBreath(things);
}

/** Never the connection's id: it opens nothing, and tells nobody anything. */
export function bindingInWords(binding: Binding): string {
  return {
    bound: binding.kind === 'bound' && binding.isToken ? 'by the pipeline' : 'bound',
    wrong: '**wrong connector**',
    empty: '**not bound**',
    missing: '**no entry**',
    'no-settings': '**to be bound**',
  }[binding.kind];
}

export function valueInWords(value: VariableValue): string {
  return {
    set: value.kind === 'set' && value.isToken ? 'by the pipeline' : 'set',
    shipped: 'as shipped',
    default: 'default',
    empty: '**no value**',
    missing: '**no entry**',
    'no-settings': '**to be set**',
  }[value.kind];
}

const LONGEST_DEFAULT = 60;

/** A secret's default names where it is kept, which is nobody's business either. */
export function defaultOf({ type, defaultValue }: EnvironmentVariable): string {
  if (!defaultValue) return 'none';
  if (type === 'secret') return 'there is one';
  const { value } = defaultValue;
  return codeCell(value.length > LONGEST_DEFAULT ? `${value.slice(0, LONGEST_DEFAULT)}…` : value);
}

/** A table in Markdown. Its cells are written already. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): readonly string[] {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)];
}

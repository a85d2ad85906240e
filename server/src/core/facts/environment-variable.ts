import type { Fault } from '../faults';
import { parseJson, wordOf } from '../json';
import type { Span, Word } from '../text';
import { descendants, parseXml } from '../xml';

/** An `environmentvariabledefinition.xml`. */
export interface VariableFacts {
  readonly kind: 'environment-variable';
  readonly faults: readonly Fault[];
  readonly schemaName: Word | undefined;
  readonly displayName: string;
  /** Undefined where there is no element for it. */
  readonly defaultValue: Word | undefined;
  readonly type: VariableType | undefined;
  /** The whole definition. */
  readonly span: Span;
}

export type VariableType = 'text' | 'number' | 'boolean' | 'JSON' | 'data source' | 'secret';

/** Source: Dataverse's reference of the table `environmentvariabledefinition`, choices of `type`. */
const types: ReadonlyMap<string, VariableType> = new Map([
  ['100000000', 'text'],
  ['100000001', 'number'],
  ['100000002', 'boolean'],
  ['100000003', 'JSON'],
  ['100000004', 'data source'],
  ['100000005', 'secret'],
] as const);

/** The `environmentvariablevalues.json` beside a definition: the value that travels with the solution. */
export interface VariableValueFacts {
  readonly kind: 'environment-variable-value';
  readonly faults: readonly Fault[];
  /** Undefined in a file that only says that there is none. */
  readonly value: Word | undefined;
}

export function readVariable(text: string): VariableFacts {
  const { roots, faults } = parseXml(text);
  const [element] = descendants(roots, 'environmentvariabledefinition');
  const schemaName = element?.attribute('schemaname');
  return {
    kind: 'environment-variable',
    faults,
    schemaName: schemaName?.value === '' ? undefined : schemaName, // nothing can name it
    displayName: element?.child('displayname')?.attribute('default')?.value ?? '',
    defaultValue: element?.child('defaultvalue')?.text(),
    type: types.get(element?.child('type')?.text().value ?? ''),
    span: element?.span ?? { start: 0, end: 0 },
  };
}

export function readVariableValue(text: string): VariableValueFacts {
  const { root, faults } = parseJson(text);
  return {
    kind: 'environment-variable-value',
    faults,
    value: wordOf(root?.get('environmentvariablevalues', 'environmentvariablevalue', 'value')),
  };
}

import type { Fault } from '../faults';
import { parseJson, wordOf } from '../json';
import type { Word } from '../text';
import { descendants, parseXml } from '../xml';

/** An `environmentvariabledefinition.xml`. */
export interface VariableFacts {
  readonly kind: 'environment-variable';
  readonly faults: readonly Fault[];
  readonly schemaName: Word | undefined;
  readonly displayName: string;
  readonly defaultValue: Word | undefined;
}

/** The `environmentvariablevalues.json` beside a definition: the value that travels with the solution. */
export interface VariableValueFacts {
  readonly kind: 'environment-variable-value';
  readonly faults: readonly Fault[];
  readonly value: Word | undefined;
}

export function readVariable(text: string): VariableFacts {
  const { roots, faults } = parseXml(text);
  const [element] = descendants(roots, 'environmentvariabledefinition');
  return {
    kind: 'environment-variable',
    faults,
    schemaName: element?.attribute('schemaname'),
    displayName: element?.child('displayname')?.attribute('default')?.value ?? '',
    defaultValue: element?.child('defaultvalue')?.text(),
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

import { inOneBreath } from '../strings';
import { bindingOf, environmentsOf, type Binding } from '../deployments';
import { grouped } from '../grouped';
import type { ConnectionReference } from '../model';
import type { Snapshot } from '../workspace';
import { escaped } from './markdown';

const words: Readonly<Record<Binding['kind'], string | undefined>> = {
  bound: 'bound in',
  wrong: 'bound with the wrong connector in',
  empty: 'unbound in',
  missing: 'unbound in',
  'no-settings': undefined,
};

/** `Bound in Test, unbound in Prod.` in Markdown; empty where no deployment settings are for the solution of a reference. */
export function bindingsInWords(reference: ConnectionReference, snapshot: Snapshot): string {
  const said = environmentsOf(snapshot).flatMap(({ name, deployments }) => {
    const settings = deployments.get(reference.solution);
    const word = settings && words[bindingOf(reference, settings).kind];
    return word === undefined ? [] : { word, where: name === undefined ? 'an environment that is not named' : escaped(name) };
  });
  const parts = [...grouped(said, (it) => it.word)].map(([word, its]) => `${word} ${inOneBreath(its.map((it) => it.where))}`);
  const sentence = parts.join(', ');
  return sentence === '' ? '' : `${sentence.charAt(0).toUpperCase()}${sentence.slice(1)}.`;
}

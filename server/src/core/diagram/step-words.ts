import type { Predecessor, Step } from '../facts/steps';
import { startInWords } from '../features/trigger-words';
import type { Look } from './diagram';

interface Words {
  readonly what: string;
  readonly look: Look;
}

/** By type, in lower case: what designers call an action that no connector gives. */
const words: ReadonlyMap<string, Words> = new Map(
  (
    [
      ['If', 'Condition', 'condition'],
      ['Switch', 'Switch', 'switch'],
      ['Foreach', 'Apply to each', 'loop'],
      ['Until', 'Do until', 'loop'],
      ['Scope', 'Scope', 'scope'],
      ['InitializeVariable', 'Initialize variable', 'variable'],
      ['SetVariable', 'Set variable', 'variable'],
      ['AppendToArrayVariable', 'Append to array variable', 'variable'],
      ['AppendToStringVariable', 'Append to string variable', 'variable'],
      ['IncrementVariable', 'Increment variable', 'variable'],
      ['DecrementVariable', 'Decrement variable', 'variable'],
      ['Compose', 'Compose', 'data'],
      ['Query', 'Filter array', 'data'],
      ['Select', 'Select', 'data'],
      ['Join', 'Join', 'data'],
      ['ParseJson', 'Parse JSON', 'data'],
      ['Table', 'Create table', 'data'],
      ['Expression', 'Date and time', 'data'],
      ['JavaScriptCode', 'Run script', 'data'],
      ['Http', 'HTTP', 'http'],
      ['HttpWebhook', 'HTTP webhook', 'http'],
      ['Response', 'Response', 'response'],
      ['Wait', 'Delay', 'delay'],
      ['Terminate', 'Terminate', 'end'],
      ['Workflow', 'Run a child flow', 'flow'],
    ] as const
  ).map(([type, what, look]) => [type.toLowerCase(), { what, look }]),
);

/** Types, in lower case, that go through a connector; which operation they call is said beside. */
const THROUGH_CONNECTOR = /^(?:openapiconnection|apiconnection)/;

/** What a step does and looks like. The type where there is no better word. */
export function wordsFor({ role, type, kind = '', operation }: Step): Words {
  const isCall = THROUGH_CONNECTOR.test(type.toLowerCase());
  const called = isCall && operation ? inWords(operation) : undefined;
  if (role === 'trigger') return { what: called ?? startOf(type, kind), look: 'trigger' };
  return words.get(type.toLowerCase()) ?? { what: called ?? inWords(type), look: isCall ? 'connector' : 'action' };
}

function startOf(type: string, kind: string): string {
  const how = startInWords(kind === '' ? type : `${type}/${kind}`) ?? startInWords(type);
  return how === undefined ? inWords(type) : `Starts ${how}`;
}

/** `PostMessageToConversation` as a person would write it; names that are no words in a row stay as they are. */
function inWords(name: string): string {
  if (!/^[A-Za-z][A-Za-z0-9]*$/.test(name)) return name;
  const [first = '', ...others] = name.split(/(?<=[a-z])(?=[A-Z])|(?<=[0-9])(?=[A-Za-z])|(?<=[A-Z])(?=[A-Z][a-z])/);
  const rest = others.map((it) => (/^[A-Z](?:[A-Z]|[0-9])/.test(it) ? it : it.toLowerCase()));
  return [first.charAt(0).toUpperCase() + first.slice(1), ...rest].join(' ');
}

/** With designers a name has spaces; the definition writes underscores. */
export function nameInWords(key: string): string {
  return key.replaceAll('_', ' ').trim() || key;
}

/** The names of the states, with the verb where it is another than `has`. Source: `runAfter` in the schema of workflow definitions. */
const states: readonly (readonly [state: string, words: string])[] = [
  ['succeeded', 'succeeded'],
  ['failed', 'failed'],
  ['timedout', 'timed out'],
  ['skipped', 'is skipped'],
];

/** In which states a step lets the next one run; empty when it must have succeeded and nothing else. */
export function statesInWords({ statuses }: Predecessor): string {
  const named = new Set(statuses.map((it) => it.value.toLowerCase()));
  if (named.size === 0 || (named.size === 1 && named.has('succeeded'))) return '';
  const known = states.filter(([state]) => named.has(state)).map(([, its]) => its);
  if (known.length === states.length) return 'in any case';
  const said = known.filter((it) => it !== 'is skipped');
  const others = [...named].filter((it) => !states.some(([state]) => state === it));
  return [...(said.length > 0 ? [`has ${said.join(', ')}`] : []), ...(known.length > said.length ? ['is skipped'] : []), ...others].join(
    ', ',
  );
}

import type { Uri } from '../../server/src/core';
import { Draft, marked } from './draft';
import { memberAt, memberIn, membersAt, type Member } from './places';
import type { Case } from './case';
import type { FlowFacts } from './corpus';
import type { Planter } from './plants';
import { addMember, textFile } from './sites';

/** Ways to have something wrong in what a flow does. */
export const flowPlants: Readonly<Record<string, Readonly<Record<string, Planter>>>> = {
  'uninitialized-variable': {
    'a variable that is nowhere read': actions(() => ({ Planted: compose(`@variables('${marked('planted')}')`) }), 'planted'),
    'a variable that is nowhere written': actions(() => ({ Planted: setVariable(marked('planted'), 1) }), 'planted'),
    *'a variable read before it is initialized'(it, found) {
      const unused = new Set(found.filter(({ rule }) => rule.id === 'unused-variable').map(({ subject }) => subject));
      for (const { uri, text } of flowsOf(it))
        for (const action of rootActions(text)) {
          const name = nameOfVariable(text, action);
          if (name === undefined || unused.has(name)) continue;
          const draft = new Draft(it.files);
          addActions(draft, uri, { Planted: compose(`@variables('${marked(name)}')`) });
          yield { before: it.files, draft, subject: name };
        }
    },
    *'a variable in the condition of a trigger'(it) {
      for (const { uri, text } of flowsOf(it)) {
        const [trigger] = membersAt(text, memberAt(text, 'properties', 'definition', 'triggers')!.start);
        if (!trigger || memberIn(text, trigger.start, 'conditions')) continue;
        const draft = new Draft(it.files);
        const expression = `@equals(variables('${marked('planted')}'), 1)`;
        addMember(draft, uri, trigger, `"conditions":${JSON.stringify([{ expression }])}`);
        yield { before: it.files, draft, subject: 'planted' };
      }
    },
  },

  'nested-initialize-variable': {
    'a variable in a scope': actions(
      () => ({
        Planted: scope({
          [marked('Planted_start')]: initialize('planted'),
          Planted_use: compose("@variables('planted')", after('Planted_start')),
        }),
      }),
      'Planted_start',
    ),
    'a variable in a branch of a switch': actions(
      () => ({
        Planted: {
          type: 'Switch',
          expression: '@triggerBody()',
          cases: {},
          default: {
            actions: {
              [marked('Planted_start')]: initialize('planted'),
              Planted_use: compose("@variables('planted')", after('Planted_start')),
            },
          },
          runAfter: {},
        },
      }),
      'Planted_start',
    ),
  },

  'self-referencing-variable': {
    'a variable that is made from itself': actions(
      () => ({
        Planted: initialize('planted'),
        Planted_set: setVariable('Planted', `@{variables('${marked('PLANTED')}')} and more`, after('Planted')),
      }),
      'PLANTED',
    ),
    *'a value that reads the variable'(it) {
      for (const { uri, text } of flowsOf(it))
        for (const { start } of allActions(text)) {
          const type = textOf(text, memberIn(text, start, 'type'));
          const name = textOf(text, memberIn(text, start, 'inputs', 'name'));
          const old = memberIn(text, start, 'inputs', 'value');
          if (type !== 'SetVariable' || !name || !old || /^"@|@\{/.test(text.slice(old.start, old.end))) continue;
          const draft = new Draft(it.files).replace(uri, old.start, old.end, `"@concat(variables('${marked(name)}'), '1')"`);
          yield { before: it.files, draft, subject: name };
        }
    },
  },

  'unused-variable': {
    'a variable more': actions(() => ({ Planted: initialize(marked('planted')) }), 'planted'),
  },

  'incomplete-action': {
    'an operation without its id': withoutKey('OpenApiConnection', 'inputs', 'host', 'operationId'),
    'an action without a type': withoutKey('Compose', 'type'),
    'a variable without a type': withoutKey('InitializeVariable', 'inputs', 'variables', 'type'),
    'a response without a status': withoutKey('Response', 'inputs', 'statusCode'),
    *'a trigger that does not say how often it runs'(it) {
      for (const { uri, text } of flowsOf(it)) {
        const [trigger] = membersAt(text, memberAt(text, 'properties', 'definition', 'triggers')!.start);
        const key = trigger && memberIn(text, trigger.start, 'recurrence', 'frequency');
        if (!key || textOf(text, memberIn(text, trigger.start, 'type')) !== 'Recurrence') continue;
        const draft = new Draft(it.files).insert(uri, key.keyEnd, 'x').mark(uri, trigger.keyStart, trigger.keyEnd);
        yield { before: it.files, draft, subject: trigger.key };
      }
    },
  },

  'oversized-flow': {
    'a name of 81 characters': actions(() => ({ [marked('P'.repeat(81))]: compose(1) }), 'P'.repeat(81)),
    'a description of 257 characters': actions(() => ({ Planted: { ...compose(1), description: marked('x'.repeat(257)) } }), 'Planted'),
    'a switch of 26 cases': actions(() => ({ [marked('Planted')]: switchOf(26) }), 'Planted'),
    'a loop that looks at 51 items at a time': actions(
      () => ({
        Planted: {
          type: 'Foreach',
          foreach: '@triggerBody()',
          actions: {},
          runAfter: {},
          runtimeConfiguration: { concurrency: { repetitions: 51 } },
        },
      }),
      'Planted',
      (text) => text.replace(/(?<="repetitions":)51/, marked('51')),
    ),
    'actions inside nine scopes': actions(
      () => ({ Planted_1: nested(2) }),
      'Planted_9',
      (text) => text.replace('Planted_9', marked('Planted_9')),
    ),
    *'501 actions'(it) {
      for (const { uri, text, flow } of flowsOf(it)) {
        const draft = new Draft(it.files).mark(uri, 0, 1);
        const added = 501 - [...allActions(text)].length;
        addActions(draft, uri, Object.fromEntries(Array.from({ length: added }, (_, i) => [`Planted_no${i}`, compose(1)])));
        yield { before: it.files, draft, subject: flow.id };
      }
    },
    *'251 variables'(it) {
      for (const { uri, text, flow } of flowsOf(it)) {
        const draft = new Draft(it.files).mark(uri, 0, 1);
        const known = new Set([...allActions(text)].flatMap((action) => nameOfVariable(text, action)?.toLowerCase() ?? []));
        const names = Array.from({ length: 251 - known.size }, (_, i) => `planted${i}`);
        addActions(draft, uri, {
          ...Object.fromEntries(names.map((name) => [`Planted_${name}`, initialize(name)])),
          Planted: compose(
            names.map((name) => `@variables('${name}')`),
            after(...names.map((name) => `Planted_${name}`)),
          ),
        });
        yield { before: it.files, draft, subject: flow.id };
      }
    },
  },

  'hard-coded-value': {
    'the host of an address': actions(() => ({ Planted: http({ uri: `https://${marked('planted.contoso.com')}/v1?x=1` }) }), 'Planted/uri'),
    *'a site in the place of its environment variable'(it) {
      for (const { uri, text } of flowsOf(it))
        for (const action of allActions(text)) {
          const site = memberIn(text, action.start, 'inputs', 'parameters', 'dataset');
          const apiId = textOf(text, memberIn(text, action.start, 'inputs', 'host', 'apiId'));
          if (!textOf(text, site)?.startsWith('@parameters(') || !apiId?.endsWith('/shared_sharepointonline')) continue;
          const draft = new Draft(it.files).replace(uri, site!.start + 1, site!.end - 1, marked('https://planted.sharepoint.com'));
          yield { before: it.files, draft, subject: `${action.key}/dataset` };
        }
    },
  },

  'exposed-secret': {
    'a token in a header': actions(
      () => ({ Planted: http({ uri: '@triggerBody()', headers: { Authorization: `Bearer ${marked(PLANTED_SECRET)}` } }) }),
      'Planted',
    ),
    'a connection string': actions(() => ({ Planted: compose(`AccountName=planted;AccountKey=${marked(PLANTED_SECRET)};`) }), 'Planted'),
    'the secret of an authentication': actions(
      () => ({
        Planted: http({ uri: '@triggerBody()', authentication: { type: 'ActiveDirectoryOAuth', secret: marked(PLANTED_SECRET) } }),
      }),
      'Planted',
    ),
    *'the default of an environment variable'(it) {
      const uri = `${it.root}/environmentvariabledefinitions/planted_ApiKey/environmentvariabledefinition.xml`;
      const text = `<environmentvariabledefinition schemaname="planted_ApiKey"><defaultvalue>${marked(PLANTED_SECRET)}</defaultvalue><type>100000000</type></environmentvariabledefinition>`;
      yield { before: it.files, draft: new Draft(it.files).add(uri, text), subject: 'planted_ApiKey' };
    },
  },

  'trigger-loop': {
    *'a row written to the table of the trigger'(it) {
      for (const { uri, text } of flowsOf(it)) {
        const trigger = triggerOf(text, 'SubscribeWebhookTrigger');
        const parameters = trigger?.inputs.parameters;
        const message = parameters?.['subscriptionRequest/message'];
        if (!trigger || !parameters || parameters['subscriptionRequest/filterexpression'] || ![1, 3, 4, 7].includes(Number(message)))
          continue;
        const [column = 'planted'] = String(parameters['subscriptionRequest/filteringattributes'] ?? 'planted').split(',');
        const [operationId, row] = message === 3 ? ['UpdateRecord', { recordId: 'x', [`item/${column}`]: 1 }] : ['CreateRecord', {}];
        const entityName = `${String(parameters['subscriptionRequest/entityname'])}s`.replace(/ss$/, 'ses');
        const inputs = { host: { ...trigger.inputs.host, operationId }, parameters: { entityName, ...row } };
        const draft = new Draft(it.files);
        addActions(draft, uri, { [marked('Planted')]: { type: 'OpenApiConnection', inputs, runAfter: {} } });
        yield { before: it.files, draft, subject: 'Planted' };
      }
    },
    *'an item written to the list of the trigger'(it) {
      for (const { uri, text } of flowsOf(it)) {
        const trigger = triggerOf(text, 'GetOnNewItems') ?? triggerOf(text, 'GetOnUpdatedItems');
        if (!trigger) continue;
        const { host, parameters } = trigger.inputs;
        const inputs = { host: { ...host, operationId: 'PostItem' }, parameters };
        const draft = new Draft(it.files);
        addActions(draft, uri, { [marked('Planted')]: { type: 'OpenApiConnection', inputs, runAfter: {} } });
        yield { before: it.files, draft, subject: 'Planted' };
      }
    },
  },
};

/** A flow of the solution with its text. */
export function* flowsOf(it: Case): Iterable<{ readonly uri: Uri; readonly text: string; readonly flow: FlowFacts }> {
  for (const flow of it.facts.flows) {
    const [uri, text] = textFile(it, flow.path);
    if (memberAt(text, 'properties', 'definition', 'actions')) yield { uri, text, flow };
  }
}

export function rootActions(text: string): readonly Member[] {
  return actionsAt(text, memberAt(text, 'properties', 'definition', 'actions'));
}

/** The actions of a flow at any depth. */
export function* allActions(text: string, actionsHere = rootActions(text)): Iterable<Member> {
  for (const action of actionsHere) {
    yield action;
    const { start } = action;
    const branches = [
      memberIn(text, start, 'actions'),
      memberIn(text, start, 'else', 'actions'),
      memberIn(text, start, 'default', 'actions'),
      ...casesAt(text, start).map((it) => memberIn(text, it.start, 'actions')),
    ];
    for (const branch of branches) yield* allActions(text, actionsAt(text, branch));
  }
}

function casesAt(text: string, brace: number): readonly Member[] {
  const cases = memberIn(text, brace, 'cases');
  return cases ? membersAt(text, cases.start) : [];
}

function actionsAt(text: string, actionsHere: Member | undefined): readonly Member[] {
  return actionsHere ? membersAt(text, actionsHere.start) : [];
}

/** The name that an action gives to a variable, if it initializes one. */
function nameOfVariable(text: string, { start }: Member): string | undefined {
  const variables = memberIn(text, start, 'inputs', 'variables');
  if (!variables) return undefined;
  return (JSON.parse(text.slice(variables.start, variables.end)) as readonly { readonly name: string }[])[0]?.name;
}

export function textOf(text: string, member: Member | undefined): string | undefined {
  return member && text[member.start] === '"' ? (JSON.parse(text.slice(member.start, member.end)) as string) : undefined;
}

/** Puts actions into every flow, first at its top. */
export function actions(make: () => object, subject: string, mark = (text: string): string => text): Planter {
  return function* (it) {
    for (const { uri } of flowsOf(it)) {
      const draft = new Draft(it.files);
      addActions(draft, uri, make(), mark);
      yield { before: it.files, draft, subject };
    }
  };
}

export function addActions(draft: Draft, uri: Uri, added: object, mark = (text: string): string => text): void {
  const root = memberAt(draft.text(uri), 'properties', 'definition', 'actions')!;
  addMember(draft, uri, root, mark(JSON.stringify(added).slice(1, -1)));
}

/** Gives a required property of an action another key. */
function withoutKey(type: string, ...path: readonly string[]): Planter {
  return function* (it, found) {
    const named = new Set(found.filter(({ rule }) => rule.id === 'default-action-name').map(({ at }) => at.uri)); // by what they do
    for (const { uri, text } of flowsOf(it))
      for (const action of allActions(text)) {
        const [last, ...above] = [...path].reverse();
        const holder = above.length > 0 ? memberIn(text, action.start, ...above.reverse()) : action;
        if (textOf(text, memberIn(text, action.start, 'type')) !== type || !holder || named.has(uri)) continue;
        const brace = text[holder.start] === '[' ? text.indexOf('{', holder.start) : holder.start;
        const key = memberIn(text, brace, last!);
        if (!key) continue;
        const draft = new Draft(it.files).insert(uri, key.keyEnd, 'x').mark(uri, action.keyStart, action.keyEnd);
        yield { before: it.files, draft, subject: action.key };
      }
  };
}

export function after(...names: readonly string[]): object {
  return Object.fromEntries(names.map((it) => [it, ['Succeeded']]));
}

export function compose(inputs: unknown, runAfter: object = {}): object {
  return { type: 'Compose', inputs, runAfter };
}

export function scope(inside: object, runAfter: object = {}): object {
  return { type: 'Scope', actions: inside, runAfter };
}

function initialize(name: string): object {
  return { type: 'InitializeVariable', inputs: { variables: [{ name, type: 'string' }] }, runAfter: {} };
}

function setVariable(name: string, value: unknown, runAfter: object = {}): object {
  return { type: 'SetVariable', inputs: { name, value }, runAfter };
}

function switchOf(count: number): object {
  const cases = Object.fromEntries(Array.from({ length: count }, (_, i) => [`Case ${i}`, { case: i, actions: {} }]));
  return { type: 'Switch', expression: '@triggerBody()', cases, default: { actions: {} }, runAfter: {} };
}

function nested(depth: number): object {
  return scope({ [`Planted_${depth}`]: depth > 9 ? compose(1) : nested(depth + 1) });
}

const PLANTED_SECRET = 'q8Rt2vWx5Yz7Kp9LmN3cB6d';

function http(inputs: object): object {
  return { type: 'Http', inputs: { method: 'GET', ...inputs }, runAfter: {} };
}

interface Trigger {
  readonly conditions?: unknown;
  readonly inputs: { readonly host: object; readonly parameters: Readonly<Record<string, unknown>> };
}

/** The trigger of a flow that nothing ends early, if it is this operation without a condition. */
function triggerOf(text: string, operationId: string): Trigger | undefined {
  const triggers = memberAt(text, 'properties', 'definition', 'triggers');
  const [first] = triggers ? membersAt(text, triggers.start) : [];
  if (!first || text.includes('"Terminate"')) return undefined;
  const trigger = JSON.parse(text.slice(first.start, first.end)) as Trigger;
  const isIt = memberIn(text, first.start, 'inputs', 'host', 'operationId');
  return textOf(text, isIt) === operationId && trigger.conditions === undefined ? trigger : undefined;
}

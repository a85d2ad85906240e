import type { Uri } from '../../server/src/core';
import type { Case } from './case';
import { Draft, marked } from './draft';
import { actions, addActions, after, allActions, compose, flowsOf, rootActions, scope, textOf } from './flow-plants';
import { memberAt, memberIn, membersAt, type Member } from './places';
import type { Planter } from './plants';
import { addMember, otherCase } from './sites';

const LIST = '@triggerBody()';

/** Ways to name what is not there, or not there yet, in a flow. */
export const namePlants: Readonly<Record<string, Readonly<Record<string, Planter>>>> = {
  'unknown-action': {
    'an action that there is not': actions(() => ({ Planted: compose(`@outputs('${marked('planted_gone')}')`) }), 'planted_gone'),
    'another name in an expression': renamed(/\b(?:outputs|body|actions|result)\('([^'\\]+)'\)/g, (name) => `${name}_gone_for_good`),
    'blanks in a name': renamed(/\b(?:outputs|body|actions|result)\('([^'\\]+_[^'\\]*)'\)/g, (name) => name.replaceAll('_', ' ')),
    'another loop': renamed(/\bitems\('([^'\\]+)'\)/g, (name) => `${name}_gone_for_good`),
  },

  'unreachable-action': {
    *'an action that nobody waits for'(it) {
      for (const { uri, text } of flowsOf(it))
        for (const { key } of allActions(text)) yield added(it, uri, { Planted: compose(`@outputs('${marked(quoted(key))}')`) }, key);
    },
    *'an action that waits'(it) {
      for (const { uri, text } of flowsOf(it))
        for (const action of rootActions(text)) {
          const runAfter = memberIn(text, action.start, 'runAfter');
          if (!runAfter || membersAt(text, runAfter.start).length > 0) continue;
          const { key } = action;
          const { before, draft, subject } = added(it, uri, { Planted: compose(`@body('${marked(quoted(key))}')`) }, key);
          yield { before, draft: draft.replace(uri, runAfter.start, runAfter.end, JSON.stringify(after('Planted'))), subject };
        }
    },
    'an action itself': actions(() => ({ Planted: compose(`@outputs('${marked('Planted')}')`) }), 'Planted'),
    'a scope around it': actions(() => ({ Planted: scope({ Inside: compose(`@result('${marked('Planted')}')`) }) }), 'Planted'),
    'an action two loops deep': actions(
      () => ({
        Planted_one: each({ Planted_two: each({ Planted_deep: compose(1) }) }),
        Planted: compose(`@outputs('${marked('Planted_deep')}')`, after('Planted_one')),
      }),
      'Planted_deep',
    ),
    *'a loop that is over'(it) {
      for (const { uri, text } of flowsOf(it))
        for (const action of allActions(text)) {
          if (textOf(text, memberIn(text, action.start, 'type')) !== 'Foreach') continue;
          yield added(it, uri, { Planted: compose(`@items('${marked(quoted(action.key))}')`) }, action.key);
        }
    },
    *'an action in the condition of a trigger'(it) {
      for (const { uri, text } of flowsOf(it)) {
        const [trigger] = membersAt(text, memberAt(text, 'properties', 'definition', 'triggers')!.start);
        const [action] = rootActions(text);
        if (!trigger || !action || memberIn(text, trigger.start, 'conditions')) continue;
        const draft = new Draft(it.files);
        const expression = `@equals(outputs('${marked(quoted(action.key))}'), 1)`;
        addMember(draft, uri, trigger, `"conditions":${JSON.stringify([{ expression }])}`);
        yield { before: it.files, draft, subject: action.key };
      }
    },
  },

  'miscased-action': {
    'another letter case in an expression': renamed(/\b(?:outputs|body|actions|result|items)\('([^'\\]+)'\)/g, otherCase, (name) => name),
    *'another letter case in runAfter'(it) {
      for (const { uri, predecessor } of predecessorsIn(it)) {
        const { key, keyStart, keyEnd } = predecessor;
        if (otherCase(key) === key) continue;
        yield { before: it.files, draft: new Draft(it.files).replace(uri, keyStart, keyEnd, marked(otherCase(key))), subject: key };
      }
    },
  },

  'unknown-parameter': {
    'a parameter that there is not': actions(() => ({ Planted: compose(`@{parameters('${marked('planted')}')}`) }), 'planted'),
    'another name in an expression': renamed(/\bparameters\('([^'\\$]+)'\)/g, (name) => `${name} gone`),
  },

  'broken-run-after': {
    *'an action that there is not'(it) {
      for (const { uri, action, predecessor } of predecessorsIn(it)) {
        const { key, keyStart, keyEnd } = predecessor;
        const draft = new Draft(it.files).replace(uri, keyStart, keyEnd, marked(`${key}_gone`));
        yield { before: it.files, draft, subject: action.key };
      }
    },
    *'a state that there is not'(it) {
      for (const { uri, text, action, predecessor } of predecessorsIn(it)) {
        const start = text.indexOf('"', predecessor.start) + 1;
        const draft = new Draft(it.files).replace(uri, start, text.indexOf('"', start), marked('Suceeded'));
        yield { before: it.files, draft, subject: action.key };
      }
    },
    *'no state at all'(it) {
      for (const { uri, action, predecessor } of predecessorsIn(it)) {
        const { keyStart, keyEnd, start, end } = predecessor;
        const draft = new Draft(it.files).replace(uri, start, end, '[]').mark(uri, keyStart, keyEnd);
        yield { before: it.files, draft, subject: action.key };
      }
    },
    *'an action that stands elsewhere'(it) {
      for (const { uri, text } of flowsOf(it)) {
        const root = new Set(rootActions(text).map((action) => action.key));
        for (const { key } of allActions(text))
          if (!root.has(key)) yield added(it, uri, { Planted: compose(1, after(marked(key))) }, 'Planted');
      }
    },
    *'the trigger'(it) {
      for (const { uri, text } of flowsOf(it)) {
        const [trigger] = membersAt(text, memberAt(text, 'properties', 'definition', 'triggers')!.start);
        if (trigger) yield added(it, uri, { Planted: compose(1, after(marked(trigger.key))) }, 'Planted');
      }
    },
    itself: actions(() => ({ Planted: compose(1, after(marked('Planted'))) }), 'Planted'),
    'a circle': actions(
      () => ({
        Planted_one: compose(1, after(marked('Planted_three'))),
        Planted_two: compose(1, after('Planted_one')),
        Planted_three: compose(1, after('Planted_two')),
      }),
      'Planted_one',
    ),
    *'a circle of real actions'(it) {
      for (const { uri, text } of flowsOf(it))
        for (const action of rootActions(text)) {
          const first = predecessorOf(text, action);
          const start = first && rootActions(text).find(({ key }) => key === first.key);
          const runAfter = start && memberIn(text, start.start, 'runAfter');
          if (!start || !runAfter || membersAt(text, runAfter.start).length === 0) continue;
          const draft = new Draft(it.files);
          addMember(draft, uri, runAfter, `"${marked(JSON.stringify(action.key).slice(1, -1))}":["Succeeded"]`);
          yield { before: it.files, draft, subject: start.key };
        }
    },
  },

  'duplicate-action-name': {
    *'an action of the same name in a scope before it'(it) {
      for (const { uri, text } of flowsOf(it))
        for (const { key, keyStart, keyEnd } of waited(text)) {
          const { before, draft, subject } = added(it, uri, { Planted: scope({ [key]: wait() }) }, key);
          yield { before, draft: draft.mark(uri, keyStart, keyEnd), subject };
        }
    },
    *'an action that is called like the trigger'(it) {
      for (const { uri, text } of flowsOf(it)) {
        const [trigger] = membersAt(text, memberAt(text, 'properties', 'definition', 'triggers')!.start);
        const name = otherCase(trigger!.key);
        yield added(it, uri, { [marked(name)]: wait() }, name);
      }
    },
  },

  'misplaced-action': {
    'an answer in a loop': actions(
      () => ({
        Planted: {
          type: 'Until',
          expression: '@true',
          limit: { count: 5 },
          actions: {
            Scoped: scope({ [marked('Planted_answer')]: { type: 'Response', kind: 'Http', inputs: { statusCode: 200 }, runAfter: {} } }),
          },
          runAfter: {},
        },
      }),
      'Planted_answer',
    ),
    *'an end of the run in a loop'(it) {
      for (const { uri, text } of flowsOf(it))
        for (const { start } of allActions(text)) {
          const inside = memberIn(text, start, 'actions');
          if (textOf(text, memberIn(text, start, 'type')) !== 'Foreach' || !inside) continue;
          const draft = new Draft(it.files);
          const stop = { type: 'Terminate', inputs: { runStatus: 'Cancelled' }, runAfter: {} };
          addMember(draft, uri, inside, `"${marked('Planted')}":${JSON.stringify(stop)}`);
          yield { before: it.files, draft, subject: 'Planted' };
        }
    },
  },

  'default-action-name': {
    'a name with a counter': actions(() => ({ [marked('Compose_77')]: compose(1) }), 'Compose_77'),
    'a copy': actions(() => ({ Planted: compose(1), [marked('Planted_2')]: compose(1) }), 'Planted_2'),
  },
};

/** Writes other names between the quotes of what an action's inputs call, one place at a time. */
function renamed(call: RegExp, to: (name: string) => string, subject = to): Planter {
  return function* (it) {
    for (const { uri, text } of flowsOf(it))
      for (const action of allActions(text)) {
        const inputs = memberIn(text, action.start, 'inputs');
        if (!inputs) continue;
        for (const { 0: found, 1: name = '', index } of text.slice(inputs.start, inputs.end).matchAll(call)) {
          if (to(name) === name) continue;
          const start = inputs.start + index + found.indexOf("'") + 1;
          const draft = new Draft(it.files).replace(uri, start, start + name.length, marked(to(name)));
          yield { before: it.files, draft, subject: subject(name) };
          break;
        }
      }
  };
}

function added(it: Case, uri: Uri, what: object, subject: string): { before: Case['files']; draft: Draft; subject: string } {
  const draft = new Draft(it.files);
  addActions(draft, uri, what);
  return { before: it.files, draft, subject };
}

/** Actions that run after one other, which has an entry of its own. */
function* predecessorsIn(it: Case): Iterable<{ uri: Uri; text: string; action: Member; predecessor: Member }> {
  for (const { uri, text } of flowsOf(it))
    for (const action of allActions(text)) {
      const predecessor = predecessorOf(text, action);
      if (predecessor) yield { uri, text, action, predecessor };
    }
}

function predecessorOf(text: string, action: Member): Member | undefined {
  const runAfter = memberIn(text, action.start, 'runAfter');
  return runAfter && membersAt(text, runAfter.start)[0];
}

/** All but those that a planted action would be a copy of. */
function* waited(text: string): Iterable<Member> {
  for (const action of allActions(text)) if (textOf(text, memberIn(text, action.start, 'type')) !== 'Wait') yield action;
}

const each = (inside: object): object => ({ type: 'Foreach', foreach: LIST, actions: inside, runAfter: {} });
const wait = (): object => ({ type: 'Wait', inputs: { interval: { count: 1, unit: 'Second' } }, runAfter: {} });
const quoted = (name: string): string => name.replaceAll("'", "''");

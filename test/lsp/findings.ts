import { rules, type Finding, type Rule } from '../../server/src/core';
import { flowPath, flowUsing, reference, solution } from '../support/solution';
import { idOf, small } from './setup';

export const MISCASED = 'miscased-logical-name';
export const DUPLICATE = 'duplicate-connection-reference';
export const DIRECT = 'direct-connection';
/** A flow beside the usual one. */
export const OTHER = flowPath({ root: 'a', name: 'Other', id: idOf(1) });
/** A flow that writes the name of its reference with other capital letters. */
export const miscased = small('a', ['con_teams'], 'Con_Teams');

/** Two such flows. */
export const twice = miscased + flowUsing('CON_TEAMS', { root: 'a', name: 'Other', id: idOf(1) });

/** Two references of one connector, one used and one not, and the settings of both. */
export function duplicates(first: string, second: string): string {
  const setting = (name: string, value: string): object => ({
    LogicalName: name,
    ConnectionId: value,
    ConnectorId: '/providers/Microsoft.PowerApps/apis/shared_teams',
  });
  return (
    solution({
      root: 'a',
      references: [reference('con_teams', 'shared_teams', 'Teams'), reference('con_chat', 'shared_teams', 'Chat')],
    }) +
    flowUsing('con_teams', { root: 'a' }) +
    flowUsing('con_teams', { root: 'a', name: 'Third', id: idOf(2) }) +
    flowUsing('con_chat', { root: 'a', name: 'Other', id: idOf(1) }) +
    `--- a/settings.json\n${JSON.stringify({ ConnectionReferences: [setting('con_teams', first), setting('con_chat', second)] }, null, 2)}\n`
  );
}

/** The id of the rule that `withRule` adds. */
export const MADE_UP = 'made-up';

/** Adds a rule that finds something at the first character of every flow, for as long as something is done. */
export async function withRule(fixes: NonNullable<Finding['fixes']>, work: () => Promise<void>): Promise<void> {
  const rule: Rule = {
    id: MADE_UP,
    severity: 'error',
    summary: '',
    *checkFlow({ uri, start: span }) {
      yield { at: { uri, span }, message: 'It is wrong', subject: 'it', fixes };
    },
  };
  (rules as Rule[]).push(rule);
  try {
    await work();
  } finally {
    (rules as Rule[]).splice(rules.indexOf(rule), 1);
  }
}

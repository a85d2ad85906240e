import type { Flow } from '../model';
import { count } from '../reports/check';

/** What in a flow uses a key of its connections: `used by the trigger and 2 actions`. */
export function keyUsesInWords(key: string, { operations, keysInExpressions, namesKeysOtherwise }: Flow): string {
  const roles = operations.flatMap((it) => (it.key.value === key ? it.role : []));
  const actions = roles.filter((it) => it === 'action').length;
  const users = [...(roles.length > actions ? ['the trigger'] : []), ...(actions > 0 ? [count(actions, 'action')] : [])];
  if (users.length > 0) return `used by ${users.join(' and ')}`;
  if (keysInExpressions.some((it) => it.value === key)) return 'used in an expression';
  return namesKeysOtherwise ? 'may be used in an expression' : 'not used';
}

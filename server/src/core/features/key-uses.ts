import { useOf } from '../flow-entries';
import type { Flow } from '../model';
import { count } from '../reports/check';

/** What in a flow uses a key of its connections: `used by the trigger and 2 actions`. */
export function keyUsesInWords(key: string, flow: Flow): string {
  const its = useOf(key, flow);
  const users = its ? [...(its.triggers > 0 ? ['the trigger'] : []), ...(its.actions > 0 ? [count(its.actions, 'action')] : [])] : [];
  if (users.length > 0) return `used by ${users.join(' and ')}`;
  if (its) return 'used in an expression';
  return flow.namesKeysOtherwise ? 'may be used in an expression' : 'not used';
}

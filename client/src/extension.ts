import type { ExtensionContext } from 'vscode';
import { start, stop, type Exports } from './keyhook';

export function activate(context: ExtensionContext): Exports {
  return start(context, () => import('./node-client.js').then((it) => it.createClient));
}

export const deactivate = stop;

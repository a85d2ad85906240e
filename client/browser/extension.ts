import type { ExtensionContext } from 'vscode';
import { start, stop, type Exports } from '../src/keyhook';

export function activate(context: ExtensionContext): Exports {
  return start(context, () => import('./worker-client.js').then((it) => it.createClient));
}

export const deactivate = stop;

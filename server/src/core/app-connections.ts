import { ByConnector } from './connector-identity';
import type { AppConnection } from './facts/canvas-app';
import { memo } from './memo';
import type { CanvasApp, Frame } from './model';

/** What the apps of a solution go to. They do not say by which connection reference. */
export const appConnectionsIn = memo(({ apps }: Frame): ByConnector<AppConnection & { readonly app: CanvasApp }> => {
  const all = apps.flatMap((app) => app.connections.map((it) => ({ ...it, app })));
  return new ByConnector(all, (it) => it);
});

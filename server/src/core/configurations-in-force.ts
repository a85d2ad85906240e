import { severityAt } from './configuration';
import { configurationFaults } from './configuration-faults';
import { rules } from './rules/index';
import { invalidConfiguration } from './rules/invalid-configuration';
import type { Location, Uri } from './text';
import { checkedIn, type Workspace } from './workspace';

/**
 * Where the configurations and baselines that speak for what is read are not understood, also those outside of it, in which nothing
 * is found. Nothing for folders where the rule on that is off.
 */
export function* faultsInForce(workspace: Workspace): Iterable<Location> {
  const { configurations } = workspace.snapshot;
  const files = new Set<Uri>();
  for (const { root } of checkedIn(workspace.snapshot)) {
    const configuration = configurations.of(root);
    if (severityAt(root, invalidConfiguration, configuration) === 'off') continue;
    for (const uri of configuration.files) files.add(uri);
    if (configuration.baseline) files.add(`${configuration.baseline.base}/keyhook-baseline.json`);
  }
  for (const uri of files) {
    const entry = workspace.entry(uri);
    if (entry) for (const { at } of configurationFaults(entry, { configurations: () => configurations, rules })) yield at;
  }
}

import type { JsonPlace } from '../json-place';
import { conditionsOffered } from './completion-functions';
import type { Offer, Wanted } from './completion-slots';
import type { Standing } from './completion-standing';
import { siblingsOffered, writtenVariables } from './completion-steps';

/** What can stand in a member of a trigger or an action that holds no expression. */
export function wantedInStep(place: JsonPlace, standing: Standing): Wanted | undefined {
  const offers = offersIn(place, standing);
  return offers && { kind: 'own', offers };
}

function offersIn({ isKey, start }: JsonPlace, standing: Standing): (() => readonly Offer[]) | undefined {
  const { step, path } = standing;
  if (!step) return undefined;
  const [member, second] = path;
  if (member === 'runAfter' && isKey && path.length === 2) {
    const others = step.after.filter(({ name }) => name.span.start !== start).map(({ name }) => name.value.toLowerCase());
    return () => siblingsOffered(standing, (name) => others.includes(name.toLowerCase()));
  }
  if (member === 'runAfter' && !isKey && path.length === 3) return () => statusesBeside(start, String(second), standing);
  if (member === 'expression' && isKey && path.length > 1 && step.role === 'action') return conditionsOffered;
  if (isKey) return undefined;
  if (member === 'type' && path.length === 1) return () => typesOffered(step.role);
  return member === 'inputs' && second === 'name' && path.length === 2 && step.writes ? () => writtenVariables(standing) : undefined;
}

const STATUSES = ['Succeeded', 'Failed', 'Skipped', 'TimedOut'];

/** Those that the list does not have yet; statuses compare without letter case. */
function statusesBeside(start: number, name: string, { step }: Standing): readonly Offer[] {
  const listed = (step?.after.find((it) => it.name.value === name)?.statuses ?? []).filter((it) => it.span.start !== start);
  const known = new Set(listed.map((it) => it.value.toLowerCase()));
  return STATUSES.map((it, rank) => offerOf(it, 'status', rank)).filter((it) => !known.has(it.name.toLowerCase()));
}

/** The types that real flows have. */
const TYPES = {
  trigger: [
    'ApiConnection',
    'ApiConnectionNotification',
    'ApiConnectionWebhook',
    'OpenApiConnection',
    'OpenApiConnectionNotification',
    'OpenApiConnectionWebhook',
    'Recurrence',
    'Request',
  ],
  action: [
    'ApiConnection',
    'ApiConnectionWebhook',
    'AppendToArrayVariable',
    'AppendToStringVariable',
    'Compose',
    'DecrementVariable',
    'Expression',
    'Foreach',
    'Http',
    'If',
    'IncrementVariable',
    'InitializeVariable',
    'Join',
    'OpenApiConnection',
    'OpenApiConnectionWebhook',
    'ParseJson',
    'Query',
    'Response',
    'Scope',
    'Select',
    'SetVariable',
    'Switch',
    'Table',
    'Terminate',
    'Until',
    'Wait',
    'Workflow',
  ],
};

function typesOffered(role: 'trigger' | 'action'): readonly Offer[] {
  return TYPES[role].map((it) => offerOf(it, 'type', 0));
}

function offerOf(name: string, kind: 'status' | 'type', rank: number): Offer {
  return { name, label: name, detail: '', kind, rank, id: name };
}

import { connectorOf } from '../connectors';
import type { JsonValue } from '../json';
import { own } from '../strings';
import type { Rows, Step } from './steps';

/** The triggers and actions of SharePoint that watch and write items of a list, by operation. Those that delete are none: what is deleted runs out. */
const sharePoint: Readonly<Record<Step['role'], Readonly<Record<string, Rows['change']>>>> = {
  trigger: {
    GetOnNewItems: 'created',
    GetOnUpdatedItems: 'either',
    GetOnNewFileItems: 'created',
    GetOnUpdatedFileItems: 'either',
    GetOnChangedItems: 'updated',
  },
  action: { PostItem: 'created', PatchItem: 'updated', PatchFileItem: 'updated' },
};

const dataverse: Readonly<Record<string, Rows['change']>> = {
  CreateRecord: 'created',
  UpdateRecord: 'updated',
  UpdateOnlyRecord: 'updated',
};

/** `subscriptionRequest/message`; 2, when a row is deleted, is none. Source: the connector's reference, choices of *Change type*. */
const messages: ReadonlyMap<number, Rows['change']> = new Map([
  [1, 'created'],
  [3, 'updated'],
  [4, 'either'],
  [5, 'created'],
  [6, 'updated'],
  [7, 'either'],
]);

/** The rows that a trigger watches or an action writes, as far as its parameters say so for certain. */
export function rowsOf(role: Step['role'], step: JsonValue): Rows | undefined {
  const operation = step.get('inputs', 'host', 'operationId')?.characters;
  const parameters = step.get('inputs', 'parameters');
  if (!operation || !parameters) return undefined;
  const connector = connectorOf(step.get('inputs', 'host', 'apiId')?.characters ?? '').toLowerCase();
  const isFiltered = role === 'trigger' && hasItems(step.get('conditions'));
  if (connector === 'shared_sharepointonline') {
    const change = Object.hasOwn(sharePoint[role], operation) ? sharePoint[role][operation] : undefined;
    const [site, list] = [settled(parameters.get('dataset')), settled(parameters.get('table'))];
    if (!change || site === undefined || list === undefined) return undefined;
    return { of: 'SharePoint', table: own(`${site} ${list}`), change, columns: undefined, isFiltered };
  }
  if (connector !== 'shared_commondataserviceforapps') return undefined;
  return role === 'trigger' ? watched(operation, parameters, isFiltered) : written(operation, parameters);
}

function watched(operation: string, parameters: JsonValue, hasCondition: boolean): Rows | undefined {
  if (operation !== 'SubscribeWebhookTrigger') return undefined;
  const table = parameters.get('subscriptionRequest/entityname')?.characters;
  const change = messages.get(parameters.get('subscriptionRequest/message')?.number ?? 0);
  if (!table || !change || table.startsWith('@')) return undefined;
  const columns = parameters.get('subscriptionRequest/filteringattributes')?.characters?.trim();
  const isFiltered = hasCondition || parameters.get('subscriptionRequest/filterexpression')?.characters?.trim();
  return {
    of: 'Dataverse',
    table: own(table.toLowerCase()),
    change,
    columns: columns ? columns.split(',').map((it) => own(it.trim().toLowerCase())) : undefined,
    isFiltered: Boolean(isFiltered),
  };
}

function written(operation: string, parameters: JsonValue): Rows | undefined {
  const change = Object.hasOwn(dataverse, operation) ? dataverse[operation] : undefined;
  const table = parameters.get('entityName')?.characters;
  if (!change || !table || table.startsWith('@')) return undefined;
  const names = [...parameters.members()].flatMap(({ key }) => (key.startsWith('item/') ? own(columnOf(key.slice('item/'.length))) : []));
  return {
    of: 'Dataverse',
    table: own(table.toLowerCase()),
    change,
    columns: change === 'updated' && !parameters.get('item') ? names : undefined,
    isFiltered: false,
  };
}

/** A lookup is written through the name of its relation: that of the column, in whatever letter case. */
function columnOf(property: string): string {
  return property.toLowerCase().replace(/@odata\.bind$/, '');
}

/** A value that is the same in the whole flow: a text, or a parameter. */
function settled(value: JsonValue | undefined): string | undefined {
  const text = value?.characters?.trim();
  return text && !text.includes('@{') && (!text.startsWith('@') || /^@parameters\('(?:[^']|'')+'\)$/.test(text)) ? text : undefined;
}

function hasItems(list: JsonValue | undefined): boolean {
  for (const _ of list?.items() ?? []) return true;
  return false;
}

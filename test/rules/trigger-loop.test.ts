import { checkAll, checkFindings } from '../support/check';
import { APIS, entry, flow, ID, metadata, reference, solution } from '../support/solution';

const RULE = 'trigger-loop';
const mark = (text: string): string => `{|${RULE}:${text}|}`;

const host = (connector: string, operationId: string): object => ({ connectionName: connector, operationId, apiId: APIS + connector });
const LIST = { dataset: 'https://contoso.sharepoint.com/sites/a', table: "@parameters('List (con_List)')" };
const sharePoint = (operationId: string, parameters: object = LIST, more: object = {}): object => ({
  type: 'OpenApiConnection',
  inputs: { host: host('shared_sharepointonline', operationId), parameters },
  ...more,
});
const DATAVERSE = 'shared_commondataserviceforapps';
const row = (operationId: string, entityName: string, more: object = {}): object => ({
  type: 'OpenApiConnection',
  inputs: { host: host(DATAVERSE, operationId), parameters: { entityName, ...more } },
});
const watch = (entityname: string, message: number, more: object = {}, rest: object = {}): object => ({
  type: 'OpenApiConnectionWebhook',
  inputs: {
    host: host(DATAVERSE, 'SubscribeWebhookTrigger'),
    parameters: {
      'subscriptionRequest/message': message,
      'subscriptionRequest/entityname': entityname,
      'subscriptionRequest/scope': 4,
      ...Object.fromEntries(Object.entries(more).map(([key, value]) => [`subscriptionRequest/${key}`, value])),
    },
  },
  ...rest,
});

const check = (trigger: object, actions: object): void => {
  const its = flow({ triggers: { When: trigger }, actions });
  checkFindings(RULE, solution() + its);
};

describe(RULE, () => {
  it('finds an action that writes to the list that the trigger watches', () => {
    check(sharePoint('GetOnUpdatedItems'), { [mark('Update_item')]: sharePoint('PatchItem') });
    check(sharePoint('GetOnUpdatedItems'), { [mark('Create_item')]: sharePoint('PostItem') });
    check(sharePoint('GetOnNewItems'), { [mark('Create_item')]: sharePoint('PostItem') });
    check(sharePoint('GetOnUpdatedFileItems'), { [mark('Update_file')]: sharePoint('PatchFileItem') });
  });

  it('finds an action that writes to the table that the trigger watches, by the name of its set', () => {
    check(watch('con_leave', 3), { [mark('Update')]: row('UpdateRecord', 'con_leaves', { 'item/con_status': 1 }) });
    check(watch('con_leave', 1), { [mark('Add')]: row('CreateRecord', 'con_leaves') });
    check(watch('con_leave', 7), {
      [mark('Add')]: row('CreateRecord', 'con_leaves'),
      [mark('Update')]: row('UpdateOnlyRecord', 'con_leaves'),
    });
    check(watch('con_story', 4), { [mark('Add')]: row('CreateRecord', 'con_stories') });
    check(watch('con_day', 4), { [mark('Add')]: row('CreateRecord', 'con_days') });
    check(watch('con_address', 4), { [mark('Add')]: row('CreateRecord', 'con_addresses') });
  });

  it('goes by the columns of the trigger', () => {
    const filter = { filteringattributes: 'con_status, con_owner' };
    check(watch('con_leave', 3, filter), { [mark('Update')]: row('UpdateRecord', 'con_leaves', { 'item/con_Status': 1 }) });
    check(watch('con_leave', 3, filter), { [mark('Update')]: row('UpdateRecord', 'con_leaves', { 'item/con_Owner@odata.bind': 'x' }) });
    check(watch('con_leave', 3, filter), {
      [mark('Update')]: row('UpdateRecord', 'con_leaves', { 'item/con_owner_user@odata.bind': 'x' }),
    });
    check(watch('con_leave', 3, filter), { Update: row('UpdateRecord', 'con_leaves', { 'item/con_note': 'x' }) });
    check(watch('con_leave', 3, filter), { Update: row('UpdateRecord', 'con_leaves', { item: "@outputs('x')" }) });
    check(watch('con_leave', 4, filter), { [mark('Add')]: row('CreateRecord', 'con_leaves', { 'item/con_note': 'x' }) });
  });

  it('finds it in scopes and behind others', () => {
    const compose = { type: 'Compose', inputs: 1, runAfter: {} };
    const patch = sharePoint('PatchItem', LIST, { runAfter: { Note: ['SUCCEEDED', 'Failed'] } });
    check(sharePoint('GetOnUpdatedItems'), {
      Scope: { type: 'Scope', actions: { Note: compose, [mark('Update_item')]: patch } },
      Stop: { type: 'Terminate', inputs: { runStatus: 'Failed' }, runAfter: { Scope: ['Failed'] } },
    });
  });

  it('says nothing of another list, another table and another change', () => {
    check(sharePoint('GetOnUpdatedItems'), { Update_item: sharePoint('PatchItem', { ...LIST, table: 'Log' }) });
    check(sharePoint('GetOnNewItems'), { Update_item: sharePoint('PatchItem'), Delete_item: sharePoint('DeleteItem') });
    check(sharePoint('GetOnChangedItems'), { Create_item: sharePoint('PostItem') });
    check(sharePoint('GetOnDeletedItems'), { Delete_item: sharePoint('DeleteItem') });
    check(watch('con_leave', 3), { Update: row('UpdateRecord', 'con_leaveses') });
    check(watch('con_leaves', 3), { Update: row('UpdateRecord', 'con_leaves') });
    check(watch('con_leave', 1), { Update: row('UpdateRecord', 'con_leaves') });
    check(watch('con_leave', 2), { Delete: row('DeleteRecord', 'con_leaves') });
    check(watch('con_leave', 3), { Update: row('UpdateRecord', "@variables('table')") });
    const computed = { dataset: "@variables('site')", table: 'x' };
    check(sharePoint('GetOnUpdatedItems', computed), { Update_item: sharePoint('PatchItem', computed) });
  });

  it('says nothing where the trigger leaves something out', () => {
    const conditions = [{ expression: "@equals(triggerBody()?['x'], 1)" }];
    check(sharePoint('GetOnUpdatedItems', LIST, { conditions }), { Update_item: sharePoint('PatchItem') });
    check(watch('con_leave', 3, {}, { conditions }), { Update: row('UpdateRecord', 'con_leaves') });
    check(watch('con_leave', 3, { filterexpression: 'statecode eq 0' }), { Update: row('UpdateRecord', 'con_leaves') });
    check(watch('con_leave', 3, { filterexpression: '' }, { conditions: [] }), { [mark('Update')]: row('UpdateRecord', 'con_leaves') });
  });

  it('says nothing where something in the flow may keep the action from running', () => {
    const update = { Update_item: sharePoint('PatchItem') };
    const isNew = { equals: ["@triggerBody()?['x']", 1] };
    check(sharePoint('GetOnUpdatedItems'), { If: { type: 'If', expression: isNew, actions: update } });
    check(sharePoint('GetOnUpdatedItems'), { If: { type: 'If', expression: isNew, actions: {}, else: { actions: update } } });
    check(sharePoint('GetOnUpdatedItems'), { Each: { type: 'Foreach', foreach: '@x', actions: update } });
    check(sharePoint('GetOnUpdatedItems'), { Switch: { type: 'Switch', expression: '@x', cases: { A: { case: 1, actions: update } } } });
    const failed = { Note: { type: 'Compose', inputs: 1 }, Update_item: sharePoint('PatchItem', LIST, { runAfter: { Note: ['Failed'] } }) };
    check(sharePoint('GetOnUpdatedItems'), failed);
    const stop = { If: { type: 'If', expression: isNew, actions: { Stop: { type: 'Terminate', inputs: { runStatus: 'Succeeded' } } } } };
    check(sharePoint('GetOnUpdatedItems'), { ...stop, Update_item: sharePoint('PatchItem', LIST, { runAfter: { If: ['Succeeded'] } }) });
  });

  it('is the only thing said of such a flow', () => {
    const trigger = { ...watch('con_leave', 3), metadata: {} };
    const name = 'Absence – Dataverse – Service Principal';
    checkAll(
      solution({ flows: [ID], references: [reference('con_Dataverse', DATAVERSE, name)] }) +
        metadata() +
        flow({
          connections: { [DATAVERSE]: entry('con_Dataverse', DATAVERSE) },
          triggers: { When: trigger },
          actions: { [mark('Update')]: row('UpdateRecord', 'con_leaves', { recordId: '1' }) },
        }),
    );
  });
});

/** A flow with everything that a diagram shows: branches, loops in loops, ways for failures, names that want to be more than names. */
export const drawnFlow = {
  properties: {
    connectionReferences: {
      shared_commondataserviceforapps: {
        runtimeSource: 'embedded',
        connection: { connectionReferenceLogicalName: 'contoso_AbsenceDataverse' },
        api: { name: 'shared_commondataserviceforapps' },
      },
      shared_office365: {
        runtimeSource: 'embedded',
        connection: { connectionReferenceLogicalName: 'contoso_AbsenceOutlook' },
        api: { name: 'shared_office365' },
      },
      shared_teams: { runtimeSource: 'embedded', connection: { name: 'shared-teams-1c2d' }, api: { name: 'shared_teams' } },
    },
    definition: {
      $schema: 'https://schema.management.azure.com/providers/Microsoft.Logic/schemas/2016-06-01/workflowdefinition.json#',
      contentVersion: '1.0.0.0',
      parameters: { $connections: { defaultValue: {}, type: 'Object' }, $authentication: { defaultValue: {}, type: 'SecureObject' } },
      triggers: { Every_morning: { type: 'Recurrence', recurrence: { frequency: 'Day', interval: 1 } } },
      actions: {
        Count_of_mails: after([], {
          type: 'InitializeVariable',
          inputs: { variables: [{ name: 'mails', type: 'integer', value: 0 }] },
        }),
        List_absences_that_nobody_has_answered_for_longer_than_a_week: after(
          ['Count_of_mails'],
          call('shared_commondataserviceforapps', 'ListRecords', { entityName: 'contoso_absences' }),
        ),
        For_each_absence: after(['List_absences_that_nobody_has_answered_for_longer_than_a_week'], {
          type: 'Foreach',
          foreach: "@outputs('List_absences_that_nobody_has_answered_for_longer_than_a_week')?['body/value']",
          actions: {
            Is_it_urgent: after([], {
              type: 'If',
              expression: { equals: ["@items('For_each_absence')?['contoso_urgent']", true] },
              actions: {
                For_each_manager: after([], {
                  type: 'Foreach',
                  foreach: "@items('For_each_absence')?['contoso_managers']",
                  actions: {
                    Mail_the_manager: after(
                      [],
                      call('shared_office365', 'SendEmailV2', { 'emailMessage/To': "@items('For_each_manager')" }),
                    ),
                    Count: after(['Mail_the_manager'], { type: 'IncrementVariable', inputs: { name: 'mails', value: 1 } }),
                  },
                }),
              },
              else: {
                actions: { '<img_src=x_onerror=alert(1)>': after([], { type: 'Compose', inputs: '[x](command:keyhook.showOutput)' }) },
              },
            }),
            By_kind: after(['Is_it_urgent'], {
              type: 'Switch',
              expression: "@items('For_each_absence')?['contoso_kind']",
              cases: {
                Holiday: {
                  case: 'Holiday',
                  actions: { Wait_a_day: after([], { type: 'Wait', inputs: { interval: { count: 1, unit: 'Day' } } }) },
                },
                Sick: {
                  case: 'Sick leave',
                  actions: { Tell_the_team: after([], call('shared_teams', 'PostMessageToConversation', { poster: 'Flow bot' })) },
                },
              },
              default: { actions: {} },
            }),
          },
        }),
        Report: after(['For_each_absence'], { type: 'Http', inputs: { method: 'POST', uri: 'https://contoso.example/report' } }),
        Tell_of_failure: after(['For_each_absence'], { type: 'Terminate', inputs: { runStatus: 'Failed' } }, ['Failed', 'TimedOut']),
      },
    },
  },
  schemaVersion: '1.0.0.0',
};

/** A chain of loops, conditions and scopes with so many actions. */
export function longFlow(count: number): object {
  const actions: Record<string, object> = {};
  let last: string | undefined;
  for (let i = 0; Object.keys(actions).length * 5 < count; i++) {
    const name = `Group_${i}`;
    const steps = Array.from({ length: 4 }, (_, at) => `Step_${i}_${at}`);
    const inside = (names: readonly string[]): object =>
      Object.fromEntries(names.map((it, at) => [it, after(at === 0 ? [] : [names[at - 1]!], { type: 'Compose', inputs: it })]));
    const holder = [
      { type: 'Scope', actions: inside(steps) },
      { type: 'Foreach', foreach: '@createArray(1)', actions: inside(steps) },
      { type: 'If', expression: { equals: [1, 1] }, actions: inside(steps.slice(0, 2)), else: { actions: inside(steps.slice(2)) } },
    ][i % 3]!;
    actions[name] = after(last === undefined ? [] : [last], holder);
    last = name;
  }
  const { properties, ...rest } = drawnFlow;
  return { ...rest, properties: { ...properties, definition: { ...properties.definition, actions } } };
}

function after(names: readonly string[], action: object, statuses: readonly string[] = ['Succeeded']): object {
  return { runAfter: Object.fromEntries(names.map((it) => [it, statuses])), ...action };
}

function call(connectionName: string, operationId: string, parameters: object): object {
  const apiId = `/providers/Microsoft.PowerApps/apis/${connectionName}`;
  return {
    type: 'OpenApiConnection',
    inputs: { host: { connectionName, operationId, apiId }, parameters, authentication: "@parameters('$authentication')" },
  };
}

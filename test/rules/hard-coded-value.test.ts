import { checkAll, checkFindings } from '../support/check';
import { checkFix, checkFixes, checkRefused } from '../support/check-fix';
import { APIS, flow, ID, metadata, settings, solution, variable } from '../support/solution';

const RULE = 'hard-coded-value';
const mark = (text: string): string => `{|${RULE}:${text}|}`;
const SITE = 'https://contoso.sharepoint.com/sites/absence';

/** An action of a connector with these parameters. */
const call = (connector: string, parameters: object, host: object = {}): object => ({
  type: 'OpenApiConnection',
  inputs: { host: { connectionName: connector, operationId: 'DoIt', apiId: APIS + connector, ...host }, parameters },
});
const inFlow = (...actions: readonly object[]): string =>
  solution() + flow({ actions: Object.fromEntries(actions.map((it, index) => [`Act_${index + 1}`, it])) });
const http = (uri: string): object => ({ type: 'Http', inputs: { method: 'GET', uri } });

describe(RULE, () => {
  it('finds the site and the list of SharePoint, in a trigger too', () => {
    checkFindings(RULE, inFlow(call('shared_sharepointonline', { dataset: mark(SITE), table: mark('Absences') })));
    const trigger = call('shared_sharepointonline', { dataset: mark(SITE), table: "@parameters('List')" });
    checkFindings(RULE, solution() + flow({ triggers: { When: trigger } }));
  });

  it('finds what Dataverse, Excel and OneDrive open', () => {
    checkFindings(
      RULE,
      inFlow(
        call('shared_commondataserviceforapps', { organization: mark('https://org1.crm4.dynamics.com'), entityName: 'accounts' }),
        call('shared_excelonlinebusiness', { source: mark('sites/a'), drive: mark('b!x'), file: mark('01T4'), table: '{6401}' }),
        call('shared_onedriveforbusiness', { source: 'me', drive: mark('b!x') }),
      ),
    );
  });

  it('knows no connector, and no parameter, by a name that every object has', () => {
    const parameters = Object.fromEntries(['__proto__', 'constructor', 'name', 'length'].map((it) => [it, 'x']));
    checkFindings(RULE, inFlow(call('constructor', parameters), call('shared_sharepointonline', parameters)));
  });

  it('finds mail addresses of those who get something', () => {
    checkFindings(
      RULE,
      inFlow(
        call('shared_office365', {
          'emailMessage/To': mark('eva@contoso.com'),
          'emailMessage/Cc': mark('a@contoso.com; b@contoso.com'),
          'emailMessage/Subject': 'eva@contoso.com',
          'emailMessage/From': 'team@contoso.com',
        }),
        call('shared_approvals', { 'WebhookApprovalCreationInput/assignedTo': mark('eva@contoso.com;') }),
        call('shared_office365', { 'emailMessage/To': "@{outputs('x')};eva@contoso.com", 'emailMessage/Bcc': 'nobody' }),
      ),
    );
  });

  it('finds the host in the address of an HTTP action', () => {
    const hosts = [
      `https://${mark('api.contoso.com')}/leave?id=@{triggerBody()}`,
      `http://${mark('api.contoso.com')}:8080`,
      'https://graph.microsoft.com/v1.0/me',
      "https://@{parameters('Host')}/leave",
      "https://api.@{parameters('Domain')}/leave",
      "@concat('https://api.contoso.com', '/leave')",
    ];
    checkFindings(RULE, inFlow(...hosts.map(http)));
  });

  it('finds site and list in the path of an older action', () => {
    const quoted = (text: string): string => `@{encodeURIComponent(encodeURIComponent('${text}'))}`;
    const host = { connection: { name: "@parameters('$connections')['shared_sharepointonline_1']['connectionId']" } };
    const path = (site: string, list: string): string => `/datasets/${quoted(site)}/tables/${quoted(list)}/items`;
    const old = (text: string, its: object = host): object => ({
      type: 'ApiConnection',
      inputs: { host: its, method: 'post', path: text },
    });
    checkFindings(RULE, inFlow(old(path(mark(SITE), mark('5547c495'))), old(path(mark(SITE), 'Site Pages'))));
    const sql = { connection: { name: "@parameters('$connections')['shared_sql']['connectionId']" } };
    checkFindings(RULE, inFlow(old(path(SITE, '5547c495'), sql)));
  });

  it('is the only thing said of such a text', () => {
    checkAll(solution({ flows: [ID] }) + metadata() + flow({ actions: { Ask: http(`https://${mark('api.contoso.com')}`) } }));
  });

  it('says nothing of what is the same everywhere, of other connectors and of flows outside of a solution', () => {
    checkFindings(
      RULE,
      inFlow(
        call('shared_sharepointonline', { dataset: "@parameters('Site')", table: 'Site Pages' }),
        call('shared_sharepointonline', { dataset: 'https://@{triggerBody()}', table: '' }),
        call('shared_sql', { dataset: 'default', table: '[dbo].[Leave]' }),
        call('shared_teams', { groupId: '2a7176f5-3f38-4e3f-ba23-033c4269c7ee', channelId: '19:x@thread.tacv2' }),
      ),
    );
    const text = flow({ actions: { Ask: http('https://api.contoso.com') } });
    checkFindings(RULE, text.replace(/^--- \S+/, '--- Microsoft.Flow/flows/5d2c8a70-1f7b-ed11-81ad-000d3a4a1b2c/definition.json'));
  });
});

describe(`the fixes of ${RULE}`, () => {
  const NEW = "Extract into the new environment variable 'SharePoint Site'";
  const one = call('shared_sharepointonline', { dataset: SITE });

  it('make a variable, or use one that has the value: by default, shipped, or in deployment settings', () => {
    checkFixes(RULE, inFlow(one), [`review ${NEW}`]);
    const use = "Use the environment variable 'Absence Site'";
    const site = (more: object): string => variable('con_Site', { label: 'Absence Site', ...more });
    checkFixes(RULE, inFlow(one) + site({ default: SITE }), [`review ${use}`, `review ${NEW}`]);
    checkFixes(RULE, inFlow(one) + site({ shipped: SITE }), [`review ${use}`, `review ${NEW}`]);
    checkFixes(RULE, inFlow(one) + site({}) + settings('s/test.json', { variables: { con_Site: SITE } }), [
      `review ${use}`,
      `review ${NEW}`,
    ]);
    checkFixes(RULE, inFlow(one) + site({ default: SITE, shipped: 'https://other' }), [`review ${NEW}`]);
    checkFixes(RULE, inFlow(one) + site({ default: SITE, type: '100000003' }), [`review ${NEW}`]);
  });

  it('are there for all places of the flow', () => {
    const both = inFlow(one, one);
    const titles = [`review ${NEW}`, `review ${NEW} in all 2 places of this flow`];
    checkFixes(RULE, both, [...titles, ...titles]);
  });

  it('give a name that is free', () => {
    checkFixes(RULE, inFlow(one) + variable('con_SharePointSite', { label: 'Other' }), [`review ${NEW.slice(0, -1)} 2'`]);
    checkFixes(RULE, inFlow(one) + variable('con_X', { label: 'SharePoint Site' }), [`review ${NEW.slice(0, -1)} 2'`]);
  });

  it('are none in a solution that is kept managed, and none in loose flows', () => {
    checkFixes(RULE, solution({ managed: '1' }) + flow({ actions: { Act: one } }), []);
    checkFixes(RULE, flow({ actions: { Act: one } }), []);
  });

  it('put a host into the text of the address', () => {
    const before = solution() + flow({ actions: { Ask: http('https://api.contoso.com/leave') } });
    const after = flow({
      parameters: { 'Host (con_Host)': { defaultValue: 'api.contoso.com', type: 'String', metadata: { schemaName: 'con_Host' } } },
      actions: { Ask: http("https://@{parameters('Host (con_Host)')}/leave") },
    });
    const definition = `--- src/environmentvariabledefinitions/con_Host/environmentvariabledefinition.xml
<environmentvariabledefinition schemaname="con_Host">
  <defaultvalue>api.contoso.com</defaultvalue>
  <displayname default="Host">
    <label description="Host" languagecode="1033" />
  </displayname>
  <introducedversion>1.0.0.0</introducedversion>
  <iscustomizable>1</iscustomizable>
  <isrequired>0</isrequired>
  <secretstore>0</secretstore>
  <type>100000000</type>
</environmentvariabledefinition>
`;
    checkFix(RULE, before, "Extract into the new environment variable 'Host'", after + definition);
  });

  it('are refused for a flow that does not parse', () => {
    const broken = inFlow(one).replace('"schemaVersion": "1.0.0.0"', '"schemaVersion": ');
    checkRefused(RULE, broken, NEW, /'Askforleave-.*' does not parse, so it cannot be changed safely: mend the file first\.$/);
  });
});

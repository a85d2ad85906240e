import * as assert from 'node:assert/strict';
import { checkAll, checkFindings } from '../support/check';
import { flow, ID, metadata, solution, variable } from '../support/solution';

const RULE = 'exposed-secret';
const mark = (text: string): string => `{|${RULE}:${text}|}`;
const http = (inputs: object): string =>
  solution() + flow({ actions: { Ask: { type: 'Http', inputs: { method: 'GET', uri: '@x()', ...inputs } } } });
const compose = (inputs: unknown, name = 'Note'): string => solution() + flow({ actions: { [name]: { type: 'Compose', inputs } } });

/** Made up, but in the form of real ones. */
const ENTRA = 'aB38Q~zY4xW3vU2tS1rQ0pO9nM8lK7jI6hG5fE4d';
const RANDOM = 'q8Rt2vWx5Yz7Kp9LmN3c';
const TOKEN = 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.dozjgNryP4J3jVmNHl0w5N';

describe(RULE, () => {
  it('finds what stands in a property or a header for secrets', () => {
    checkFindings(RULE, http({ authentication: { type: 'ActiveDirectoryOAuth', secret: mark('q8R.t2vW-x5Yz7Kp9Lm') } }));
    checkFindings(RULE, http({ authentication: { type: 'Basic', username: 'eva', password: mark('Summer#Leave') } }));
    checkFindings(RULE, http({ headers: { 'x-api-key': mark(RANDOM), 'Ocp-Apim-Subscription-Key': mark(RANDOM) } }));
    checkFindings(RULE, http({ body: { client_secret: mark(RANDOM), nested: [{ Password: mark('P4ssw0rd') }] } }));
  });

  it('finds what is told by what stands before it', () => {
    checkFindings(RULE, http({ headers: { Authorization: `Bearer ${mark('q8Rt2vWx5Yz7Kp9L')}` } }));
    checkFindings(RULE, http({ headers: { Authorization: `Basic ${mark('ZXZhOlN1bW1lcjIwMjY=')}` } }));
    checkFindings(RULE, http({ uri: `https://x.logic.azure.com/invoke?sp=%2Ftriggers&sig=${mark('q8Rt2vWx5Yz7Kp9LmN3c_-x')}` }));
    checkFindings(RULE, http({ uri: `https://x.azurewebsites.net/api/leave?code=${mark('q8Rt2vWx5Yz7Kp9LmN3c==')}` }));
    checkFindings(RULE, compose(`grant_type=client_credentials&client_secret=${mark(RANDOM)}&scope=x`));
    checkFindings(RULE, compose(`{"user": "eva", "password": "${mark('Leave2026')}"}`.replaceAll('"', "'")));
    checkFindings(RULE, compose(`DefaultEndpointsProtocol=https;AccountName=x;AccountKey=${mark('q8Rt2vWx5Yz7Kp9LmN3c+/==')};`));
    checkFindings(RULE, compose(`Server=x;User Id=eva;Password=${mark('Leave2026')};`));
    checkFindings(RULE, compose(`@concat('https://x.blob.core.windows.net/a?sv=1&sig=${mark('q8Rt2vWx5Yz7Kp9LmN3c')}', triggerBody())`));
  });

  it('finds what looks like nothing else', () => {
    checkFindings(RULE, compose([`x ${mark(ENTRA)}`, mark(TOKEN), `${mark('-----BEGIN RSA PRIVATE KEY-----')} …`]));
    checkFindings(RULE, compose(mark(`ghp_${RANDOM}${RANDOM}`)));
  });

  it('finds what is in a variable or an action whose name says so', () => {
    const initialize = (name: string, value: string): object => ({
      type: 'InitializeVariable',
      inputs: { variables: [{ name, type: 'string', value }] },
    });
    const set = (name: string, value: string): object => ({ type: 'SetVariable', inputs: { name, value } });
    checkFindings(
      RULE,
      solution() +
        flow({
          actions: { A: initialize('Graph Secret', mark(RANDOM)), B: set('Graph Secret', mark(RANDOM)), C: initialize('Key', 'Title') },
        }),
    );
    checkFindings(RULE, compose(mark(RANDOM), 'Api_Key'));
    checkFindings(RULE, compose(RANDOM, 'Row'));
  });

  it('says nothing of words with numbers under a name that says key', () => {
    const names = [
      'contoso-projects-2024',
      'Approval_Threshold_Level2',
      'createdon_2024_desc_1',
      'sites/absence/lists/2024',
      'ENV_PROD_EU_01',
    ];
    for (const name of names) checkFindings(RULE, compose(name, 'Partition_key'));
    checkFindings(RULE, compose(mark('9f86d081-884c7d659a2f'), 'Partition_key'));
  });

  it('finds the value that a flow remembers of an environment variable', () => {
    const parameter = (value: unknown): object => ({ 'Graph Key (con_GraphKey)': { defaultValue: value, type: 'String' } });
    checkFindings(RULE, solution() + flow({ parameters: parameter(mark(RANDOM)) }));
    checkFindings(RULE, solution() + flow({ parameters: parameter({ inner: { password: mark('P4ssw0rd') } }) }));
    checkFindings(RULE, solution() + flow({ parameters: parameter('') }));
  });

  it('finds a secret in the default and in the shipped value of an environment variable', () => {
    checkFindings(RULE, solution() + variable('con_ApiKey', { default: mark(RANDOM), shipped: mark(`${RANDOM}x`) }));
    checkFindings(RULE, solution() + variable('con_Service', { default: mark(`https://x/y?sig=${RANDOM}`) }));
    checkFindings(RULE, solution() + variable('con_ApiKey', { default: RANDOM, type: '100000005' }));
    checkFindings(RULE, solution() + variable('con_Column', { default: RANDOM }));
  });

  it('says nothing of expressions, tokens, ids, addresses, words and signs that something is to be put in', () => {
    const none = [
      "@parameters('Secret')",
      "@{outputs('Get_secret')?['body/value']}",
      '#{secret}#',
      '$(Secret)',
      '<your key>',
      'YOUR_API_KEY_1',
      'xxxxxxxxxxxxx1',
      '00000000000000000000',
      'a7ad4d30-bfa9-4159-933c-d59e6e2ee667',
      'https://contoso.vault.azure.net/secrets/graph/1',
      '/subscriptions/1/providers/Microsoft.KeyVault/vaults/x/secrets/y',
      'eva.2@contoso.com',
      'Please enter password 1',
      'required',
      '',
    ];
    for (const secret of none) {
      checkFindings(RULE, http({ authentication: { type: 'Raw', secret, password: secret }, headers: { 'x-api-key': secret } }));
      checkFindings(RULE, solution() + variable('con_ApiKey', { default: secret.replace(/^</, '&lt;') }));
    }
    const texts = [
      'Bearer of good news, and a long text',
      "Bearer @{outputs('Token')}",
      'Basic authorization',
      "client_secret=@{variables('x')}",
      'Password: see below',
      '<input type="password" id="password1" name="password2">',
      "@concat('password=', variables('x'), '&sig=', variables('y'))",
      "@outputs('Get')?['body/client_secret']",
    ];
    checkFindings(RULE, compose(texts));
    checkFindings(RULE, http({ schema: { type: 'object', properties: { password: { default: 'P4ssw0rd' } } } }));
  });

  it('never shows the secret, and is the only thing said of it', () => {
    const compose = { type: 'Compose', inputs: `https://@{triggerBody()}/?sig=${mark(RANDOM)}` };
    for (const { message, subject } of [
      ...checkAll(solution({ flows: [ID] }) + metadata() + flow({ actions: { Note: compose } })),
      ...checkFindings(RULE, solution() + variable('con_ApiKey', { default: mark(RANDOM) })),
    ]) {
      assert.ok(!message.includes(RANDOM) && !subject.includes(RANDOM));
      assert.match(message, /in it for everybody to read: have a new one made/);
    }
  });

  it('is all that is said of a secret in the place of an address', () => {
    checkFindings('hard-coded-value', http({ uri: `https://{|hard-coded-value:x.contoso.com|}/?sig=${RANDOM}` }));
  });
});

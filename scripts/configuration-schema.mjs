/** The JSON schema of `keyhook.json`, with what editors show of each member, made from the rules. */
export function configurationSchema(rules) {
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: 'Keyhook configuration',
    description: 'What the team has decided about its solutions: which rules hold, how connection references are named, what is left out.',
    allowComments: true,
    allowTrailingCommas: true,
    // a report of the command may be called so by chance
    if: { type: 'object', required: ['version', 'problems'] },
    else: { $ref: '#/definitions/file' },
    definitions: {
      file: file(),
      rules: object({
        description: 'How severe each rule is in this folder, and its options.',
        properties: Object.fromEntries(sorted(rules).map((it) => [it.id, choice(it)])),
      }),
      severities: object({
        description: 'How severe rules are at these files. The options of a rule stand under `rules`, at the top.',
        properties: Object.fromEntries(sorted(rules).map((it) => [it.id, { ...about(it), $ref: '#/definitions/severity' }])),
      }),
      naming: naming(),
      environments: environments(),
      overrides: overrides(),
      ignore: ignore(rules),
      severity: {
        enum: ['error', 'warning', 'info', 'off'],
        enumDescriptions: [
          'The import or a flow will fail: a pipeline stops at it.',
          'Likely to be a mistake: a pipeline stops at it.',
          'Worth knowing: no pipeline stops at it unless it is asked to.',
          'The rule does not run.',
        ],
      },
      texts: texts('A text, or a list of texts.', TEXT),
      globs: texts('A file, a folder, or a glob that means several, from the folder of this file.', GLOB),
    },
  };
}

const TEXT = { type: 'string', pattern: '\\S', patternErrorMessage: 'Write something between the quotes, or leave it out.' };

/** From the folder of the file, down. */
const GLOB = {
  type: 'string',
  pattern: '^(?=.*\\S)(?![/!]|[A-Za-z]:|\\.?/*$)(?!(?:.*/)?\\.\\.(?:/|$))[^\\\\]+$',
  patternErrorMessage: "Write a path or a glob from this file's folder down, with '/' between folders.",
};

const BASE = {
  anyOf: [
    {
      enum: ['recommended', 'strict'],
      enumDescriptions: ['Each rule as severe as it is made.', 'Rules that are off become infos, and infos become warnings.'],
    },
    {
      type: 'string',
      pattern: '^(?![/\\\\]|[A-Za-z][\\w+.-]*:)[^\\\\]*(?<![^/])[Kk][Ee][Yy][Hh][Oo][Oo][Kk](?!-baseline\\.json$)[^/\\\\]*\\.json$',
      patternErrorMessage: "Write 'recommended', 'strict', or the path of a file whose name begins with 'keyhook' and ends in '.json'.",
    },
  ],
};

const DAY = {
  type: 'string',
  pattern: '^\\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\\d|3[01])$',
  patternErrorMessage: "Write a day as year-month-day, '2027-01-31' for instance.",
};

const SCHEME = {
  type: 'string',
  pattern: '^(?=.*<Connector>)(?!.*(<\\w+>).*\\1)<(?:Area|Connector|Type)>(?:\\s+[-–—|]\\s+<(?:Area|Connector|Type)>)*$',
  patternErrorMessage: "Write <Area>, <Connector> and <Type>, each at most once and ' – ' between them; <Connector> must be there.",
  examples: ['<Area> – <Connector> – <Type>', '<Connector> – <Area> – <Type>', '<Area> – <Connector>'],
};

function file() {
  return object({
    properties: {
      $schema: { ...TEXT, description: 'The JSON schema of this file, for editors that do not know it.' },
      extends: {
        markdownDescription:
          'What this file begins with: a preset (`recommended`, `strict`), another file (its name begins with `keyhook`; the path begins in this folder), or a list of such. What stands later, and this file itself, says more.',
        description: 'What this file begins with: a preset, another file, or a list of such.',
        anyOf: [...BASE.anyOf, { type: 'array', items: BASE }],
        default: 'recommended',
      },
      rules: { $ref: '#/definitions/rules' },
      naming: { $ref: '#/definitions/naming' },
      environments: { $ref: '#/definitions/environments' },
      exclude: {
        markdownDescription:
          'Files and folders that are as if they were not there, as paths and globs from this folder: `archive`, `**/*_managed`.',
        description: 'Files and folders that are as if they were not there, as paths and globs from this folder.',
        $ref: '#/definitions/globs',
        defaultSnippets: [{ label: '[ … ]', description: 'A list of folders and globs', body: ['${1:archive}'] }],
      },
      overrides: { $ref: '#/definitions/overrides' },
      ignore: { $ref: '#/definitions/ignore' },
    },
    defaultSnippets: [
      { label: '{ … }', description: 'A configuration', body: { extends: '${1|recommended,strict|}', rules: { $2: '$3' } } },
    ],
  });
}

function naming() {
  return object({
    description: 'How connection references are named.',
    properties: {
      scheme: { ...SCHEME, description: 'The parts of a display name, in order.', default: '<Area> – <Connector> – <Type>' },
      area: {
        ...TEXT,
        description: 'The area of new names where the present one does not tell; the name of the solution where this is not set.',
      },
      areas: { ...some('The areas that there are; any text is one where this is not set.'), examples: [['Absence', 'Onboarding']] },
      type: {
        ...TEXT,
        description: 'The type of new names, where the team has settled it; else it is asked for.',
        examples: ['Service Account', 'Service Principal', 'User'],
      },
      types: {
        ...some('The types that there are; any text is one where this is not set.'),
        examples: [['Service Account', 'Service Principal', 'User']],
      },
      connectors: {
        markdownDescription: 'Names that the team gives to connectors, by their ids: `"shared_sharepointonline": "SharePoint Online"`.',
        description: 'Names that the team gives to connectors, by their ids.',
        type: 'object',
        propertyNames: { pattern: '^shared_.' },
        additionalProperties: TEXT,
        examples: [{ shared_sharepointonline: 'SharePoint Online' }],
      },
    },
  });
}

function environments() {
  return {
    markdownDescription:
      'The environments that the team deploys to, in that order, each with its deployment settings files as paths and globs from this folder. An empty list where the name of the file or of its folder tells.',
    description: 'The environments that the team deploys to, in that order, each with its deployment settings files.',
    type: 'object',
    propertyNames: { pattern: '\\S' },
    additionalProperties: { $ref: '#/definitions/globs' },
    defaultSnippets: [{ label: '{ … }', description: 'Two environments', body: { '${1:Test}': [], '${2:Prod}': [] } }],
    examples: [{ Test: [], Prod: ['settings/prod.json'] }],
  };
}

function overrides() {
  const item = object({
    required: ['files', 'rules'],
    properties: {
      files: { ...some(undefined, GLOB), description: 'The files, folders and globs that this is about, from this folder.' },
      rules: { $ref: '#/definitions/severities' },
    },
    defaultSnippets: [{ label: '{ … }', body: { files: ['${1:folder/**}'], rules: { $2: '$3' } } }],
  });
  return { description: 'Other severities for some files; where several speak of a file the last is right.', type: 'array', items: item };
}

function ignore(rules) {
  const item = object({
    required: ['rule', 'reason'],
    properties: {
      rule: {
        description: 'The rule that finds it.',
        enum: sorted(rules).map((it) => it.id),
        enumDescriptions: sorted(rules).map((it) => it.summary),
      },
      path: { ...GLOB, description: 'The file that it is found in, or a glob from this folder; any where this is not set.' },
      subject: {
        ...TEXT,
        description: 'What the finding is about, as `keyhook check --format json` tells it; anything where this is not set.',
      },
      reason: { ...TEXT, description: 'Why the team lives with it.', patternErrorMessage: 'Say why the team lives with the finding.' },
      until: { ...DAY, description: 'The last day on which the entry holds, as year-month-day.' },
    },
    defaultSnippets: [
      { label: '{ … }', description: 'One finding', body: { rule: '$1', path: '$2', subject: '$3', reason: '$4' } },
      {
        label: '{ … until }',
        description: 'One finding, for some time',
        body: { rule: '$1', path: '$2', subject: '$3', reason: '$4', until: '$5' },
      },
    ],
  });
  return { description: 'Findings that the team lives with: they are counted, and not reported.', type: 'array', items: item };
}

function choice(rule) {
  const options = Object.entries(rule.options ?? {}).map(([name, description]) => [name, { description, $ref: '#/definitions/texts' }]);
  const severity = { description: 'How severe it is.', $ref: '#/definitions/severity' };
  const snippets = [{ label: 'severity', body: '${1|error,warning,info,off|}' }];
  const withOptions = { label: '{ … }', body: Object.fromEntries(options.map(([name], index) => [name, [`$${index + 1}`]])) };
  return {
    ...about(rule),
    anyOf: [{ $ref: '#/definitions/severity' }, object({ properties: { severity, ...Object.fromEntries(options) } })],
    defaultSnippets: options.length > 0 ? [...snippets, withOptions] : snippets,
  };
}

function about({ summary, severity, options = {} }) {
  const more = Object.entries(options).map(([name, description]) => `\n- \`${name}\`: ${description}`);
  const said = severity === 'off' ? 'Off unless it is set.' : `Is ${/^[aeiou]/.test(severity) ? 'an' : 'a'} ${severity} unless it is set.`;
  return { description: summary, markdownDescription: `${summary}\n\n${said}${more.length > 0 ? `\n${more.join('')}` : ''}` };
}

function object({ properties, ...more }) {
  return { ...more, type: 'object', properties, additionalProperties: false };
}

function texts(description, item) {
  return { description, anyOf: [item, { type: 'array', items: item }] };
}

/** As `texts`, and not an empty list. */
function some(description, item = TEXT) {
  return { description, anyOf: [item, { type: 'array', items: item, minItems: 1 }] };
}

function sorted(rules) {
  return [...rules].sort((a, b) => (a.id < b.id ? -1 : 1));
}

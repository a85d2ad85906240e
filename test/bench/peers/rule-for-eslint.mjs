import json from '@eslint/json';

/**
 * What our `undeclared-connection-key` looks for: an action goes through a connection that the flow does not declare.
 * The file is not called as ESLint expects it, or linting this repository would take it for this folder.
 */
const declared = {
  create(context) {
    const keys = new Set();
    return {
      Member({ name, value }) {
        const key = name.value ?? name.name;
        if (key === 'connectionReferences' && value.type === 'Object') for (const it of value.members) keys.add(it.name.value);
        if (key === 'connectionName' && value.type === 'String' && !keys.has(value.value))
          context.report({ node: value, message: `'${value.value}' is not declared.` });
      },
    };
  },
};

export default [
  {
    files: ['**/Workflows/*.json'],
    language: 'json/json',
    plugins: { json, flow: { rules: { declared } } },
    rules: { 'flow/declared': 'error' },
  },
];

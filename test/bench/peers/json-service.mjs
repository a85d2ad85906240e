import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import jsonService from 'vscode-json-languageservice';

/** Parses every flow and holds it against a schema, as VS Code does with the files that are open. */

const { getLanguageService, TextDocument } = jsonService;
const service = getLanguageService({});
service.configure({
  schemas: [
    {
      uri: 'flow',
      fileMatch: ['*'],
      schema: {
        type: 'object',
        required: ['properties'],
        properties: { properties: { type: 'object', required: ['connectionReferences', 'definition'] } },
      },
    },
  ],
});

let flows = 0;
let found = 0;
for (const path of readdirSync(process.argv[2], { recursive: true, encoding: 'utf8' })) {
  if (!/(?:^|[\\/])workflows[\\/][^\\/]+\.json$/i.test(path)) continue;
  const document = TextDocument.create(`file:///${flows++}.json`, 'json', 1, readFileSync(join(process.argv[2], path), 'utf8'));
  found += (await service.doValidation(document, service.parseJSONDocument(document))).length;
}
console.log(`${flows} flows, ${found} findings`);

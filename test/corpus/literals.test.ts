import * as assert from 'node:assert/strict';
import { checked, FOLDERS, needCorpus } from './corpus';

/** Every finding on the corpus of the rules on literals, each looked at, with a word on why it is right. */
const seen: readonly { readonly rule: string; readonly path: RegExp; readonly subjects: readonly string[]; readonly why: string }[] = [
  {
    rule: 'hard-coded-value',
    path: /^pnp-samples\/.*\/IncidentAssignment-/,
    subjects: ['Send_an_email_(V2)/emailMessage/To', 'Send_an_email_(V2)_2/emailMessage/To', 'Send_an_email_(V2)_3/emailMessage/To'],
    why: "the administrator of the maker's own tenant gets every mail",
  },
  {
    rule: 'hard-coded-value',
    path: /^pnp-samples\/.*\/SendInlineImagetoMSTeams-/,
    subjects: ['Get_file_content/dataset'],
    why: "the picture is read from a site of the maker's tenant",
  },
  {
    rule: 'hard-coded-value',
    path: /^raw-layout\/.*\/Synccalendarfromsourcetodestination-/,
    subjects: ['Add_a_row_into_a_table', 'Delete_a_row', 'Get_a_row'].flatMap((it) => [`${it}/drive`, `${it}/file`]),
    why: "a workbook in the maker's own OneDrive",
  },
  {
    rule: 'hard-coded-value',
    path: /^utf16\/.*\/MakerAssessmentImportstarterdata-/,
    subjects: ['Answers', 'Categories', 'Questions'].flatMap((it) =>
      ['drive', 'file'].map((property) => `List_rows_present_in_a_table_-_${it}/${property}`),
    ),
    why: 'workbooks by the ids of one library, although the site beside them is an environment variable',
  },
  {
    rule: 'exposed-secret',
    path: /^legacy-packages\/.*\/63aa12db-ab81-4cdf-8b00-c7dc3114fd79\/definition\.json$/,
    subjects: ['Get_Organization_Users_-_Skip_Token'],
    why: 'the secret of an app registration beside its client and tenant ids',
  },
  {
    rule: 'exposed-secret',
    path: /^pnp-samples\/.*\/SharePointAssistant-Sitecreation-/,
    subjects: ['SharePointAssistantKey (kch_SharePointAssistantKey)'],
    why: 'the secret of an app registration, remembered from an environment variable that has none any more',
  },
];

describe('corpus: literals and loops', () => {
  before(needCorpus);

  it('are found where a person would find them, and nowhere else', async () => {
    const wanted = ['hard-coded-value', 'exposed-secret', 'trigger-loop'];
    const reports = await Promise.all(FOLDERS.map(async (folder) => ({ folder, findings: (await checked(folder)).findings })));
    const found = reports.flatMap(({ folder, findings }) =>
      findings.filter((it) => wanted.includes(it.rule)).map(({ rule, path, subject }) => ({ rule, path: `${folder}/${path}`, subject })),
    );
    const unknown = found.filter((it) => !seen.some((a) => a.rule === it.rule && a.path.test(it.path) && a.subjects.includes(it.subject)));
    assert.deepEqual(unknown, []);
    assert.equal(found.length, seen.flatMap((it) => it.subjects).length);
    for (const { why } of seen) assert.notEqual(why, '');
  });
});

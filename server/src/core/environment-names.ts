import type { Configuration } from './configuration';
import { basename, dirname } from './files';
import { matches } from './globs';
import type { Uri } from './text';

/** Words of a settings file's or its folder's name that say what it is, and not for which environment. */
const SETTINGS = /^(?:custom|deploy(?:ments?)?|(?:custom)?(?:deploy(?:ment)?)?settings?|config(?:urations?|s)?|environments?)$/i;

/** Folders that hold a file for each environment. */
const OF_ENVIRONMENTS = /^(?:env|envs|environments?)$/i;

/** Folders that hold a folder for each environment. */
const OF_SETTINGS = /^(?:env|envs|environments?|(?:deploy|deployments?|settings?|config(?:uration|urations|s)?|[-_. ])+)$/i;

/** A name that says where a solution is in its life, with a number where there are several: `Test`, `uat2`, `pre-prod`. */
const STAGES =
  'dev|development|sandbox|sbx|int|integration|test|testing|tst|qa|sit|uat|val|validation|acc|acceptance|perf|staging|stage|stg|train|training|demo|hotfix|prod|production|prd|live';
const STAGE = `(?:(?:pre|non)[-_. ]?)?(?:${STAGES})(?:[-_. ]?\\d+)?`;
const STAGE_BETWEEN_SEPARATORS = new RegExp(`(?<![^-_. ])${STAGE}(?![^-_. ])`, 'gi');
const STAGE_AS_LAST_WORD = new RegExp(`(?<=[a-z0-9])(?=[A-Z])(?:[Pp]re|[Nn]on)?(?:${capitalised(STAGES)})\\d*$`);

function capitalised(words: string): string {
  return words
    .split('|')
    .map((it) => `${it[0]!.toUpperCase()}${it.slice(1)}|${it.toUpperCase()}`)
    .join('|');
}

/**
 * The environment that a settings file is for: what the configuration says, else a name for one in the file's name or in its
 * folder's, else what such a file's name says besides that it is one, or the folder's in a folder for environments;
 * undefined where nothing tells.
 */
export function environmentOf(uri: Uri, { environments }: Configuration): string | undefined {
  const configured = environments.find((it) => matches(uri, it.files));
  if (configured) return configured.name;
  const file = basename(uri).replace(/\.json$/i, '');
  const folder = basename(dirname(uri));
  const above = basename(dirname(dirname(uri)));
  const names = [rest(file), rest(folder)];
  const known = names.map((it) => environments.find(({ name }) => saysName(it, name))?.name ?? stageIn(it));
  const said = [rest(file) !== file || OF_ENVIRONMENTS.test(folder) ? names[0] : '', OF_SETTINGS.test(above) ? names[1] : ''];
  return known.find((it) => it !== undefined) ?? said.find((it) => it);
}

/** A name without the words that say what it is the name of. Words end at separators, and before a capital letter. */
function rest(name: string): string {
  const words = name.split(/(?<=[a-z0-9])(?=[A-Z])|(?=[-_. ])|(?<=[-_. ])/);
  const others = words.filter((it) => !SETTINGS.test(it));
  return others.join('').replace(/^[-_. ]+|(?<![-_. ])[-_. ]+$/g, '');
}

/** Whether the words of a name stand in another between separators. */
function saysName(text: string, name: string): boolean {
  const at = ` ${text} `.toLowerCase().replace(/[-_.]/g, ' ');
  return at.includes(` ${name.toLowerCase().replace(/[-_.]/g, ' ')} `);
}

/** Of several the last: the solution's name comes first as a rule. */
function stageIn(name: string): string | undefined {
  return name.match(STAGE_BETWEEN_SEPARATORS)?.at(-1) ?? STAGE_AS_LAST_WORD.exec(name)?.[0];
}

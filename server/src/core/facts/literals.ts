import { connectorOf } from '../connectors';
import { templateOf } from '../expressions/template';
import { placesInString, type JsonValue } from '../json';
import { own } from '../strings';
import type { Span, Word } from '../text';
import { isRandom, isSecret, secretHeldBy, secretNamed, secretsIn } from './secrets';
import type { Flaw, Step } from './steps';

type Secret = Extract<Flaw, { readonly kind: 'secret' }>;
type HardCoded = Extract<Flaw, { readonly kind: 'hard-coded' }>;

/** Literals in one step that belong elsewhere: in an environment variable, or in no file at all. */
export function literals({ type }: Pick<Step, 'role' | 'type'>, name: Word, value: JsonValue, text: string): readonly Flaw[] {
  const inputs = value.get('inputs');
  if (!inputs) return NONE;
  const secrets = secretsOf(name.value, inputs, text);
  const others = hardCoded(type.toLowerCase(), inputs, text);
  if (secrets.length === 0) return others;
  const isSecretAt = ({ start, end }: Span): boolean => secrets.some((it) => it.span.start < end && start < it.span.end);
  return [...secrets, ...others.filter((it) => !isSecretAt(it.span))];
}

/** A literal secret in the default of a parameter of the definition. */
export function* secretDefaults(parameters: JsonValue | undefined, text: string): Iterable<Secret> {
  for (const { key, value } of parameters?.members() ?? []) {
    const given = value.get('defaultValue');
    if (given?.kind === 'string') yield* secretsInString(given, key, text, nameOf(key), isRandom);
    else if (given && key !== '$connections') for (const it of secretsOf(key, given, text)) yield { ...it, property: key };
  }
}

/** What a person calls the parameter of an environment variable: `Name (schema_name)`. */
function nameOf(parameter: string): string | undefined {
  return secretNamed(parameter.replace(/ \([^()]*\)$/, ''));
}

/** Members of a step's inputs in which nothing is written by hand. */
const MACHINE_WRITTEN: ReadonlySet<string> = new Set(['host', 'schema']);

function secretsOf(step: string, inputs: JsonValue, text: string): readonly Secret[] {
  if (inputs.kind === 'string') return secretsInString(inputs, 'inputs', text, secretNamed(step), isRandom);
  const found: Secret[] = [];
  const open: JsonValue[] = [inputs];
  for (let next = open.pop(); next; next = open.pop()) {
    for (const { key, value } of next.members()) {
      if (value.kind === 'string') {
        const held = secretHeldBy(key);
        const name = held === undefined && key === 'value' ? next.get('name')?.characters : undefined;
        const its = secretsInString(
          value,
          key,
          text,
          name === undefined ? held : secretNamed(name),
          name === undefined ? isSecret : isRandom,
        );
        for (const it of its) found.push(it);
      } else if (value.kind !== 'other' && !MACHINE_WRITTEN.has(key)) open.push(value);
    }
    for (const value of next.items())
      if (value.kind === 'string') for (const it of secretsInString(value, 'inputs', text, undefined, isSecret)) found.push(it);
      else if (value.kind !== 'other') open.push(value);
  }
  return found;
}

/** `held` is what the string holds by its name, where that is a secret. */
function secretsInString(
  value: JsonValue,
  property: string,
  text: string,
  held: string | undefined,
  isIt: (characters: string) => boolean,
): readonly Secret[] {
  const characters = value.characters ?? '';
  const found = secretsIn(characters);
  if (found.length > 0) {
    const places = placesInString(text, value.inner, characters);
    return found.map(({ what, span }) => ({ kind: 'secret', span: spanAt(places, span), what, property }));
  }
  const isHeld = held !== undefined && templateOf(characters).kind === 'literal' && isIt(characters);
  return isHeld ? [{ kind: 'secret', span: value.inner, what: held, property }] : NONE;
}

const NONE: readonly never[] = [];

/** What a parameter says that is another one in each environment, by connector. */
const properties: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  shared_sharepointonline: { dataset: 'SharePoint site', table: 'SharePoint list' },
  shared_commondataserviceforapps: { organization: 'Dataverse environment' },
  ...Object.fromEntries(
    ['shared_excelonlinebusiness', 'shared_excelonline', 'shared_onedriveforbusiness', 'shared_onedrive'].map((it) => [
      it,
      { source: 'file location', drive: 'document library', file: 'file' },
    ]),
  ),
};

/** Words that mean the same in every environment: one's own OneDrive, the environment that the flow runs in. */
const SAME_EVERYWHERE = /^(?:me|default|current)$/i;
/** Lists that SharePoint makes in every site. */
const EVERY_SITE = /^(?:site pages|(?:shared )?documents|site assets|style library|form templates)$/i;

function hardCoded(type: string, inputs: JsonValue, text: string): readonly HardCoded[] {
  const found: HardCoded[] = [];
  if (type === 'http') hostIn(found, inputs.get('uri'), text);
  const host = inputs.get('host');
  if (!host) return found;
  const connector = connectorIn(host);
  const whats = Object.hasOwn(properties, connector) ? properties[connector]! : {};
  for (const { key, value } of inputs.get('parameters')?.members() ?? []) {
    if (value.kind !== 'string') continue;
    const what = Object.hasOwn(whats, key) ? whats[key] : undefined;
    if (what !== undefined && isPlace(value, what)) found.push({ kind: 'hard-coded', span: value.inner, what, property: key });
    else if (isRecipient(key, value)) found.push({ kind: 'hard-coded', span: value.inner, what: RECIPIENT, property: key });
  }
  if (type.startsWith('apiconnection')) {
    if (connector === 'shared_sharepointonline') inPath(found, inputs.get('path'), whats, text);
    for (const { key, value } of inputs.get('body')?.members() ?? [])
      if (isRecipient(key, value)) found.push({ kind: 'hard-coded', span: value.inner, what: RECIPIENT, property: key });
  }
  return found;
}

const RECIPIENT = 'recipient';

function isPlace(value: JsonValue, what: string): boolean {
  const characters = value.characters ?? '';
  if (characters === '' || templateOf(characters).kind !== 'literal' || SAME_EVERYWHERE.test(characters)) return false;
  return what !== 'SharePoint list' || !EVERY_SITE.test(characters);
}

/** Parameters of any connector that say who is to get something. */
const RECIPIENTS = /(?:^|\/)(?:to|cc|bcc|assignedTo|recipients?|(?:required|optional|resource)Attendees)$/i;
const ADDRESSES = /^\s*[\w.+'-]+@[\w-]+(?:\.[\w-]+)+(?:\s*[;,]\s*[\w.+'-]+@[\w-]+(?:\.[\w-]+)+)*\s*(?:[;,]\s*)?$/;

function isRecipient(key: string, value: JsonValue): boolean {
  return RECIPIENTS.test(key) && ADDRESSES.test(value.characters ?? '');
}

/** The older form has site and list in the path, where the designer puts them into an expression. */
function inPath(found: HardCoded[], path: JsonValue | undefined, whats: Readonly<Record<string, string>>, text: string): void {
  const characters = path?.characters ?? '';
  for (const [property, segment] of [
    ['dataset', 'datasets'],
    ['table', 'tables'],
  ] as const) {
    const before = `/${segment}/@{encodeURIComponent(encodeURIComponent('`;
    const start = characters.indexOf(before) + before.length;
    const end = characters.indexOf("'))}", start);
    if (start < before.length || end <= start || EVERY_SITE.test(characters.slice(start, end))) continue;
    const span = spanAt(placesInString(text, path!.inner, characters), { start, end });
    found.push({ kind: 'hard-coded', span, what: whats[property]!, property });
  }
}

/** Services that have one address for everybody. */
const PUBLIC_HOSTS =
  /^(?:graph\.microsoft|login\.microsoftonline|login\.windows|management\.azure|outlook\.office|outlook\.office365|api\.(?:powerbi|github|openai|powerapps|powerplatform|flow\.microsoft|bap\.microsoft))\.(?:com|net)$/i;

function hostIn(found: HardCoded[], uri: JsonValue | undefined, text: string): void {
  const characters = uri?.characters ?? '';
  const host = /^https?:\/\/([\w-]+(?:\.[\w-]+)+)(?=[/?#:]|$)/i.exec(characters)?.[1];
  if (!host || PUBLIC_HOSTS.test(host)) return;
  const start = characters.indexOf(host);
  const span = spanAt(placesInString(text, uri!.inner, characters), { start, end: start + host.length });
  found.push({ kind: 'hard-coded', span, what: 'host', property: 'uri' });
}

/** The connector that an operation goes through, as far as the step itself says: the older form names the key alone. */
function connectorIn(host: JsonValue): string {
  const apiId = host.get('apiId')?.characters;
  if (apiId) return own(connectorOf(apiId).toLowerCase());
  const key = /\['(shared_\w+?)(?:[_-]\d+)?'\]/.exec(host.get('connection', 'name')?.characters ?? '')?.[1];
  return key ? own(key.toLowerCase()) : '';
}

function spanAt(places: (offset: number) => number, { start, end }: Span): Span {
  return { start: places(start), end: places(end) };
}

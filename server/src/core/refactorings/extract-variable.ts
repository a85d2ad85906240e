import { EditSet } from '../edit-set';
import { basename, dirname } from '../files';
import { isManagedOnly, neighboursOf, Refusal, type Fix, type Scene } from '../fix';
import { insideOf } from '../inside';
import { jsonString } from '../json';
import { isDeployable, type EnvironmentVariable, type Flow, type Solution } from '../model';
import { folderOf, isSameName } from '../occurrences';
import { settingsLabel } from '../settings';
import { settingsFilesOf } from '../settings-files';
import { inOneBreath } from '../strings';
import { descendants, parseXml } from '../xml';
import { xmlAttribute, xmlText } from '../xml-text';
import { plain, prefixOf } from './create';
import { literalsLike, type Literal } from './literal-at';
import type { Refactoring } from './refactoring';
import { reviewFix } from './review-fix';
import { setInSettings } from './settings-in-step';

/** An environment variable that is to be defined. */
export interface NewVariable {
  readonly displayName: string;
  readonly schemaName: string;
}

/** Where the literal is to be replaced: at its place alone, or wherever it stands in the flow. */
export type Extent = 'here' | 'flow';

/** The longest value that an environment variable can have. Source: Power Apps, "Environment variables overview", Limitations. */
const LONGEST_VALUE = 2000;
/** The longest name of one. Source: Dataverse's reference of the table `environmentvariabledefinition`. */
const LONGEST_NAME = 100;

/** What can be done with a literal: let an environment variable take its place that has its value already, or a new one. */
export function extractions(literal: Literal, scene: Scene): readonly Fix[] {
  return [...reuses(literal, scene), ...newExtractions(literal, scene)];
}

/** Lets an environment variable take the place of a literal that has its value already. */
export function reuses(literal: Literal, scene: Scene): readonly Fix[] {
  const solution = folderOf(literal.flow.uri, scene.snapshot);
  if (!solution || !canExtractIn(solution)) return [];
  return variablesWith(literal.value, solution, scene).flatMap((it) =>
    fixesWith(`Use the environment variable '${it.label}'`, literal, it, scene),
  );
}

/** Lets a new one take it, with the names that are proposed. */
export function newExtractions(literal: Literal, scene: Scene): readonly Fix[] {
  const solution = folderOf(literal.flow.uri, scene.snapshot);
  if (!solution || !canExtractIn(solution)) return [];
  const made = newVariableFor(literal, scene);
  return fixesWith(`Extract into the new environment variable '${made.displayName}'`, literal, made, scene);
}

function fixesWith(title: string, literal: Literal, into: NewVariable | EnvironmentVariable, scene: Scene): readonly Fix[] {
  const number = literalsLike(literal, scene).length;
  return [
    reviewFix(title, false, () => extractVariable(literal, into, 'here', scene)),
    ...(number > 1
      ? [reviewFix(`${title} in all ${number} places of this flow`, false, () => extractVariable(literal, into, 'flow', scene))]
      : []),
  ];
}

/** Environment variables can be defined in folders of their own, which only the unpacked forms of a solution have. */
function canExtractIn(solution: Solution): boolean {
  return isDeployable(solution) && !isManagedOnly(solution);
}

/** The environment variables of a solution that hold a text and have this value: shipped, by default, or in deployment settings. */
function variablesWith(value: string, { root, variables }: Solution, { snapshot }: Scene): readonly EnvironmentVariable[] {
  const set = settingsFilesOf(snapshot)
    .filter(({ solutions }) => solutions.some((it) => it.root === root))
    .flatMap(({ file }) => file.variables.filter((it) => it.value?.value === value).map((it) => it.schemaName.value));
  const has = ({ value: shipped, defaultValue, schemaName }: EnvironmentVariable): boolean =>
    (shipped?.value || defaultValue?.value) === value || set.some((it) => isSameName(it, schemaName.value));
  return variables.filter((it) => isText(it) && has(it));
}

function isText({ type }: EnvironmentVariable): boolean {
  return type === 'text' || type === 'data source';
}

/** The names that a new environment variable for a literal would get: after what the literal is, and free in the workspace. */
export function newVariableFor(literal: Literal, scene: Scene): NewVariable {
  const solution = folderOf(literal.flow.uri, scene.snapshot)!;
  const words = wordsFor(literal).slice(0, LONGEST_NAME - 10);
  const isTaken = ({ displayName, schemaName }: NewVariable): boolean =>
    solution.variables.some((it) => it.label.toLowerCase() === displayName.toLowerCase()) ||
    neighboursOf(solution, scene).variables(schemaName).length > 0;
  for (let number = 1; ; number++) {
    const displayName = number === 1 ? words : `${words} ${number}`;
    const schemaName = schemaNameFrom(displayName, solution);
    if (!isTaken({ displayName, schemaName })) return { displayName, schemaName };
  }
}

/** A display name as the designer makes a schema name of it: with the publisher's prefix. */
export function schemaNameFrom(displayName: string, { manifest }: Solution): string {
  return `${prefixOf(manifest)}_${plain(displayName) || 'Value'}`.slice(0, LONGEST_NAME);
}

/** `SharePoint Site`, or what the property, the variable or the action is called. */
function wordsFor({ what, property, step, value }: Literal): string {
  const [variable] = step.variables;
  const name =
    what ?? (property === 'value' ? (variable?.name ?? step.writes)?.value : property === 'inputs' ? step.name.value : undefined);
  const words = (name ?? property.slice(property.lastIndexOf('/') + 1))
    .replace(/([a-z\d])([A-Z])/g, '$1 $2')
    .split(/[^\p{L}\p{N}]+/u)
    .filter((it) => it !== '')
    .map((it) => it[0]!.toUpperCase() + it.slice(1))
    .join(' ')
    .replaceAll(/\bShare Point\b/g, 'SharePoint');
  const isAddress = /^https?:\/\//i.test(value) && what === undefined && !/\b(?:ur[il]|address)\b/i.test(words);
  return isAddress ? `${words} URL`.trim() : words || 'Value';
}

/** Why an environment variable cannot be called so, as a sentence; undefined when it can. */
export function refusedNewVariable({ displayName, schemaName }: NewVariable, solution: Solution, scene: Scene): string | undefined {
  if (displayName.trim() === '') return 'An environment variable needs a display name: write one.';
  for (const name of [displayName, schemaName])
    if (name.length > LONGEST_NAME) return `The name '${name}' has more than ${LONGEST_NAME} characters: shorten it.`;
  if (!/^[A-Za-z][A-Za-z0-9]*_\w+$/.test(schemaName))
    return `'${schemaName}' cannot be a schema name: write the publisher's prefix, an underscore, and then letters and digits, as in 'con_AbsenceSite'.`;
  const [owner] = neighboursOf(solution, scene).variables(schemaName);
  return owner && `The schema name '${schemaName}' is taken by the environment variable '${owner.label}': choose another one.`;
}

/**
 * Puts an environment variable in the place of a literal: the definition of a new one, the parameter through which the flow reads it,
 * and the use. The value of a new one goes into every deployment settings file of the solution, and becomes the default where there is
 * none, so that it is not lost. A variable that there is must hold the value already. Throws `Refusal`.
 */
export function extractVariable(literal: Literal, into: NewVariable | EnvironmentVariable, extent: Extent, scene: Scene): Refactoring {
  const { flow } = literal;
  const solution = solutionFor(literal, scene);
  const edits = new EditSet(scene);
  const same = literalsLike(literal, scene);
  const places = extent === 'flow' ? same : [literal];
  const notes = 'uri' in into ? [] : define(edits, into, literal.value, solution, scene);
  const parameter = declare(edits, flow, into, literal.value, scene);
  for (const { span, form } of places) edits.replace(flow.uri, span, useOf(parameter, form));
  const rest = same.length - places.length;
  const left =
    rest > 0
      ? [
          rest === 1
            ? 'The same text stands in another place of this flow, which was left as it is.'
            : `The same text stands in ${rest} other places of this flow, which were left as they are.`,
        ]
      : [];
  return { edits: edits.build(), notes: [...notes, ...left] };
}

/** The solution in which an environment variable for a literal would be defined. Throws `Refusal` where none can take its place. */
export function solutionFor({ flow, step, span, value }: Literal, { snapshot }: Scene): Solution {
  const solution = folderOf(flow.uri, snapshot);
  if (!solution || flow.legacy || !isDeployable(solution))
    throw new Refusal(
      `'${flow.name}' lies in no unpacked solution, so there is no place for an environment variable: add the flow to a solution first.`,
    );
  if (step.flaws.some((it) => it.kind === 'secret' && it.span.start < span.end && span.start < it.span.end))
    throw new Refusal(
      'This is a secret, which everybody could read in an environment variable of the type text as well: keep it in Azure Key Vault.',
    );
  if (value.length > LONGEST_VALUE)
    throw new Refusal(
      `An environment variable can have ${LONGEST_VALUE} characters, and this text has ${value.length}: take a part of it.`,
    );
  return solution;
}

/** Defines a text variable, with its value where the solution is deployed from; what is to be known of that, in sentences. */
function define(edits: EditSet, variable: NewVariable, value: string, solution: Solution, scene: Scene): readonly string[] {
  const refused = refusedNewVariable(variable, solution, scene);
  if (refused) throw new Refusal(refused);
  const { set, kept, left } = setInSettings(edits, solution, { schemaName: variable.schemaName, value }, scene);
  const [beside] = solution.variables;
  const folder = beside ? dirname(dirname(beside.uri)) : `${solution.root}/environmentvariabledefinitions`;
  const text = definitionOf(variable, set.length > 0 ? undefined : value, solution, scene);
  edits.create(`${folder}/${variable.schemaName}/environmentvariabledefinition.xml`, text);
  const labels = set.map((it) => `'${settingsLabel(it.uri)}'`);
  const why = kept.length + left.length > 0 ? 'The' : `No deployment settings are here for '${solution.name}', so the`;
  return [
    set.length > 0
      ? `The value stands in ${inOneBreath(labels)} now: change it there where an environment has another one.`
      : `${why} value is the default of the environment variable: an environment that has another one sets it.`,
    ...kept.map(
      (it) =>
        `'${settingsLabel(it.uri)}' has an entry for '${variable.schemaName}' already, which was left as it is: see that its value is the right one.`,
    ),
    ...left.map(
      (it) => `'${settingsLabel(it.uri)}' does not parse and was left as it is: mend it, and add '${variable.schemaName}' with its value.`,
    ),
  ];
}

/** As the platform writes one, without a line end behind it. Readers of XML would make `\n` of a `\r\n` in the value. */
function definitionOf({ displayName, schemaName }: NewVariable, value: string | undefined, solution: Solution, scene: Scene): string {
  const name = xmlAttribute(displayName.trim());
  const lines = [
    `<environmentvariabledefinition schemaname="${schemaName}">`,
    ...(value === undefined ? [] : [`  <defaultvalue>${xmlText(value).replaceAll('\r', '&#xD;')}</defaultvalue>`]),
    `  <displayname default="${name}">`,
    `    <label description="${name}" languagecode="${languageOf(solution, scene)}" />`,
    '  </displayname>',
    `  <introducedversion>${xmlText(solution.manifest?.version || '1.0.0.0')}</introducedversion>`,
    '  <iscustomizable>1</iscustomizable>',
    '  <isrequired>0</isrequired>',
    '  <secretstore>0</secretstore>',
    '  <type>100000000</type>',
    '</environmentvariabledefinition>',
  ];
  return lines.join('\n');
}

const ENGLISH = '1033';

/** The first of the languages that the solution names, which is the one it was made in. */
function languageOf({ entries }: Solution, { text }: Scene): string {
  for (const { file, facts } of entries.values()) {
    if (facts.kind !== 'customizations') continue;
    const [languages] = descendants(parseXml(text(file.uri)).roots, 'Languages');
    const language = languages?.child('Language')?.text().value.trim();
    if (language && /^\d+$/.test(language)) return language;
  }
  return ENGLISH;
}

/** The name of the parameter through which the flow reads the variable; it is declared where there is none, as the designer does it. */
function declare(edits: EditSet, flow: Flow, variable: NewVariable | EnvironmentVariable, value: string, scene: Scene): string {
  const schemaName = 'uri' in variable ? variable.schemaName.value : variable.schemaName;
  const known = flow.variables.find((it) => it.schemaName.value.toLowerCase() === schemaName.toLowerCase());
  if (known) return known.parameter;
  const displayName = 'uri' in variable ? variable.label : variable.displayName.trim();
  const parameter = `${displayName} (${schemaName})`;
  if (insideOf(flow).parameters.some((it) => it.value.toLowerCase() === parameter.toLowerCase()))
    throw new Refusal(`The flow '${flow.name}' has a parameter '${parameter}' that is no environment variable: choose another name.`);
  const description = 'uri' in variable ? descriptionOf(variable, scene) : '';
  const entry = { defaultValue: value, type: 'String', metadata: { schemaName, ...(description ? { description } : {}) } };
  const editor = edits.json(flow.uri);
  const definition = editor.root?.get('properties', 'definition');
  const parameters = definition?.get('parameters');
  if (parameters?.kind === 'object') editor.insertMember(parameters, parameter, entry);
  else if (definition?.kind === 'object' && !parameters)
    editor.insertMember(definition, 'parameters', { [parameter]: entry }, 'contentVersion');
  else throw new Refusal(`'${basename(flow.uri)}' holds no definition with parameters: mend the file first.`);
  return parameter;
}

function descriptionOf({ uri }: EnvironmentVariable, { text }: Scene): string {
  const [definition] = descendants(parseXml(text(uri)).roots, 'environmentvariabledefinition');
  return definition?.child('description')?.attribute('default')?.value ?? '';
}

function useOf(parameter: string, form: Literal['form']): string {
  const call = `parameters('${parameter.replaceAll("'", "''")}')`;
  return jsonString({ whole: `@${call}`, text: `@{${call}}`, argument: call }[form]);
}

import { l10n } from 'vscode';
import type { SchemeName, SchemeNameParams } from '../../server/src/protocol';
import type { Asked, Choice, Dialogue, Next } from './dialogue';
import type { Server } from './requests';

type Named = SchemeNameParams['of'];
/** So many names are shown. */
const few = 3;

type Name = SchemeName['names'][number];

/** The parts that the person has chosen. Without an area each name keeps its own. */
export interface Scheme {
  readonly area?: string;
  readonly type: string;
}

/** Asks for the area and the type of names by the scheme, showing the names they give. `what` says what they are for. */
export async function askScheme<Result>(
  dialogue: Dialogue,
  server: Server,
  of: readonly Named[],
  what: string,
  next: Next<Scheme, Result>,
): Asked<Result> {
  const names = (parts: Partial<Scheme>, most = of.length): Promise<readonly SchemeName[]> =>
    Promise.all(of.slice(0, most).map((it) => server.ask('keyhook/schemeName', { of: it, ...parts })));
  const present = await names({});
  return askArea(
    dialogue,
    present,
    what,
    (parts) => names(parts, few),
    async (area) => {
      const parts = area === '' ? {} : { area };
      return askType(
        dialogue,
        await names(parts),
        what,
        (type) => names({ ...parts, type }),
        (type) => next({ ...parts, type }),
      );
    },
  );
}

/** An empty answer lets each of several names keep its area. */
async function askArea<Result>(
  dialogue: Dialogue,
  present: readonly SchemeName[],
  what: string,
  names: (parts: { readonly area?: string }) => Promise<readonly SchemeName[]>,
  next: Next<string, Result>,
): Asked<Result> {
  const keeping = present.length > 1 ? [{ label: l10n.t('Keep the area of each'), value: '' }] : [];
  const areas = present[0]?.areas ?? [];
  if (areas.length > 0) {
    const choices: readonly Choice<string>[] = [...keeping, ...areas.map((area) => ({ label: area, value: area }))];
    const active = choices.find((it) => present.length === 1 && it.value === present[0]?.area);
    return dialogue.pickOne({ placeholder: l10n.t('Area of {0}', what), choices, active }, next);
  }
  const typing = {
    prompt: l10n.t('Area of {0}', what),
    value: present.length === 1 ? (present[0]?.area ?? '') : '',
    ...(keeping.length > 0 ? { placeholder: l10n.t('Leave it empty to keep the area of each') } : {}),
    async check(area: string) {
      const answers = await names(keeping.length > 0 && area === '' ? {} : { area });
      const given = answers.flatMap((it) => it.names);
      const possible = given.filter((it) => it.refused === undefined);
      if (possible.length > 0) return { outcome: l10n.t('Area of {0}: {1}', what, inWords(possible)) };
      const why = given[0]?.refused;
      // another type than those offered may still do
      return area.trim() === '' || answers.every((it) => it.onlyTheseTypes) ? { refused: why } : { warning: why };
    },
  };
  return dialogue.type(typing, next);
}

async function askType<Result>(
  dialogue: Dialogue,
  offered: readonly SchemeName[],
  what: string,
  names: (type: string) => Promise<readonly SchemeName[]>,
  next: Next<string, Result>,
): Asked<Result> {
  const given = offered.map((it) => it.names);
  const types = [...new Set(given.flat().map((it) => it.type))];
  const choices = types.map((type) =>
    choiceOf(
      type,
      type,
      given.flatMap((of) => of.filter((it) => it.type === type)),
      given.length,
    ),
  );
  const isOpen = offered.every((it) => !it.onlyTheseTypes);
  const list = { placeholder: isOpen ? l10n.t('Type of {0}: choose one, or type another', what) : l10n.t('Type of {0}', what), choices };
  const typed = async (type: string): Promise<Choice<string> | undefined> =>
    types.some((it) => it.toLowerCase() === type.toLowerCase())
      ? undefined
      : choiceOf(
          l10n.t('Another type: {0}', type),
          type,
          (await names(type)).flatMap((it) => it.names),
          given.length,
        );
  return dialogue.pickOne(isOpen ? { ...list, typed } : list, next);
}

/** A type with what it gives; one that gives nothing cannot be chosen, and says why. */
function choiceOf(label: string, type: string, names: readonly Name[], wanted: number): Choice<string> {
  const possible = names.filter((it) => it.refused === undefined);
  const refused = names.find((it) => it.refused !== undefined)?.refused;
  if (possible.length === 0) return { label, refused };
  const some = wanted > 1 ? { detail: l10n.t('{0} of {1} connection references', possible.length, wanted) } : {};
  return { label, description: inWords(possible), ...some, value: type };
}

/** The first few. */
function inWords(names: readonly Name[]): string {
  const quoted = [...new Set(names.map((it) => `'${it.name}'`))];
  return quoted.length > few ? `${quoted.slice(0, few).join(', ')} …` : quoted.join(', ');
}

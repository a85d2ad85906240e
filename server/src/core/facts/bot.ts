import type { Fault } from '../faults';
import { own } from '../strings';
import type { Word } from '../text';
import { descendants, parseXml } from '../xml';

/** The connection references an agent's components name. */
export interface BotFacts {
  readonly kind: 'bot';
  readonly faults: readonly Fault[];
  readonly references: readonly Word[];
}

/** Reads `Assets/botcomponent_connectionreferenceset.xml`. */
export function readBotReferences(text: string): BotFacts {
  const { roots, faults } = parseXml(text);
  const references = [...descendants(roots, 'botcomponent_connectionreference')].flatMap(
    (it) => it.attribute('connectionreferenceid.connectionreferencelogicalname') ?? [],
  );
  return { kind: 'bot', faults, references };
}

/** Reads `botcomponents/<name>/data`, the YAML of one component: only its `connectionReference:` lines are of interest. */
export function readBotData(text: string): BotFacts {
  const references: Word[] = [];
  for (const match of text.matchAll(/^[ \t-]*connectionReference:[ \t]*["']?([\w.-]+)/gm)) {
    const end = match.index + match[0].length;
    references.push({ value: own(match[1]!), span: { start: end - match[1]!.length, end } });
  }
  return { kind: 'bot', faults: [], references };
}

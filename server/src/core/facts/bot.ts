import type { Fault } from '../faults';
import { own } from '../strings';
import type { Word } from '../text';
import { descendants, parseXml } from '../xml';

/** The connection references an agent's components name. */
export interface BotFacts {
  readonly kind: 'bot';
  readonly faults: readonly Fault[];
  readonly references: readonly BotReference[];
}

export interface BotReference extends Word {
  /** The schema name of the agent; undefined where the file does not say, for its folder does. */
  readonly agent: string | undefined;
}

/** The agent's schema name in a component's: `cr306_agentReviewer` of `cr306_agentReviewer.topic.AgentReview`. */
export function agentOf(component: string): string {
  return own(component.split('.')[0] ?? '');
}

/** Reads `Assets/botcomponent_connectionreferenceset.xml`. */
export function readBotReferences(text: string): BotFacts {
  const { roots, faults } = parseXml(text);
  const references = [...descendants(roots, 'botcomponent_connectionreference')].flatMap((it) => {
    const name = it.attribute('connectionreferenceid.connectionreferencelogicalname');
    const component = it.attribute('botcomponentid.schemaname')?.value;
    return name ? [{ ...name, agent: component === undefined ? undefined : agentOf(component) }] : [];
  });
  return { kind: 'bot', faults, references };
}

/** Reads `botcomponents/<name>/data`, the YAML of one component: only its `connectionReference:` lines are of interest. */
export function readBotData(text: string): BotFacts {
  const references: BotReference[] = [];
  for (const match of text.matchAll(/^[ \t-]*connectionReference:[ \t]*["']?([\w.-]+)/gm)) {
    const end = match.index + match[0].length;
    references.push({ value: own(match[1]!), span: { start: end - match[1]!.length, end }, agent: undefined });
  }
  return { kind: 'bot', faults: [], references };
}

import type { Connection } from 'vscode-languageserver';
import type { ClientRequests, LookParams, Looked } from '../../protocol';

/** Asks the client what is at a path. */
export type Look = (params: LookParams) => Promise<Looked>;

export function lookingThrough(connection: Connection): Look {
  return (params) => connection.sendRequest('keyhook/look' satisfies keyof ClientRequests, params);
}

/** So many questions are on their way to the client at once. */
const AT_ONCE = 32;

/** Asks a few at a time, and has an answer to every question. */
export function asking(look: Look): Look {
  const waiting: (() => void)[] = [];
  let asked = 0;
  return async (params) => {
    if (asked === AT_ONCE) await new Promise<void>((resume) => waiting.push(resume));
    else asked++;
    try {
      return await look(params);
    } catch (error) {
      return { kind: 'unread', isDenied: false, message: error instanceof Error ? error.message : String(error) };
    } finally {
      const next = waiting.shift();
      if (next) next();
      else asked--;
    }
  };
}

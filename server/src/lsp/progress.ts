import { MessageType, ShowMessageNotification, type Connection, type WorkDoneProgressServerReporter } from 'vscode-languageserver';
import type { Reader } from './reader';

const STEP_MS = 100;
const NAMED = 3;

interface Shown {
  reporter?: WorkDoneProgressServerReporter;
  ended?: true;
  at: number;
}

/** Shows the user how far a reading is, and names what could not be read, once. `onBegin` is told when a reading begins that takes a while. */
export function readerFor(connection: Connection, onBegin: () => void): Reader {
  const named = new Set<string>();
  let shown: Shown | undefined;
  return {
    reading(files) {
      const message = `${files.toLocaleString('en')} files`;
      const now = performance.now();
      if (shown) {
        if (now - shown.at < STEP_MS) return;
        shown.at = now;
        return shown.reporter?.report(message);
      }
      const mine: Shown = (shown = { at: now });
      onBegin();
      void connection.window.createWorkDoneProgress().then((reporter) => {
        reporter.begin('Keyhook: reading solutions', undefined, message);
        if (mine.ended) reporter.done();
        else mine.reporter = reporter;
      });
    },
    done() {
      if (shown) {
        shown.ended = true;
        shown.reporter?.done();
        shown = undefined;
      }
    },
    unread(unread) {
      const fresh = unread.filter(({ path }) => named.size < named.add(path).size);
      if (fresh.length === 0) return;
      for (const { path, message } of fresh) connection.console.warn(`${path} ${message}`);
      const list = fresh.slice(0, NAMED).map(({ path, message }) => `'${path.replace(/^.*[\\/]/s, '')}' ${message}`);
      if (fresh.length > NAMED) list.push(`${fresh.length - NAMED} more in the log`);
      const message = `Keyhook could not read everything: ${list.join('; ')}.`;
      void connection.sendNotification(ShowMessageNotification.type, { type: MessageType.Warning, message });
    },
  };
}

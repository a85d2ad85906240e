import { add, line, none, type Event, type Outcome } from './outcome';

/** One test outside of an editor: prints how it went. */
export async function tried(title: string, work: () => void | Promise<void>): Promise<Outcome> {
  const begun = Date.now();
  const event = await Promise.resolve()
    .then(work)
    .then(
      (): Event => ({ kind: 'test', title, state: 'passed', milliseconds: Date.now() - begun }),
      (error: unknown): Event => ({ kind: 'test', title, state: 'failed', milliseconds: Date.now() - begun, error: String(error) }),
    );
  console.log(line(event));
  return add(none, event);
}

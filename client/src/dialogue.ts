import {
  Disposable,
  InputBoxValidationSeverity,
  QuickInputButtons,
  QuickPickItemKind,
  window,
  type InputBox,
  type QuickPick,
  type QuickPickItem,
} from 'vscode';
import { withoutIcons, withoutLinks } from './plain';

const BACK = Symbol('back');
const ESCAPED = Symbol('escaped');

/** What comes of a question and those after it. */
export type Asked<Result> = Promise<Result | typeof BACK | typeof ESCAPED>;
export type Next<Answer, Result> = (answer: Answer) => Asked<Result>;

/** A row of a list, in plain text. One without a value cannot be chosen. */
export interface Choice<Value> {
  readonly label: string;
  readonly description?: string;
  readonly detail?: string;
  readonly kind?: QuickPickItemKind;
  readonly icon?: string;
  /** Why it cannot be chosen, shown instead of the detail. */
  readonly refused?: string | undefined;
  readonly value?: Value;
}

interface Row<Value> extends QuickPickItem {
  readonly value?: Value;
}

export interface PickOne<Value> {
  readonly placeholder: string;
  readonly choices: readonly Choice<Value>[];
  readonly active?: Choice<Value> | undefined;
  /** What may be chosen beside the list, once something is typed. */
  typed?(text: string): Promise<Choice<Value> | undefined>;
}

export interface PickSeveral<Value> {
  readonly placeholder: string;
  readonly choices: readonly Choice<Value>[];
  readonly picked: readonly Choice<Value>[];
}

export interface Typing {
  readonly value: string;
  readonly placeholder?: string;
  /** What is wanted, as long as nothing better can be said. */
  readonly prompt: string;
  /** The part of the value that is selected at first, UTF-16 and half open; all of it otherwise. */
  readonly selected?: readonly [number, number];
  check(text: string): Promise<Verdict>;
}

export interface Verdict {
  readonly refused?: string | undefined;
  readonly warning?: string | undefined;
  /** What would come of it. */
  readonly outcome?: string | undefined;
}

/** Asks one question after another, each from within the one before. Undefined when Escape ended it. */
export async function inDialogue<Result>(title: string, ask: (dialogue: Dialogue) => Asked<Result>): Promise<Result | undefined> {
  const dialogue = new Dialogue(title);
  const result = await ask(dialogue);
  return dialogue.isEscaped || result === BACK || result === ESCAPED ? undefined : result;
}

/** A question stays, busy, until the next one is there or the answer is made: what is typed in between must not land in the editor. */
export class Dialogue {
  #shown: InputBox | QuickPick<QuickPickItem> | undefined;
  #escaped = false;

  constructor(private readonly title: string) {}

  get isEscaped(): boolean {
    return this.#escaped;
  }

  pickOne<Value, Result>({ placeholder, choices, active, typed }: PickOne<Value>, next: Next<Value, Result>): Asked<Result> {
    const rows = choices.map(rowOf);
    const list = listOf(placeholder, rows);
    if (active) list.activeItems = rows.filter((_, index) => choices[index] === active);
    return this.#ask<Value, Result>(
      list,
      (give, fail) => {
        const offer = latest(
          (text: string) => (text.trim() === '' ? Promise.resolve(undefined) : typed!(text.trim())),
          (more) => (list.items = more ? [...rows, { ...rowOf(more), alwaysShow: true }] : rows),
        );
        return Disposable.from(
          list.onDidAccept(() => {
            const [item] = list.selectedItems;
            if (item?.value !== undefined) give(item.value);
          }),
          ...(typed ? [list.onDidChangeValue((text) => void offer(text).catch(fail))] : []),
        );
      },
      next,
    );
  }

  pickSeveral<Value, Result>({ placeholder, choices, picked }: PickSeveral<Value>, next: Next<readonly Value[], Result>): Asked<Result> {
    const rows = choices.map(rowOf);
    const list = listOf(placeholder, rows);
    list.canSelectMany = true;
    list.selectedItems = rows.filter((_, index) => picked.includes(choices[index]!));
    return this.#ask<readonly Value[], Result>(
      list,
      (give) =>
        Disposable.from(
          list.onDidChangeSelection((items) => {
            if (items.some((it) => it.value === undefined)) list.selectedItems = items.filter((it) => it.value !== undefined);
          }),
          list.onDidAccept(() => {
            const values = list.selectedItems.flatMap((it) => (it.value === undefined ? [] : [it.value]));
            if (values.length > 0) give(values);
          }),
        ),
      next,
    );
  }

  type<Result>({ value, placeholder, prompt, selected, check }: Typing, next: Next<string, Result>): Asked<Result> {
    const box = window.createInputBox();
    box.value = value;
    box.placeholder = placeholder;
    box.prompt = plain(prompt);
    box.valueSelection = selected;
    return this.#ask<string, Result>(
      box,
      (give, fail) => {
        const judge = latest(check, ({ refused, warning, outcome }) => {
          const { Error, Warning } = InputBoxValidationSeverity;
          const message = plain(refused ?? warning ?? '');
          box.prompt = plain(outcome ?? prompt);
          box.validationMessage = message === '' ? undefined : { message, severity: refused ? Error : Warning };
        });
        const accept = async (text: string): Promise<void> => {
          const { refused } = await judge(text);
          if (refused === undefined && text === box.value) give(text);
        };
        void judge(box.value).catch(fail);
        return Disposable.from(
          box.onDidChangeValue((text) => void judge(text).catch(fail)),
          box.onDidAccept(() => void accept(box.value).catch(fail)),
        );
      },
      next,
    );
  }

  async #ask<Answer, Result>(
    input: InputBox | QuickPick<QuickPickItem>,
    listen: (give: (answer: Answer) => void, fail: (error: unknown) => void) => Disposable,
    next: Next<Answer, Result>,
  ): Asked<Result> {
    const before = this.#shown;
    input.title = this.title;
    input.ignoreFocusOut = true;
    if (before) input.buttons = [QuickInputButtons.Back];
    let escape = (): void => {};
    // the editor hides a question too when the next one is shown
    const hiding = input.onDidHide(() => {
      if (this.#shown !== input) return;
      this.#escaped = true;
      escape();
    });
    try {
      while (!this.#escaped) {
        this.#shown = input;
        input.enabled = true;
        input.busy = false;
        input.show();
        let listening: Disposable | undefined;
        const given = await new Promise<{ readonly answer: Answer } | typeof BACK | typeof ESCAPED>((give, fail) => {
          escape = () => give(ESCAPED);
          listening = Disposable.from(
            listen((answer) => give({ answer }), fail),
            input.onDidTriggerButton(() => give(BACK)),
          );
        }).finally(() => listening?.dispose());
        if (given === BACK || given === ESCAPED) return given;
        input.enabled = false;
        input.busy = true;
        const result = await next(given.answer);
        if (result !== BACK) return result;
      }
      return ESCAPED;
    } finally {
      this.#shown = before;
      hiding.dispose();
      input.dispose();
    }
  }
}

function listOf<Value>(placeholder: string, rows: readonly Row<Value>[]): QuickPick<Row<Value>> {
  const list = window.createQuickPick<Row<Value>>();
  list.placeholder = placeholder;
  list.matchOnDescription = true;
  list.matchOnDetail = true;
  list.items = rows;
  return list;
}

function rowOf<Value>(choice: Choice<Value>): Row<Value> {
  const { label, description = '', detail = '', kind = QuickPickItemKind.Default, icon, refused, ...rest } = choice;
  if (kind === QuickPickItemKind.Separator) return { label, kind };
  return {
    label: `${icon === undefined ? '' : `$(${icon}) `}${withoutIcons(label)}`,
    description: withoutIcons(description),
    detail: refused === undefined ? withoutIcons(detail) : `$(error) ${withoutIcons(refused)}`,
    ...rest,
  };
}

/** For what stands below a box: icons and links are made of it. */
function plain(text: string): string {
  return withoutLinks(withoutIcons(text));
}

/** Asks and shows the answer, unless it has been asked again in between. */
function latest<Answer>(ask: (text: string) => Promise<Answer>, show: (answer: Answer) => void): (text: string) => Promise<Answer> {
  let asked = 0;
  return async (text) => {
    const own = ++asked;
    const answer = await ask(text);
    if (own === asked) show(answer);
    return answer;
  };
}

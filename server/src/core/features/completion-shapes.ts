import { parseExpression } from '../expressions/parser';
import type { Accessor, Call, Expression } from '../expressions/syntax';
import { templateOf } from '../expressions/template';
import type { FlowInside } from '../facts/flow';
import type { Step } from '../facts/steps';
import { parseJson, type JsonValue } from '../json';
import { isForeach, runOrderOf, type RunOrder } from '../run-order';

/** What a flow says of a value that is there only when it runs: as much as is written down, and no more. */
export interface Shape {
  properties(): Iterable<Property>;
  /** Of an array: what each of its items is like. */
  items(): Shape | undefined;
}

export interface Property {
  readonly name: string;
  /** Of JSON: `string`, `array`, and so on; empty when nothing says it. */
  readonly type: string;
  /** What a schema calls it for people; empty for none. */
  readonly title: string;
  shape(): Shape | undefined;
}

/** Where an expression stands: in what, and in an action that hands it the items of a list. */
export interface Where {
  readonly inside: Step | undefined;
  readonly lister: Step | undefined;
}

/** So often may one value be another's: two actions may name each other. */
const DEEPEST = 20;

/** Types of actions, in lower case, that give the answer to a request. */
const ANSWERED: ReadonlySet<string> = new Set([
  'openapiconnection',
  'openapiconnectionwebhook',
  'openapiconnectionnotification',
  'apiconnection',
  'apiconnectionwebhook',
  'apiconnectionnotification',
  'http',
  'httpwebhook',
  'workflow',
]);

/** Types, in lower case, whose outcome is a body alone. */
const BODIES: ReadonlySet<string> = new Set(['parsejson', 'select', 'query', 'table', 'join']);

/** Finds what is known of the values in one flow. `childBody` tells what the flow of an id answers. */
export class Shapes {
  readonly #order: RunOrder;
  #depth = 0;

  constructor(
    private readonly inside: FlowInside,
    private readonly text: string,
    private readonly childBody: (id: string) => Shape | undefined,
  ) {
    this.#order = runOrderOf(inside);
  }

  /** What is known of the value of an expression. */
  of(expression: Expression | undefined, where: Where): Shape | undefined {
    if (expression?.kind !== 'call' || this.#depth === DEEPEST) return undefined;
    this.#depth++;
    const shape = this.behind(expression, expression.accessors, where);
    this.#depth--;
    return shape;
  }

  /** What is known of what a function gives, behind some accessors. */
  behind(call: Call, accessors: readonly Accessor[], where: Where): Shape | undefined {
    let shape = this.#given(call, where);
    for (const { name, index } of accessors) {
      if (!shape) return undefined;
      shape = name ? propertyNamed(name.value, shape)?.shape() : index?.kind === 'number' ? shape.items() : undefined;
    }
    return shape;
  }

  /** What the responses of this flow answer. */
  answer(): Shape | undefined {
    const responses = this.#order.steps.filter((it) => /^response$/i.test(it.type)).flatMap((it) => this.#valueOf(it) ?? []);
    const shapes = responses.flatMap(
      (it) => fromSchema(it.get('inputs', 'schema')) ?? this.#fromJson(it.get('inputs', 'body'), NOWHERE) ?? [],
    );
    return shapes.length > 0
      ? { properties: () => distinct(shapes.flatMap((it) => [...it.properties()])), items: () => shapes[0]!.items() }
      : undefined;
  }

  #given({ name, arguments: [first] }: Call, where: Where): Shape | undefined {
    const step = (): Step | undefined => (first?.kind === 'string' ? this.#order.named(first.value)[0] : undefined);
    switch (name.value.toLowerCase()) {
      case 'outputs':
        return this.#outputs(step());
      case 'body':
        return this.#body(step());
      case 'triggeroutputs':
        return this.inside.triggers[0] && ofMembers({ body: () => this.#triggerBody(), headers: undefined });
      case 'triggerbody':
        return this.#triggerBody();
      case 'items':
        return this.#itemOf(step());
      case 'item':
        return this.#itemAt(where);
      case 'first':
      case 'last':
        return this.of(first, where)?.items();
      default:
        return undefined;
    }
  }

  #outputs(step: Step | undefined): Shape | undefined {
    const type = step?.type.toLowerCase() ?? '';
    if (!step) return undefined;
    if (type === 'compose') return this.#fromJson(this.#valueOf(step)?.get('inputs'), this.#whereOf(step));
    const body = (): Shape | undefined => this.#body(step);
    if (ANSWERED.has(type)) return ofMembers({ body, headers: undefined, statusCode: undefined });
    return BODIES.has(type) ? ofMembers({ body }) : undefined;
  }

  #body(step: Step | undefined): Shape | undefined {
    const inputs = step && this.#valueOf(step)?.get('inputs');
    if (!inputs) return undefined;
    switch (step.type.toLowerCase()) {
      case 'parsejson':
        return fromSchema(inputs.get('schema'));
      case 'query':
        return this.#list(step);
      case 'select': {
        const item = (): Shape | undefined => this.#fromJson(inputs.get('select'), { ...this.#whereOf(step), lister: step });
        return { properties: () => [], items: item };
      }
      case 'workflow':
        return this.childBody(inputs.get('host', 'workflowReferenceName')?.string ?? '');
      default:
        return undefined;
    }
  }

  #triggerBody(): Shape | undefined {
    const [trigger] = this.inside.triggers;
    return trigger && /^request$/i.test(trigger.type) ? fromSchema(this.#valueOf(trigger)?.get('inputs', 'schema')) : undefined;
  }

  #itemAt({ inside, lister }: Where): Shape | undefined {
    if (lister) return this.#list(lister)?.items();
    return inside && this.#itemOf([inside, ...this.#order.enclosing(inside)].find(isForeach));
  }

  #itemOf(loop: Step | undefined): Shape | undefined {
    return loop && isForeach(loop) ? this.#fromJson(this.#valueOf(loop)?.get('foreach'), this.#whereOf(loop))?.items() : undefined;
  }

  /** What an action goes through item by item. */
  #list(step: Step): Shape | undefined {
    return this.#fromJson(this.#valueOf(step)?.get('inputs', 'from'), this.#whereOf(step));
  }

  #whereOf(step: Step): Where {
    return { inside: this.#order.parentOf(step), lister: undefined };
  }

  #valueOf({ span }: Step): JsonValue | undefined {
    const [member] = parseJson(`{${this.text.slice(span.start, span.end)}}`).root?.members() ?? [];
    return member?.value;
  }

  /** Of a value as it is written; a string may be an expression. */
  #fromJson(value: JsonValue | undefined, where: Where): Shape | undefined {
    if (value?.kind === 'string') return this.#fromText(value.characters ?? '', where);
    if (value?.kind !== 'object' && value?.kind !== 'array') return undefined;
    const shapeOf = (it: JsonValue | undefined): Shape | undefined => this.#fromJson(it, where);
    return {
      properties: function* () {
        for (const { key, value: its } of value.members())
          if (isPlain(key)) yield { name: plain(key), type: typeOf(its), title: '', shape: () => shapeOf(its) };
      },
      items: () => shapeOf([...value.items()][0]),
    };
  }

  #fromText(text: string, where: Where): Shape | undefined {
    const { kind, expressions } = templateOf(text);
    return kind === 'whole' ? this.of(parseExpression(text, expressions[0]).root, where) : undefined;
  }
}

const NOWHERE: Where = { inside: undefined, lister: undefined };

/** Property names compare without letter case at run time. */
function propertyNamed(name: string, shape: Shape): Property | undefined {
  const all = [...shape.properties()];
  return all.find((it) => it.name === name) ?? all.find((it) => it.name.toLowerCase() === name.toLowerCase());
}

function distinct(properties: readonly Property[]): Iterable<Property> {
  return new Map(properties.toReversed().map((it) => [it.name, it])).values();
}

function ofMembers(members: Readonly<Record<string, (() => Shape | undefined) | undefined>>): Shape {
  const properties = Object.entries(members).map(([name, shape]) => ({ name, type: '', title: '', shape: shape ?? (() => undefined) }));
  return { properties: () => properties, items: () => undefined };
}

function fromSchema(schema: JsonValue | undefined): Shape | undefined {
  if (schema?.kind !== 'object') return undefined;
  return {
    properties: function* () {
      for (const { key, value } of schema.get('properties')?.members() ?? [])
        if (isPlain(key))
          yield { name: plain(key), type: typeIn(value), title: value.get('title')?.string ?? '', shape: () => fromSchema(value) };
    },
    items: () => fromSchema(schema.get('items')),
  };
}

/** A schema may name several types. */
function typeIn(schema: JsonValue): string {
  const type = schema.get('type');
  return type?.string ?? [...(type?.items() ?? [])].flatMap((it) => it.string ?? []).join(' or ');
}

/** Of what is written; what an expression gives is not known. */
function typeOf({ kind, characters }: JsonValue): string {
  return kind === 'other' || (characters !== undefined && templateOf(characters).kind === 'whole') ? '' : kind;
}

/** Whether a name of a property stands for itself: others are expressions. */
function isPlain(key: string): boolean {
  return templateOf(key).kind === 'literal';
}

function plain(key: string): string {
  return key.length > 1 && key.startsWith('@@') ? key.slice(1) : key;
}

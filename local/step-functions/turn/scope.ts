import type { Branch } from '../execution/branch.ts';
import type { ExpectedType } from '../expressions/expected-type.ts';
import type { Bindings } from '../expressions/expression.ts';
import { evaluateTemplate, evaluateTyped, type Template } from '../expressions/template.ts';
import type { Json, JsonObject } from '../values/json.ts';
import { contextObject, parentOf } from './context-object.ts';
import type { Turn } from './turn.ts';

/** What expressions of a state see besides input, context and variables. */
export interface ScopeExtras {
  readonly result?: Json;
  readonly errorOutput?: JsonObject;
  readonly taskToken?: string | undefined;
  /** The iteration whose ItemSelector is evaluated. */
  readonly mapItem?: JsonObject;
}

/** Evaluates the templates of a state. Methods throw EvaluationError. */
export interface Scope {
  readonly input: Json;
  /** Epoch milliseconds. */
  readonly now: number;
  evaluate(template: Template): Promise<Json>;
  evaluateTyped<T extends Json>(template: Template, expected: ExpectedType<T>, location: string): Promise<T>;
  /** The same scope with more in `$states`. */
  with(extras: ScopeExtras): Scope;
}

/** The scope of the state that a branch is in. */
export function scopeOf(turn: Turn, branch: Branch, extras: ScopeExtras = {}): Scope {
  const bindings = (): Bindings => ({
    ...visibleVariables(turn, branch),
    states: statesVariable(turn, branch, extras),
  });
  return {
    input: branch.input,
    now: turn.now,
    evaluate: (template) =>
      template.kind === 'constant' ? Promise.resolve(template.value) : evaluateTemplate(template, bindings()),
    evaluateTyped: (template, expected, location) => evaluateTyped(template, bindings(), expected, location),
    with: (more) => scopeOf(turn, branch, { ...extras, ...more }),
  };
}

/** Inner scopes see the variables of the scopes around them. */
function visibleVariables(turn: Turn, branch: Branch): JsonObject {
  const parent = parentOf(turn, branch);
  return parent === undefined ? branch.variables : { ...visibleVariables(turn, parent), ...branch.variables };
}

function statesVariable(turn: Turn, branch: Branch, extras: ScopeExtras): JsonObject {
  return {
    input: branch.input,
    ...(extras.result === undefined ? {} : { result: extras.result }),
    ...(extras.errorOutput === undefined ? {} : { errorOutput: extras.errorOutput }),
    // A getter, since few expressions ask for it.
    get context() {
      const context = contextObject(turn, branch, extras.taskToken);
      return extras.mapItem === undefined ? context : { ...context, Map: { Item: extras.mapItem } };
    },
  };
}

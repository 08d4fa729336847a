import type { MapState } from '../definition/machine.ts';
import { EvaluationError } from '../expressions/evaluation-error.ts';
import { ARRAY, NUMBER } from '../expressions/expected-type.ts';
import type { Template } from '../expressions/template.ts';
import { mapItem } from '../turn/context-object.ts';
import type { Scope } from '../turn/scope.ts';
import { isJsonArray, type Json } from '../values/json.ts';
import { leaving } from './leaving.ts';
import type { Outcome } from './outcome.ts';

/** How many iterations an inline Map runs at once at most. https://docs.aws.amazon.com/step-functions/latest/dg/state-map-inline.html */
const MOST_CONCURRENT_ITERATIONS = 40;

export async function enterMap(state: MapState, scope: Scope): Promise<Outcome> {
  const items = await itemsOf(state, scope);
  const maxConcurrency = await number(state.maxConcurrency, 'MaxConcurrency', scope);
  return {
    kind: 'fork',
    children: items.map((item) => ({ workflow: state.processor, input: item, item })),
    maxConcurrency: Math.min(maxConcurrency || MOST_CONCURRENT_ITERATIONS, MOST_CONCURRENT_ITERATIONS),
    toleratedFailures: await toleratedFailures(state, scope, items.length),
  };
}

/** The input of one iteration. */
export async function iterationInput(
  state: MapState,
  scope: Scope,
  index: number,
  item: Json,
): Promise<Json> {
  if (state.itemSelector === undefined) return item;
  return scope.with({ mapItem: mapItem(index, item) }).evaluate(state.itemSelector);
}

export function joinMap(state: MapState, scope: Scope, result: Json): Promise<Outcome> {
  return leaving(state, scope.with({ result }), result, state.next);
}

async function itemsOf(state: MapState, scope: Scope): Promise<readonly Json[]> {
  if (state.items !== undefined) return scope.evaluateTyped(state.items, ARRAY, 'Items');
  if (isJsonArray(scope.input)) return scope.input;
  throw new EvaluationError(`Map state input must be an array but was: ${JSON.stringify(scope.input)}`);
}

/** The greater of what count and percentage allow. */
async function toleratedFailures(state: MapState, scope: Scope, total: number): Promise<number> {
  const count = await number(state.toleratedFailureCount, 'ToleratedFailureCount', scope);
  const percentage = await number(state.toleratedFailurePercentage, 'ToleratedFailurePercentage', scope, 100);
  return Math.max(count, Math.floor((total * percentage) / 100));
}

/** A number from 0 to `most`; 0 when the field is missing. */
async function number(
  template: Template | undefined,
  field: string,
  scope: Scope,
  most = Number.POSITIVE_INFINITY,
): Promise<number> {
  if (template === undefined) return 0;
  const value = await scope.evaluateTyped(template, NUMBER, field);
  if (value >= 0 && value <= most) return value;
  const range = most === Number.POSITIVE_INFINITY ? 'of at least 0' : `from 0 to ${most}`;
  throw new EvaluationError(`The ${field} field must be a number ${range} but was: ${value}`, field);
}

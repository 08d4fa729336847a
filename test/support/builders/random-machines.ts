import * as fc from 'fast-check';
import type { JsonObject } from '../../../local/step-functions/values/json.ts';
import { CALLBACK, FUNCTION } from './laboratory.ts';

/** How the tasks of a state behave: what they do is a function of state, place and attempt only. */
export const TASK_KINDS = ['ok', 'boom', 'flaky', 'silent-once', 'called-back', 'called-back-boom'] as const;
export type TaskKind = (typeof TASK_KINDS)[number];

/** A state of a random workflow, before it has a name and a successor. */
type Piece =
  | { readonly kind: 'pass'; readonly value: number }
  | { readonly kind: 'wait'; readonly seconds: number }
  | { readonly kind: 'choice'; readonly skips: boolean }
  | { readonly kind: 'task'; readonly task: TaskKind; readonly isCaught: boolean }
  | {
      readonly kind: 'parallel';
      readonly branches: readonly (readonly Piece[])[];
      readonly isCaught: boolean;
    }
  | {
      readonly kind: 'map';
      readonly items: number;
      readonly atOnce: number;
      readonly body: readonly Piece[];
    };

const simplePiece: fc.Arbitrary<Piece> = fc.oneof(
  fc.record({ kind: fc.constant('pass' as const), value: fc.integer({ min: 0, max: 9 }) }),
  fc.record({ kind: fc.constant('wait' as const), seconds: fc.integer({ min: 0, max: 100_000 }) }),
  fc.record({ kind: fc.constant('choice' as const), skips: fc.boolean() }),
  fc.record({
    kind: fc.constant('task' as const),
    task: fc.constantFrom(...TASK_KINDS),
    isCaught: fc.boolean(),
  }),
);

const piecesOf = (piece: fc.Arbitrary<Piece>): fc.Arbitrary<Piece[]> =>
  fc.array(piece, { minLength: 1, maxLength: 3 });

const nestedPiece = (inner: fc.Arbitrary<Piece>): fc.Arbitrary<Piece> =>
  fc.oneof(
    { weight: 3, arbitrary: inner },
    {
      weight: 1,
      arbitrary: fc.record({
        kind: fc.constant('parallel' as const),
        branches: fc.array(piecesOf(inner), { minLength: 1, maxLength: 3 }),
        isCaught: fc.boolean(),
      }),
    },
    {
      weight: 1,
      arbitrary: fc.record({
        kind: fc.constant('map' as const),
        items: fc.integer({ min: 0, max: 4 }),
        atOnce: fc.integer({ min: 0, max: 2 }),
        body: piecesOf(inner),
      }),
    },
  );

/** Machines of up to three levels. The kind of a task is the last part of its state's name. */
export const randomMachine: fc.Arbitrary<JsonObject> = fc
  .array(nestedPiece(nestedPiece(simplePiece)), { minLength: 1, maxLength: 4 })
  .map((pieces) => ({ QueryLanguage: 'JSONata', ...workflow(pieces, 'S') }));

/** The same without Parallel and Map, so that there is only one order of events. */
export const randomSequence: fc.Arbitrary<JsonObject> = fc
  .array(simplePiece, { minLength: 1, maxLength: 6 })
  .map((pieces) => ({ QueryLanguage: 'JSONata', ...workflow(pieces, 'S') }));

function workflow(pieces: readonly Piece[], prefix: string): JsonObject {
  const names = pieces.map((piece, index) => nameOf(piece, `${prefix}${index}`));
  const end = `${prefix}-end`;
  const states = pieces.map((piece, index) => [
    names[index],
    stateOf(piece, names[index] ?? '', names[index + 1] ?? end, end),
  ]);
  return { StartAt: names[0] ?? end, States: { ...Object.fromEntries(states), [end]: { Type: 'Succeed' } } };
}

function nameOf(piece: Piece, prefix: string): string {
  return piece.kind === 'task' ? `${prefix} ${piece.task}` : prefix;
}

function stateOf(piece: Piece, name: string, next: string, end: string): JsonObject {
  const caught = {
    Catch: [
      { ErrorEquals: ['States.ALL'], Assign: { caught: '{% $states.errorOutput.Error %}' }, Next: next },
    ],
  };
  switch (piece.kind) {
    case 'pass':
      return {
        Type: 'Pass',
        Assign: { x: `{% ($exists($x) ? $x : 0) + ${piece.value} %}` },
        Output: '{% [$states.input, $exists($x) ? $x : 0] %}',
        Next: next,
      };
    case 'wait':
      return { Type: 'Wait', Seconds: piece.seconds, Next: next };
    case 'choice':
      return {
        Type: 'Choice',
        Choices: [{ Condition: `{% ${piece.skips} and $exists($x) %}`, Next: end }],
        Default: next,
      };
    case 'task':
      return {
        Type: 'Task',
        Resource: piece.task.startsWith('called-back') ? CALLBACK : FUNCTION,
        Arguments: { place: name },
        TimeoutSeconds: 30,
        Retry: [{ ErrorEquals: ['Flaky', 'States.Timeout'], IntervalSeconds: 2 }],
        ...(piece.isCaught ? caught : {}),
        Next: next,
      };
    case 'parallel':
      return {
        Type: 'Parallel',
        Branches: piece.branches.map((branch, index) => workflow(branch, `${name}b${index}.`)),
        ...(piece.isCaught ? caught : {}),
        Next: next,
      };
    case 'map':
      return {
        Type: 'Map',
        Items: `{% ${JSON.stringify(Array.from({ length: piece.items }, (_, index) => index))} %}`,
        MaxConcurrency: piece.atOnce,
        ItemSelector: { item: '{% $states.context.Map.Item.Value %}', x: '{% $exists($x) ? $x : 0 %}' },
        ItemProcessor: workflow(piece.body, `${name}i.`),
        Next: next,
      };
    default:
      return piece satisfies never;
  }
}

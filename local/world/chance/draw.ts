import type { FieldPath } from '../../../lambdas/adapters/policy/policy-problem.ts';
import { hashText, unit } from './noise.ts';

/** A value that cannot be drawn or filled in, and where it stands. */
export class DrawError extends Error {
  override readonly name = 'DrawError';
  readonly path: FieldPath;

  constructor(path: FieldPath, message: string) {
    super(message);
    this.path = path;
  }
}

/** A repeatable number in [0, 1) for a place in a file, or null for the story as it usually goes. */
export type Dice = (path: FieldPath) => number | null;

/** Dice of a seed. A place keeps its number whatever stands at others; null: always the usual story. */
export function diceOf(name: string, seed: number | null): Dice {
  if (seed === null) return () => null;
  const key = hashText(name);
  return (path) => unit(hashText(path.join('/')) ^ key, seed);
}

/**
 * Replaces every `{ between: [a, b], usually }` and `{ oneOf: […], usually }` by what the dice give, and `${name}` by the
 * parameter, `${name.key}` by a part of one. Without a seed it is `usually`, else the middle or the first. Places stay where they are.
 */
export function drawAll(template: unknown, dice: Dice): unknown {
  const parameters = new Map<string, unknown>();
  if (isRecord(template) && isRecord(template['parameters'])) {
    for (const [name, value] of Object.entries(template['parameters'])) {
      parameters.set(name, draw(value, ['parameters', name], dice, parameters));
    }
  }
  return draw(template, [], dice, parameters);
}

function draw(
  value: unknown,
  path: FieldPath,
  dice: Dice,
  parameters: ReadonlyMap<string, unknown>,
): unknown {
  const inner = (child: unknown, key: string | number): unknown =>
    draw(child, [...path, key], dice, parameters);
  if (typeof value === 'string') return fill(value, path, parameters);
  if (Array.isArray(value)) return value.map((child: unknown, index) => inner(child, index));
  if (!isRecord(value)) return value;
  if ('between' in value) return drawBetween(value, path, dice);
  if ('oneOf' in value) return inner(drawOne(value, path, dice), 'oneOf');
  return Object.fromEntries(Object.entries(value).map(([key, child]) => [key, inner(child, key)]));
}

/** Whole numbers when both ends are. */
function drawBetween(value: Readonly<Record<string, unknown>>, path: FieldPath, dice: Dice): number {
  const { between, usually, ...others } = value;
  const [from, to]: readonly unknown[] = Array.isArray(between) ? between : [];
  const isRange = typeof from === 'number' && typeof to === 'number' && from <= to;
  const isUsual = usually === undefined || typeof usually === 'number';
  if (!isRange || !isUsual || Object.keys(others).length > 0) {
    throw new DrawError(path, 'must be { between: [least, most], usually: number }');
  }
  const at = dice(path);
  if (at === null && usually !== undefined) return usually;
  const drawn = from + (at ?? 0.5) * (to - from);
  const isWhole = Number.isInteger(from) && Number.isInteger(to);
  return isWhole ? Math.round(drawn) : Math.round(drawn * 1000) / 1000;
}

function drawOne(value: Readonly<Record<string, unknown>>, path: FieldPath, dice: Dice): unknown {
  const { oneOf, usually, ...others } = value;
  if (!Array.isArray(oneOf) || oneOf.length === 0 || Object.keys(others).length > 0) {
    throw new DrawError(path, 'must be { oneOf: [one, another …], usually: one }');
  }
  const options: readonly unknown[] = oneOf;
  const at = dice(path);
  if (at === null) return usually ?? options[0];
  return options[Math.floor(at * options.length)];
}

/** `${name}`, or `${name.key}` of a parameter that is a map. */
function fill(text: string, path: FieldPath, parameters: ReadonlyMap<string, unknown>): unknown {
  const filling = (name: string): unknown => {
    const [first = '', ...keys] = name.split('.');
    const value = keys.reduce<unknown>(
      (of, key) => (isRecord(of) ? of[key] : undefined),
      parameters.get(first),
    );
    if (value !== undefined) return value;
    const known = [...parameters.keys()].join(', ') || 'none';
    throw new DrawError(path, `names the parameter "${name}"; there are: ${known}`);
  };
  const whole = /^\$\{([\w.]+)\}$/.exec(text)?.[1];
  if (whole !== undefined) return filling(whole);
  return text.replace(/\$\{([\w.]+)\}/g, (_, name: string) => String(filling(name)));
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

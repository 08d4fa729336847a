import * as z from 'zod';
import { idField, sentenceField } from '../fields.ts';
import { oneKindOf, valuesIn } from './resource-schema.ts';

type PlainJson = Readonly<Record<string, unknown>>;

/** What policy needs to know of a kind of smoke test; every kind of the registry is one. */
export interface SmokeTestForm {
  readonly kind: string;
  readonly title: string;
  readonly schema: z.core.$ZodType<PlainJson>;
}

/** `once-per-check`: every minute. `after-metrics`: only once they are good, since it writes or costs. */
export const smokeTestRuns = ['once-per-check', 'after-metrics'] as const;

/** A critical flow of a service that is tried before its incident may close. */
export interface SmokeTest {
  readonly id: string;
  /** For people; left out: its id. */
  readonly name?: string | undefined;
  readonly runs: (typeof smokeTestRuns)[number];
  readonly timeoutSeconds: number;
  readonly kind: string;
  /** What its kind makes of the entry. */
  readonly spec: PlainJson;
}

/** An entry of `smokeTests`: `{ id: sign-in, http: { host: …, steps: [ … ] } }`. */
export function smokeTestSchema(forms: readonly SmokeTestForm[]) {
  const kinds = Object.fromEntries(
    forms.map(({ kind, title, schema }) => [
      kind,
      z
        .pipe(
          schema,
          z.transform((spec: PlainJson) => ({ kind, spec })),
        )
        .optional()
        .describe(title),
    ]),
  );
  const names = new Set(forms.map(({ kind }) => kind));
  return z
    .strictObject({
      id: idField,
      name: sentenceField.optional().describe('What people call the flow; left out, its id.'),
      runs: z
        .enum(smokeTestRuns)
        .default('after-metrics')
        .describe('once-per-check: every minute. after-metrics: only once the metrics are good.'),
      timeoutSeconds: z.number().int().min(1).max(25).default(10).describe('For the whole test.'),
      ...kinds,
    })
    .refine((entry) => Object.keys(entry).filter((key) => names.has(key)).length === 1, {
      error: oneKindOf(forms),
    })
    .transform(({ id, name, runs, timeoutSeconds, ...entry }): SmokeTest => {
      const [made] = valuesIn<Pick<SmokeTest, 'kind' | 'spec'>>(entry);
      if (made === undefined) throw new Error(oneKindOf(forms));
      return { id, ...(name === undefined ? {} : { name }), runs, timeoutSeconds, ...made };
    });
}

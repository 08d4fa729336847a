import * as z from 'zod/mini';
import { ConfigurationError } from '../../domain/errors.ts';
import { clippedLine } from '../../domain/masking/harmless-text.ts';

export interface VectorSample {
  readonly labels: Readonly<Record<string, string>>;
  /** A number; samples that are none are left out. */
  readonly value: number;
}

/** https://prometheus.io/docs/prometheus/latest/querying/api/#instant-vectors; Loki answers metric queries alike. */
const vectorSchema = z.object({
  status: z.literal('success'),
  data: z.object({
    resultType: z.literal('vector'),
    result: z.array(
      z.object({ metric: z.record(z.string(), z.string()), value: z.tuple([z.number(), z.string()]) }),
    ),
  }),
});

const refusalSchema = z.object({ status: z.literal('error'), errorType: z.string(), error: z.string() });

/** The samples of an answer. Throws ConfigurationError when it is a refusal or another kind of answer. */
export function readVector(body: unknown): readonly VectorSample[] {
  const refusal = refusalSchema.safeParse(body);
  if (refusal.success) {
    const { errorType, error } = refusal.data;
    throw new ConfigurationError(`The query was refused: ${clippedLine(`${errorType}: ${error}`, 200)}`);
  }
  const response = vectorSchema.safeParse(body);
  if (!response.success) throw new ConfigurationError('The query does not give one value for each series');
  return response.data.data.result.flatMap(({ metric, value: [, text] }) => {
    const value = text.trim() === '' ? Number.NaN : Number(text);
    return Number.isFinite(value) ? [{ labels: metric, value }] : [];
  });
}

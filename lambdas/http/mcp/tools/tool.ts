import * as z from 'zod/mini';
import type { ReadApi } from '../read-api.ts';

/** A tool as an agent sees it. It reads, changes nothing, and may be called again. */
export interface Tool {
  /** At most 64 characters of `[a-zA-Z0-9_-]`. */
  readonly name: string;
  readonly title: string;
  readonly description: string;
  readonly input: z.ZodMiniType;
  /** What it answers; throws for what there is not or may not be read. */
  readonly call: (api: ReadApi, given: unknown) => Promise<Readonly<Record<string, unknown>>>;
}

interface TypedTool<Input extends z.ZodMiniType> extends Omit<Tool, 'input' | 'call'> {
  readonly input: Input;
  readonly call: (api: ReadApi, input: z.output<Input>) => Promise<Readonly<Record<string, unknown>>>;
}

/** A tool whose input has been checked before it is called. */
export function tool<Input extends z.ZodMiniType>({ call, ...described }: TypedTool<Input>): Tool {
  return { ...described, call: (api, given) => call(api, described.input.parse(given)) };
}

export const incidentId = z.string().check(z.maxLength(64), z.describe('id of the incident: inc_…'));
export const ofIncident = z.strictObject({ id: incidentId });

import * as z from 'zod/mini';
import type { ReadApi } from '../read-api.ts';

/** A tool as an agent sees it. It reads, changes nothing, and may be called again. */
export interface Tool {
  /** At most 64 characters of `[a-zA-Z0-9_-]`. */
  readonly name: string;
  readonly title: string;
  readonly description: string;
  readonly input: z.ZodMiniType;
  /** What it answers; throws for what there is not or may not be read. Each fault of the input, where it does not fit. */
  readonly call: (api: ReadApi, given: unknown) => Promise<Called>;
}

type Answer = Readonly<Record<string, unknown>>;
export type Called =
  | { readonly ok: true; readonly answer: Answer }
  | { readonly ok: false; readonly faults: readonly string[] };

interface TypedTool<Input extends z.ZodMiniType> extends Omit<Tool, 'input' | 'call'> {
  readonly input: Input;
  readonly call: (api: ReadApi, input: z.output<Input>) => Promise<Answer>;
}

/** A tool whose input has been checked before it is called. */
export function tool<Input extends z.ZodMiniType>({ call, ...described }: TypedTool<Input>): Tool {
  return {
    ...described,
    call: async (api, given) => {
      const { success, data, error } = described.input.safeParse(given);
      return success
        ? { ok: true, answer: await call(api, data) }
        : { ok: false, faults: error.issues.map(faultOf) };
    },
  };
}

function faultOf({ path, message }: z.core.$ZodIssue): string {
  return `${path.join('.') || 'input'}: ${message}`;
}

export const incidentId = z.string().check(z.maxLength(64), z.describe('id of the incident: inc_…'));
export const ofIncident = z.strictObject({ id: incidentId });

import * as z from 'zod/mini';
import type { ReadApi } from '../read-api.ts';

/** A tool as an agent sees it, over what it may use. */
export interface Tool<Api = ReadApi> {
  /** At most 64 characters of `[a-zA-Z0-9_-]`. */
  readonly name: string;
  readonly title: string;
  readonly description: string;
  readonly input: z.ZodMiniType;
  /** It writes. Left out: it reads, changes nothing, and may be called again. */
  readonly writes?: boolean;
  /** What it answers; throws for what there is not or may not be read. */
  readonly call: (api: Api, given: unknown) => Promise<Called>;
}

type Answer = Readonly<Record<string, unknown>>;
/** `text`: why not, for the agent. */
export type Called =
  | { readonly ok: true; readonly answer: Answer }
  | { readonly ok: false; readonly text: string };

interface TypedTool<Input extends z.ZodMiniType, Api> extends Omit<Tool<Api>, 'input' | 'call'> {
  readonly input: Input;
  readonly call: (api: Api, input: z.output<Input>) => Promise<Answer>;
}

/** A tool whose input has been checked before it is called. */
export function tool<Input extends z.ZodMiniType, Api = ReadApi>({
  call,
  ...described
}: TypedTool<Input, Api>): Tool<Api> {
  return {
    ...described,
    call: async (api, given) => {
      const { success, data, error } = described.input.safeParse(given);
      return success
        ? { ok: true, answer: await call(api, data) }
        : { ok: false, text: `The input does not fit. ${error.issues.map(faultOf).join('; ')}` };
    },
  };
}

function faultOf({ path, message }: z.core.$ZodIssue): string {
  return `${path.join('.') || 'input'}: ${message}`;
}

export const incidentId = z.string().check(z.maxLength(64), z.describe('id of the incident: inc_…'));
export const ofIncident = z.strictObject({ id: incidentId });

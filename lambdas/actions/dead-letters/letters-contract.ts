import * as z from 'zod/mini';
import { contentHash } from '../../domain/content-hash.ts';
import type { DeathGroup } from '../../domain/dead-letters/classify-deaths.ts';
import type { DeadLetter } from '../../domain/dead-letters/dead-letter.ts';
import { type LoggedReason, readDeath } from '../../domain/dead-letters/death.ts';
import { repeatSafeties } from '../../domain/dead-letters/redrive-readiness.ts';
import { nameParam } from '../params/name-param.ts';

const loggedReason = z.object({ text: z.string(), at: z.string(), isByTime: z.boolean() });

/** What names a dead-letter queue among the parameters of an action, and what the log of its consumer said when it was planned. */
export const lettersParams = {
  queue: nameParam,
  source: nameParam,
  functionName: nameParam,
  repeat: z.enum(repeatSafeties),
  quarantine: nameParam,
  reason: z.nullable(loggedReason),
};
const paramsSchema = z.object(lettersParams);
export type LettersParams = z.infer<typeof paramsSchema>;

/** Deaths of one cause that may be moved, and until when they happened: who dies later was not looked at. */
const wantedSchema = z.object({ signature: z.string(), until: z.string() });
export type WantedDeaths = z.infer<typeof wantedSchema>;

export const lettersPreState = z.object({
  /** How many lay there, approximately, and how many of those looked at are wanted. */
  found: z.number(),
  count: z.number(),
  wanted: z.array(wantedSchema),
  isAllWanted: z.boolean(),
  deathSeconds: z.number(),
  /** Nothing is moved before, ISO 8601 UTC: what comes and goes must have been gone for a while. */
  startAt: z.nullable(z.string()),
});
export type LettersPreState = z.infer<typeof lettersPreState>;

/** Of each cause that may be moved; one of which some may not is left as a whole. */
export function wantedDeaths(
  going: readonly DeathGroup[],
  all: readonly DeathGroup[],
): readonly WantedDeaths[] {
  const staying = new Set(all.filter((group) => !going.includes(group)).map(({ signature }) => signature));
  return going.flatMap(({ signature, lastAt }) =>
    staying.has(signature) || lastAt === null
      ? []
      : [{ signature: contentHash(signature).slice(0, 16), until: lastAt }],
  );
}

/** Whether a message is one of them. */
export function isOneOf(
  wanted: readonly WantedDeaths[],
  reason: LoggedReason | null,
): (letter: DeadLetter) => boolean {
  return (letter) => {
    const { signature, at } = readDeath(letter, reason);
    const hash = contentHash(signature).slice(0, 16);
    return wanted.some((each) => each.signature === hash && at !== null && at <= each.until);
  };
}

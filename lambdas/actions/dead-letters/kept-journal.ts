import { createHash } from 'node:crypto';
import * as z from 'zod/mini';
import type { MoveState, RedriveJournal } from '../../ports/dead-letter-queue.ts';
import { type RedriveProgress, redriveStages } from './redrive-progress.ts';

const text = z.string();
const count = z.number();

/** Progress, what was begun since it was kept last, and what earlier runs let SQS move. */
const keptSchema = z.object({
  progress: z.object({
    stage: z.enum(redriveStages),
    startedAt: text,
    found: count,
    batch: count,
    batchMoved: count,
    waitUntil: z.nullable(text),
    drainAt: z.nullable(text),
    isByHand: z.boolean(),
    seen: z.array(text),
    moved: count,
    left: count,
    drained: count,
    diedAgain: count,
    unknown: z.array(text),
    remaining: count,
    gone: z.nullable(count),
    stoppedBecause: z.nullable(text),
  }),
  states: z.record(text, z.enum(['sending', 'sent', 'done'])),
  memory: z.array(text),
});
export type Kept = z.infer<typeof keptSchema>;

/** So many digests are remembered, the newest. */
const mostRemembered = 2000;

/** Null when nothing was kept. */
export function readKept(kept: unknown): Kept | null {
  return keptSchema.safeParse(kept).data ?? null;
}

export interface KeptJournal extends RedriveJournal {
  progress(): RedriveProgress;
  /** Keeps it; what was noted on the way is part of it now. */
  keepProgress(progress: RedriveProgress): Promise<void>;
}

/** A journal in what work keeps between its calls. Messages that were through when a call was stopped are counted by the next. */
export function createKeptJournal(begin: Kept, keep: (kept: Kept) => Promise<void>): KeptJournal {
  let kept = withThrough(begin);
  const save = async (next: Kept): Promise<void> => {
    kept = next;
    await keep(next);
  };
  return {
    progress: () => kept.progress,
    keepProgress: (progress) => save({ ...kept, progress: copyOf(progress), states: pending(kept.states) }),
    read: async () => new Map(Object.entries(kept.states)),
    note: (id, state) => save({ ...kept, states: { ...kept.states, [id]: state } }),
    remembered: async () => new Set(kept.memory),
    remember: (digests) => save({ ...kept, memory: [...kept.memory, ...digests].slice(-mostRemembered) }),
  };
}

export function idDigest(id: string): string {
  return createHash('sha256').update(id).digest('hex').slice(0, 12);
}

function pending(states: Readonly<Record<string, MoveState>>): Record<string, MoveState> {
  return Object.fromEntries(Object.entries(states).filter(([, state]) => state !== 'done'));
}

function withThrough(kept: Kept): Kept {
  const { progress, states } = kept;
  const through = Object.entries(states)
    .filter(([, state]) => state === 'done')
    .map(([id]) => idDigest(id))
    .filter((digest) => !progress.seen.includes(digest));
  const counted = {
    seen: [...progress.seen, ...through],
    moved: progress.moved + through.length,
    batchMoved: progress.batchMoved + through.length,
  };
  return { ...kept, progress: { ...progress, ...counted }, states: pending(states) };
}

function copyOf(progress: RedriveProgress): Kept['progress'] {
  return { ...progress, seen: [...progress.seen], unknown: [...progress.unknown] };
}

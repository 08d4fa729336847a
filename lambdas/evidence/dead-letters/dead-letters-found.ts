import type { DeathGroup } from '../../domain/dead-letters/classify-deaths.ts';
import type { RepeatSafety } from '../../domain/dead-letters/redrive-readiness.ts';

declare module '../../domain/records/evidence.ts' {
  interface EvidenceByKind {
    readonly 'dead-letters': DeadLettersEvidence;
  }
}

/** What lies in the dead-letter queues of a service, and why. Bodies are no part of it. */
export interface DeadLettersEvidence {
  readonly kind: 'dead-letters';
  readonly status: 'available';
  readonly gatheredAt: string;
  readonly queues: readonly SeenQueue[];
  /** Queues that could not be looked into, and why; absent when all could. */
  readonly missing?: readonly { readonly queue: string; readonly reason: string }[];
}

export interface SeenQueue {
  /** Key of the resource. */
  readonly resource: string;
  readonly queue: string;
  /** Queue whose messages end up there, and the function that reads it. */
  readonly source: string;
  readonly consumer: string;
  /** What the consumer does with a message that it gets twice. */
  readonly repeat: RepeatSafety;
  /** Approximately so many lie there, and so many were looked at. */
  readonly depth: number;
  readonly looked: number;
  /** Why none was looked at; null when some were, or none is there. */
  readonly notLooked: string | null;
  /** When the first of those looked at was sent, and when it is thrown away. */
  readonly oldestSentAt: string | null;
  readonly firstExpiresAt: string | null;
  /** How long the oldest has been there, by its metric; null when all were looked at, or it is not known. */
  readonly oldestSeconds: number | null;
  /** Of the same cause together, largest first. */
  readonly groups: readonly SeenDeaths[];
  /** Messages of further groups. */
  readonly others: number;
  /** Why the consumer's log says nothing about them; null when it was read, or nobody needed it. */
  readonly logsMissing: string | null;
  /** Its page in the console, and the command that looks again. */
  readonly link: string;
  readonly command: string;
}

export interface SeenDeaths
  extends Pick<
    DeathGroup,
    | 'class'
    | 'confidence'
    | 'reasons'
    | 'count'
    | 'firstAt'
    | 'lastAt'
    | 'pattern'
    | 'diedTwice'
    | 'bodyShape'
    | 'sample'
  > {
  /** Why they stay where they are for now; null when they may go back. */
  readonly stays: string | null;
}

import type { Step } from '../plan.ts';

export const approvalStates = ['pending', 'approved', 'rejected', 'void', 'expired'] as const;
export type ApprovalState = (typeof approvalStates)[number];

/** One approver's personal link. `generation` grows when a link dies and a new one is sent. */
export interface ApproverLink {
  readonly person: string;
  readonly generation: number;
  readonly wrongCodes: number;
  /** When a channel took it; null while unsent. */
  readonly sentAt: string | null;
  /** When they were asked, of those who were not asked at first. */
  readonly askedAt?: string;
}

/** `withdraw` takes one's own `approve` back, until it is decided. */
export const decisions = ['approve', 'reject', 'withdraw'] as const;
export type Decision = (typeof decisions)[number];

/** What one person said; of each person the last counts. */
export interface Vote {
  readonly by: string;
  readonly decision: Decision;
  readonly at: string;
  readonly comment: string | null;
  /** They had signed in as themselves, when and where. Left out: by link and code alone. */
  readonly signedIn?: { readonly at: string; readonly issuer: string };
}

/** A request to named people to decide one step. */
export interface Approval {
  readonly id: string;
  readonly incidentId: string;
  readonly stepIndex: number;
  readonly planHash: string;
  readonly step: Step;
  readonly reasons: readonly string[];
  readonly state: ApprovalState;
  readonly requestedAt: string;
  readonly expiresAt: string;
  readonly links: readonly ApproverLink[];
  readonly encryptedToken: string;
  /** If nobody answers, policy lets the step run; people were told so. Left out: nothing is done then. */
  readonly runsUnanswered?: true;
  /** How many people must agree. Left out: one. */
  readonly peopleNeeded?: number;
  /** Everything that was said, oldest first; nothing is taken out. Left out: nothing yet. */
  readonly votes?: readonly Vote[];
  /** Who decided; of several who agreed, the last. */
  readonly decidedBy: string | null;
  readonly decidedAt: string | null;
  readonly comment: string | null;
  /** Why it is void, or null. */
  readonly voidReason: string | null;
  /** Void, but the step is not: people are asked about it as it is now. Left out: they are not. */
  readonly askAnew?: boolean;
  /** Void since it seems to be over by itself: the step is offered again if it is not. */
  readonly seemsOver?: boolean;
  readonly version: number;
}

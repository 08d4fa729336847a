import type { FollowUp } from './follow-up.ts';

const fresh = {
  closedAt: null,
  closedBy: null,
  reason: null,
  ticket: null,
  filing: null,
  remindedAt: null,
  version: 1,
} as const;

/** As it is recorded first: nothing has been done about it. */
export function newFollowUp(given: Omit<FollowUp, keyof typeof fresh | 'isSettled'>): FollowUp {
  return { ...given, ...fresh };
}

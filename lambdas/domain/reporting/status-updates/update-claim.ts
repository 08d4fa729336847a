/** Who is sending the updates of an incident right now: one at a time. */
export interface UpdateClaim {
  readonly incidentId: string;
  /** Somebody is at it until then; null: nobody is. */
  readonly busyUntil: string | null;
  /** Whom the entry that is being sent reached so far. */
  readonly reached: { readonly entry: string; readonly people: readonly string[] } | null;
  /** Grows by one with every write; the condition of the next. */
  readonly version: number;
}

/** Longer than the function runs. */
const claimSeconds = 90;

/** Null: somebody else is at it. */
export function claimUpdates(known: UpdateClaim | null, incidentId: string, now: Date): UpdateClaim | null {
  if ((known?.busyUntil ?? '') > now.toISOString()) return null;
  const busyUntil = new Date(now.getTime() + claimSeconds * 1000).toISOString();
  return { incidentId, busyUntil, reached: known?.reached ?? null, version: (known?.version ?? 0) + 1 };
}

/** One more person got it. */
export function reachedOne(claim: UpdateClaim, entry: string, person: string): UpdateClaim {
  const people = [...reachedBy(claim, entry), person];
  return { ...claim, reached: { entry, people }, version: claim.version + 1 };
}

export function reachedBy({ reached }: UpdateClaim, entry: string): readonly string[] {
  return reached?.entry === entry ? reached.people : [];
}

export function releaseUpdates(claim: UpdateClaim): UpdateClaim {
  return { ...claim, busyUntil: null, version: claim.version + 1 };
}

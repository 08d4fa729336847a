/** Wrong codes after which a link is dead. */
export const triesPerLink = 5;

/** Links that one person gets for one approval: the first and those that replace dead ones. */
export const linksPerPerson = 3;

/** An approval expires so long before its task does, so that the record and not the engine says that nobody answered. */
const expiryMarginSeconds = 120;

/** Between the start of the task and the request; a retried task begins anew. */
const requestSeconds = 120;

/** TimeoutSeconds of "Ask for approval" for approvals that live so many minutes. */
export function approvalTimeoutSeconds(expiresAfterMinutes: number): number {
  return expiresAfterMinutes * 60 + requestSeconds + expiryMarginSeconds;
}

/** For so long after its end a link still shows what became of the approval. */
export const linkAfterlifeSeconds = 7 * 86_400;

/** A decision that comes sooner after the mail than this was hardly made by a person who read it. */
export const hastySeconds = 2;

/** Wrong codes after which a link is dead. */
export const triesPerLink = 5;

/** Links that one person gets for one approval: the first and those that replace dead ones. */
export const linksPerPerson = 3;

/** TimeoutSeconds of the state "Ask for approval". */
export const approvalTaskTimeoutSeconds = 86_400;

/** An approval expires so long before its task does, so that the record and not the engine says that nobody answered. */
export const expiryMarginSeconds = 120;

/** The request itself takes up to so long after its task began. */
const requestSeconds = 60;

/** However long policy lets people think. */
export const longestApprovalSeconds = approvalTaskTimeoutSeconds - expiryMarginSeconds - requestSeconds;

/** For so long after its end a link still shows what became of the approval. */
export const linkAfterlifeSeconds = 7 * 86_400;

/** A decision that comes sooner after the link was sent than this was hardly made by a person who read it. */
export const hastySeconds = 2;

/** A postmortem is a draft, is read by others, is published, and may be opened again. */
export const postmortemStates = ['draft', 'in-review', 'published', 'reopened'] as const;
export type PostmortemState = (typeof postmortemStates)[number];

/** What an incident knows of its postmortem; the document itself is in the bucket, each version under a key of its own. */
export interface PostmortemHead {
  /** When it was first written. */
  readonly at: string;
  /** Of the newest version; null: policy asks for none of incidents of this severity, and nobody did. */
  readonly key: string | null;
  /** Left out, with all that follows, by earlier versions of Firebreak: then it is Markdown that nobody edits. */
  readonly version?: number;
  readonly state?: PostmortemState;
  /** Id of the person who is to complete it; null when nobody is known. */
  readonly owner?: string | null;
  readonly dueAt?: string;
  /** Questions without an answer. */
  readonly unanswered?: number;
}

export function isOpenPostmortem({ key, state }: PostmortemHead): boolean {
  return key !== null && state !== undefined && state !== 'published';
}

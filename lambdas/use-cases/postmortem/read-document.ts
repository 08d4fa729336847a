import { NotFoundError } from '../../domain/errors.ts';
import type { PostmortemHead } from '../../domain/records/postmortem/postmortem-head.ts';
import {
  type Postmortem,
  postmortemSchema,
} from '../../domain/reporting/postmortem/document/postmortem-schema.ts';
import type { DocumentStore } from '../../ports/stores/document-store.ts';

/** The newest version; null where there is none, or only the Markdown of an earlier version of Firebreak. Throws NotFoundError when it is lost. */
export async function readDocument(
  documents: DocumentStore,
  head: PostmortemHead | null,
): Promise<Postmortem | null> {
  if (head === null || head.key === null || !head.key.endsWith('.json')) return null;
  const text = await documents.read(head.key);
  if (text === null) throw new NotFoundError('The document of this postmortem is not where it was put');
  return postmortemSchema.parse(JSON.parse(text));
}

/** Its Markdown, whichever version of Firebreak wrote it; null where there is none. */
export async function readMarkdown(
  documents: DocumentStore,
  head: PostmortemHead | null,
): Promise<string | null> {
  if (head === null || head.key === null) return null;
  return await documents.read(head.key.replace(/\.json$/, '.md'));
}

import { isSecretName } from '../../masking/secret-names.ts';
import type { TimelineEntry } from '../../records/timeline.ts';

type Plain = string | number | boolean | null | readonly string[];

/** One line of the timeline as it leaves Firebreak. */
export interface TimelineEntryView {
  readonly id: string;
  readonly at: string;
  readonly actor: string;
  readonly kind: string;
  readonly text: string;
  readonly data: Readonly<Record<string, Plain>>;
}

/** Further names under which a credential could hide here; nothing so named leaves, whatever wrote it. */
const credentialName = /token|secret|nonce|credential|^key$|keys$|codes?$|sealed|encrypted/i;

export function viewTimelineEntry(entry: TimelineEntry): TimelineEntryView {
  const data: Record<string, Plain> = {};
  for (const [name, value] of Object.entries(entry.data)) {
    if (!isSecretName(name) && !credentialName.test(name) && isPlain(value)) {
      data[name] = value;
    }
  }
  return { id: entry.id, at: entry.at, actor: entry.actor, kind: entry.kind, text: entry.text, data };
}

/** Nested values stay inside: what is in them was not written to be shown. */
function isPlain(value: unknown): value is Plain {
  return (
    value === null ||
    ['string', 'number', 'boolean'].includes(typeof value) ||
    (Array.isArray(value) && value.every((each) => typeof each === 'string'))
  );
}

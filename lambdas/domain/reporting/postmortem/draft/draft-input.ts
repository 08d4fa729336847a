import type { CompiledPolicy } from '../../../policy/policy.ts';
import type { Incident } from '../../../records/incident.ts';
import type { RecordedFacts } from '../../../records/recorded-facts.ts';
import type { TimelineEntry } from '../../../records/timeline.ts';
import type { EvidenceDescription } from '../../evidence/evidence-description.ts';
import { stepSummary } from '../../labels/step-summary.ts';
import type { Cite } from './citations.ts';

/** Only what is closed has a postmortem. */
export interface ClosedRecord extends RecordedFacts {
  readonly incident: Extract<Incident, { status: 'closed' }>;
}

export interface DraftInput {
  readonly record: ClosedRecord;
  /** As projected; a number in the document is a place in it, from 1. */
  readonly timeline: readonly TimelineEntry[];
  readonly evidenceKinds: readonly EvidenceDescription[];
  readonly policy: Pick<CompiledPolicy, 'services' | 'people'>;
}

/** What each part of the draft is made of. */
export interface Draft extends DraftInput {
  readonly cite: Cite;
}

/** What an entry about an approval says, with the step that was asked about: `Nobody decided in time: "Roll back …"`. */
export function aboutStep({ incident }: ClosedRecord, { kind, text, data }: TimelineEntry): string {
  const { step } = data;
  return kind.startsWith('approval.') && typeof step === 'number'
    ? `${text} ("${stepSummary(incident, step)}")`
    : text;
}

import type { CompiledPolicy } from '../../../policy/policy.ts';
import type { RecordedFacts } from '../../../records/recorded-facts.ts';
import type { TimelineEntry } from '../../../records/timeline.ts';
import type { EvidenceDescription } from '../../evidence/evidence-description.ts';
import type { Cite } from './citations.ts';

export interface DraftInput {
  readonly record: RecordedFacts;
  /** As projected; a number in the document is a place in it, from 1. */
  readonly timeline: readonly TimelineEntry[];
  readonly evidenceKinds: readonly EvidenceDescription[];
  readonly policy: Pick<CompiledPolicy, 'services' | 'people'>;
}

/** What each part of the draft is made of. */
export interface Draft extends DraftInput {
  readonly cite: Cite;
}

/** What a step is called. */
export function stepName({ incident }: RecordedFacts, index: number): string {
  return incident.assessment?.plan.steps[index]?.summary ?? `Step ${index + 1}`;
}

/** What an entry about an approval says, with the step that was asked about: `Nobody decided in time: "Roll back …"`. */
export function aboutStep(record: RecordedFacts, { kind, text, data }: TimelineEntry): string {
  const { step } = data;
  return kind.startsWith('approval.') && typeof step === 'number'
    ? `${text} ("${stepName(record, step)}")`
    : text;
}

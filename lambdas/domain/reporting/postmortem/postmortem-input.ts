import type { CompiledPolicy } from '../../policy/policy.ts';
import type { RecordedFacts } from '../../records/recorded-facts.ts';
import type { TimelineEntry } from '../../records/timeline.ts';
import type { EvidenceDescription } from '../evidence/evidence-description.ts';

export interface PostmortemInput {
  readonly record: RecordedFacts;
  /** As projected; a number in the text is a place in it, from 1. */
  readonly timeline: readonly TimelineEntry[];
  readonly evidenceKinds: readonly EvidenceDescription[];
  readonly policy: Pick<CompiledPolicy, 'services'>;
}

import type { CompiledPolicy } from '../policy/policy.ts';
import type { TimelineEntry } from '../timeline.ts';
import type { RecordedFacts } from '../timeline-projection.ts';

export interface PostmortemInput {
  readonly record: RecordedFacts;
  /** As projected; a number in the text is a place in it, from 1. */
  readonly timeline: readonly TimelineEntry[];
  readonly policy: Pick<CompiledPolicy, 'services'>;
}

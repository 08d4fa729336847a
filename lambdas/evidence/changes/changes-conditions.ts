import type { ChangesEvidence } from '../../domain/records/evidence.ts';
import { changeContext } from '../../domain/triage/conditions/condition-context.ts';
import type { EvidenceValues } from '../../domain/triage/conditions/evidence-conditions.ts';

export const changesConditions: EvidenceValues<ChangesEvidence> = {
  name: 'changes',
  fields: 'anything',
  values: ({ changes }) => changes.map(changeContext),
};

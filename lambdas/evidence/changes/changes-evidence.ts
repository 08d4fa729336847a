import type { ChangesEvidence } from '../../domain/records/evidence.ts';
import type { EvidencePlugIn } from '../../ports/plug-ins/evidence-kind.ts';
import { changesConditions } from './changes-conditions.ts';
import { changesResponse } from './changes-response.ts';

/** Deployments, flags and configuration that changed. As suspects they are shown with what the assessment thinks of each. */
export const changesEvidence = {
  kind: 'changes',
  title: 'Recent changes',
  handler: 'list-changes',
  conditions: changesConditions,
  response: changesResponse,
  gathered: ({ changes, missing = [] }) => {
    const listed = changes.map(({ summary, at }) => `${summary} at ${at}`).join('; ') || 'none';
    const unread = missing.map(({ source, reason }) => `${source} (${reason})`).join('; ');
    return `Changes listed: ${listed}${unread === '' ? '' : `. Not read: ${unread}`}`;
  },
  missing: ({ missing = [] }) => missing.map(({ source, reason }) => `${source}: ${reason}`),
  facts: () => [],
} satisfies EvidencePlugIn<ChangesEvidence>;

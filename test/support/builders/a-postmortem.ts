import type { RecordedFacts } from '../../../lambdas/domain/records/recorded-facts.ts';
import type { Postmortem } from '../../../lambdas/domain/reporting/postmortem/document/postmortem-schema.ts';
import { draftPostmortem } from '../../../lambdas/domain/reporting/postmortem/draft/draft-postmortem.ts';
import { projectTimeline } from '../../../lambdas/domain/reporting/timeline/timeline-projection.ts';
import { evidenceKinds } from '../../../lambdas/evidence/index.ts';
import { aPolicy } from './a-policy.ts';
import { aService } from './builders.ts';
import { sampleApproval, sampleRecord } from './sample-incident.ts';

export const draftedAt = new Date('2026-11-23T02:08:06.000Z');

/** The draft of a record, by default of the sample incident once it is closed. */
export function aPostmortem(record: RecordedFacts = sampleRecord('closed')): Postmortem {
  const { incident } = record;
  if (incident.status !== 'closed') throw new Error('Only a closed incident has a postmortem');
  const timeline = projectTimeline(record, [sampleApproval('approved')], evidenceKinds);
  const policy = aPolicy({ services: [aService()] });
  return draftPostmortem(
    { record: { ...record, incident }, timeline, evidenceKinds, policy },
    {
      owner: 'ana',
      dueAt: '2026-11-24T02:08:05.000Z',
      by: 'firebreak:write-postmortem',
      now: draftedAt,
    },
  );
}

/** Everything that cites entries, with what it cites. */
export function citing(
  document: Postmortem,
): readonly { readonly text: string; readonly cites: readonly number[] }[] {
  return [
    ...document.sections.flatMap(({ statements }) => statements),
    ...document.actions.flatMap(({ statements }) => statements),
    ...document.decisions,
    ...document.backports,
    ...document.followUps,
  ];
}

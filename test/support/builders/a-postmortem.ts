import type { RecordedFacts } from '../../../lambdas/domain/records/recorded-facts.ts';
import type { Postmortem } from '../../../lambdas/domain/reporting/postmortem/document/postmortem-schema.ts';
import type { DraftInput } from '../../../lambdas/domain/reporting/postmortem/draft/draft-input.ts';
import {
  draftPostmortem,
  generated,
} from '../../../lambdas/domain/reporting/postmortem/draft/draft-postmortem.ts';
import {
  editPostmortem,
  type PostmortemEdit,
} from '../../../lambdas/domain/reporting/postmortem/edit/edit-postmortem.ts';
import { projectTimeline } from '../../../lambdas/domain/reporting/timeline/timeline-projection.ts';
import { evidenceKinds } from '../../../lambdas/evidence/index.ts';
import { aService } from './builders.ts';
import { aPolicy } from './policy/a-policy.ts';
import { sampleApproval, sampleRecord } from './samples/sample-incident.ts';

export const draftedAt = new Date('2026-11-23T02:08:06.000Z');

function draftedFrom(record: RecordedFacts) {
  const { incident } = record;
  if (incident.status !== 'closed') throw new Error('Only a closed incident has a postmortem');
  const timeline = projectTimeline(record, [sampleApproval('approved')], evidenceKinds);
  const policy = aPolicy({ services: [aService()] });
  return { record: { ...record, incident }, timeline, evidenceKinds, policy } satisfies DraftInput;
}

/** The draft of a record, by default of the sample incident once it is closed. */
export function aPostmortem(record: RecordedFacts = sampleRecord('closed')): Postmortem {
  return draftPostmortem(draftedFrom(record), {
    owner: 'ana',
    dueAt: '2026-11-24T02:08:05.000Z',
    by: 'firebreak:write-postmortem',
    now: draftedAt,
  });
}

/** What of that draft is generated. */
export const generatedFacts = (record: RecordedFacts = sampleRecord('closed')) =>
  generated(draftedFrom(record));

/** The document with this edit, the next morning; throws where it is not taken. */
export function edited(document: Postmortem, change: PostmortemEdit, by = 'ana'): Postmortem {
  const next = editPostmortem(document, change, { by, now: new Date('2026-11-23T09:00:00.000Z') });
  if (next.kind !== 'edited') throw new Error(JSON.stringify(next));
  return next.document;
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

import { namedRecord } from '../../names/named-facts.ts';
import { peopleNames } from '../../names/policy-names.ts';
import {
  type Postmortem,
  postmortemSchemaName,
  type SectionId,
  type Statement,
  sectionIds,
} from '../document/postmortem-schema.ts';
import { actions, backports } from './actions.ts';
import { citing } from './citations.ts';
import { decisions } from './decisions.ts';
import type { Draft, DraftInput } from './draft-input.ts';
import { followUps } from './follow-ups.ts';
import { questions } from './questions.ts';
import { times } from './times.ts';
import { factors, impact, summary, trigger } from './what-happened.ts';
import { hard, lucky, worked } from './what-worked.ts';

const writers: Readonly<Record<SectionId, (draft: Draft) => readonly Statement[]>> = {
  summary,
  impact,
  trigger,
  factors,
  worked,
  hard,
  lucky,
};

export interface DraftedFor {
  readonly owner: string | null;
  readonly dueAt: string;
  /** `person:<id>`, or `firebreak:<handler>`. */
  readonly by: string;
  readonly now: Date;
}

/** The first version: what the record says, each statement with the entries that it rests on, and what only people can say as questions. */
export function draftPostmortem(input: DraftInput, { owner, dueAt, by, now }: DraftedFor): Postmortem {
  const at = now.toISOString();
  return {
    ...generated(input),
    schema: postmortemSchemaName,
    version: 1,
    state: 'draft',
    owner,
    writtenAt: at,
    dueAt,
    published: null,
    history: [{ version: 1, at, by, what: 'drafted from the record' }],
  };
}

/** The parts that are made of the record, with nothing that people wrote. */
export function generated(
  input: DraftInput,
): Omit<
  Postmortem,
  'schema' | 'version' | 'state' | 'owner' | 'writtenAt' | 'dueAt' | 'published' | 'history'
> {
  // Of itself it does not tell.
  const timeline = input.timeline.filter(
    ({ id, kind }) => !kind.startsWith('postmortem.') && !id.startsWith('notification.sent:postmortem'),
  );
  const draft: Draft = { ...input, timeline, cite: citing(timeline) };
  // For sentences only: what names a person in a field of its own keeps the id.
  const told: Draft = { ...draft, record: namedRecord(draft.record, peopleNames(draft.policy)) };
  const { incident } = input.record;
  const { id, severity, symptom, service, environment, sensitive, outcome, policyHash } = incident;
  const { openedAt, closedAt, closedBy } = incident;
  return {
    incident: {
      id,
      severity,
      symptom,
      service,
      environment,
      sensitive,
      outcome,
      policyHash,
      openedAt,
      closedAt,
      closedBy,
      title: sensitive ? 'Security-sensitive incident' : incident.title,
    },
    times: times(draft),
    sections: sectionIds.map((section) => ({
      id: section,
      statements: writers[section](told),
      words: null,
    })),
    decisions: decisions(draft),
    actions: actions(told),
    backports: backports(draft),
    followUps: followUps(draft),
    similar: incident.assessment?.similar ?? [],
    questions: questions(draft).map((asked) => ({ ...asked, answer: null, leftOpen: null })),
    timeline: timeline.map((entry) => ({
      id: entry.id,
      at: entry.at,
      actor: entry.actor,
      kind: entry.kind,
      text: entry.text,
    })),
  };
}

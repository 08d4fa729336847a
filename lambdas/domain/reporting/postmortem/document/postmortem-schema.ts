import * as z from 'zod/mini';
import { metricNames, metricUnits } from '../../../records/evidence.ts';
import { followUpStates, followUpTypes } from '../../../records/follow-up/follow-up.ts';
import type { Immutable } from '../../../records/immutable.ts';
import { closeOutcomes } from '../../../records/incident.ts';
import { postmortemStates } from '../../../records/postmortem/postmortem-head.ts';
import { severities, symptoms } from '../../../records/severity.ts';
import { momentNames } from '../../times/moment-names.ts';

/** Grows when a field changes its meaning or goes; new fields do not count. */
export const postmortemSchemaName = 'firebreak.postmortem/1';

/** Parts in which people write beside what is generated; the later ones stand after the times. */
export const laterSectionIds = ['trigger', 'factors', 'worked', 'hard', 'lucky'] as const;
export const sectionIds = ['summary', 'impact', ...laterSectionIds] as const;
export type SectionId = (typeof sectionIds)[number];

const time = z.string();
/** Places in `timeline`, from 1. */
const cites = z.array(z.int().check(z.minimum(1)));

/** What the record says, and by which entries. `counted`: how a number came about; `query`: by which query, where there was one. */
const statement = z.object({
  text: z.string(),
  counted: z.nullable(z.string()),
  query: z.nullable(z.string()),
  cites,
});

/** What people wrote, and at which version of the document last. */
const words = z.nullable(
  z.object({ text: z.string(), authors: z.array(z.string()), at: time, version: z.int() }),
);

const moment = z.object({
  name: z.enum(momentNames),
  at: z.nullable(time),
  /** How it is known, or why nobody knows. */
  how: z.string(),
  cites,
});
const seconds = z.nullable(z.int());

/** The metric that an action was to improve: before, at and after it. */
const effect = z.object({
  metric: z.enum(metricNames),
  unit: z.enum(metricUnits),
  periodSeconds: z.number(),
  points: z.array(z.object({ at: time, value: z.nullable(z.number()) })),
  onsetAt: z.nullable(time),
  baseline: z.nullable(z.object({ median: z.number(), deviation: z.number(), samples: z.number() })),
  /** What was expected, in a phrase. */
  expected: z.string(),
  takenAt: time,
  undoneAt: z.nullable(time),
});

const action = z.object({
  step: z.int(),
  action: z.string(),
  resource: z.string(),
  summary: z.string(),
  outcome: z.string(),
  statements: z.array(statement),
  effect: z.nullable(effect),
});

const question = z.object({
  id: z.string(),
  section: z.enum(sectionIds),
  text: z.string(),
  cites,
  answer: words,
  /** Why it stays without an answer. */
  leftOpen: z.nullable(z.object({ reason: z.string(), by: z.string(), at: time })),
});

/** The postmortem as it is kept: Markdown and HTML are made of it. */
export const postmortemSchema = z.object({
  schema: z.literal(postmortemSchemaName),
  version: z.int(),
  state: z.enum(postmortemStates),
  owner: z.nullable(z.string()),
  writtenAt: time,
  dueAt: time,
  published: z.nullable(z.object({ at: time, by: z.string() })),
  incident: z.object({
    id: z.string(),
    title: z.string(),
    severity: z.enum(severities),
    symptom: z.enum(symptoms),
    service: z.string(),
    environment: z.string(),
    sensitive: z.boolean(),
    outcome: z.enum(closeOutcomes),
    openedAt: time,
    closedAt: time,
    closedBy: z.string(),
    policyHash: z.string(),
  }),
  times: z.object({
    moments: z.array(moment),
    seconds: z.object({ detect: seconds, acknowledge: seconds, mitigate: seconds, resolve: seconds }),
  }),
  sections: z.array(z.object({ id: z.enum(sectionIds), statements: z.array(statement), words })),
  /** Who decided what, and what was known then. */
  decisions: z.array(z.object({ at: time, actor: z.string(), text: z.string(), cites, knownThen: cites })),
  actions: z.array(action),
  backports: z.array(
    z.object({
      resource: z.string(),
      text: z.string(),
      restore: z.string(),
      owner: z.string(),
      dueAt: time,
      status: z.string(),
      cites,
    }),
  ),
  followUps: z.array(
    z.object({
      id: z.string(),
      type: z.enum(followUpTypes),
      text: z.string(),
      owner: z.nullable(z.string()),
      dueAt: time,
      state: z.enum(followUpStates),
      /** Of its ticket; null while it has none. */
      url: z.nullable(z.string()),
      cites,
    }),
  ),
  similar: z.array(
    z.object({
      incidentId: z.string(),
      title: z.string(),
      openedAt: time,
      shared: z.array(z.string()),
      ended: z.string(),
      tookSeconds: z.number(),
    }),
  ),
  questions: z.array(question),
  timeline: z.array(
    z.object({ id: z.string(), at: time, actor: z.string(), kind: z.string(), text: z.string() }),
  ),
  history: z.array(z.object({ version: z.int(), at: time, by: z.string(), what: z.string() })),
});

export type Postmortem = Immutable<z.output<typeof postmortemSchema>>;
export type Statement = Postmortem['sections'][number]['statements'][number];
export type Words = Postmortem['sections'][number]['words'];
export type PostmortemAction = Postmortem['actions'][number];
export type Question = Postmortem['questions'][number];

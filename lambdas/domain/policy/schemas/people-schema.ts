import * as z from 'zod';
import type { Immutable } from '../../records/immutable.ts';
import { severities } from '../../records/severity.ts';
import { idField, minutesField, sentenceField } from '../fields.ts';
import { agentsField } from './agents-schema.ts';
import { followUpsField } from './follow-ups-schema.ts';
import { incidentChannelsField } from './incident-channels-schema.ts';
import { noAnswerRule } from './no-answer-schema.ts';
import { onCallSchema } from './on-call-schema.ts';
import { principalField } from './principal-field.ts';
import { publicStatusField } from './public-status-schema.ts';
import { signInSchema } from './sign-in-schema.ts';
import { slackCommandField } from './slack-command-schema.ts';

const peopleList = z.array(idField).min(1, 'needs at least one person');

const bySeverity = (defaults: Readonly<Record<'SEV1' | 'SEV2' | 'SEV3', number>>) =>
  z
    .strictObject({
      SEV1: minutesField.default(defaults.SEV1),
      SEV2: minutesField.default(defaults.SEV2),
      SEV3: minutesField.default(defaults.SEV3),
    })
    .prefault({});

/** Status updates from the declaration to the closing (docs/communication.md). */
const updatesSchema = z
  .strictObject({
    cadenceMinutes: bySeverity({ SEV1: 15, SEV2: 30, SEV3: 120 }).describe(
      'How often a status update is sent while an incident is open.',
    ),
    firstAfterMinutes: bySeverity({ SEV1: 2, SEV2: 10, SEV3: 120 }).describe(
      'How long after declaration the first one is sent.',
    ),
    unchangedAtMostMinutes: bySeverity({ SEV1: 60, SEV2: 240, SEV3: 1440 }).describe(
      'After three in which nothing changed they come less often, up to this; the cadence itself keeps them coming.',
    ),
    audiences: z
      .array(z.enum(['ops', 'engineering']))
      .default(['ops', 'engineering'])
      .describe('Which stakeholders get them; of a security-sensitive incident only those for security do.'),
    stakeholders: z
      .array(z.strictObject({ services: z.array(idField).min(1), people: peopleList }))
      .default([])
      .describe('Who else gets the updates of certain services.'),
  })
  .prefault({});

/** people.yaml: who leads, who decides, who is notified, and how often. */
export const peopleSchema = z.strictObject({
  people: z
    .array(
      z.strictObject({
        id: idField,
        name: sentenceField,
        email: z.email('must be an e-mail address'),
        channels: z
          .array(idField)
          .min(1, 'needs at least one channel')
          .default(['mail'])
          .describe('By which channels they are notified (docs/channels.md).'),
        slack: z
          .string()
          .regex(/^[UW][A-Z0-9]{4,20}$/, 'must be a Slack member id, such as U012AB3CD')
          .optional()
          .describe('Their member id in Slack, by which they are mentioned there.'),
        iam: z
          .array(principalField)
          .optional()
          .describe('Who they are when they call the API with AWS credentials; nobody when left out.'),
        oidc: z
          .strictObject({
            subject: z
              .string()
              .regex(/^[\x20-\x7e]{1,255}$/, 'must be the `sub` of their ID tokens, 255 characters at most'),
          })
          .optional()
          .describe(
            'Who they are at the issuer of `signIn`: never an e-mail address, which can change hands.',
          ),
      }),
    )
    .min(1, 'needs at least one person'),
  signIn: signInSchema.optional().describe('Where people sign in (docs/sign-in.md); left out: nowhere.'),
  onCall: onCallSchema.describe('Who is on call when, and who is next (docs/oncall.md).'),
  approvals: z.strictObject({
    approvers: peopleList.describe('Each gets a personal link; one decides.'),
    securityApprovers: peopleList
      .optional()
      .describe(
        'Who decides in their place about security-sensitive incidents; left out: those approvers who may see them.',
      ),
    expiresAfterMinutes: minutesField.default(15),
    signIn: z
      .enum(['irreversible', 'all'])
      .optional()
      .describe(
        'Which steps are approved by link, code and a sign-in: with `signIn`, those that cannot be undone when left out.',
      ),
    noAnswer: z
      .array(noAnswerRule)
      .default([])
      .describe('What happens while nobody answers; the first that fits counts (docs/approvals.md).'),
  }),
  stakeholders: z.strictObject({ ops: peopleList, engineering: peopleList, security: peopleList }),
  updates: updatesSchema.describe('Status updates by cadence (docs/communication.md).'),
  incidentChannels: incidentChannelsField,
  publicStatus: publicStatusField
    .optional()
    .describe('What the public is told, once a person has released it; left out: nothing.'),
  slackCommand: slackCommandField
    .optional()
    .describe(
      "Whose command in Slack is answered with a link to the form that declares; left out: nobody's.",
    ),
  agents: agentsField
    .optional()
    .describe('Agents that may write notes and propose steps (docs/agents.md); left out: none may.'),
  followUps: followUpsField.describe('What is left to do after incidents (docs/follow-ups.md).'),
  postmortems: z
    .strictObject({
      severities: z
        .array(z.enum(severities))
        .default(['SEV1', 'SEV2'])
        .describe('Incidents of which a postmortem is drafted when they close; of others on request.'),
      dueHours: z
        .number()
        .int()
        .min(1)
        .max(2160)
        .default(24)
        .describe('Hours from the closing of the incident until it is to be published.'),
      remindHours: z
        .number()
        .int()
        .min(1)
        .max(2160)
        .default(4)
        .describe(
          'How many hours before that its owner is reminded; when it is overdue, those for engineering are told.',
        ),
    })
    .prefault({})
    .describe('What is written about incidents (docs/postmortems.md).'),
  securityPrincipals: z
    .array(principalField)
    .optional()
    .describe('AWS callers of the API who may read security-sensitive incidents; nobody when left out.'),
  notifications: z
    .strictObject({
      atMost: z
        .number()
        .int()
        .min(1)
        .max(500)
        .default(10)
        .describe('So many notifications that an incident needs a person …'),
      perMinutes: minutesField
        .default(15)
        .describe('… in so many minutes for each person; the others wait for a digest. SEV1 is always sent.'),
    })
    .prefault({}),
});

export type PeoplePolicy = Immutable<z.output<typeof peopleSchema>>;
export type PersonPolicy = PeoplePolicy['people'][number];

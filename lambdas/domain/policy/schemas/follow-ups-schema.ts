import * as z from 'zod';
import type { Immutable } from '../../records/immutable.ts';
import { hostField, idField, minutesField } from '../fields.ts';

const daysField = z.number().int().min(1).max(365);

/** Days until each type is due. */
const dueDaysField = z
  .strictObject({
    investigation: daysField.default(5),
    'missing-test': daysField.default(14),
    'missing-alert': daysField.default(14),
    'back-port': daysField.default(7),
    hardening: daysField.default(30),
    'slow-detection': daysField.default(14),
    'slow-acknowledgement': daysField.default(14),
    'missing-evidence': daysField.default(14),
    runbook: daysField.default(14),
    'unknown-service': daysField.default(7),
    other: daysField.default(14),
  })
  .prefault({});

const trackerField = z.strictObject({
  id: idField.describe('Your name for the place; it stands on follow-ups.'),
  tracker: idField.describe('What kind it is (docs/follow-ups.md).'),
  host: hostField('acme.atlassian.net')
    .optional()
    .describe("Your server, where the tracker's own is not meant: acme.atlassian.net, github.acme.com."),
  to: z.string().min(1).max(200).describe('Where in it: a GitHub repository, a Jira project.'),
  labels: z
    .array(z.string().regex(/^[^\s,]{1,50}$/, 'must have no space and no comma, 50 characters at most'))
    .max(10)
    .default(['firebreak'])
    .describe('Labels of each ticket.'),
  services: z
    .array(idField)
    .min(1)
    .optional()
    .describe('Only follow-ups of these services; all when left out.'),
  sensitive: z
    .boolean()
    .default(false)
    .describe('True: only those of security-sensitive incidents, with as little text as possible.'),
  issueType: z
    .string()
    .min(1)
    .max(100)
    .optional()
    .describe('Jira: name of the issue type; Task when left out.'),
  fields: z
    .record(z.string().regex(/^[A-Za-z][\w-]{0,100}$/, 'must be the id of a Jira field'), z.json())
    .optional()
    .describe('Jira: fields that your project requires, by id, as its API takes them.'),
});

/** What is proposed after incidents, when it is due, and where its tickets go. */
export const followUpsField = z
  .strictObject({
    dueDays: dueDaysField.describe('Days from the closing of the incident until each type is due.'),
    detectionMinutes: minutesField
      .default(10)
      .describe('A detection that took longer is worth a follow-up of its own.'),
    acknowledgementMinutes: minutesField
      .default(15)
      .describe('The same for the first answer of a person, where one was needed.'),
    fileProposedAfterMinutes: z
      .union([z.number().int().min(0).max(10_080), z.literal('never')])
      .default(60)
      .describe('When proposals that nobody has decided on become tickets; never: only accepted ones do.'),
    trackers: z
      .array(trackerField)
      .default([])
      .describe(
        'Where tickets go: the first that fits. Without one, follow-ups are kept on the record only.',
      ),
  })
  .prefault({});

export type FollowUpsPolicy = Immutable<z.output<typeof followUpsField>>;
export type TrackerPolicy = FollowUpsPolicy['trackers'][number];

import * as z from 'zod';
import type { Immutable } from '../../records/immutable.ts';
import { isTimeZone, wallTimeOf } from '../../wall-clock.ts';
import { idField, minutesField, sentenceField } from '../fields.ts';
import { weekdays } from '../weekdays.ts';

const timeZoneField = z
  .string()
  .refine(isTimeZone, 'is not a time zone: give the name of one, such as Europe/Berlin')
  .describe('Its clocks are what handoffs go by, daylight saving included.');

const localTimeField = z
  .string()
  .refine(
    (text) => !Number.isNaN(wallTimeOf(text)),
    'must be a local time such as 2026-01-05T09:00, without a zone',
  );

const clockField = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'must be HH:MM, quoted');
const lengthField = z.number().int().min(1).max(1000);

const hours = z.strictObject({
  days: z
    .array(z.enum(weekdays))
    .min(1)
    .default([...weekdays]),
  from: clockField,
  until: clockField,
});

const rotation = z
  .strictObject({
    people: z.array(idField).min(1, 'needs at least one person').describe('One after the other.'),
    startsAt: localTimeField.describe('When the first shift of the first person begins.'),
    handoffEvery: z
      .strictObject({
        weeks: lengthField.optional(),
        days: lengthField.optional(),
        hours: lengthField.optional(),
      })
      .refine(
        (each) => Object.keys(each).length === 1,
        'needs one of weeks, days and hours, such as { weeks: 1 }',
      )
      .default({ weeks: 1 }),
    timeZone: timeZoneField.optional().describe("Where it is not the rota's."),
    from: localTimeField.optional().describe('The layer counts from then on.'),
    until: localTimeField.optional().describe('The layer counts until then.'),
    onlyDuring: z
      .array(hours)
      .min(1)
      .optional()
      .describe('Hours in which the layer counts; from and until alike are the whole day. Others it leaves.'),
  })
  .refine(({ from, until }) => from === undefined || until === undefined || from < until, {
    message: 'must be later than from',
    path: ['until'],
  });

const calendar = z.strictObject({
  calendar: z
    .string()
    .regex(/^[\w.-]+\.ics$/, 'must be the name of an .ics file beside people.yaml')
    .describe('Events of this iCalendar file; each names one person.'),
  until: z.iso
    .date('must be a day such as 2027-12-31')
    .describe('Events that repeat are read up to this day, so that the same files make the same policy.'),
});

const override = z
  .strictObject({
    person: idField,
    from: localTimeField,
    until: localTimeField,
    reason: sentenceField.optional(),
  })
  .refine(({ from, until }) => from < until, { message: 'must be later than from', path: ['until'] });

const levels = z
  .array(idField)
  .min(1, 'needs at least one level')
  .max(10)
  .describe('Ids of rotas or people, asked one after the other.');

const minutesBySeverity = (SEV1: number, SEV2: number, SEV3: number) =>
  z
    .strictObject({
      SEV1: minutesField.default(SEV1),
      SEV2: minutesField.default(SEV2),
      SEV3: minutesField.default(SEV3),
    })
    .prefault({});

/** The part `onCall` of people.yaml: who is on call when, and who is next. */
export const onCallSchema = z.strictObject({
  rotas: z
    .array(
      z.strictObject({
        id: idField,
        timeZone: timeZoneField,
        layers: z
          .array(z.union([rotation, calendar]))
          .min(1, 'needs at least one layer')
          .describe('A later layer counts before an earlier one.'),
        allowGaps: z
          .boolean()
          .default(false)
          .describe(
            'Its gaps are meant, and `firebreak oncall check` accepts them: the next level is asked.',
          ),
        overrides: z
          .array(override)
          .default([])
          .describe('Count before every layer; of two at once the later in the file.'),
      }),
    )
    .min(1, 'needs at least one rota'),
  escalations: z
    .array(
      z.strictObject({
        services: z
          .array(idField)
          .min(1)
          .optional()
          .describe('For these services; left out: for all others. The first that fits counts.'),
        commander: levels,
        approver: levels.optional().describe('Left out: all approvers are asked at once.'),
      }),
    )
    .min(1, 'needs at least one escalation')
    .superRefine((all, context) => {
      for (const [index, { services }] of all.entries()) {
        const isLast = index === all.length - 1;
        if ((services === undefined) === isLast) continue;
        const message = isLast
          ? 'the last escalation is for all other services: add one without services'
          : 'only the last escalation is for all other services: name those of this one, or put it last';
        context.addIssue({ code: 'custom', message, path: [index, ...(isLast ? ['services'] : [])] });
      }
    }),
  escalateAfterMinutes: minutesBySeverity(5, 15, 60).describe(
    'A handover that nobody acknowledged goes to the next level of commanders after so long.',
  ),
});

export type OnCallPolicy = Immutable<z.output<typeof onCallSchema>>;
export type Rota = OnCallPolicy['rotas'][number];
export type Layer = Rota['layers'][number];
export type Rotation = Immutable<z.output<typeof rotation>>;
export type Hours = Immutable<z.output<typeof hours>>;

import * as z from 'zod';
import { chanceField, factorField, nameField, percentField } from './scenario-fields.ts';

/** Only the requests with these are affected; without it, all. */
const onlySchema = z.strictObject({
  tenants: z.number().int().min(1).optional(),
  region: nameField.optional(),
  route: nameField.optional(),
  address: nameField.optional(),
  zone: nameField.optional(),
});

export const effectSchema = z
  .strictObject({
    chance: chanceField,
    while: nameField.optional().describe('Id of the event: as long as what it did is in place.'),
    afterUndoing: nameField
      .optional()
      .describe('Id of the event: once what it did was taken back, until it is in place again.'),
    everyDay: z
      .strictObject({ afterSeconds: z.number(), forSeconds: z.number().positive() })
      .optional()
      .describe('At the same time of every day, past and to come, counted from the start.'),
    atRandom: z.number().min(0).max(1).optional().describe('Share of the minutes, past and to come.'),
    service: nameField.optional(),
    queue: nameField.optional(),
    through: nameField
      .optional()
      .describe(
        'Comes with the messages of this queue: there as long as, and as much as, its consumer is at work.',
      ),
    flow: nameField
      .optional()
      .describe('Whoever takes the flow with this path meets an error, which no metric shows.'),
    unlessFlag: nameField
      .optional()
      .describe('While this flag is on, nothing of it is there: what it befalls is done without.'),
    delaySeconds: z.number().min(0).default(0),
    rampSeconds: z.number().min(0).default(0).describe('Grows evenly to its full size in this time.'),
    errorPercent: percentField.optional(),
    latencyFactor: factorField.optional(),
    trafficFactor: factorField.optional(),
    concurrencyFactor: factorField.optional(),
    deadLettersPerMinute: z.number().min(0).optional(),
    backlogPerMinute: z.number().min(0).optional(),
    error: nameField.optional().describe('What the log says: `Name: message`; {n} is a number that varies.'),
    linesPerMinute: z.number().min(0).default(0).describe('Error lines that belong to no failed request.'),
    only: onlySchema.optional(),
  })
  .refine(
    (effect) =>
      [effect.while, effect.afterUndoing, effect.everyDay, effect.atRandom].filter((one) => one !== undefined)
        .length === 1,
    {
      error: 'needs exactly one of while, afterUndoing, everyDay and atRandom',
    },
  )
  .refine((effect) => (effect.service === undefined) !== (effect.queue === undefined), {
    error: 'needs either service or queue',
  })
  .refine(
    ({ queue, afterUndoing, unlessFlag }) =>
      queue === undefined || (afterUndoing === undefined && unlessFlag === undefined),
    { error: 'of a queue takes neither afterUndoing nor unlessFlag' },
  )
  .refine(({ atRandom, unlessFlag }) => atRandom === undefined || unlessFlag === undefined, {
    error: 'takes no unlessFlag with atRandom',
  });

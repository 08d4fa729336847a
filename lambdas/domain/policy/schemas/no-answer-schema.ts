import * as z from 'zod';
import { risks } from '../../records/plan.ts';
import { severities } from '../../records/severity.ts';
import { minutesField } from '../fields.ts';

/** What happens while nobody answers a request for approval; the first rule that fits counts. */
export const noAnswerRule = z
  .strictObject({
    severity: z.enum(severities).optional().describe('Left out: any.'),
    risk: z.enum(risks).optional().describe('Left out: any.'),
    remindAfterMinutes: minutesField.optional().describe('Whoever was asked is reminded once after so long.'),
    nextAfterMinutes: minutesField.optional().describe('After so long the next level is asked, too.'),
    atTheEnd: z
      .enum(['hold', 'run'])
      .default('hold')
      .describe('At the end: nothing is done and people have the incident, or the step runs unanswered.'),
  })
  .refine(
    ({ atTheEnd, severity, risk }) => atTheEnd === 'hold' || (severity === 'SEV1' && risk === 'reversible'),
    {
      message: 'only a reversible step at SEV1 may run unanswered: give severity: SEV1 and risk: reversible',
      path: ['atTheEnd'],
    },
  );

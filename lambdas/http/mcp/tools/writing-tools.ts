import * as z from 'zod/mini';
import { untrusted } from '../untrusted.ts';
import type { WriteApi } from '../write-api.ts';
import { incidentId, type Tool, tool } from './tool.ts';

const text = (longest: number, described: string) =>
  z.string().check(z.trim(), z.minLength(3), z.maxLength(longest), z.describe(described));

const citation = z.string().check(z.minLength(1), z.maxLength(300));

/** Ids as the reading tools gave them. */
const citations = (atLeast: number) =>
  z
    .array(citation)
    .check(
      z.minLength(atLeast, 'cite at least one fact'),
      z.maxLength(20),
      z.describe('ids of facts of this incident: evidence:metrics, change:…, step:0, of timeline entries'),
    );

/** The two tools that write. What they write is a note or a wish; neither acts nor approves. */
export const writingTools: readonly Tool<WriteApi>[] = [
  tool({
    name: 'add_note',
    title: 'Add a note',
    description:
      'Puts a note on the timeline of an incident, in the name of this agent and marked as its words.',
    writes: true,
    input: z.strictObject({
      incident: incidentId,
      text: text(2000, 'what you found; one line is kept, secrets are masked'),
      citations: z._default(citations(0), []),
    }),
    async call(api: WriteApi, { incident, ...note }) {
      return { outcome: 'noted', ...(await api.addNote({ incidentId: incident, ...note })) };
    },
  }),
  tool({
    name: 'propose_step',
    title: 'Propose a step',
    description:
      'Proposes one action of the catalogue on a resource of the service. Guardrails may deny it, with reasons. Else people see it, may ask for it, and approve it like any step: nothing happens before.',
    writes: true,
    input: z.strictObject({
      incident: incidentId,
      actionKind: z.string().check(z.maxLength(100), z.describe('kind of an action: roll-back-lambda-alias')),
      params: z
        .strictObject({
          resource: z.optional(
            z.string().check(z.maxLength(256), z.describe('key of a resource of the service')),
          ),
          change: z.optional(
            z.string().check(z.maxLength(256), z.describe('id of the change to revert: change:…')),
          ),
        })
        .check(
          z.refine(
            ({ resource, change }) => resource !== undefined || change !== undefined,
            'needs a resource, a change, or both',
          ),
          z.describe('what it is done to; versions and amounts come of policy and evidence'),
        ),
      reason: text(1000, 'why, for the people who decide; one line, 300 characters are kept'),
      citations: citations(1),
    }),
    async call(api: WriteApi, { incident, actionKind, params, ...said }) {
      const answer = await api.proposeStep({
        incidentId: incident,
        action: actionKind,
        resource: params.resource ?? null,
        changeId: params.change?.replace(/^change:/, '') ?? null,
        ...said,
      });
      if (answer.outcome === 'denied') {
        return { outcome: 'denied', ...untrusted('firebreak', { reasons: answer.reasons }) };
      }
      const { outcome, id, page, step, guardrails } = answer;
      return {
        outcome,
        id,
        page,
        ...untrusted('firebreak', { step, guardrails }),
        next: 'A person may ask for it on the page once automation has stopped; approvers decide then.',
      };
    },
  }),
];

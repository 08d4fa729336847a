import * as z from 'zod/mini';
import { followUpStates, followUpTypes } from '../../domain/records/follow-up/follow-up.ts';
import { followUpChanges } from '../../domain/response/follow-ups/change-follow-up.ts';
import { by, onPage } from './caller.ts';
import { openEnum } from './open-enum.ts';

const followUp = z.object({
  incidentId: z.string(),
  id: z.string(),
  service: z.string(),
  environment: z.string(),
  type: openEnum(followUpTypes),
  text: z.string(),
  owner: z.nullable(z.string()),
  dueAt: z.string(),
  entries: z.array(z.string()),
  state: openEnum(followUpStates),
  createdAt: z.string(),
  createdBy: z.string(),
  closedAt: z.nullable(z.string()),
  closedBy: z.nullable(z.string()),
  reason: z.nullable(z.string()),
  ticket: z.nullable(
    z.object({
      tracker: z.string(),
      key: z.string(),
      url: z.string(),
      filedAt: z.string(),
      state: openEnum(['open', 'closed', 'gone']),
      readAt: z.string(),
    }),
  ),
  filing: z.nullable(
    z.object({
      tracker: z.string(),
      tries: z.number(),
      outcome: openEnum(['trying', 'later', 'unknown', 'refused']),
      reason: z.nullable(z.string()),
      nextAt: z.string(),
    }),
  ),
});

/** With `incident`: all of that one, else those of every incident that are neither done nor dropped. */
export const followUpListQuery = z.object({
  incident: z.optional(z.string().check(z.maxLength(64))),
});

export const followUpListResponse = z.object({ followUps: z.array(followUp) });

const nullable = (longest: number) =>
  z._default(z.nullable(z.string().check(z.trim(), z.minLength(1), z.maxLength(longest))), null);

const given = {
  change: z.enum(['add', ...followUpChanges]),
  id: nullable(64),
  type: z._default(z.nullable(z.enum(followUpTypes)), null),
  text: nullable(2000),
  owner: nullable(64),
  dueAt: nullable(40),
  reason: nullable(500),
};

export const followUpRequest = z.object({
  ...given,
  incidentId: z.string().check(z.regex(/^inc_[0-9A-Z]{1,40}$/, 'must be the id of an incident')),
  by,
});

export const pageFollowUpRequest = z.object({ ...onPage, ...given });

export const followUpResponse = z.object({ followUp });

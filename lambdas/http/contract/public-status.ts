import * as z from 'zod/mini';
import { publicImpacts, publicStates } from '../../domain/records/public-status/public-status.ts';
import { by, onPage } from './caller.ts';
import { openEnum } from './open-enum.ts';

const said = {
  state: openEnum(publicStates),
  impact: openEnum(publicImpacts),
  title: z.string(),
  text: z.string(),
};
const release = z.object({ number: z.number(), ...said, at: z.string(), by: z.string() });

export const publicStatusResponse = z.object({
  draft: z.nullable(z.object({ id: z.string(), ...said })),
  why: z.nullable(z.string()),
  mayRelease: z.boolean(),
  releases: z.array(release),
  pages: z.array(
    z.object({
      page: z.string(),
      isThere: z.boolean(),
      url: z.nullable(z.string()),
      outcome: openEnum(['published', 'trying', 'later', 'unknown', 'refused', 'given-up']),
      reason: z.nullable(z.string()),
      nextAt: z.string(),
    }),
  ),
  isStale: z.boolean(),
});

const given = {
  draft: z._default(
    z.nullable(z.string().check(z.regex(/^drf_[0-9a-f]{12}$/, 'must be the id of a draft'))),
    null,
  ),
  state: z._default(z.nullable(z.enum(publicStates)), null),
  text: z._default(z.nullable(z.string().check(z.trim(), z.minLength(3), z.maxLength(1000))), null),
};

export const releaseRequest = z.object({ ...given, by });

export const pageReleaseRequest = z.object({ ...onPage, ...given });

export const releaseResponse = z.object({ release });

import { accessOf } from '../../../installation/access-of.ts';
import { trackersOf } from '../../../installation/trackers-of.ts';
import { type Check, ok, problem } from '../finding.ts';

/** Where tickets of follow-ups go: whether each place would take one. */
export const trackers: Check = {
  name: 'trackers',
  needs: 'secretsmanager:GetSecretValue on the secrets of trackers',
  isLocalToo: true,
  async find({ installation, policy }) {
    const bound = await trackersOf(installation, policy.people.followUps.trackers);
    const findings = [];
    for (const tracker of bound) {
      const { id } = tracker.place;
      const problems = await accessOf(tracker);
      findings.push(
        ...problems.map((found) => problem(`${id}: ${found}`, `docs/follow-ups.md#${tracker.place.tracker}`)),
      );
    }
    if (findings.length > 0) return findings;
    return [
      ok(
        bound.length === 0
          ? 'none: follow-ups are kept on the record'
          : `${bound.length} would take a ticket`,
      ),
    ];
  },
};

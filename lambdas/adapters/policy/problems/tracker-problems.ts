import type { Tracker } from '../../../ports/plug-ins/tracker.ts';
import type { PolicyProblem } from '../policy-problem.ts';
import type { PolicyFiles } from '../read-policy-files.ts';
import { placeProblems } from './place-problems.ts';

/** Trackers that do not exist, and places of them that lead nowhere. */
export function trackerProblems(
  files: PolicyFiles,
  trackers: readonly Pick<Tracker, 'name' | 'host' | 'to'>[],
): readonly PolicyProblem[] {
  return placeProblems(files, {
    path: ['followUps', 'trackers'],
    places: files.people?.value.followUps.trackers ?? [],
    field: 'tracker',
    what: 'tracker',
    shapes: trackers,
  });
}

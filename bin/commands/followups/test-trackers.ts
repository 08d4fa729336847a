import { loadPolicy } from '../../../lambdas/adapters/policy/load-policy.ts';
import { plain, printLine } from '../../cli/terminal.ts';
import { accessOf } from '../../installation/access-of.ts';
import { findInstallation, type InstallationOptions } from '../../installation/installation.ts';
import { trackersOf } from '../../installation/trackers-of.ts';

/** `firebreak followups test`: whether each tracker of people.yaml would take a ticket. */
export async function testTrackers({
  policy: directory,
  ...options
}: InstallationOptions & { readonly policy: string }): Promise<void> {
  const { people } = await loadPolicy(directory);
  const trackers = await trackersOf(findInstallation(options), people.followUps.trackers);
  if (trackers.length === 0) {
    printLine(
      'people.yaml names no tracker: follow-ups are kept on the record only (docs/follow-ups.md#tickets).',
    );
    return;
  }
  for (const tracker of trackers) {
    const { id, to } = tracker.place;
    const problems = await accessOf(tracker);
    if (problems.length > 0) process.exitCode = 1;
    printLine(
      `${id} (${tracker.place.tracker}, ${plain(to)}): ${problems.length === 0 ? 'would take a ticket' : ''}`,
    );
    for (const problem of problems) printLine(`  ${plain(problem)}`);
  }
}

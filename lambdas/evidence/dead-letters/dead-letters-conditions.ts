import { deathClasses } from '../../domain/dead-letters/death-classes.ts';
import type { EvidenceValues } from '../../domain/triage/conditions/evidence-conditions.ts';
import type { DeadLettersEvidence } from './dead-letters-found.ts';

/** Over all queues of the service: how many lie there, were looked at, may go back, and died of each class. */
export const deadLettersConditions: EvidenceValues<DeadLettersEvidence> = {
  name: 'deadLetters',
  fields: {
    depth: 'anything',
    looked: 'anything',
    mayGoBack: 'anything',
    classes: Object.fromEntries(deathClasses.map((name) => [name, 'anything'])),
  },
  values({ queues }) {
    const groups = queues.flatMap((queue) => queue.groups);
    const sum = (counts: readonly number[]) => counts.reduce((all, count) => all + count, 0);
    return {
      depth: sum(queues.map(({ depth }) => depth)),
      looked: sum(queues.map(({ looked }) => looked)),
      mayGoBack: sum(groups.flatMap(({ stays, count }) => (stays === null ? [count] : []))),
      classes: Object.fromEntries(
        deathClasses.map((name) => [
          name,
          sum(groups.flatMap(({ class: is, count }) => (is === name ? [count] : []))),
        ]),
      ),
    };
  },
};

import { failureReason } from '../../domain/failure-reason.ts';
import type { Location } from '../../domain/records/resource.ts';
import type { AwsClients } from '../../ports/aws-clients.ts';
import type { EvidenceReader } from '../../ports/evidence-reader.ts';
import { deadLetterQueue } from '../../resources/dead-letter-queue.ts';
import { resourcesOf } from '../../resources/resources-of.ts';
import type { DeadLettersEvidence } from './dead-letters-found.ts';
import { readLoggedReason } from './logged-reason.ts';
import { lookAtQueue } from './look-at-queue.ts';

/** What lies in the dead-letter queues of a service. A queue that fails is `missing`; rejects when all do. */
export function createDeadLettersReader(
  clientsIn: (location: Location | undefined) => AwsClients,
  logs: EvidenceReader,
): EvidenceReader<DeadLettersEvidence> {
  return {
    kind: 'dead-letters',
    isFor: (service) => service !== null && resourcesOf([service], deadLetterQueue).length > 0,
    async read(query) {
      const { service, now } = query;
      const resources = resourcesOf([service], deadLetterQueue);
      const looks = resources.map((resource) =>
        lookAtQueue({
          aws: clientsIn(resource.location),
          resource,
          service,
          reasonOf: (firstSentAt) => readLoggedReason(logs, query, firstSentAt),
          now,
        }),
      );
      const outcomes = await Promise.allSettled(looks);
      const queues = outcomes.flatMap((each) => (each.status === 'fulfilled' ? [each.value] : []));
      const missing = outcomes.flatMap((each, index) =>
        each.status === 'rejected'
          ? [{ queue: resources[index]?.id.queue ?? '', reason: failureReason(each.reason) }]
          : [],
      );
      const failed = outcomes.find((each) => each.status === 'rejected');
      if (queues.length === 0 && failed !== undefined) throw failed.reason;
      return {
        kind: 'dead-letters',
        status: 'available',
        gatheredAt: now.toISOString(),
        queues,
        ...(missing.length === 0 ? {} : { missing }),
      };
    },
  };
}

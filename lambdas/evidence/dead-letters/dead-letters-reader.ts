import type { Location } from '../../domain/records/resource.ts';
import type { AwsClients } from '../../ports/aws-clients.ts';
import type { EvidenceReader } from '../../ports/plug-ins/evidence-reader.ts';
import { deadLetterQueue } from '../../resources/dead-letter-queue.ts';
import { resourcesOf } from '../../resources/resources-of.ts';
import { settleEach } from '../settle-each.ts';
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
      const { found, failed } = await settleEach(resources, (resource) =>
        lookAtQueue({
          aws: clientsIn(resource.location),
          resource,
          service,
          reasonOf: (firstSentAt) => readLoggedReason(logs, query, firstSentAt),
          now,
        }),
      );
      const missing = failed.map(({ item, reason }) => ({ queue: item.id.queue, reason }));
      return {
        kind: 'dead-letters',
        status: 'available',
        gatheredAt: now.toISOString(),
        queues: found,
        ...(missing.length === 0 ? {} : { missing }),
      };
    },
  };
}

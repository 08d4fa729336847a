import type { EvidenceReading } from '../../ports/plug-ins/evidence-reader.ts';
import { inEachLocation } from '../in-each-location.ts';
import { logsReading } from '../logs/logs-reading.ts';
import { deadLettersPermissions, deadLettersTokens } from './dead-letters-permissions.ts';
import { createDeadLettersReader } from './dead-letters-reader.ts';

/** Dead letters of SQS, with what the logs of their consumer say. */
export const deadLettersReading: EvidenceReading = {
  kind: 'dead-letters',
  create: (context) =>
    createDeadLettersReader(
      inEachLocation(context.aws, (aws) => aws),
      logsReading.create(context),
    ),
  permissions: deadLettersPermissions,
  tokens: deadLettersTokens,
};

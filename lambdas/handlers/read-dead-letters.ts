import { deadLettersReading } from '../evidence/dead-letters/dead-letters-reading.ts';
import { buildEvidenceDeps } from '../runtime/build/build-evidence.ts';
import { buildLocations } from '../runtime/build/build-locations.ts';
import { lambdaHandler } from '../runtime/middleware/lambda-handler.ts';
import { orTryLocations } from '../runtime/middleware/or-try-locations.ts';
import { readEvidenceTask } from './tasks/read-evidence.ts';

export const handler = lambdaHandler(orTryLocations(readEvidenceTask, buildLocations), (env) =>
  buildEvidenceDeps(env, deadLettersReading),
);

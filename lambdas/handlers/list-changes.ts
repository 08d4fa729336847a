import { changesReading } from '../evidence/changes/changes-reading.ts';
import { buildEvidenceDeps } from '../runtime/build/build-evidence.ts';
import { lambdaHandler } from '../runtime/middleware/lambda-handler.ts';
import { readEvidenceTask } from './tasks/read-evidence.ts';

export const handler = lambdaHandler(readEvidenceTask, (env) => buildEvidenceDeps(env, changesReading));

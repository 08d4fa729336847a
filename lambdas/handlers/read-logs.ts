import { logsReading } from '../evidence/logs/logs-reading.ts';
import { buildEvidenceDeps } from '../runtime/build/build-evidence.ts';
import { lambdaHandler } from '../runtime/middleware/lambda-handler.ts';
import { readEvidenceTask } from './tasks/read-evidence.ts';

export const handler = lambdaHandler(readEvidenceTask, (env) => buildEvidenceDeps(env, logsReading));

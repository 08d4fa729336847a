import { agentRoutes } from '../http/routes/agent-routes.ts';
import { buildReading } from '../runtime/build/build-reading.ts';
import { lambdaHandler } from '../runtime/middleware/lambda-handler.ts';

export const handler = lambdaHandler(agentRoutes, buildReading);

import { agentRoutes } from '../http/routes/agent-routes.ts';
import { buildAgents } from '../runtime/build/build-agents.ts';
import { lambdaHandler } from '../runtime/middleware/lambda-handler.ts';

export const handler = lambdaHandler(agentRoutes, buildAgents);

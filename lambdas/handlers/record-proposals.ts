import { agentWritingRoutes } from '../http/routes/agent-writing-routes.ts';
import { buildAgentWriting } from '../runtime/build/build-agent-writing.ts';
import { lambdaHandler } from '../runtime/middleware/lambda-handler.ts';

export const handler = lambdaHandler(agentWritingRoutes, buildAgentWriting);

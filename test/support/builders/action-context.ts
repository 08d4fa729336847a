import type { AwsClients } from '../../../lambdas/ports/aws-clients.ts';
import type { ActionContext } from '../../../lambdas/ports/plug-ins/action.ts';
import { createInProcessHttp } from '../../../local/world/in-process-http.ts';

/** What an action works with that calls AWS only. */
export function actionContext(aws: AwsClients, now: Date): ActionContext {
  const http = createInProcessHttp(() => {
    throw new Error('No server outside AWS is expected to be called');
  });
  return { aws, http, stepId: 'INC-1_0', now };
}

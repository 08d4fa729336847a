import { awsJson, jsonOperation } from '../../protocol/aws-json.ts';
import type { AwsService } from '../../protocol/aws-service.ts';
import { getQueryResults, queryIdSchema, startQuery, startQuerySchema } from './insights-operations.ts';

/** Logs Insights over what the account's services write. */
export const logs: AwsService = {
  signingName: 'logs',
  endpointSuffix: 'CLOUDWATCH_LOGS',
  seed: () => ({}),
  protocol: awsJson(
    { target: 'Logs_20140328', version: '1.1', invalid: 'InvalidParameterException' },
    {
      StartQuery: jsonOperation(startQuerySchema, startQuery),
      GetQueryResults: jsonOperation(queryIdSchema, getQueryResults),
      StopQuery: jsonOperation(queryIdSchema, () => ({ success: true })),
    },
  ),
};

import { awsJson, jsonOperation } from '../../protocol/aws-json.ts';
import type { AwsService } from '../../protocol/aws-service.ts';
import { getMetricData, getMetricDataSchema } from './get-metric-data.ts';

/** Reads the metrics that the account's services publish. */
export const cloudWatch: AwsService = {
  signingName: 'monitoring',
  endpointSuffix: 'CLOUDWATCH',
  seed: () => ({}),
  protocol: awsJson(
    { target: 'GraniteServiceVersion20100801', version: '1.0', invalid: 'InvalidParameterValue' },
    { GetMetricData: jsonOperation(getMetricDataSchema, getMetricData) },
  ),
};

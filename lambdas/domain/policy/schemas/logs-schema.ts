import * as z from 'zod';
import type { Immutable } from '../../records/immutable.ts';
import {
  countDefined,
  filterField,
  lokiUrlField,
  nameField,
  plainNameField,
  prometheusUrlField,
  queryField,
  tokenSecretField,
  urlField,
} from '../service-fields.ts';

export const logsSchema = z
  .strictObject({
    cloudwatch: z
      .strictObject({
        logGroup: plainNameField,
        filter: filterField
          .optional()
          .describe('Logs Insights filter of error lines; default: level or text says error.'),
      })
      .optional(),
    loki: z
      .strictObject({
        url: lokiUrlField.describe('Base URL of Loki, without /loki/api/v1.'),
        selector: queryField
          .regex(/^\{[^}]*\}/, 'must begin with a stream selector such as {app="checkout"}')
          .describe('LogQL stream selector and filter of error lines.'),
        tokenSecret: tokenSecretField,
        grafana: z
          .strictObject({ url: urlField, datasource: nameField })
          .optional()
          .describe('Grafana that shows these logs, with the uid of its data source: gives the link.'),
      })
      .optional(),
  })
  .refine((logs) => countDefined(logs.cloudwatch, logs.loki) === 1, {
    message: 'needs exactly one of cloudwatch and loki',
  });

export const blastSourceSchema = z
  .strictObject({
    logField: nameField.optional().describe('Field of the log lines of `logs` that names the tenant, user …'),
    prometheus: z
      .strictObject({
        url: prometheusUrlField,
        errors: queryField.describe(
          'PromQL of errors by this dimension, one series per value; {window} is filled in.',
        ),
        requests: queryField.optional().describe('The same for all requests.'),
        label: nameField,
        tokenSecret: tokenSecretField,
      })
      .optional(),
    cloudwatch: z
      .strictObject({
        namespace: plainNameField,
        errors: plainNameField,
        requests: plainNameField.optional(),
        dimension: plainNameField,
      })
      .optional(),
  })
  .refine((source) => countDefined(source.logField, source.prometheus, source.cloudwatch) === 1, {
    message: 'needs exactly one of logField, prometheus and cloudwatch',
  });

/** Where logs of a service are. */
export type LogsPolicy = Immutable<z.output<typeof logsSchema>>;
/** How to find out who is affected along one dimension. */
export type BlastSourcePolicy = Immutable<z.output<typeof blastSourceSchema>>;

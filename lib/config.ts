import { RetentionDays } from 'aws-cdk-lib/aws-logs';
import * as z from 'zod/mini';
import { partitionOf } from '../lambdas/domain/aws-partition.ts';
import { ConfigurationError } from '../lambdas/domain/errors.ts';
import { stagePattern } from './functions/resource-names.ts';

const schema = z.object({
  stage: z.string().check(z.regex(stagePattern, 'up to 12 small letters, digits and dashes')),
  alarmEmail: z.union([z.literal(''), z.email()]),
  consoleUrl: z.union([z.literal(''), z.url({ protocol: /^https$/ })]),
  account: z.union([
    z.literal(''),
    z.string().check(z.regex(/^\d{12}$/, 'the 12 digits of an account, in quotes')),
  ]),
  region: z
    .string()
    .check(
      z.refine((region) => region === '' || partitionOf(region) !== null, 'an AWS Region such as eu-west-1'),
    ),
  policyDir: z.string().check(z.minLength(1)),
  ledgerRetentionDays: z.coerce.number().check(z.int(), z.minimum(1)),
  logRetentionDays: z.pipe(z.coerce.number(), z.enum(RetentionDays)),
  reserveConcurrency: z.pipe(
    z.union([z.boolean(), z.enum(['true', 'false'])]),
    z.transform((value) => value === true || value === 'true'),
  ),
  evidenceKey: z._default(
    z.union([
      z.literal(''),
      z
        .string()
        .check(
          z.regex(
            /^arn:aws[a-z-]*:kms:[a-z0-9-]+:\d{12}:key\/(mrk-)?[0-9a-f-]{32,36}$/,
            'the ARN of an asymmetric KMS key, not of an alias',
          ),
        ),
    ]),
    '',
  ),
  requestsPerSecond: z.coerce.number().check(z.int(), z.minimum(1), z.maximum(10_000)),
});

/** What an installation is made with: the `context` of cdk.json, each value replaceable by `cdk deploy -c name=value`. */
export type FirebreakConfig = Readonly<z.infer<typeof schema>>;

export const configNames = Object.keys(schema.shape) as readonly (keyof FirebreakConfig)[];

/** Only synthesized, never deployed: it needs no addresses. */
export const localStage = 'local';

/** Throws ConfigurationError naming every value that is missing or not usable. */
export function readConfig(context: (name: string) => unknown): FirebreakConfig {
  const parsed = schema.safeParse(Object.fromEntries(configNames.map((name) => [name, context(name)])));
  if (!parsed.success) {
    throw unusable(parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`));
  }
  const { stage, alarmEmail, account, region } = parsed.data;
  if ((account === '') !== (region === '')) {
    throw unusable(['account, region: give both, where Firebreak is to run, or none']);
  }
  if (alarmEmail === '' && stage !== localStage) {
    throw unusable(['alarmEmail: is missing: give the mail address that hears when Firebreak itself fails']);
  }
  return parsed.data;
}

/** Each problem names a setting. */
export function unusable(problems: readonly string[]): ConfigurationError {
  return new ConfigurationError(
    `cdk.json or -c name=value has values that cannot be used:\n${problems.map((problem) => `  ${problem}`).join('\n')}`,
  );
}

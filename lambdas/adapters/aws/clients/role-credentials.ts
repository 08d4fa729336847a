import { AssumeRoleCommand, GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { ConfigurationError, DependencyUnavailableError } from '../../../domain/errors.ts';
import { locationRoleArn } from '../../../domain/locations/location-role.ts';
import type { Location } from '../../../domain/records/resource.ts';
import { type AwsClients, awsFaultOf } from '../../../ports/aws-clients.ts';
import type { Credentials, Variables } from './aws-environment.ts';

export interface RoleCredentialsOptions {
  readonly env: Variables;
  /** What CloudTrail shows of it; default: the name of the function. */
  readonly session: string | undefined;
  /** What this function is in its own account. */
  readonly aws: AwsClients;
}

/** The shortest that STS gives. */
const durationSeconds = 900;
/** The SDK asks for others five minutes before their end. */
const spareMilliseconds = 330_000;

/**
 * Credentials of the role that this function has in a location of another account: taken once for all clients, and again shortly before
 * their end. Rejects with ConfigurationError, which names the role, when it may not be taken.
 * https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html
 */
export function roleCredentials(
  location: Location & { readonly account: string },
  { env, session, aws }: RoleCredentialsOptions,
): () => Promise<Credentials> {
  let taken: Promise<Credentials> | null = null;
  let until = 0;

  return async () => {
    if (taken === null || Date.now() > until - spareMilliseconds) {
      until = Number.POSITIVE_INFINITY;
      taken = assume();
      taken.then(
        ({ expiration }) => {
          until = expiration?.getTime() ?? 0;
        },
        () => {
          taken = null;
        },
      );
    }
    return await taken;
  };

  async function assume(): Promise<Credentials> {
    const functionName = env['AWS_LAMBDA_FUNCTION_NAME'];
    if (!functionName) {
      throw new ConfigurationError('Only a function of Firebreak acts in another account');
    }
    const role = locationRoleArn(functionName, location);
    const command = new AssumeRoleCommand({
      RoleArn: role,
      RoleSessionName: nameFor(session ?? functionName),
      ExternalId: location.externalId,
      SourceIdentity: nameFor(functionName),
      DurationSeconds: durationSeconds,
    });
    const { Credentials: given } = await aws
      .get(STSClient)
      .send(command)
      .catch((error: unknown) => {
        throw inWords(error, role, location);
      });
    if (!given?.AccessKeyId || !given.SecretAccessKey || !given.SessionToken) {
      throw new DependencyUnavailableError(`STS gave no credentials of ${role}`);
    }
    return {
      accessKeyId: given.AccessKeyId,
      secretAccessKey: given.SecretAccessKey,
      sessionToken: given.SessionToken,
      ...(given.Expiration === undefined ? {} : { expiration: given.Expiration }),
    };
  }
}

/** Takes the role that clients of a location act by, and does nothing with it. Rejects when it may not be taken. */
export async function takeRole(aws: AwsClients): Promise<void> {
  await aws.get(STSClient).send(new GetCallerIdentityCommand({}));
}

function inWords(error: unknown, role: string, { id }: Location): unknown {
  if (awsFaultOf(error) !== 'AccessDenied') return error;
  return new ConfigurationError(
    `The role ${role} may not be taken: its account needs the stack of the location ${id}, of this version and policy (docs/accounts.md)`,
    error instanceof Error ? { cause: error.cause } : {},
  );
}

/** As STS takes names. */
function nameFor(text: string): string {
  return text.replaceAll(/[^\w+=,.@-]/g, '-').slice(0, 64);
}

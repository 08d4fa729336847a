import { locationRoleName } from '../../../../lambdas/domain/locations/location-role.ts';
import { homeAccount, sessionToken } from '../../accounts/session.ts';
import { AwsFault } from '../../protocol/aws-fault.ts';
import { awsQuery, type QueryOperation } from '../../protocol/aws-query.ts';
import type { AwsService } from '../../protocol/aws-service.ts';

const name = /^[\w+=,.@-]{2,64}$/;

/**
 * A role of the account that the scenario plays in trusts the function that it is named after, if it gives the external id.
 * https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html
 */
const assumeRole: QueryOperation<object> = (input, { scenario: { location }, nowMs }) => {
  const role = input.get('RoleArn') ?? '';
  const session = input.get('RoleSessionName') ?? '';
  const caller = input.get('SourceIdentity') ?? '';
  const seconds = Number(input.get('DurationSeconds') ?? 3600);
  const [, , , , account = '', resource = ''] = role.split(':');
  if (!name.test(session) || !name.test(caller) || !(seconds >= 900 && seconds <= 3600)) {
    throw new AwsFault(
      'ValidationError',
      'The session has a name, a source identity and 900 to 3600 seconds.',
    );
  }
  const isTrusted =
    location !== undefined &&
    account === location.account &&
    resource === `role/${locationRoleName(caller, location)}` &&
    input.get('ExternalId') === location.externalId;
  if (!isTrusted) {
    throw new AwsFault(
      'AccessDenied',
      `${caller} is not authorized to perform: sts:AssumeRole on ${role}`,
      403,
    );
  }
  const expiresAtMs = nowMs + seconds * 1000;
  return {
    Credentials: {
      AccessKeyId: `ASIA${account}0000`,
      SecretAccessKey: 'local',
      SessionToken: sessionToken({ account, expiresAtMs }),
      Expiration: new Date(expiresAtMs).toISOString(),
    },
    AssumedRoleUser: {
      AssumedRoleId: `AROA${account}0000:${session}`,
      Arn: `arn:aws:sts::${account}:assumed-${resource}/${session}`,
    },
    SourceIdentity: caller,
  };
};

/** Roles of the account that the scenario plays in, when that is not Firebreak's own. */
export const sts: AwsService = {
  signingName: 'sts',
  endpointSuffix: 'STS',
  seed: () => ({}),
  isForAll: true,
  protocol: awsQuery(
    { namespace: 'https://sts.amazonaws.com/doc/2011-06-15/' },
    {
      AssumeRole: assumeRole,
      GetCallerIdentity: () => ({
        Account: homeAccount,
        Arn: `arn:aws:iam::${homeAccount}:user/local`,
        UserId: 'AIDALOCAL',
      }),
    },
  ),
};

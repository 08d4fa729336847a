import {
  DescribeSecretCommand,
  ListSecretVersionIdsCommand,
  type ListSecretVersionIdsCommandOutput,
  SecretsManagerClient,
  UpdateSecretVersionStageCommand,
} from '@aws-sdk/client-secrets-manager';
import { DependencyUnavailableError } from '../../domain/errors.ts';
import { type AwsClients, orOnFault } from '../../ports/aws-clients.ts';

/** A secret without its value. Times are ISO 8601. */
export interface SecretState {
  /** The version that applications get. */
  readonly current: SecretVersion | null;
  /** The one that they got before. */
  readonly previous: SecretVersion | null;
  /** The one that a rotation is making; null when none is in progress. */
  readonly pending: SecretVersion | null;
  /** By a rotation function; null: never. */
  readonly rotatedAt: string | null;
  /** In whatever way. */
  readonly changedAt: string;
  readonly isDeleted: boolean;
  /** The AWS service that manages it, such as `rds`. */
  readonly managedBy: string | null;
}

export interface SecretVersion {
  readonly id: string;
  readonly createdAt: string;
}

/** Versions without a label go after a while: hardly any secret has as many. */
const mostPages = 10;

/**
 * What versions of a secret there are, and which is current; null when there is no such secret.
 * https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_DescribeSecret.html
 */
export async function readSecret(aws: AwsClients, name: string): Promise<SecretState | null> {
  const command = new DescribeSecretCommand({ SecretId: name });
  const described = await orOnFault(
    aws.get(SecretsManagerClient).send(command),
    ['ResourceNotFoundException'],
    null,
  );
  if (described === null) return null;
  const created = await readCreationTimes(aws, name);
  const versions = Object.entries(described.VersionIdsToStages ?? {});
  const withLabel = (label: string): SecretVersion | null => {
    const id = versions.find(([, labels]) => labels.includes(label))?.[0];
    if (id === undefined) return null;
    const createdAt = created.get(id);
    if (createdAt !== undefined) return { id, createdAt };
    throw new DependencyUnavailableError(`Secrets Manager does not tell when a version of ${name} was made`);
  };
  const [current, pending] = [withLabel('AWSCURRENT'), withLabel('AWSPENDING')];
  return {
    current,
    previous: withLabel('AWSPREVIOUS'),
    // A finished rotation may leave its label on the version that is current now.
    pending: pending?.id === current?.id ? null : pending,
    rotatedAt: described.LastRotatedDate?.toISOString() ?? null,
    changedAt: (described.LastChangedDate ?? described.CreatedDate ?? new Date(0)).toISOString(),
    isDeleted: described.DeletedDate !== undefined,
    managedBy: described.OwningService ?? null,
  };
}

/**
 * Makes a version current if `from` still is, else `conflict` and nothing is changed.
 * https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_UpdateSecretVersionStage.html
 */
export async function makeCurrent(
  aws: AwsClients,
  name: string,
  from: string,
  to: string,
): Promise<'written' | 'conflict'> {
  const command = new UpdateSecretVersionStageCommand({
    SecretId: name,
    VersionStage: 'AWSCURRENT',
    RemoveFromVersionId: from,
    MoveToVersionId: to,
  });
  const moved = await orOnFault(
    aws.get(SecretsManagerClient, 'once').send(command),
    ['InvalidParameterException', 'InvalidRequestException', 'ResourceNotFoundException'],
    'conflict',
  );
  return moved === 'conflict' ? moved : 'written';
}

/** https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_ListSecretVersionIds.html */
async function readCreationTimes(aws: AwsClients, name: string): Promise<ReadonlyMap<string, string>> {
  const created = new Map<string, string>();
  let next: string | undefined;
  for (let page = 0; page < mostPages; page += 1) {
    const { Versions = [], NextToken }: ListSecretVersionIdsCommandOutput = await aws
      .get(SecretsManagerClient)
      .send(new ListSecretVersionIdsCommand({ SecretId: name, MaxResults: 100, NextToken: next }));
    for (const { VersionId, CreatedDate } of Versions) {
      if (VersionId !== undefined && CreatedDate !== undefined) {
        created.set(VersionId, CreatedDate.toISOString());
      }
    }
    next = NextToken;
    if (!next) return created;
  }
  throw new DependencyUnavailableError(`The secret ${name} has more versions than are read`);
}

import * as z from 'zod';
import { localArn } from '../../../cloud/state/local-account.ts';
import { AwsFault } from '../../protocol/aws-fault.ts';
import { jsonOperation } from '../../protocol/aws-json.ts';
import type { ServiceContext } from '../../protocol/aws-service.ts';
import { pageOf } from '../../protocol/page.ts';
import { secretValue } from './secret-value.ts';
import { findSecret, moveLabel, type Secret, type SecretsManagerState } from './secrets-manager-state.ts';

type Context = ServiceContext<SecretsManagerState>;

const describeSchema = z.object({ SecretId: z.string() });

/** https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_DescribeSecret.html */
export const describeSecret = jsonOperation(describeSchema, ({ SecretId }, { state }: Context) => {
  const secret = secretOf(state, SecretId);
  const { rotatedAt, changedAt, deletedAt, owningService, versions } = secret;
  return {
    ...nameOf(secret),
    CreatedDate: epoch(versions[0]?.createdAt ?? changedAt),
    LastChangedDate: epoch(changedAt),
    ...(rotatedAt === null ? {} : { LastRotatedDate: epoch(rotatedAt) }),
    ...(deletedAt === null ? {} : { DeletedDate: epoch(deletedAt) }),
    ...(owningService === null ? {} : { OwningService: owningService }),
    VersionIdsToStages: Object.fromEntries(
      versions.map(({ id }) => [id, labelsOf(secret, id)] as const).filter(([, labels]) => labels.length > 0),
    ),
  };
});

const valueSchema = z.object({ SecretId: z.string() });

/** https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_GetSecretValue.html */
export const getSecretValue = jsonOperation(valueSchema, ({ SecretId }, { state }: Context) => {
  const secret = secretOf(state, SecretId);
  if (secret.deletedAt !== null) {
    throw new AwsFault('InvalidRequestException', 'The secret is scheduled for deletion.');
  }
  const version = secret.labels['AWSCURRENT'] ?? '';
  return {
    ...nameOf(secret),
    VersionId: version,
    VersionStages: labelsOf(secret, version),
    SecretString: secretValue(secret, version),
  };
});

const listSchema = z.object({
  SecretId: z.string(),
  MaxResults: z.number().int().min(1).max(100).default(100),
  NextToken: z.string().optional(),
});

/** https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_ListSecretVersionIds.html */
export const listSecretVersionIds = jsonOperation(
  listSchema,
  ({ SecretId, MaxResults, NextToken }, { state, mostPerPage }: Context) => {
    const secret = secretOf(state, SecretId);
    const labelled = secret.versions.filter(({ id }) => labelsOf(secret, id).length > 0);
    const size = Math.min(MaxResults, mostPerPage);
    const { entries, nextToken } = pageOf(labelled, NextToken, size, 'InvalidNextTokenException');
    return {
      ...nameOf(secret),
      Versions: entries.map(({ id, createdAt }) => ({
        VersionId: id,
        VersionStages: labelsOf(secret, id),
        CreatedDate: epoch(createdAt),
      })),
      NextToken: nextToken,
    };
  },
);

const updateSchema = z.object({
  SecretId: z.string(),
  VersionStage: z.string(),
  MoveToVersionId: z.string(),
  RemoveFromVersionId: z.string().optional(),
});

/** https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_UpdateSecretVersionStage.html */
export const updateSecretVersionStage = jsonOperation(
  updateSchema,
  ({ SecretId, VersionStage, MoveToVersionId, RemoveFromVersionId }, context: Context) => {
    const secret = secretOf(context.state, SecretId);
    if (secret.deletedAt !== null) {
      throw new AwsFault('InvalidRequestException', 'The secret is scheduled for deletion.');
    }
    if (!secret.versions.some(({ id }) => id === MoveToVersionId)) {
      throw new AwsFault('ResourceNotFoundException', 'There is no such version.');
    }
    if (secret.labels[VersionStage] !== RemoveFromVersionId) {
      throw new AwsFault(
        'InvalidParameterException',
        `The staging label ${VersionStage} is attached to another version.`,
      );
    }
    moveLabel(secret, VersionStage, MoveToVersionId, context.nowMs);
    context.save();
    return nameOf(secret);
  },
);

function secretOf(state: SecretsManagerState, id: string): Secret {
  const found = findSecret(state, id);
  if (found !== undefined) return found;
  throw new AwsFault('ResourceNotFoundException', "Secrets Manager can't find the specified secret.");
}

function labelsOf({ labels }: Secret, version: string): readonly string[] {
  return Object.keys(labels).filter((label) => labels[label] === version);
}

function nameOf({ name }: Secret) {
  return { ARN: localArn('secretsmanager', `secret:${name}-aBcDeF`), Name: name };
}

function epoch(at: string): number {
  return Date.parse(at) / 1000;
}

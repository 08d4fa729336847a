import { awsJson } from '../../protocol/aws-json.ts';
import type { AwsService } from '../../protocol/aws-service.ts';
import {
  describeSecret,
  getSecretValue,
  listSecretVersionIds,
  updateSecretVersionStage,
} from './secret-operations.ts';
import { type SecretsManagerState, seedSecretsManager } from './secrets-manager-state.ts';
import { secretsManagerStory } from './secrets-manager-story.ts';

/** Secrets, and which of their versions is current. */
export const secretsManager: AwsService<SecretsManagerState> = {
  signingName: 'secretsmanager',
  endpointSuffix: 'SECRETS_MANAGER',
  seed: seedSecretsManager,
  protocol: awsJson(
    { target: 'secretsmanager', version: '1.1', invalid: 'InvalidParameterException' },
    {
      DescribeSecret: describeSecret,
      GetSecretValue: getSecretValue,
      ListSecretVersionIds: listSecretVersionIds,
      UpdateSecretVersionStage: updateSecretVersionStage,
    },
  ),
  story: secretsManagerStory,
};

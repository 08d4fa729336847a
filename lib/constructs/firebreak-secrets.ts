import { RemovalPolicy, SecretValue } from 'aws-cdk-lib';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { Construct } from 'constructs';
import type { ResourceNames } from '../functions/resource-names.ts';
import { acknowledge } from './acknowledge.ts';

/** Kept with the stack's records; but one that a failed first deployment leaves behind would block the next by its name. */
const removalPolicy = RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE;

/** The two secrets: one made here and never seen by anybody, one that the user fills. */
export class FirebreakSecrets extends Construct {
  readonly approvalKey: Secret;
  readonly sources: Secret;

  constructor(scope: Construct, id: string, names: ResourceNames) {
    super(scope, id);
    // CloudFormation makes a new value when, and only when, the text or the rule of a value changes: these two never may.
    this.approvalKey = new Secret(this, 'ApprovalKey', {
      secretName: names.secret('approval-key'),
      description: 'Firebreak: links, match codes and stored task tokens are derived from this',
      generateSecretString: { passwordLength: 64, excludePunctuation: true },
      removalPolicy,
    });
    this.sources = new Secret(this, 'Sources', {
      secretName: names.secret('sources'),
      description:
        'Firebreak: {"<source>": ["newest secret", "older secret"]}; a source that is not in it is refused',
      // Nothing secret: the user puts the real value in; until then every sender is refused.
      secretStringValue: SecretValue.unsafePlainText('{}'),
      removalPolicy,
    });
    acknowledge(this.approvalKey, {
      'AwsSolutions-SMG4':
        'Rotating it ends every open approval link and stored wait: a person does it after a leak.',
    });
    acknowledge(this.sources, {
      'AwsSolutions-SMG4':
        'The other half of each credential is in the sender: a person rotates both; two may be live at once.',
    });
  }
}

import { RemovalPolicy, SecretValue } from 'aws-cdk-lib';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { Construct } from 'constructs';
import type { DeployedChannel } from '../deployed-channels.ts';
import { channelSecretName, pascalCase, type ResourceNames } from '../functions/resource-names.ts';
import { acknowledge } from './acknowledge.ts';

/** Kept with the stack's records; but one that a failed first deployment leaves behind would block the next by its name. */
const removalPolicy = RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE;

/** What signing in takes: the key that seals sessions, and what the issuer gave Firebreak. */
export interface SignInSecrets {
  readonly sessionKey: Secret;
  readonly clientSecret: Secret;
}

export interface FirebreakSecretsProps {
  readonly names: ResourceNames;
  readonly channels: readonly DeployedChannel[];
  readonly hasSignIn: boolean;
}

/** Those that are made here and never seen by anybody, one for each circle of functions, and those that the user fills: of the sources, and of channels that need one. */
export class FirebreakSecrets extends Construct {
  readonly approvalKey: Secret;
  readonly tokenKey: Secret;
  readonly linkKey: Secret;
  readonly sources: Secret;
  /** By the variable that names each to a function. */
  readonly channels: ReadonlyMap<string, Secret>;
  readonly signIn: SignInSecrets | null;

  constructor(
    scope: Construct,
    id: string,
    { names, channels: deployedChannels, hasSignIn }: FirebreakSecretsProps,
  ) {
    super(scope, id);
    // CloudFormation makes a new value when, and only when, the text or the rule of a value changes: these never may.
    this.approvalKey = this.#madeHere('approval-key', names, {
      holds: 'approval links and match codes are derived from this',
      whenRotated: 'Rotating it ends every open approval link: a person does it after a leak.',
    });
    this.tokenKey = this.#madeHere('token-key', names, {
      holds: 'the encryption of stored task tokens is derived from this',
      whenRotated: 'Rotating it ends every stored wait: a person does it after a leak.',
    });
    this.linkKey = this.#madeHere('link-key', names, {
      holds: 'personal links to incidents are derived from this',
      whenRotated: 'Rotating it ends every personal link: a person does it after a leak.',
    });
    this.sources = new Secret(this, 'Sources', {
      secretName: names.secret('sources'),
      description:
        'Firebreak: {"<source>": ["newest secret", "older secret"]}; a source that is not in it is refused',
      // Nothing secret: the user puts the real value in; until then every sender is refused.
      secretStringValue: SecretValue.unsafePlainText('{}'),
      removalPolicy,
    });
    this.channels = new Map(
      deployedChannels.flatMap(({ channel }) =>
        Object.entries(channel.secrets).map(([variable, holds]) => [
          variable,
          this.#filledByUser(channelSecretName(variable), names, {
            holds,
            whenRotated: 'Its other half is with the service behind the channel: a person rotates both.',
          }),
        ]),
      ),
    );
    this.signIn = hasSignIn
      ? {
          sessionKey: this.#madeHere('session-key', names, {
            holds: 'the encryption of sessions in browsers is derived from this',
            whenRotated:
              'Sessions outlive one rotation and last a day at most: a person rotates it after a leak.',
          }),
          clientSecret: this.#filledByUser('sign-in', names, {
            holds: 'what the issuer of people.yaml gave Firebreak as its client secret; {} for none',
            whenRotated: 'Its other half is with the issuer: a person rotates both.',
          }),
        }
      : null;
    acknowledge(this.sources, {
      'AwsSolutions-SMG4':
        'The other half of each credential is in the sender: a person rotates both; two may be live at once.',
    });
  }

  #madeHere(
    name: string,
    names: ResourceNames,
    { holds, whenRotated }: { readonly holds: string; readonly whenRotated: string },
  ): Secret {
    const secret = new Secret(this, pascalCase(name), {
      secretName: names.secret(name),
      description: `Firebreak: ${holds}`,
      generateSecretString: { passwordLength: 64, excludePunctuation: true },
      removalPolicy,
    });
    acknowledge(secret, { 'AwsSolutions-SMG4': whenRotated });
    return secret;
  }

  #filledByUser(
    name: string,
    names: ResourceNames,
    { holds, whenRotated }: { readonly holds: string; readonly whenRotated: string },
  ): Secret {
    const secret = new Secret(this, pascalCase(name), {
      secretName: names.secret(name),
      description: `Firebreak: ${holds}`,
      // Secrets Manager takes no empty value; whoever reads it says that this one is no use.
      secretStringValue: SecretValue.unsafePlainText('{}'),
      removalPolicy,
    });
    acknowledge(secret, { 'AwsSolutions-SMG4': whenRotated });
    return secret;
  }
}

import { Duration, Stack, type StackProps } from 'aws-cdk-lib';
import type { Table } from 'aws-cdk-lib/aws-dynamodb';
import type { Bucket } from 'aws-cdk-lib/aws-s3';
import type { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import type { Construct } from 'constructs';
import { claimCheckExpiryDays, claimCheckPrefix } from '../../lambdas/ports/alert-queue.ts';
import type { FirebreakConfig } from '../config.ts';
import { AlertsQueue } from '../constructs/alerts-queue.ts';
import { FirebreakSecrets, type SignInSecrets } from '../constructs/firebreak-secrets.ts';
import { IncidentTable } from '../constructs/incident-table.ts';
import { RecordBucket } from '../constructs/record-bucket.ts';
import type { DeployedChannel } from '../deployed-channels.ts';
import type { ResourceNames } from '../functions/resource-names.ts';

export interface StatefulStackProps extends StackProps {
  readonly config: FirebreakConfig;
  readonly names: ResourceNames;
  readonly queueVisibilitySeconds: number;
  readonly channels: readonly DeployedChannel[];
  /** Whether people sign in with an issuer. */
  readonly hasSignIn: boolean;
}

/** What must survive every deployment: records, accepted alerts, secrets. */
export class StatefulStack extends Stack {
  readonly table: Table;
  readonly ledger: Bucket;
  readonly documents: Bucket;
  readonly alerts: AlertsQueue;
  readonly approvalKey: Secret;
  readonly tokenKey: Secret;
  readonly linkKey: Secret;
  readonly sources: Secret;
  readonly channelSecrets: ReadonlyMap<string, Secret>;
  /** Null where nobody signs in. */
  readonly signIn: SignInSecrets | null;

  constructor(scope: Construct, id: string, props: StatefulStackProps) {
    super(scope, id, props);
    const { config, names, queueVisibilitySeconds, channels, hasSignIn } = props;
    this.table = new IncidentTable(this, 'Incidents').table;
    this.ledger = new RecordBucket(this, 'Ledger', {
      expireAfterDays: config.ledgerRetentionDays,
      passing: { prefix: claimCheckPrefix, expireAfterDays: claimCheckExpiryDays },
    }).bucket;
    this.documents = new RecordBucket(this, 'Documents', { expireAfterDays: null }).bucket;
    this.alerts = new AlertsQueue(this, 'Alerts', {
      visibilityTimeout: Duration.seconds(queueVisibilitySeconds),
    });
    const secrets = new FirebreakSecrets(this, 'Secrets', { names, channels, hasSignIn });
    this.approvalKey = secrets.approvalKey;
    this.tokenKey = secrets.tokenKey;
    this.linkKey = secrets.linkKey;
    this.sources = secrets.sources;
    this.channelSecrets = secrets.channels;
    this.signIn = secrets.signIn;
  }
}

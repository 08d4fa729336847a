import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import { BlockPublicAccess, Bucket, BucketEncryption } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { acknowledge } from './acknowledge.ts';

export interface RecordBucketProps {
  /** Days after which objects are deleted; null keeps them. */
  readonly expireAfterDays: number | null;
  /** Objects under this prefix go sooner. */
  readonly passing?: { readonly prefix: string; readonly expireAfterDays: number };
}

/** A bucket for records: private, encrypted, TLS only, versioned, and left in place when the stack goes. */
export class RecordBucket extends Construct {
  readonly bucket: Bucket;

  constructor(scope: Construct, id: string, { expireAfterDays, passing }: RecordBucketProps) {
    super(scope, id);
    this.bucket = new Bucket(this, 'Bucket', {
      encryption: BucketEncryption.S3_MANAGED,
      enforceSSL: true,
      minimumTLSVersion: 1.2,
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      versioned: true,
      removalPolicy: RemovalPolicy.RETAIN,
      lifecycleRules: [
        {
          id: 'remove-what-nobody-can-see',
          abortIncompleteMultipartUploadAfter: Duration.days(1),
          noncurrentVersionExpiration: Duration.days(30),
          ...(expireAfterDays === null ? {} : { expiration: Duration.days(expireAfterDays) }),
        },
        ...(passing === undefined
          ? []
          : [
              {
                id: 'remove-what-has-passed',
                prefix: passing.prefix,
                expiration: Duration.days(passing.expireAfterDays),
              },
            ]),
      ],
    });
    acknowledge(this.bucket, {
      'AwsSolutions-S1':
        'Only functions of this stack can reach it, each with its own role; CloudTrail data events serve those who want more.',
    });
  }
}

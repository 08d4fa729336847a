import { describe, expect, it } from '@jest/globals';
import { consoleHostOf, dnsSuffixOf, partitionOf } from '../../lambdas/domain/aws-partition.ts';

describe('the partition of a Region', () => {
  it.each([
    ['us-east-1', 'aws', 'amazonaws.com', 'us-east-1.console.aws.amazon.com'],
    ['mx-central-1', 'aws', 'amazonaws.com', 'mx-central-1.console.aws.amazon.com'],
    ['ap-southeast-7', 'aws', 'amazonaws.com', 'ap-southeast-7.console.aws.amazon.com'],
    ['cn-northwest-1', 'aws-cn', 'amazonaws.com.cn', 'cn-northwest-1.console.amazonaws.cn'],
    ['us-gov-west-1', 'aws-us-gov', 'amazonaws.com', 'us-gov-west-1.console.amazonaws-us-gov.com'],
    ['eusc-de-east-1', 'aws-eusc', 'amazonaws.eu', 'eusc-de-east-1.console.amazonaws-eusc.eu'],
  ])('of %s is %s', (region, name, suffix, host) => {
    expect(partitionOf(region)?.name).toBe(name);
    expect(dnsSuffixOf(region)).toBe(suffix);
    expect(consoleHostOf(region)).toBe(host);
  });

  it.each(['eu-wset-1', 'us-iso-east-1', 'us-east-1a', 'europe-west1', 'EU-WEST-1', ''])(
    'is not known of %p',
    (region) => {
      expect(partitionOf(region)).toBeNull();
    },
  );
});

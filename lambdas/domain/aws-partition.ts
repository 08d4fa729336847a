/** A group of Regions with accounts, hosts and a console of its own. */
export interface AwsPartition {
  readonly name: string;
  /** What hosts of services end in. */
  readonly dnsSuffix: string;
  /** Where people sign in. */
  readonly consoleDomain: string;
}

/** By the beginning of the Region's name. https://docs.aws.amazon.com/whitepapers/latest/aws-fault-isolation-boundaries/partitions.html */
const partitions: readonly (AwsPartition & { readonly region: RegExp })[] = [
  {
    name: 'aws-cn',
    region: /^cn-[a-z]+-\d{1,2}$/,
    dnsSuffix: 'amazonaws.com.cn',
    consoleDomain: 'console.amazonaws.cn',
  },
  {
    name: 'aws-us-gov',
    region: /^us-gov-[a-z]+-\d{1,2}$/,
    dnsSuffix: 'amazonaws.com',
    consoleDomain: 'console.amazonaws-us-gov.com',
  },
  {
    name: 'aws-eusc',
    region: /^eusc-[a-z]{2}-[a-z]+-\d{1,2}$/,
    dnsSuffix: 'amazonaws.eu',
    consoleDomain: 'console.amazonaws-eusc.eu',
  },
  {
    name: 'aws',
    region:
      /^(af|ap|ca|eu|il|me|mx|sa|us)-(central|north|south|east|west|northeast|northwest|southeast|southwest)-\d{1,2}$/,
    dnsSuffix: 'amazonaws.com',
    consoleDomain: 'console.aws.amazon.com',
  },
];

/** Null for what is no Region, and for those of isolated partitions, whose hosts are not public. */
export function partitionOf(region: string): AwsPartition | null {
  return partitions.find((partition) => partition.region.test(region)) ?? null;
}

/** What hosts of services in a Region end in. */
export function dnsSuffixOf(region: string): string {
  return partitionOf(region)?.dnsSuffix ?? 'amazonaws.com';
}

/** Host of the console for a Region. */
export function consoleHostOf(region: string): string {
  return `${region}.${partitionOf(region)?.consoleDomain ?? 'console.aws.amazon.com'}`;
}

import { ec2Query } from '../../protocol/aws-query.ts';
import type { AwsService } from '../../protocol/aws-service.ts';

/** Network interfaces, by the address that the internet sees. */
export interface Ec2State {
  readonly interfaces: { readonly id: string; readonly address: string }[];
}

/** What of the account has an address on the internet. */
export const ec2: AwsService<Ec2State> = {
  signingName: 'ec2',
  endpointSuffix: 'EC2',
  seed: () => ({ interfaces: [] }),
  protocol: ec2Query(
    { namespace: 'http://ec2.amazonaws.com/doc/2016-11-15/' },
    {
      /** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeNetworkInterfaces.html */
      DescribeNetworkInterfaces: (input, { state }) => ({
        networkInterfaceSet: state.interfaces
          .filter(({ address }) => address === input.get('Filter.1.Value.1'))
          .map(({ id, address }) => ({ networkInterfaceId: id, association: { publicIp: address } })),
      }),
    },
  ),
};

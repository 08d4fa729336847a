import { DescribeNetworkInterfacesCommand, EC2Client } from '@aws-sdk/client-ec2';
import { type Address, formatAddress } from '../../domain/network/address.ts';
import type { AwsClients } from '../../ports/aws-clients.ts';

/**
 * What of this account's Region has the address: a NAT gateway, a load balancer, an instance; null when nothing has.
 * https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeNetworkInterfaces.html
 */
export async function ownerOfAddress(aws: AwsClients, address: Address): Promise<string | null> {
  const name = address.version === 4 ? 'association.public-ip' : 'ipv6-addresses.ipv6-address';
  const command = new DescribeNetworkInterfacesCommand({
    Filters: [{ Name: name, Values: [formatAddress(address)] }],
  });
  const [found] = (await aws.get(EC2Client).send(command)).NetworkInterfaces ?? [];
  return found === undefined ? null : (found.NetworkInterfaceId ?? 'a network interface');
}

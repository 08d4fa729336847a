import { DescribeImagesCommand, ECRClient } from '@aws-sdk/client-ecr';
import { type AwsClients, orOnFault } from '../../ports/aws-clients.ts';

/** An image in a private registry of Amazon ECR, as a task definition names it. */
export interface EcrImage {
  readonly registryId: string;
  readonly region: string;
  readonly repositoryName: string;
  readonly imageId: { readonly imageDigest: string } | { readonly imageTag: string };
}

const gone = ['ImageNotFoundException', 'RepositoryNotFoundException'];
const denied = ['AccessDeniedException'];
// https://docs.aws.amazon.com/AmazonECR/latest/userguide/Registries.html
const pattern =
  /^(\d{12})\.dkr[.-]ecr(?:-fips)?\.([a-z0-9-]+)\.(?:amazonaws\.com(?:\.cn)?|on\.(?:aws|amazonwebservices\.com\.cn))\/([^:@]+)(?::([^:@]+))?(?:@(sha256:[0-9a-zA-Z-]+))?$/;

/** Null when the image is in another registry. */
export function ecrImage(image: string): EcrImage | null {
  const [, registryId, region, repositoryName, tag = 'latest', digest] = pattern.exec(image) ?? [];
  if (registryId === undefined || region === undefined || repositoryName === undefined) return null;
  const imageId = digest === undefined ? { imageTag: tag } : { imageDigest: digest };
  return { registryId, region, repositoryName, imageId };
}

/** https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_DescribeImages.html */
export async function readImageDigest(
  aws: AwsClients,
  { registryId, region, repositoryName, imageId }: EcrImage,
): Promise<{ readonly digest: string } | 'gone' | 'denied'> {
  const command = new DescribeImagesCommand({ registryId, repositoryName, imageIds: [imageId] });
  const sent = aws.get(ECRClient, 'repeatable', region).send(command);
  const found = await orOnFault(orOnFault(sent, gone, 'gone'), denied, 'denied');
  if (found === 'gone' || found === 'denied') return found;
  const digest = found.imageDetails?.[0]?.imageDigest;
  return digest === undefined ? 'gone' : { digest };
}

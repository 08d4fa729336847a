import { DescribeImagesCommand, ECRClient } from '@aws-sdk/client-ecr';
import { type AwsClients, orOnFault } from '../../ports/aws-clients.ts';

/** An image in a private registry of Amazon ECR, as a task definition names it. */
interface EcrImage {
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
function ecrImage(image: string): EcrImage | null {
  const [, registryId, region, repositoryName, tag = 'latest', digest] = pattern.exec(image) ?? [];
  if (registryId === undefined || region === undefined || repositoryName === undefined) return null;
  const imageId = digest === undefined ? { imageTag: tag } : { imageDigest: digest };
  return { registryId, region, repositoryName, imageId };
}

/** https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_DescribeImages.html */
async function readImageDigest(
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

/**
 * Why a new task would not get the image that ran, for people; null when it would. `ran`: its digest, if that is known.
 * Images outside of ECR cannot be looked at and are taken to be there: ECS keeps the running tasks if they are not.
 */
export async function whyNotPullable(
  aws: AwsClients,
  image: string,
  ran: string | undefined,
): Promise<string | null> {
  const named = ecrImage(image);
  if (named === null) return null;
  const found = await readImageDigest(aws, named);
  if (found === 'gone') return `the image ${image} is gone`;
  if (found === 'denied') return `it may not be read whether there still is the image ${image}`;
  return ran === undefined || ran === found.digest ? null : `the tag of ${image} names another image by now`;
}

import * as z from 'zod';
import { AwsFault } from '../../protocol/aws-fault.ts';
import { awsJson, jsonOperation } from '../../protocol/aws-json.ts';
import type { AwsService, ServiceContext } from '../../protocol/aws-service.ts';
import { ecs } from '../ecs/ecs.ts';
import { imageRegistry } from '../ecs/ecs-state.ts';

/** Every image of a task definition was pushed, under its tag; this is what became of some since. */
export interface EcrState {
  /** Digests of those that a lifecycle policy removed. */
  readonly removed: string[];
  /** Digests by `repository:tag`, of tags that were given to another image. */
  readonly moved: Record<string, string>;
}

interface PushedImage {
  readonly repository: string;
  readonly tag: string;
  readonly digest: string;
}

const describeSchema = z.object({
  registryId: z.string().optional(),
  repositoryName: z.string(),
  imageIds: z
    .array(z.object({ imageTag: z.string().optional(), imageDigest: z.string().optional() }))
    .min(1)
    .max(100),
});

/** https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_DescribeImages.html */
const describeImages = jsonOperation(
  describeSchema,
  ({ registryId, repositoryName, imageIds }, context: ServiceContext<EcrState>) => {
    const images = imagesIn(context).filter(({ repository }) => repository === repositoryName);
    if (images.length === 0) {
      throw new AwsFault('RepositoryNotFoundException', `The repository ${repositoryName} does not exist.`);
    }
    const found = imageIds.map(({ imageTag, imageDigest }) =>
      images.find(
        ({ tag, digest }) =>
          (imageTag === undefined || imageTag === tag) &&
          (imageDigest === undefined || imageDigest === digest),
      ),
    );
    return {
      imageDetails: found.map((image) => {
        if (image === undefined) throw new AwsFault('ImageNotFoundException', 'The image does not exist.');
        const { tag, digest: imageDigest } = image;
        return { registryId, repositoryName, imageDigest, imageTags: [tag] };
      }),
    };
  },
);

function imagesIn(context: ServiceContext<EcrState>): readonly PushedImage[] {
  const { state } = context;
  return context
    .stateOf(ecs)
    .taskDefinitions.flatMap(({ containers }) => containers)
    .filter(({ image }) => image.startsWith(`${imageRegistry}/`))
    .map(({ image, digest }) => {
      const name = image.slice(imageRegistry.length + 1);
      const [repository = '', tag = ''] = name.split(':');
      return { repository, tag, digest: state.moved[name] ?? digest };
    })
    .filter(({ digest }) => !state.removed.includes(digest));
}

/** Repositories of container images. */
export const ecr: AwsService<EcrState> = {
  signingName: 'ecr',
  endpointSuffix: 'ECR',
  seed: () => ({ removed: [], moved: {} }),
  protocol: awsJson(
    { target: 'AmazonEC2ContainerRegistry_V20150921', version: '1.1', invalid: 'InvalidParameterException' },
    { DescribeImages: describeImages },
  ),
};

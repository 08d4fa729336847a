import { GetObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { ConfigurationError, DependencyUnavailableError } from '../domain/errors.ts';
import { awsFaultOf, orOnFault } from '../ports/aws-clients.ts';
import type { StatusPage, StatusPageContext } from '../ports/plug-ins/status-page.ts';
import { parseStatusFile, type StatusFile, withIncident } from './static/status-file.ts';
import { statusHtml } from './static/status-html.ts';

const page = 'docs/status-pages.md#static-page';

/** A page and a JSON file in a bucket of yours, which you serve as you like: CloudFront in front of it, or the bucket's own website. */
export const staticPage: StatusPage = {
  name: 'static',
  env: {},
  secrets: {},
  localSecrets: {},
  iam: [],
  host: null,
  to: {
    pattern: /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9](\/[A-Za-z0-9._-]+)*$/,
    expected: 'the name of a bucket, or bucket/path',
  },
  iamFor(place) {
    const { bucket, prefix } = placeIn(place.to);
    const objects = ['status.json', 'index.html'].map(
      (name) => `arn:{partition}:s3:::${bucket}/${prefix}${name}`,
    );
    return [
      { actions: ['s3:GetObject', 's3:PutObject'], resources: objects },
      // Without it S3 answers a file that is not there yet with 403, as if the permission were missing.
      { actions: ['s3:ListBucket'], resources: [`arn:{partition}:s3:::${bucket}`] },
    ];
  },
  objectIn({ to }) {
    const { bucket, prefix } = placeIn(to);
    return { bucket, key: `${prefix}index.html` };
  },
  async publish(context, post) {
    const { bucket, prefix } = placeIn(context.place.to);
    const known = await read(context);
    const { title } = context.place;
    const file = withIncident(known.file, post, { title, services: context.names });
    if (known.file === null || JSON.stringify(known.file) !== JSON.stringify(file)) {
      await write(
        context,
        'status.json',
        `${JSON.stringify(file, null, 2)}\n`,
        'application/json',
        known.etag,
      );
    }
    // Also when the file has it: a call that died between the two left the page behind.
    await write(context, 'index.html', statusHtml(file), 'text/html; charset=utf-8');
    return { ref: `${bucket}/${prefix}index.html#${post.incidentId}`, url: null };
  },
  async check(context) {
    await read(context);
    return [];
  },
};

function placeIn(to: string): { readonly bucket: string; readonly prefix: string } {
  const [bucket = '', ...path] = to.split('/');
  return { bucket, prefix: path.map((part) => `${part}/`).join('') };
}

interface KnownFile {
  readonly file: StatusFile | null;
  /** Null: there is no file. */
  readonly etag: string | null;
}

async function read({ aws, place }: StatusPageContext): Promise<KnownFile> {
  const { bucket, prefix } = placeIn(place.to);
  const Key = `${prefix}status.json`;
  const sent = aws.get(S3Client).send(new GetObjectCommand({ Bucket: bucket, Key }));
  const found = await explained(orOnFault(sent, ['NoSuchKey'], null), bucket);
  if (found === null) return { file: null, etag: null };
  const text = (await found.Body?.transformToString()) ?? '';
  return { file: parseStatusFile(text, `${bucket}/${Key}`), etag: found.ETag ?? null };
}

/** `etag`: only over what was read; null: only where nothing is; left out: in any case. */
async function write(
  { aws, place }: StatusPageContext,
  name: string,
  body: string,
  type: string,
  etag?: string | null,
): Promise<void> {
  const { bucket, prefix } = placeIn(place.to);
  const condition = etag === undefined ? {} : etag === null ? { IfNoneMatch: '*' } : { IfMatch: etag };
  const command = new PutObjectCommand({
    Bucket: bucket,
    Key: `${prefix}${name}`,
    Body: body,
    ContentType: type,
    CacheControl: 'public, max-age=30',
    ...condition,
  });
  await explained(aws.get(S3Client).send(command), bucket);
}

async function explained<Output>(sent: Promise<Output>, bucket: string): Promise<Output> {
  try {
    return await sent;
  } catch (error) {
    const fault = awsFaultOf(error);
    if (fault === 'PreconditionFailed' || fault === 'ConditionalRequestConflict') {
      throw new DependencyUnavailableError(`Somebody else writes the page in ${bucket}`);
    }
    if (fault === 'NoSuchBucket')
      throw new ConfigurationError(`There is no bucket ${bucket}: make it first (${page})`);
    if (fault === 'AccessDenied' || fault === 'PermanentRedirect') {
      const why = fault === 'AccessDenied' ? 'may not be written by Firebreak' : 'is in another Region';
      throw new ConfigurationError(`The bucket ${bucket} ${why}: ${page}`);
    }
    throw error;
  }
}

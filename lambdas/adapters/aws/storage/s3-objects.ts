import { GetObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { type AwsClients, orOnFault } from '../../../ports/aws-clients.ts';

/** Writes the object whole; doing it again with the same content changes nothing. */
export async function putObject(
  aws: AwsClients,
  bucket: string,
  key: string,
  body: string | Uint8Array,
  contentType: string,
): Promise<void> {
  await aws
    .get(S3Client)
    .send(new PutObjectCommand({ Bucket: bucket, Key: key, Body: body, ContentType: contentType }));
}

/** Null when there is no such object. */
export async function getObject(aws: AwsClients, bucket: string, key: string): Promise<Uint8Array | null> {
  const command = new GetObjectCommand({ Bucket: bucket, Key: key });
  const found = await orOnFault(aws.get(S3Client).send(command), ['NoSuchKey'], null);
  if (found === null) return null;
  return (await found.Body?.transformToByteArray()) ?? new Uint8Array();
}

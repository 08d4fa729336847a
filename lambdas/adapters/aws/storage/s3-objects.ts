import type { AwsCaller, AwsResponse } from '../../../ports/aws-caller.ts';
import { faultOf, unexpectedResponse } from '../clients/aws-fault.ts';

/** Path-style address of an object; each part of the key is encoded, its slashes stay. */
function pathOf(bucket: string, key: string): string {
  return `/${bucket}/${key.split('/').map(encodeURIComponent).join('/')}`;
}

/** Writes the object whole; doing it again with the same content changes nothing. */
export async function putObject(
  aws: AwsCaller,
  bucket: string,
  key: string,
  body: string | Uint8Array,
  headers: Readonly<Record<string, string>>,
): Promise<void> {
  const response = await aws.call({
    service: 's3',
    method: 'PUT',
    path: pathOf(bucket, key),
    headers,
    body,
    repeatable: true,
  });
  if (response.status >= 300) throw unexpectedResponse(response, `Writing to the bucket ${bucket}`);
}

/** Null when there is no such object. */
export async function getObject(
  aws: AwsCaller,
  bucket: string,
  key: string,
  { binary = false } = {},
): Promise<AwsResponse | null> {
  const response = await aws.call({ service: 's3', method: 'GET', path: pathOf(bucket, key), binary });
  if (response.status === 404 && faultOf(response) === 'NoSuchKey') return null;
  if (response.status !== 200) throw unexpectedResponse(response, `Reading from the bucket ${bucket}`);
  return response;
}

import type { AwsAnswer, AwsCaller } from '../../ports/aws-caller.ts';
import { faultOf, unexpectedAnswer } from './aws-fault.ts';

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
  const answer = await aws.call({
    service: 's3',
    method: 'PUT',
    path: pathOf(bucket, key),
    headers,
    body,
    repeatable: true,
  });
  if (answer.status >= 300) throw unexpectedAnswer(answer, `Writing to the bucket ${bucket}`);
}

/** Null when there is no such object. */
export async function getObject(
  aws: AwsCaller,
  bucket: string,
  key: string,
  { binary = false } = {},
): Promise<AwsAnswer | null> {
  const answer = await aws.call({ service: 's3', method: 'GET', path: pathOf(bucket, key), binary });
  if (answer.status === 404 && faultOf(answer) === 'NoSuchKey') return null;
  if (answer.status !== 200) throw unexpectedAnswer(answer, `Reading from the bucket ${bucket}`);
  return answer;
}

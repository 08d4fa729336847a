import type { AwsCaller } from '../../../ports/aws-caller.ts';
import type { DocumentStore } from '../../../ports/document-store.ts';
import { getObject, putObject } from './s3-objects.ts';

export function createS3DocumentStore(aws: AwsCaller, bucket: string): DocumentStore {
  return {
    put: (key, body, contentType) => putObject(aws, bucket, key, body, { 'content-type': contentType }),
    read: async (key) => (await getObject(aws, bucket, key))?.body ?? null,
  };
}

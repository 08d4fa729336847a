import type { AwsClients } from '../../../ports/aws-clients.ts';
import type { DocumentStore } from '../../../ports/stores/document-store.ts';
import { getObject, putObject } from './s3-objects.ts';

export function createS3DocumentStore(aws: AwsClients, bucket: string): DocumentStore {
  return {
    put: (key, body, contentType) => putObject(aws, bucket, key, body, contentType),
    async read(key) {
      const bytes = await getObject(aws, bucket, key);
      return bytes === null ? null : new TextDecoder().decode(bytes);
    },
  };
}

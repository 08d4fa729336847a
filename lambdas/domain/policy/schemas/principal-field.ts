import * as z from 'zod';

/** Who signs with AWS credentials; with `*` at its end, every session of a role. */
export const principalField = z
  .string()
  .regex(
    /^arn:aws[a-z-]*:(iam|sts)::\d{12}:(user|role|assumed-role|federated-user)\/[\w+=,.@/-]+\*?$/,
    'must be the ARN of an IAM principal, such as arn:aws:sts::123456789012:assumed-role/Security/*',
  );

/** What a task token says: which attempt of which branch of which execution may answer. */
export interface TaskAddress {
  readonly executionArn: string;
  readonly branchId: number;
}

/** An opaque token. `secret` makes it unguessable and new for each attempt. */
export function makeTaskToken({ executionArn, branchId }: TaskAddress, secret: string): string {
  return Buffer.from(JSON.stringify([executionArn, branchId, secret])).toString('base64url');
}

/** Reads a token; undefined when it was not made by `makeTaskToken`. */
export function readTaskToken(token: string): TaskAddress | undefined {
  try {
    const content: unknown = JSON.parse(Buffer.from(token, 'base64url').toString('utf8'));
    if (!Array.isArray(content)) return undefined;
    const [executionArn, branchId, secret]: unknown[] = content;
    if (typeof executionArn !== 'string' || typeof branchId !== 'number' || typeof secret !== 'string')
      return undefined;
    return { executionArn, branchId };
  } catch {
    return undefined;
  }
}

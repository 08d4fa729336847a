/**
 * Whether the ARN of a caller is one that policy names: itself, whatever begins so where it ends in `*`, or a session of a role that is
 * named by the ARN that IAM gives it. Sessions do not tell the role's path.
 */
export function fitsPrincipal(pattern: string, arn: string): boolean {
  const role = /^arn:([\w-]+):iam::(\d+):role\/(?:.*\/)?([^/*]+)$/.exec(pattern);
  if (role !== null) {
    const [, partition, account, name] = role;
    return arn.startsWith(`arn:${partition}:sts::${account}:assumed-role/${name}/`);
  }
  return pattern.endsWith('*') ? arn.startsWith(pattern.slice(0, -1)) : arn === pattern;
}

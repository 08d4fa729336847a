/** Whether one caller could sign as both ARNs of policy. Whoever assumes a role names the session: sessions of one role are one. */
export function couldSignAlike(one: string, other: string): boolean {
  const [a, b] = [signingAs(one), signingAs(other)];
  if (a.isOpen && b.isOpen) return a.begin.startsWith(b.begin) || b.begin.startsWith(a.begin);
  if (a.isOpen) return b.begin.startsWith(a.begin);
  return b.isOpen ? a.begin.startsWith(b.begin) : a.begin === b.begin;
}

interface SigningAs {
  readonly begin: string;
  /** Anything may follow. */
  readonly isOpen: boolean;
}

function signingAs(pattern: string): SigningAs {
  const role = /^arn:([\w-]+):iam::(\d+):role\/(?:.*\/)?([^/*]+)$/.exec(pattern);
  if (role !== null) {
    const [, partition, account, name] = role;
    return { begin: `arn:${partition}:sts::${account}:assumed-role/${name}/`, isOpen: true };
  }
  const session = /^arn:[\w-]+:sts::\d+:assumed-role\/[^/*]+\//.exec(pattern);
  if (session !== null) return { begin: session[0], isOpen: true };
  const isOpen = pattern.endsWith('*');
  return { begin: isOpen ? pattern.slice(0, -1) : pattern, isOpen };
}

import type { Breakage } from './breakage.ts';

const issuer = 'signIn: { issuer: https://login.example.com, clientId: firebreak';

/** Mistakes about how people sign in. */
export const brokenSignIn: readonly Breakage[] = [
  {
    name: 'a subject at no issuer',
    file: 'people.yaml',
    from: 'email: ana@example.com }',
    to: 'email: ana@example.com, oidc: { subject: sub-ana } }',
    offset: 41,
    field: 'people[0].oidc.subject',
    says: 'has no issuer',
  },
  {
    name: 'an e-mail address as the subject',
    file: 'people.yaml',
    from: 'email: ana@example.com }',
    to: 'email: ana@example.com, oidc: { subject: Ana@example.com } }',
    offset: 41,
    field: 'people[0].oidc.subject',
    says: 'is their e-mail address',
  },
  {
    name: 'approvals with a sign-in and no issuer',
    file: 'people.yaml',
    from: 'expiresAfterMinutes: 30',
    to: 'expiresAfterMinutes: 30\n  signIn: all',
    offset: 34,
    field: 'approvals.signIn',
    says: 'needs an issuer',
  },
  {
    name: 'a signature that a shared secret makes',
    file: 'people.yaml',
    from: 'onCall:\n',
    to: `${issuer}, algorithms: [HS256] }\nonCall:\n`,
    offset: 79,
    field: 'signIn.algorithms[0]',
    says: 'must be an algorithm with a public key',
  },
  {
    name: 'an issuer without TLS',
    file: 'people.yaml',
    from: 'onCall:\n',
    to: 'signIn: { issuer: http://login.example.com, clientId: firebreak }\nonCall:\n',
    offset: 18,
    field: 'signIn.issuer',
    says: 'must be an address such as https://',
  },
  {
    name: 'approvers of whom none could approve what cannot be undone',
    file: 'people.yaml',
    from: 'approvals:\n  approvers: [ana, ben]',
    to: `${issuer} }\napprovals:\n  approvers: [ana, ben]`,
    offset: 91,
    field: 'approvals.approvers',
    says: 'none of them has an oidc.subject',
  },
];

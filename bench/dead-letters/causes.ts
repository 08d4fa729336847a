import type { DeathClass } from '../../lambdas/domain/dead-letters/death-classes.ts';

/** Why messages of a bench die, and what is true of them whatever they say. */
export interface Cause {
  readonly class: DeathClass;
  /** `{n}` is a number and `{id}` an id that vary. */
  readonly text: string;
  /** What a producer writes in a field of its own. */
  readonly code?: string;
  readonly lies: 'burst' | 'steady';
  /** The body of the messages; default: an order. */
  readonly body?: string;
  /** Whether something that the consumer needs was down then. */
  readonly outage?: true;
}

const brokenBody = '{"order": {id}, "lines": [';
const otherBody = '{"orderId": "{id}", "total": "{n}"}';

/** Some say plainly what they are; some say little; some say the words of another class. */
export const causes: readonly Cause[] = [
  {
    class: 'auth',
    lies: 'burst',
    text: 'AccessDeniedException: User is not authorized to perform dynamodb:PutItem on order-{n}',
    code: 'AccessDeniedException',
  },
  { class: 'auth', lies: 'burst', text: 'HTTPError: 401 Unauthorized from partner.example for order {n}' },
  {
    class: 'auth',
    lies: 'steady',
    text: 'ExpiredTokenException: The security token included in the request is expired',
    code: 'ExpiredTokenException',
  },
  {
    class: 'auth',
    lies: 'burst',
    text: 'TlsError: certificate has expired (CN=orders-client) at attempt {n}',
  },
  {
    class: 'rate-limit',
    lies: 'burst',
    text: 'ThrottlingException: Rate exceeded',
    code: 'ThrottlingException',
  },
  { class: 'rate-limit', lies: 'burst', text: 'PartnerError: POST /bookings answered 429 after {n} ms' },
  {
    class: 'rate-limit',
    lies: 'burst',
    text: 'ProvisionedThroughputExceededException: The level of configured provisioned throughput for the table was exceeded',
  },
  { class: 'dependency', lies: 'burst', outage: true, text: 'Error: connect ECONNREFUSED 10.0.4.{n}:5432' },
  {
    class: 'dependency',
    lies: 'burst',
    outage: true,
    text: 'BankError: api.bank.example answered 503 Service Unavailable ({n} ms)',
  },
  {
    class: 'dependency',
    lies: 'burst',
    outage: true,
    text: 'ValidationError: upstream timed out while card {id} was checked',
  },
  {
    class: 'dependency',
    lies: 'burst',
    outage: true,
    text: 'CircuitError: circuit breaker is open for inventory',
  },
  {
    class: 'schema',
    lies: 'steady',
    text: "TypeError: Cannot read properties of undefined (reading 'currency')",
    code: 'TypeError',
    body: otherBody,
  },
  {
    class: 'schema',
    lies: 'burst',
    text: 'SyntaxError: Unexpected end of JSON input at position {n}',
    body: brokenBody,
  },
  { class: 'schema', lies: 'steady', text: "ValidationError: missing required field 'vatId' in order {n}" },
  { class: 'schema', lies: 'steady', text: 'Error: unsupported message version {n}, expected 4' },
  {
    class: 'poison',
    lies: 'steady',
    text: 'RequestId: {id} Error: Runtime exited with error: signal: killed',
    code: 'Runtime.ExitError',
  },
  { class: 'poison', lies: 'steady', text: '{id} Task timed out after 30.03 seconds' },
  { class: 'poison', lies: 'steady', text: 'RangeError: Maximum call stack size exceeded in node {n}' },
  // Of these nobody can say it from what they say.
  { class: 'unknown', lies: 'steady', text: 'InsufficientFundsError: account {id} has {n} too few' },
  { class: 'unknown', lies: 'steady', text: 'OrderNotFoundError: order 429 of batch {n} not found' },
  { class: 'unknown', lies: 'burst', text: 'Error: 403 rows affected, expected {n}' },
  { class: 'unknown', lies: 'burst', text: 'Error: something went wrong' },
  { class: 'unknown', lies: 'steady', text: '' },
  { class: 'unknown', lies: 'steady', text: 'ConflictError: entry {id} was booked already' },
  { class: 'unknown', lies: 'steady', text: 'InventoryError: request timed out for warehouse {n}' },
  { class: 'unknown', lies: 'burst', text: '{id} Task timed out after 15.00 seconds' },
  { class: 'unknown', lies: 'steady', text: 'RuleError: discount 503 is not allowed for customer {n}' },
];

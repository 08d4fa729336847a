import type { DeathClass } from './death-classes.ts';
import type { TimePattern } from './time-pattern.ts';

/** How a class shows in what was said, and in time. */
export interface ClassRule {
  readonly class: Exclude<DeathClass, 'unknown'>;
  /** Codes that a producer writes by themselves. */
  readonly codes: RegExp;
  readonly words: RegExp;
  /** How its deaths lie in time; what they contradict speaks against it. */
  readonly usual: readonly TimePattern[];
  readonly contradicts: readonly TimePattern[];
}

/**
 * A status counts as one only where the text says so and nothing is counted by it: "order 429 not found", "returned 500 items" and
 * "status 403 was not found" are about something else.
 */
const status = (numbers: string): string =>
  `(?:status(?: ?code)?|http(?:/\\d(?:\\.\\d)?)?|error|answered|responded(?: with)?|returned|code|failed with)\\W{0,4}(?:${numbers})\\b(?=\\s*(?:$|[^\\w\\s]|(?:for|from|after|on|at|in|by|when|while|with|because|client|server|unauthorized|forbidden|too many|internal|bad gateway|service|gateway)\\b))|\\b(?:${numbers})\\W{1,3}(?:unauthorized|forbidden|too many|bad gateway|service unavailable|gateway time-?out)`;

/** In this order: the first whose words stand there is it, and another one whose words do too makes it less sure. */
export const classRules: readonly ClassRule[] = [
  {
    class: 'auth',
    codes:
      /^(401|403|AccessDenied\w*|ExpiredToken\w*|UnrecognizedClient\w*|NO_PERMISSIONS|KMSAccessDenied\w*)$/i,
    words: new RegExp(
      `access ?denied|\\bunauthori[sz]ed\\b|\\bforbidden\\b|expired ?token|(?:token|jwt|certificate|credentials?|secret|api key|signature)s? (?:\\w+ ){0,6}(?:expired|revoked)|(?:token|jwt|credentials?|api key|signature)s? (?:is |are |was )?(?:invalid|rejected)|invalid (?:client )?(?:token|credentials?|api key|signature)|not authori[sz]ed(?: to (?:perform|access)|\\W*$)|authentication failed|permission denied|${status('401|403')}`,
      'i',
    ),
    usual: ['burst', 'steady'],
    contradicts: [],
  },
  {
    class: 'rate-limit',
    codes:
      /^(429|Throttl\w*|TooManyRequests\w*|ProvisionedThroughputExceeded\w*|RequestLimitExceeded|SlowDown|THROTTLING)$/i,
    words: new RegExp(
      `throttl(?:ed|ing)|too ?many (?:concurrent )?requests|toomanyrequests|resource_exhausted|rate ?(?:limit|exceeded)|throughput ?exceeded|slow ?down|request ?limit ?exceeded|quota (?:\\w+ ){0,3}exceeded|${status('429')}`,
      'i',
    ),
    usual: ['burst'],
    contradicts: [],
  },
  {
    class: 'dependency',
    codes:
      /^(50[0234]|CONNECTION_FAILURE|TIMEOUT|ServiceUnavailable\w*|InternalServer\w*|SDK_CLIENT_ERROR)$/i,
    words: new RegExp(
      `\\bE(?:CONN(?:REFUSED|RESET|ABORTED)|TIMEDOUT|HOSTUNREACH|PIPE|AI_AGAIN)\\b|ENOTFOUND|connection (?:to \\S+ )?(?:was )?(?:refused|reset|closed|aborted|timed out)|connectionerror|max retries exceeded|i/o timeout|upstream connect error|\\bUNAVAILABLE:|socket hang up|service unavailable|bad gateway|gateway time-?out|circuit (?:breaker )?(?:is )?open|(?:upstream|request|query|call|read|connect) timed? ?out|deadline exceeded|no route to host|server (?:is )?(?:down|unavailable)|${status('50[0234]')}`,
      'i',
    ),
    usual: ['burst'],
    contradicts: ['steady'],
  },
  {
    class: 'schema',
    codes:
      /^(SyntaxError|TypeError|ZodError|ValidationE\w*|JSONDecodeError|KeyError|UnmarshalTypeError|SerializationException|MessageFormatError)$/i,
    words:
      /unexpected (?:token|end|character|non-whitespace)|not (?:valid )?json\b|json ?decode|cannot (?:read propert|deserialize|unmarshal|parse)|failed to parse|parse error|is not a function|undefined \(reading|keyerror|missing (?:required )?(?:field|property|key|column|parameter)|required (?:field|property|key)|(?:schema|validation) (?:error|failed|mismatch)|validationerror|invalid (?:type|format|schema|enum|message format)|unknown (?:field|schema version|message type|event type)|unsupported (?:message |event |schema )?version|zoderror|unrecognized (?:field|property)|unrecognizedproperty|could not be converted|jsonexception|avro|protobuf/i,
    usual: ['steady', 'burst'],
    contradicts: [],
  },
  {
    class: 'poison',
    codes: /^(Runtime\.(?:ExitError|OutOfMemory)|Lambda\.Unknown|States\.Timeout|Sandbox\.Timedout)$/i,
    words:
      /runtime exited|out ?of ?memory|java heap space|heap limit|signal: ?(?:killed|segmentation)|segmentation fault|maximum call stack|stack overflow|recursion depth|task timed out after|process (?:crashed|exited)|payload (?:size )?(?:exceeded|too large)|oomkilled/i,
    usual: ['steady'],
    contradicts: ['burst'],
  },
];

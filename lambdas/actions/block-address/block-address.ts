import * as z from 'zod/mini';
import {
  formatAddress,
  isWithin,
  parseAddress,
  parseNetwork,
  widthOf,
} from '../../domain/network/address.ts';
import type { AwsClients } from '../../ports/aws-clients.ts';
import type { ReversibleAction } from '../../ports/plug-ins/action.ts';
import { allow, allowEverywhere } from '../../resources/allow.ts';
import { type IpSet, mostAddresses, readIpSet, writeAddresses } from '../../resources/aws/ip-sets.ts';
import { ownerOfAddress } from '../../resources/aws/own-addresses.ts';
import { type IpSetId, ipSet, ipSetFields } from '../../resources/ip-set.ts';
import { errorRateRecovers } from '../promises/expectations.ts';
import { executionOf, type MoveTexts, undoingOf, unrecorded } from '../setting/move-outcomes.ts';
import { moveSetting, type Setting } from '../setting/move-setting.ts';
import { loudestAddress } from './loudest-address.ts';
import { whyNotBlockable } from './why-not-blockable.ts';

const paramsSchema = z.object({
  ...ipSetFields,
  /** One address, never a network; as short as it can be written. */
  address: z.string().check(
    z.refine((text) => {
      const address = parseAddress(text);
      return address !== null && formatAddress(address) === text;
    }, 'must be one IP address'),
  ),
});
type BlockParams = z.infer<typeof paramsSchema>;
type State = { readonly wasBlocked: false };
const postStateSchema = z.object({ entry: z.string() });

/** Blocks the one address that most failed requests come from, for some hours. */
export const blockAddress: ReversibleAction<BlockParams, State, IpSetId> = {
  kind: 'block-address',
  title: 'Block an address in AWS WAF',
  target: ipSet,
  phase: 'stabilize',
  risk: 'reversible',
  // Many people may share an address: one of ours decides.
  peopleNeeded: 1,
  repeat: 'conditional',
  params: paramsSchema,
  plan({ target: { id }, change, evidence }) {
    if (change !== null) return { ok: false, reason: 'blocking an address does not revert a change' };
    const found = loudestAddress(evidence, id.neverBlock);
    return found.ok ? { ok: true, params: { ...id, address: found.address } } : found;
  },
  summary: ({ address, ipSet: name }) =>
    `Block ${address} by the IP set ${name}: everybody behind that address is refused`,
  undoSummary: ({ address, ipSet: name }) => `Take ${address} out of the IP set ${name} again`,
  howToRestore: ({ address, ipSet: name }) =>
    `Find out who ${address} is and what they got, then take it out of the IP set ${name}, or block it where your firewall rules are kept`,
  backport: () =>
    'Limit failed attempts for each address and account where requests come in, by a rate-based rule for instance; keep the IP set out of what a deployment overwrites',
  expects: errorRateRecovers({ withinSeconds: 900, settleSeconds: 180 }),
  guardMetrics: [{ metric: 'latencyP99', factor: 1.5 }],
  echoes: [
    { metric: 'traffic', goes: 'down', because: 'what comes from the address is refused before it arrives' },
  ],
  expiresAfterSeconds: 14_400,

  iam: (targets) => [
    ...allow(
      ['wafv2:GetIPSet', 'wafv2:UpdateIPSet'],
      targets.map(({ id }) => ipSet.arns(id).ipSet),
    ),
    ...allowEverywhere(
      ['ec2:DescribeNetworkInterfaces'],
      targets,
      'IAM cannot narrow what lists the addresses that are your own',
    ),
  ],

  async preflight({ aws }, params) {
    const refuse = (reason: string) => ({ ok: false, reason }) as const;
    const address = parseAddress(params.address);
    if (address === null) return refuse(`${params.address} is no address`);
    const why = whyNotBlockable(address, params.neverBlock);
    if (why !== null) return refuse(why);
    const found = await readIpSet(aws, params);
    if (found === null) return refuse(`There is no ${ipSet.describe(params)}`);
    if (found.version !== address.version) {
      return refuse(`The ${ipSet.describe(params)} holds addresses of IPv${found.version} only`);
    }
    if (isCovered(found, params.address)) return refuse(`${params.address} is blocked already`);
    if (found.addresses.length >= mostAddresses) return refuse(`The ${ipSet.describe(params)} is full`);
    const owner = await ownerOfAddress(aws, address);
    if (owner !== null) return refuse(`${params.address} is your own: ${owner} has it`);
    return { ok: true, preState: { wasBlocked: false } };
  },

  async execute({ aws }, params) {
    const move = await moveSetting(blocking(aws, params), 'let through', 'blocked');
    const texts = textsOf(params, `Blocked ${params.address} by the ${ipSet.describe(params)}`);
    return executionOf(move, texts, { entry: entryOf(params.address) });
  },

  async undo({ aws }, params, _preState, postState) {
    if (!postStateSchema.safeParse(postState).success) return unrecorded(`the ${ipSet.describe(params)}`);
    const move = await moveSetting(blocking(aws, params), 'blocked', 'let through');
    const done = `Took ${params.address} out of the ${ipSet.describe(params)}`;
    return undoingOf(move, textsOf(params, done));
  },
};

type Passage = 'blocked' | 'let through';

/** Adds or removes this one address only, in the set as it is at that moment: WAF refuses the write if it was changed since. */
function blocking(aws: AwsClients, params: BlockParams): Setting<Passage> {
  let last: IpSet | null = null;
  return {
    read: async () => {
      last = await readIpSet(aws, params);
      if (last === null) return null;
      return entriesFor(last, params.address).length === 0 ? 'let through' : 'blocked';
    },
    write: async (to) => {
      if (last === null) return 'conflict';
      const own = entriesFor(last, params.address);
      const others = last.addresses.filter((each) => !own.includes(each));
      const addresses = to === 'blocked' ? [...others, entryOf(params.address)] : others;
      return await writeAddresses(aws, params, last, addresses);
    },
    same: (a, b) => a === b,
  };
}

/** Whether an entry of the set blocks the address, alone or with others. */
function isCovered({ addresses }: IpSet, text: string): boolean {
  const address = parseAddress(text);
  return addresses.some((each) => {
    const network = parseNetwork(each);
    return address !== null && network !== null && isWithin(address, network);
  });
}

/** The entries of the set that are this address alone, written in whatever way. */
function entriesFor({ addresses }: IpSet, text: string): readonly string[] {
  return addresses.filter((each) => {
    const network = parseNetwork(each);
    return network !== null && network.prefix === widthOf(network) && formatAddress(network) === text;
  });
}

function entryOf(text: string): string {
  return `${text}/${widthOf({ version: text.includes(':') ? 6 : 4 })}`;
}

function textsOf(params: BlockParams, done: string): MoveTexts<Passage> {
  return {
    name: `the ${ipSet.describe(params)}`,
    done,
    asked: `${params.address} is in the ${ipSet.describe(params)}`,
    found: (passage) => `by which ${params.address} is ${passage}`,
  };
}

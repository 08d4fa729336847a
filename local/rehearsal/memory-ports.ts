import { actions, findAction } from '../../lambdas/actions/index.ts';
import { createSecretsManagerSecrets } from '../../lambdas/adapters/aws/secrets/secrets-manager-secrets.ts';
import { createAesTokenVault } from '../../lambdas/adapters/crypto/aes-token-vault.ts';
import { createDerivedMatchCodes } from '../../lambdas/adapters/crypto/derived-match-codes.ts';
import { createSignedLinkKeys } from '../../lambdas/adapters/crypto/signed-link-keys.ts';
import { createSignedNonces } from '../../lambdas/adapters/crypto/signed-nonces.ts';
import { createSignedPageLinks } from '../../lambdas/adapters/crypto/signed-page-links.ts';
import type { CompiledPolicy } from '../../lambdas/domain/policy/policy.ts';
import { evidenceKinds } from '../../lambdas/evidence/index.ts';
import { createServiceSeriesReader } from '../../lambdas/evidence/metrics/service-series-reader.ts';
import { evidenceReadings } from '../../lambdas/evidence/readers.ts';
import type { HandlerDeps } from '../../lambdas/handlers/table/handler-deps.ts';
import { postmortemFormats } from '../../lambdas/pages/postmortem/postmortem-formats.ts';
import type { AwsClients } from '../../lambdas/ports/aws-clients.ts';
import type { Clock } from '../../lambdas/ports/clock.ts';
import type { RecordSigner } from '../../lambdas/ports/crypto/record-signer.ts';
import type { HttpClient } from '../../lambdas/ports/http-client.ts';
import type { IncidentMetrics } from '../../lambdas/ports/incident-metrics.ts';
import type { BoundChannel, BoundReachability } from '../../lambdas/ports/plug-ins/channel.ts';
import type { BoundIncidentChannel } from '../../lambdas/ports/plug-ins/incident-channel.ts';
import type { BoundStatusPage } from '../../lambdas/ports/plug-ins/status-page.ts';
import type { BoundTracker } from '../../lambdas/ports/plug-ins/tracker.ts';
import type { ReportedChangeStore } from '../../lambdas/ports/stores/reported-change-store.ts';
import type { Subscriptions } from '../../lambdas/ports/subscriptions.ts';
import { resourceKinds } from '../../lambdas/resources/index.ts';
import { findSmokeTestKind } from '../../lambdas/smoke-tests/index.ts';
import { changeSourcesByName } from '../../lambdas/sources/changes/index.ts';
import { createMappedSources } from '../../lambdas/sources/mapping/mapped-sources.ts';
import { verifySlack } from '../../lambdas/sources/verifying/slack.ts';
import { slackSecretName } from '../../lambdas/use-cases/intake/receive-slash-command.ts';
import { createNotifier, type NotifierDeps } from '../../lambdas/use-cases/notify/create-notifier.ts';
import { createInProcessAws } from '../world/in-process-aws.ts';
import { createInProcessHttp, createInProcessProbe } from '../world/in-process-http.ts';
import { createInMemoryAlertQueue } from './memory/in-memory-alert-queue.ts';
import { createInMemoryChannel } from './memory/in-memory-channel.ts';
import { createInMemoryDeliveryLedger } from './memory/in-memory-delivery-ledger.ts';
import { createInMemorySchedules } from './memory/in-memory-schedules.ts';
import { createInMemorySecrets } from './memory/in-memory-secrets.ts';
import { createInMemoryWorkflow } from './memory/in-memory-workflow.ts';
import { createSequentialIds } from './memory/sequential-ids.ts';
import { createInMemoryAgentQuotaStore } from './memory/stores/in-memory-agent-quota-store.ts';
import { createInMemoryApprovalStore } from './memory/stores/in-memory-approval-store.ts';
import { createInMemoryDocumentStore } from './memory/stores/in-memory-document-store.ts';
import { createInMemoryIncidentStore } from './memory/stores/in-memory-incident-store.ts';
import { createInMemoryKillSwitchStore } from './memory/stores/in-memory-kill-switch-store.ts';
import { createInMemoryLeaseStore } from './memory/stores/in-memory-lease-store.ts';
import { createInMemoryNotificationQuotaStore } from './memory/stores/in-memory-notification-quota-store.ts';
import { createInMemoryPostLogStore } from './memory/stores/in-memory-post-log-store.ts';
import { createInMemoryPublicStatusStore } from './memory/stores/in-memory-public-status-store.ts';
import { createInMemoryReportedChangeStore } from './memory/stores/in-memory-reported-change-store.ts';
import { createInMemorySignInStore } from './memory/stores/in-memory-sign-in-store.ts';
import { createInMemoryUpdateClaimStore } from './memory/stores/in-memory-update-claim-store.ts';
import { createInMemoryWorkStore } from './memory/stores/in-memory-work-store.ts';
import { unlimited } from './memory/unlimited.ts';

const secret = async () => ['the secret of a rehearsal'] as const;
const consoleUrl = 'https://firebreak.example';

/** What a rehearsal's senders know. */
const sourceSecrets = {
  alertmanager: ['new-secret', 'old-secret'],
  'events-v2': ['routing-key-1'],
  [slackSecretName]: ['the signing secret of an app'],
};

/**
 * Every port in memory. They hold what outlives a process; to put something else in the place of one, spread over them before
 * `handlerDeps`.
 */
export function createMemoryPorts<Time extends Clock>(clock: Time, policy: CompiledPolicy) {
  const linkKeys = createSignedLinkKeys(secret);
  return {
    clock,
    evidenceKinds,
    policy,
    incidents: createInMemoryIncidentStore(),
    approvals: createInMemoryApprovalStore(),
    leases: createInMemoryLeaseStore(),
    killSwitches: createInMemoryKillSwitchStore(),
    quotas: createInMemoryNotificationQuotaStore(),
    agentQuotas: createInMemoryAgentQuotaStore(),
    works: createInMemoryWorkStore(),
    postLogs: createInMemoryPostLogStore(),
    signIns: createInMemorySignInStore(),
    updateClaims: createInMemoryUpdateClaimStore(),
    /** Rehearsed incidents are told nobody. */
    incidentChannels: [] as readonly BoundIncidentChannel[],
    /** Nobody is really reached. */
    reachableBy: [] as readonly BoundReachability[],
    /** Follow-ups of rehearsed incidents stay on their record. */
    trackers: [] as readonly BoundTracker[],
    publicStatuses: createInMemoryPublicStatusStore(),
    /** Nobody signs what was rehearsed. */
    signer: null as RecordSigner | null,
    incidentMetrics: { putClosing: () => {} } satisfies IncidentMetrics,
    /** Nothing of a rehearsal is published. */
    statusPages: [] as readonly BoundStatusPage[],
    reportedChanges: createInMemoryReportedChangeStore(),
    queue: createInMemoryAlertQueue(),
    ledger: createInMemoryDeliveryLedger(),
    documents: createInMemoryDocumentStore(),
    formats: postmortemFormats,
    schedules: createInMemorySchedules(),
    channel: createInMemoryChannel(),
    workflow: createInMemoryWorkflow(),
    aws: createInProcessAws(() => ({ body: '{}' })),
    http: createInProcessHttp(() => ({ body: '{}' })),
    probe: createInProcessProbe(() => ({ body: '{}' })),
    subscriptions: {
      confirm: async ({ topic }) => `The subscription to ${topic} is confirmed`,
    } satisfies Subscriptions,
    secrets: createInMemorySecrets({ sources: JSON.stringify(sourceSecrets) }),
    sourcesSecret: 'sources',
    vault: createAesTokenVault(secret),
    linkKeys,
    nonces: createSignedNonces(secret),
    matchCodes: createDerivedMatchCodes(secret),
    pageLinks: createSignedPageLinks(linkKeys, consoleUrl, clock),
    ids: createSequentialIds(clock),
    consoleUrl,
  };
}

interface ReadPorts extends Omit<NotifierDeps, 'channels'> {
  readonly aws: AwsClients;
  readonly http: HttpClient;
  readonly channel: BoundChannel;
  readonly reportedChanges: ReportedChangeStore;
}

/** What the handlers stand on over these ports: with all plug-ins, and the readers of this account. */
export function handlerDeps<Ports extends ReadPorts>(ports: Ports) {
  const channels = [ports.channel];
  const { services, environments } = ports.policy;
  const context = { ...ports, services, environments };
  return {
    ...ports,
    channels,
    notifier: createNotifier({ ...ports, channels }),
    actions,
    resourceKinds,
    findAction,
    findSmokeTestKind,
    smokeSecrets: createSecretsManagerSecrets(ports.aws, ports.clock),
    sources: createMappedSources(ports.policy.mappings),
    changeSources: changeSourcesByName,
    verifySlack,
    readers: new Map(evidenceReadings.map((reading) => [reading.kind, reading.create(context)])),
    series: createServiceSeriesReader(ports.aws),
    rateLimiter: unlimited,
    /** Time stands still while somebody reads. */
    timeouts: {
      limit: (_seconds, work) => work(new AbortController().signal),
    } satisfies HandlerDeps['timeouts'],
    delay: async () => {},
    putBack: async () => new Set<string>(),
    redeem: () => Promise.reject(new Error('A rehearsal keeps nothing beside its queue')),
    fetchCertificate: async () => '',
    access: 'open' as const,
    browserSessions: null,
    signIn: null,
    executionUrl: () => null,
  };
}

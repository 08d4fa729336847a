import type { Check } from '../finding.ts';
import { channels } from './check-channels.ts';
import { busRule, schedules, workflow } from './check-clocks.ts';
import { commanders } from './check-commanders.ts';
import { debts } from './check-debts.ts';
import { concurrency, functions, policyHash } from './check-functions.ts';
import { locations } from './check-locations.ts';
import { sandbox, sender } from './check-mail.ts';
import { onCall } from './check-on-call.ts';
import { reachability } from './check-reachability.ts';
import { secrets, senders } from './check-secrets.ts';
import { signIn } from './check-sign-in.ts';
import { smokeTests } from './check-smoke-tests.ts';
import { statusPages } from './check-status-pages.ts';
import { alarmTopic, sourceTopics } from './check-topics.ts';
import { trackers } from './check-trackers.ts';
import { alarms, queue } from './check-waiting.ts';
import { webhook } from './check-webhook.ts';

/** What `firebreak doctor` looks at, in this order. */
export const checks: readonly Check[] = [
  sender,
  sandbox,
  ...reachability,
  concurrency,
  functions,
  workflow,
  policyHash,
  locations,
  commanders,
  signIn,
  onCall,
  secrets,
  channels,
  senders,
  alarmTopic,
  sourceTopics,
  busRule,
  schedules,
  alarms,
  queue,
  webhook,
  smokeTests,
  debts,
  trackers,
  statusPages,
];

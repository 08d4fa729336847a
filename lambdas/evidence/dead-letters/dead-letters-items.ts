import type { TimePattern } from '../../domain/dead-letters/time-pattern.ts';
import { countLabel } from '../../domain/number-labels.ts';
import type { StepAtPlace } from '../../domain/reporting/evidence/evidence-description.ts';
import type { ShareItem } from '../../domain/reporting/evidence/evidence-section.ts';
import { durationLabel } from '../../domain/reporting/labels/duration-label.ts';
import { upperFirst } from '../../domain/reporting/labels/first-letter.ts';
import type { SeenDeaths, SeenQueue } from './dead-letters-found.ts';
import { classLabel, depthLabel } from './queue-labels.ts';

type Detail = ShareItem['rows'][number];

/** A queue and what was done with it since, then its messages by cause. */
export function queueItems(queue: SeenQueue, steps: readonly StepAtPlace[]): readonly ShareItem[] {
  const source = { query: queue.command, link: queue.link };
  const head: ShareItem = {
    form: 'share',
    text: upperFirst(depthLabel(queue)),
    share: null,
    caveat: caveatOf(queue),
    note: `From the queue ${queue.source}, read by ${queue.consumer}, which declares reprocessing ${queue.repeat}.`,
    rows: [],
    details: [
      ...steps.filter(({ resource }) => resource === queue.resource).flatMap(accountRows),
      ...ageRows(queue),
    ],
    source,
  };
  const groups = queue.groups.map((group) => groupItem(group, queue.looked, source));
  return [head, ...groups];
}

function caveatOf({ notLooked, looked, depth, logsMissing, others }: SeenQueue): string | null {
  const caveats = [
    notLooked,
    notLooked === null && looked < depth ? `${countLabel(looked)} of them were looked at.` : null,
    others > 0 ? `${countLabel(others)} more died of other causes.` : null,
    logsMissing === null ? null : `What the consumer logged was not read: ${logsMissing}.`,
  ].filter((caveat) => caveat !== null);
  return caveats.length === 0 ? null : caveats.join(' ');
}

function ageRows({ oldestSentAt, oldestSeconds, firstExpiresAt }: SeenQueue): readonly Detail[] {
  return [
    ...(oldestSentAt === null ? [] : [{ name: 'Oldest sent', text: oldestSentAt }]),
    ...(oldestSeconds === null
      ? []
      : [{ name: 'Oldest there for', text: durationLabel(oldestSeconds * 1000) }]),
    ...(firstExpiresAt === null ? [] : [{ name: 'First thrown away', text: firstExpiresAt }]),
  ];
}

/** What an action did with the messages: how many went where, and what is left. */
function accountRows({ index, result, settling }: StepAtPlace): readonly Detail[] {
  const told = settling ?? result;
  return told === null ? [] : [{ name: `Step ${index + 1}`, text: told.text }];
}

const patternLabels: Readonly<Record<TimePattern, string>> = {
  burst: 'within minutes',
  steady: 'all along',
  unclear: 'no clear pattern',
};

function groupItem(group: SeenDeaths, looked: number, source: ShareItem['source']): ShareItem {
  const {
    class: is,
    confidence,
    count,
    firstAt,
    lastAt,
    pattern,
    diedTwice,
    bodyShape,
    sample,
    stays,
  } = group;
  const sure = is === 'unknown' ? '' : `, ${Math.round(confidence * 100)} % sure`;
  const died = firstAt === null ? 'at a time that is not known' : `${firstAt} to ${lastAt ?? firstAt}`;
  return {
    form: 'share',
    text: `${countLabel(count)} ${classLabel(is)}${sure}`,
    share: looked === 0 ? null : count / looked,
    caveat: diedTwice === 0 ? null : `${countLabel(diedTwice)} were put back before and died again.`,
    note: group.reasons.join('; '),
    rows: [],
    details: [
      { name: stays === null ? 'May go back' : 'Stays', text: stays ?? 'the cause is gone' },
      { name: 'Reason', text: sample === '' ? 'nothing says it' : sample },
      { name: 'Died', text: `${died}, ${patternLabels[pattern]}` },
      { name: 'Body', text: bodyShape },
    ],
    source,
  };
}

import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { approvalMail } from '../../../lambdas/channels/mail/approval-mail.ts';
import { digestMail } from '../../../lambdas/channels/mail/digest-mail.ts';
import { handOverMail } from '../../../lambdas/channels/mail/hand-over-mail.ts';
import { severityMail } from '../../../lambdas/channels/mail/severity-mail.ts';
import { wrapText } from '../../../lambdas/channels/mail/wrap-text.ts';
import { inertLine } from '../../../lambdas/channels/posting/inert-line.ts';
import { approvalView } from '../../../lambdas/domain/reporting/approval/approval-view.ts';
import { groupFacts } from '../../../lambdas/domain/reporting/evidence/fact-groups.ts';
import { sparkline } from '../../../lambdas/domain/reporting/labels/sparkline.ts';
import { evidenceKinds } from '../../../lambdas/evidence/index.ts';
import { withoutLogs } from '../../support/builders/samples/sample-evidence.ts';
import { sampleApproval, sampleNow, sampleRecord } from '../../support/builders/samples/sample-incident.ts';

const record = withoutLogs(sampleRecord('awaiting-approval'));
const approval = approvalView(record, sampleApproval(), sampleNow, evidenceKinds);
const url = 'https://firebreak.example/approve#key.of.link';

function askedWith(title: string, summary = approval.step.summary) {
  return approvalMail({
    approval: { ...approval, incident: { ...approval.incident, title }, step: { ...approval.step, summary } },
    url,
    code: '012345',
    replaces: false,
  });
}

describe('the approval mail', () => {
  const mail = askedWith('CheckoutErrorRateHigh');

  it('says in the subject how severe it is, of which service, and what is asked', () => {
    expect(mail.subject).toBe('SEV1 checkout: approve? Point the alias live of checkout back to version 56');
  });

  it('is complete as text', () => {
    for (const part of [
      'CheckoutErrorRateHigh',
      'Point the alias live of checkout back to version 56',
      'checkout is a tier-1 service and 41 % of its requests fail',
      'Version 57 took effect 20 s before the errors began',
      'Error rate 41.2 %, usually 0.4 %, since 02:01:00 UTC',
      '█',
      'Suspects: - checkout version 57 deployed (took effect 20 s before the onset; on the failing service itself)',
      'Ruled out: - flag new-checkout',
      'Not known: - No logs: No log source is configured',
      'SEV1: checkout is a tier-1 service',
      'Error rate below 1 % within 5 min',
      'the incident is handed over',
      url,
      '012345',
      '02:32:19 UTC on 2026-11-23',
    ]) {
      expect(mail.text.replaceAll(/\s+/g, ' ')).toContain(part);
    }
  });

  it('reads well in any client: lines of at most 78 columns, what is asked and how to decide before the reasons', () => {
    for (const line of mail.text.split('\n')) expect(Array.from(line).length).toBeLessThanOrEqual(78);
    expect(mail.text).not.toMatch(/[^\P{Cc}\n]/u);
    const places = [
      'You are asked',
      url,
      'match code',
      'Why:',
      'What is measured:',
      'Suspects:',
      'Ruled out:',
      'Not known:',
    ];
    const found = places.map((words) => mail.text.indexOf(words));
    expect(found).toEqual(found.toSorted((a, b) => a - b));
    expect(found).not.toContain(-1);
  });

  it('says the same as markup', () => {
    for (const heading of ['Why', 'What is measured', 'Suspects', 'Ruled out', 'Not known']) {
      expect(mail.html).toMatch(new RegExp(`<h2[^>]*>${heading}</h2>`));
    }
    expect(mail.html.match(/<li>/g)).toHaveLength(mail.text.match(/^- /gm)?.length ?? 0);
  });

  it('has exactly one link and nothing remote in its markup', () => {
    expect(mail.html.match(/href=/g)).toHaveLength(1);
    expect(mail.html).toContain(`href="${url}"`);
    expect(mail.html).not.toMatch(/<(img|script|iframe|link|object)|url\(|src=/i);
    expect(mail.text.match(/https?:\/\//g)).toHaveLength(1);
  });

  it('says that a new link replaces a closed one', () => {
    const renewed = approvalMail({ approval, url, code: '012345', replaces: true });
    expect(renewed.subject).toContain('new link');
    expect(renewed.text).toContain('wrong match code');
  });
});

describe('hostile text in a mail', () => {
  const hostile =
    '</title><script>alert(1)</script>\r\nBcc: victim@example.com\n\nhttps://evil.example/x evil.com \u202Egnp.exe';

  it('cannot add headers, links, markup or hidden characters', () => {
    const mail = askedWith(hostile, hostile);
    expect(mail.subject).not.toMatch(/[\r\n]/);
    expect(mail.html).not.toMatch(/<script|<\/title><script/);
    expect(mail.html.match(/href=/g)).toHaveLength(1);
    expect(mail.text.match(/https?:\/\//g)).toHaveLength(1);
    expect(mail.text).not.toMatch(/evil\.com|victim@|\u202e/);
    expect(mail.text).not.toMatch(/^Bcc:/m);
  });

  it('stays one line of limited length, whatever it is', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary', maxLength: 2000 }),
        fc.integer({ min: 1, max: 200 }),
        (text, max) => {
          const line = inertLine(text, max);
          expect(Array.from(line).length).toBeLessThanOrEqual(max);
          expect(line).not.toMatch(/[\p{Cc}\p{Zl}\p{Zp}\u202a-\u202e]/u);
          expect(line).not.toMatch(/https?:\/\//i);
          expect(inertLine(line, max)).toBe(line);
        },
      ),
    );
  });

  it('leaves plain sentences as they are', () => {
    const plain = 'Error rate 41.2 %, version 1.2.3 of checkout (TypeError price.currency)';
    expect(inertLine(plain)).toBe(plain);
  });
});

describe('the other mails', () => {
  const incident = { ...approval.incident, closedAt: '2026-11-23T02:08:05.000Z' };

  it('hands over with what was done, what is open and where to look', () => {
    const mail = handOverMail(
      {
        incident,
        reason: 'the plan was rejected',
        evidence: approval.evidence,
        done: ['ana rejected step 1'],
        debts: [],
        diagnosis: null,
        help: { advice: ['Look at the deployment of version 57'], commands: [], note: null },
        rejections: [{ index: 0, by: 'ana', step: 'Roll back checkout', reason: 'it is the flag' }],
        ways: [{ kind: 'new-plan', text: 'Make a new plan', command: 'resume --fresh' }],
        reminder: 2,
      },
      url,
    );
    expect(mail.subject).toBe('SEV1 checkout: reminder 2, needs a person. The plan was rejected');
    expect(mail.text).toContain('Look at the deployment of version 57');
    expect(mail.text).toContain('ana: Roll back checkout. Why: it is the flag');
    expect(mail.text).toContain('Make a new plan');
    expect(mail.text).not.toContain('Still to be restored');
    expect(mail.html.match(/href=/g)).toHaveLength(1);
  });

  it('tell of a raised severity completely: what, why, by which rule and values, and how a person sets it', () => {
    const mail = severityMail(
      {
        incident: { ...incident, severityReason: 'By most-fail.' },
        what: 'SEV1 instead of SEV2, by new metric readings',
        at: '2026-11-23T02:08:05.000Z',
        rule: 'severity.yaml:1 most-fail',
        values: ['evidence.metrics.errorRate.current = 61'],
        evidence: approval.evidence,
      },
      'raised',
      url,
    );
    expect(mail.subject).toMatch(/^SEV1 checkout: severity raised/);
    for (const said of [
      'SEV1 instead of SEV2, by new metric readings',
      'By most-fail.',
      'Rule severity.yaml:1 most-fail',
      'evidence.metrics.errorRate.current = 61',
      url,
      'set-severity',
    ]) {
      expect(mail.text).toContain(said);
    }
  });

  it('list the incidents of a digest worst first, each with its own link', () => {
    const entry = (severity: 'SEV2' | 'SEV3', id: string) => ({
      severity,
      service: 'checkout',
      title: 'Queue <b>grows</b>',
      reason: 'no step applies',
      url: `https://f.example/${id}`,
    });
    const entries = [entry('SEV2', 'inc_50'), entry('SEV3', 'inc_10')];
    const digest = digestMail({ entries, others: 1 }, 'https://f.example/');
    expect(digest.subject).toBe('SEV2 and more: 3 incidents need a person');
    expect(digest.text.indexOf('SEV2')).toBeLessThan(digest.text.indexOf('SEV3'));
    expect(digest.text).toContain('https://f.example/inc_50');
    expect(digest.html).not.toContain('<b>grows');
  });
});

describe('the facts in a mail', () => {
  it('stand under headings, and a kind that is new has its name as one', () => {
    const kinds = ['unavailable', 'suspect', 'something-new', 'ruled-out', 'blast-radius', 'metric'];
    expect(groupFacts(kinds.map((kind) => ({ kind }))).map(({ heading }) => heading)).toEqual([
      'What is measured',
      'Something new',
      'Who is affected',
      'Suspects',
      'Ruled out',
      'Not known',
    ]);
  });

  it('are at most seven of a kind, and the mail says how many more there are', () => {
    const [first] = approval.evidence;
    const evidence = first === undefined ? [] : Array.from({ length: 30 }, () => first);
    const { text } = approvalMail({
      approval: { ...approval, evidence },
      url,
      code: '012345',
      replaces: false,
    });
    expect(text).toContain('- and 23 more on the page');
  });
});

describe('wrapped text', () => {
  it('keeps every word, and never begins a further line with what was quoted', () => {
    fc.assert(
      fc.property(fc.array(fc.stringMatching(/^[!-~]{1,100}$/), { minLength: 1 }), (words) => {
        const lines = wrapText(words.join(' '), '  ').split('\n');
        expect(lines.flatMap((line) => line.trim().split(' '))).toEqual(words);
        for (const line of lines.slice(1)) expect(line).toMatch(/^ {2}\S/);
        for (const line of lines) expect(line.length <= 78 || !line.trim().includes(' ')).toBe(true);
      }),
    );
  });
});

describe('a sparkline', () => {
  it('goes from zero to the highest value and shows gaps as dots', () => {
    expect(sparkline([0, 50, null, 100])).toBe('▁▅·█');
    expect(sparkline([])).toBe('');
    expect(sparkline([null])).toBe('·');
    expect(sparkline([0, 0])).toBe('▁▁');
    expect(sparkline(Array.from({ length: 200 }, () => 1))).toHaveLength(60);
  });
});

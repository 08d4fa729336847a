import { readableText } from '../../records/text/visible-text.ts';

/**
 * Types of findings of GuardDuty and Macie (`UnauthorizedAccess:IAMUser/MaliciousIPCaller`), of Security Hub (`TTPs/Initial Access`), and
 * how their events and those of Inspector are called.
 * https://docs.aws.amazon.com/guardduty/latest/ug/guardduty_finding-format.html
 * https://docs.aws.amazon.com/securityhub/latest/userguide/asff-required-attributes.html#Types
 */
const marks = [
  /\b[A-Z][A-Za-z]{2,30}:(EC2|ECS|EKS|IAM|IAMUser|IAMRole|S3|S3Object|S3Bucket|Kubernetes|Container|Lambda|RDS|Runtime)\/[A-Z]\w/,
  /\b(TTPs|Effects|Unusual Behaviors|Sensitive Data Identifications|Software and Configuration Checks)\/[A-Z]/,
  /\baws\.(guardduty|securityhub|macie2?|inspector2?)\b/,
  /\b(GuardDuty|Macie|Inspector2?) Finding\b|\bSecurity Hub Findings?\b/i,
  /\barn:aws[a-z-]*:(guardduty|securityhub|macie2?|inspector2):/,
];

/** The types stand at the beginning of an event. */
const searched = 200_000;

/** Whether text is of a finding of AWS's security services. */
export function isSecurityFinding(text: string): boolean {
  const shown = readableText(text.slice(0, searched)).normalize('NFKC').replaceAll('\\/', '/');
  return marks.some((mark) => mark.test(shown));
}

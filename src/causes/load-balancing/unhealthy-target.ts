import type { Failure } from '../../model/verdict.ts'
import type { Sign } from '../cause.ts'

/** Signs of a report that says that a target is unhealthy, and not why. */
export function unhealthySigns(share: number): Sign[] {
  return [
    { failure: 'target-unhealthy', share },
    { failure: 'elb-health-checks-failed', share },
    { failure: 'target-code-mismatch', when: ({ codes }) => codes === undefined, share },
    {
      words:
        /\bhealth ?checks? (?:always |keeps? |are |is )?fail|\bis unhealthy in \(?target[- ]?group|failed ELB health checks|HealthStatus: unhealthy|targets? (?:\w{1,60} ){0,3}unhealthy|unhealthy targets?\b/i,
      share,
    },
  ]
}

/** Signs of a report in which the load balancer was refused, or got something that is no HTTP. */
export function failedSigns(share: number): Sign[] {
  return [
    { failure: 'target-checks-failed', share },
    { words: /Target\.FailedHealthChecks?/i, share },
  ]
}

/** Signs of a report in which the answer of a health check did not come in time. */
export function timedOutSigns(share: number): Sign[] {
  return [
    { failure: 'target-timed-out', share },
    {
      words:
        /Target\.Timeout|reason Request timed out|health checks? (?:requests? )?(?:keeps? )?tim(?:e|es|ed|ing) ?out/i,
      share,
    },
  ]
}

/** Signs of a report that names the status codes which a health check got: `codes` is the body of a pattern. */
export function codeSigns(codes: string, share: number): Sign[] {
  const got = new RegExp(String.raw`\b(?:${codes})\b`)
  const when = (facts: Failure['facts']): boolean => got.test(String(facts['codes'] ?? ''))
  return [
    { failure: 'target-code-mismatch', when, share },
    {
      words: new RegExp(
        String.raw`(?:failed with these codes: ?\[|ELB-HealthChecker.{0,80}?\b|health ?check.{0,80}?\b(?:status|code|got|returns?|returned|HTTP)\W{1,3})(?:${codes})\b`,
        'i',
      ),
      share,
    },
  ]
}

/** How the state of the targets is read. */
export const targetHealth = {
  what: 'the reason code of the unhealthy targets',
  how: 'aws elbv2 describe-target-health --target-group-arn TARGET_GROUP',
}

/** How the health check of a target group is read. */
export const targetGroupCheck = {
  what: 'path, port and expected codes of the health check',
  how: 'aws elbv2 describe-target-groups --target-group-arns TARGET_GROUP --query "TargetGroups[].[HealthCheckPath,HealthCheckPort,Matcher]"',
}

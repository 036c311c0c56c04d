import { parseArn } from '../../../model/arn.ts'
import { roles, users } from '../../../model/iam/tables.ts'
import type { View } from '../../../model/state.ts'
import { developerName } from '../../../model/sts/developer.ts'
import { checkSyntax, parsePolicy, texts } from './check-policy.ts'
import { parseAsLegacy } from './legacy-parsing.ts'
import { malformed } from './malformed.ts'
import { checkTrustPolicySize } from './policy-size.ts'

const actions = /^sts:(AssumeRole\w*|TagSession|SetSourceIdentity|SetContext|\*)$/i

/**
 * Checks the trust policy of a role, with IAM's texts. Users and roles of this account that it names must exist; of
 * other accounts nothing is known here.
 */
export function checkTrustPolicy(view: View, document: string): void {
  const policy = parsePolicy(document, 'This policy contains invalid Json')
  const statements = checkSyntax(policy)
  parseAsLegacy(statements)
  for (const statement of statements) {
    for (const element of ['Resource', 'NotResource']) {
      if (element in statement) throw malformed(`Has prohibited field ${element}`)
    }
    const principal = statement.Principal ?? statement.NotPrincipal
    if (principal === undefined) throw malformed('Missing required field Principal')
    if (!('Action' in statement || 'NotAction' in statement)) throw malformed('Missing required field Action')
    if (texts(statement.Action ?? statement.NotAction).some((action) => !actions.test(action))) {
      throw malformed('AssumeRole policy may only specify STS AssumeRole actions.')
    }
    checkPrincipal(view, principal)
  }
  checkTrustPolicySize(document)
}

function checkPrincipal(view: View, principal: unknown): void {
  if (principal === '*') return
  if (typeof principal !== 'object' || principal === null || Array.isArray(principal)) {
    throw malformed('Syntax errors in policy.')
  }
  const entries = Object.entries(principal)
  if (entries.length === 0) throw malformed('Missing required field Principal')
  for (const [type, names] of entries) {
    const known = kinds[type]
    if (!known) throw malformed('Syntax errors in policy.')
    for (const name of texts(names)) {
      if (!known(view, name))
        throw malformed(`Invalid principal in policy: "${type.toUpperCase()}":"${name}"`)
    }
  }
}

const kinds: Readonly<Record<string, (view: View, name: string) => boolean>> = {
  AWS: isAccountPrincipal,
  Service: (_view, name) => isServicePrincipal(name),
  Federated: (_view, name) => isIdentityProvider(name),
  CanonicalUser: (_view, name) => /^[0-9a-f]{64}$/.test(name),
}

function isAccountPrincipal(view: View, name: string): boolean {
  if (name === '*' || /^\d{12}$/.test(name)) return true
  const arn = parseArn(name)
  if (!arn || !/^\d{12}$/.test(arn.account)) return false
  const [kind, ...rest] = arn.resource.split('/')
  const last = rest.at(-1) ?? ''
  if (arn.service === 'sts') return (kind === 'assumed-role' && rest.length >= 2) || kind === 'federated-user'
  if (arn.service !== 'iam') return false
  if (arn.resource === 'root') return true
  if (arn.account !== view.account)
    return (kind === 'user' || kind === 'role') && last !== '' && !name.includes('*')
  if (kind === 'role') return view.get(roles, last)?.arn === name
  if (kind !== 'user') return false
  return view.get(users, last)?.arn === name || arn.resource === `user/${developerName}`
}

/** The service principals that begin with `ecs`: IAM knows what exists, and `ecs-task.amazonaws.com` does not. */
const ecsPrincipals = new Set(['ecs', 'ecs-tasks', 'ecs-compute', 'ecs.application-autoscaling'])

function isServicePrincipal(name: string): boolean {
  const service =
    /^([a-z0-9-]+(?:\.[a-z0-9-]+)*)\.(?:amazonaws\.com(?:\.cn)?|amazon\.com|aws\.internal|aws\.com)$/.exec(
      name,
    )?.[1]
  if (service === undefined) return false
  return !/^ecs\b/.test(service) || ecsPrincipals.has(service)
}

function isIdentityProvider(name: string): boolean {
  const arn = parseArn(name)
  if (arn) return arn.service === 'iam' && /^(oidc|saml)-provider\/./.test(arn.resource)
  return /^[a-z0-9-]+(\.[a-z0-9-]+)+$/.test(name)
}

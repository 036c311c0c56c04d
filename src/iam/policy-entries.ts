import type { FoundPolicy, ResourceFact } from '../model/iam/policy-world.ts'
import { Unresolved } from '../model/template.ts'
import { compilePolicy, type CompiledPolicy } from './compile-policy.ts'
import type { PolicyEntry, ResourcePolicy } from './policy-context.ts'
import { readPolicy } from './read-policy.ts'

/** So many compiled texts are kept: every policy of a large account, and the versions that came before. */
const KEPT_TEXTS = 2_000

/** A policy ready for evaluation, or what is wrong with it. */
type Compiled = CompiledPolicy | { readonly problem: string }

// Compiling costs as much as some hundred evaluations, and gives the same for the same text wherever it stands.
const texts = new Map<string, Compiled>()
const documents = new WeakMap<object, Compiled>()
// A role is asked about again and again during a launch.
const entries = new WeakMap<FoundPolicy, PolicyEntry>()

/** A policy as it takes part in an evaluation. One that cannot be read may allow or deny anything. */
export function policyEntry(policy: FoundPolicy): PolicyEntry {
  const known = entries.get(policy)
  if (known) return known
  const entry = newEntry(policy)
  entries.set(policy, entry)
  return entry
}

function newEntry(policy: FoundPolicy): PolicyEntry {
  const { name, arn } = policy
  const named = arn === undefined ? { name } : { name, arn }
  if (policy.document === undefined) return { ...named, settledBy: settledByOf(policy) }
  const compiled = compiledOf(policy.document)
  if ('problem' in compiled) return { ...named, settledBy: `a valid policy ${name}: ${compiled.problem}` }
  const { source } = policy as { readonly source?: string }
  return source === undefined ? { ...named, compiled } : { ...named, compiled, source }
}

function settledByOf(policy: FoundPolicy): string {
  return 'settledBy' in policy ? policy.settledBy : `reading the policy ${policy.name}`
}

/** The policy of a resource as it takes part; undefined where it has none. */
export function resourcePolicyEntry(arn: string, { policy }: ResourceFact): ResourcePolicy | undefined {
  return policy && { kind: resourcePolicyKind(arn), policy: policyEntry(policy) }
}

/** What kind of policy a resource has: keys and roles are the exceptions of AWS's logic. */
export function resourcePolicyKind(arn: string): ResourcePolicy['kind'] {
  if (/^arn:[^:]+:kms:/.test(arn)) return 'key'
  return /^arn:[^:]+:iam:[^:]*:[^:]*:role\//.test(arn) ? 'trust' : 'other'
}

function compiledOf(document: unknown): Compiled {
  if (typeof document === 'string') return compiledText(document, document)
  if (typeof document !== 'object' || document === null) return compile(document)
  const known = documents.get(document)
  if (known) return known
  // Most roles of a project are trusted in the same words.
  const compiled = isSettled(document) ? compiledText(JSON.stringify(document), document) : compile(document)
  documents.set(document, compiled)
  return compiled
}

function compiledText(text: string, document: unknown): Compiled {
  const known = texts.get(text)
  if (known) return known
  const compiled = compile(document)
  const [oldest] = texts.keys()
  if (texts.size >= KEPT_TEXTS && oldest !== undefined) texts.delete(oldest)
  texts.set(text, compiled)
  return compiled
}

/** Whether all of a document is known: only then it is the same as any other of its text. */
function isSettled(document: unknown): boolean {
  if (typeof document !== 'object' || document === null) return true
  if (document instanceof Unresolved) return false
  return Object.values(document).every(isSettled)
}

function compile(document: unknown): Compiled {
  const reading = readPolicy(document)
  if (reading.ok) return compilePolicy(reading.policy)
  const [first] = reading.problems
  return { problem: first ? `${first.place} ${first.what}`.trim() : 'it is no policy' }
}

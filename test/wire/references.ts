/** Stands in an input for the name, id or ARN of something that exists; which, is told when the call is made. */
export class Reference {
  readonly member: string
  readonly pick: number

  /** The member that holds it, and any number to choose by. */
  constructor(member: string, pick: number) {
    this.member = member
    this.pick = pick
  }
}

/** The first, or another, thing of this kind in the account. */
export const the = (member: string, pick = 0): Reference => new Reference(member, pick)

/** Members that are not named for what they refer to. */
const aliases: Readonly<Record<string, readonly string[]>> = {
  secretid: ['arn', 'name'],
  keyid: ['keyid', 'aliasname'],
  targetkeyid: ['keyid'],
  resourceid: ['name', 'keyid', 'vpcid'],
  resources: ['vpcid', 'subnetid', 'groupid'],
  bucket: ['bucket'],
  copysource: ['copysource'],
  secretidlist: ['arn', 'name'],
  loggroupidentifier: ['loggroupname', 'loggrouparn'],
  loggroupidentifiers: ['loggroupname', 'loggrouparn'],
  names: ['name'],
  parametername: ['name'],
  permissionsboundary: ['policyarn', 'arn'],
}

/** What exists in an account, by the member under which it was seen. */
export class KnownValues {
  private readonly byMember = new Map<string, string[]>()
  private readonly all: string[] = []

  /** Takes every text in a value under the name of its member. */
  learn(value: unknown, member = ''): void {
    if (Array.isArray(value)) for (const item of value) this.learn(item, member)
    else if (typeof value === 'object' && value !== null && !(value instanceof Date)) {
      for (const [name, inner] of Object.entries(value)) this.learn(inner, name)
    } else if (typeof value === 'string' && value !== '' && value.length < 600) this.add(member, value)
  }

  /** The input with a value of this account in place of each reference. */
  resolve(value: unknown): unknown {
    if (value instanceof Reference) return this.find(value)
    if (Array.isArray(value)) return value.map((item) => this.resolve(item))
    if (typeof value !== 'object' || value === null) return value
    return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, this.resolve(inner)]))
  }

  private add(member: string, value: string): void {
    const name = member.toLowerCase()
    const known = this.byMember.get(name) ?? []
    if (known.includes(value)) return
    this.byMember.set(name, [...known, value])
    this.all.push(value)
  }

  private find({ member, pick }: Reference): string {
    const name = member.toLowerCase()
    const candidates = this.candidates(name)
    const from = candidates.length > 0 ? candidates : this.all
    return from[pick % from.length] ?? 'nothing'
  }

  private candidates(name: string): string[] {
    const wanted = aliases[name]
    if (wanted) return wanted.flatMap((alias) => this.byMember.get(alias) ?? [])
    const singular = name.replace(/(ids|arns|names|s)$/, (end) => end.slice(0, -1))
    const stem = singular.replace(/(id|arn|name)$/, '')
    const exact = [...(this.byMember.get(name) ?? []), ...(this.byMember.get(singular) ?? [])]
    const near = [...this.byMember.entries()].filter(
      ([known]) => stem !== '' && [`${stem}id`, `${stem}arn`, `${stem}name`, stem].includes(known),
    )
    const arns =
      name.endsWith('arn') && exact.length === 0 ? this.all.filter((v) => v.startsWith('arn:')) : []
    return [...exact, ...near.flatMap(([, values]) => values), ...(near.length > 0 ? [] : arns)]
  }
}

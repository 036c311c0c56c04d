import { listChange } from '../list-change.ts'
import type { Properties } from '../../properties.ts'
import type { ResourceContext, ResourceHandler } from '../../resource-handler.ts'
import type { PrincipalKind } from './principal-policies.ts'

const kinds: readonly PrincipalKind[] = ['Role', 'User']

/** `AWS::IAM::Policy`: one inline policy on several roles and users. */
export const policy: ResourceHandler = {
  type: 'AWS::IAM::Policy',
  properties: ['PolicyName', 'PolicyDocument', 'Roles', 'Users'],
  leftOut: ['Groups'],
  replacedBy: ['PolicyName'],
  create: async (properties, context) => {
    await put(properties, context)
    return context.name(undefined, { max: 128 })
  },
  attributes: async (Id) => await Promise.resolve({ Id }),
  update: async ({ before, after }, context) => {
    const PolicyName = before.requiredText('PolicyName')
    for (const kind of kinds) {
      const { removed } = listChange(before.texts(`${kind}s`), after.texts(`${kind}s`))
      for (const name of removed) {
        await context.callUnlessGone('iam', `Delete${kind}Policy`, { [`${kind}Name`]: name, PolicyName })
      }
    }
    await put(after, context)
  },
  remove: async (_, properties, context) => {
    const PolicyName = properties.requiredText('PolicyName')
    for (const kind of kinds) {
      for (const name of properties.texts(`${kind}s`)) {
        await context.callUnlessGone('iam', `Delete${kind}Policy`, { [`${kind}Name`]: name, PolicyName })
      }
    }
  },
}

async function put(properties: Properties, context: ResourceContext): Promise<void> {
  const PolicyName = properties.requiredText('PolicyName')
  const PolicyDocument = properties.requiredJson('PolicyDocument')
  for (const kind of kinds) {
    for (const name of properties.texts(`${kind}s`)) {
      await context.call('iam', `Put${kind}Policy`, { [`${kind}Name`]: name, PolicyName, PolicyDocument })
    }
  }
}

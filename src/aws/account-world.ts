import type { ActionCatalogue } from '../iam/action-catalogue.ts'
import { describedImage } from '../launch/described-image.ts'
import { absent, present, unknownFact, type Fact } from '../model/launch/fact.ts'
import type {
  ImageFact,
  LaunchWorld,
  ParameterFact,
  SecretFact,
  SecretVersion,
} from '../model/launch/world.ts'
import { parseArn } from '../model/arn.ts'
import { subnets } from '../model/ec2/tables.ts'
import { freeAddresses } from '../model/ec2/subnet-addresses.ts'
import { roleOfArn } from '../model/iam/role-of-arn.ts'
import type { KeyRow } from '../model/kms/key.ts'
import { keys } from '../model/kms/tables.ts'
import { logGroups } from '../model/logs/tables.ts'
import type { ObjectRow } from '../model/s3/object.ts'
import { buckets, everyBucketAccount } from '../model/s3/tables.ts'
import type { InterfacePlacement } from '../model/network/interface-placement.ts'
import { projects } from '../model/project-state.ts'
import type { View } from '../model/state.ts'
import { accountAccess } from './account-access.ts'
import { accountReach } from './account-reach.ts'
import { Fault } from './fault.ts'
import { readParameter } from './services/ssm/read-parameter.ts'
import { readSecret } from './services/secretsmanager/read-secret.ts'
import { decryptionFailure } from './services/secretsmanager/secret-value.ts'
import { invalidKeyId } from './services/ssm/secure-value.ts'
import { currentObject } from './services/s3/current-object.ts'

/** Texts of environment files, by `bucket/key`: read before the world is asked, because reading waits. */
export type WorldObjects = ReadonlyMap<string, string>

/** What an account's world needs beside the account's rows. */
export interface AccountWorldOptions {
  readonly objects: WorldObjects
  readonly images: (reference: string) => Fact<ImageFact>
  /** Epoch milliseconds. */
  readonly now: number
  /** Where the task's interface stands; missing where it has none. */
  readonly placement?: InterfacePlacement
  /** Tells misspelt actions where a permission is missing. */
  readonly catalogue?: ActionCatalogue
}

/** The local account as the steps of a launch see it. */
export function accountWorld(
  view: View,
  { objects, images, now, placement, catalogue }: AccountWorldOptions,
): LaunchWorld {
  const global = view.at({ account: everyBucketAccount })
  return {
    role(roleArn) {
      const role = roleOfArn(view, roleArn)
      return role ? present({ assumeRolePolicyDocument: role.assumeRolePolicyDocument }, role.arn) : absent()
    },
    secret: (region, id, version) => secretFact(view.at({ region }), id, version, now),
    parameter: (region, account, name, { version, label }) =>
      parameterFact(view.at({ region, account }), name, version ?? label, now),
    bucket(name) {
      const bucket = global.get(buckets, name)
      return bucket ? present({ region: bucket.region }) : absent()
    },
    object(bucket, key) {
      const found = currentObject(view, bucket, key)
      if (!found) return absent()
      const text = objects.get(`${bucket}/${key}`)
      return present({
        text: text === undefined ? unknownFact(`reading s3://${bucket}/${key}`) : present(text),
        ...keyOfObject(view, found),
      })
    },
    logGroup: (region, name) => (view.at({ region }).get(logGroups, name) ? present(true) : absent()),
    image: images,
    describedImage: (reference) => {
      const settings = [...view.all(projects)].flatMap((project) => project.images)
      return describedImage(settings, reference)
    },
    subnet(region, subnetId) {
      const subnet = view.at({ region }).get(subnets, subnetId)
      return subnet ? present({ freeAddresses: freeAddresses(view.at({ region }), subnet) }) : absent()
    },
    mayPerform: accountAccess(view, { now, ...(catalogue && { catalogue }) }),
    canReach: accountReach(view, placement),
  }
}

function secretFact(view: View, id: string, version: SecretVersion, now: number): Fact<SecretFact> {
  const reading = readSecret(view, id, version, now)
  switch (reading.kind) {
    case 'invalid-name':
    case 'missing':
      return absent()
    case 'marked-for-deletion':
      return present({
        arn: reading.secret.arn,
        markedForDeletion: true,
        versionFound: true,
        value: absent(),
      })
    case 'version-missing':
    case 'stage-mismatch':
      return present({
        arn: reading.secret.arn,
        markedForDeletion: false,
        versionFound: false,
        value: absent(),
      })
    case 'undecryptable':
      return present({
        arn: reading.secret.arn,
        markedForDeletion: false,
        versionFound: true,
        value: unknownFact(`decrypting it: ${reading.fault.message}`),
        undecryptable: (requestId) => decryptionFailure(reading.fault, requestId),
      })
    case 'value': {
      const { secret, value, key } = reading
      const text = value.kind === 'string' ? present(value.bytes.toString('utf8')) : absent()
      return present({
        arn: secret.arn,
        markedForDeletion: false,
        versionFound: true,
        versionId: reading.version.versionId,
        value: text,
        ...customerKey(key),
      })
    }
  }
}

function parameterFact(
  view: View,
  name: string,
  selector: string | number | undefined,
  now: number,
): Fact<ParameterFact> {
  const reading = readParameter(view, selector === undefined ? name : `${name}:${selector}`, now)
  if (reading.kind === 'missing') return absent()
  if (reading.kind === 'undecryptable') {
    const { code, message } = reading
    return present({
      value: unknownFact(`decrypting it: ${message}`),
      undecryptable: (requestId) => {
        const fault = invalidKeyId(new Fault(code, message), requestId)
        return fault instanceof Fault ? fault : { code, message }
      },
    })
  }
  return present({ value: present(reading.value), ...customerKey(reading.key) })
}

/** AWS's own keys ask nothing of who reads through the service they belong to. */
function customerKey(key: Pick<KeyRow, 'arn' | 'manager'> | undefined): { readonly keyArn?: string } {
  return key?.manager === 'CUSTOMER' ? { keyArn: key.arn } : {}
}

function keyOfObject(view: View, { encryption }: ObjectRow): { readonly keyArn?: string } {
  const arn = encryption.kmsKeyId === undefined ? undefined : parseArn(encryption.kmsKeyId)
  if (!arn) return {}
  return customerKey(view.at(arn).get(keys, arn.resource.replace(/^key\//, '')))
}

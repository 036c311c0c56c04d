import { sizeOf, parseCidr } from '../../model/ec2/cidr.ts'
import { describedImage } from '../../launch/described-image.ts'
import type { ImageFact, LaunchWorld, ObjectFact, RoleFact, SubnetFact } from '../../model/launch/world.ts'
import { present, unknownFact, type Fact } from '../../model/launch/fact.ts'
import { firstUnknown, numberOf, sourceAt } from '../records/project-records.ts'
import { placeText, type WorldRecord } from '../records/world-record.ts'
import { nearLogGroup } from './near-log-group.ts'
import { outside } from './outside.ts'
import type { ProjectFacts, TaskStand } from './project-facts.ts'
import { projectAccess } from './project-access.ts'
import { roleOutside, roleRecord } from './project-policies.ts'
import { projectReach } from './project-reach.ts'
import { parameterFact, secretFact } from './project-secrets.ts'
import { foundImage, foundObject } from './stored-things.ts'
import { isUnknownText } from '../../model/unknown-text.ts'
import { matchImage } from '../../model/match-image.ts'
import { readTextFile } from '../syntax/read-file.ts'

/** A project as the steps of a launch see it. What is not in it is unknown. */
export function projectWorld(facts: ProjectFacts, stand: TaskStand): LaunchWorld {
  const { records, settings } = facts
  // Steps and causes ask for the same roles and subnets again and again.
  const roles = new Map<string, Fact<RoleFact>>()
  const subnets = new Map<string, Fact<SubnetFact>>()
  return {
    role(roleArn) {
      const record = roleRecord(records, roleArn)
      if (!record) return roleOutside(records, roleArn)
      const role = roles.get(roleArn) ?? roleFact(facts, roleArn, record)
      roles.set(roleArn, role)
      return role
    },
    secret: (region, id, version) => secretFact(records, region, id, version),
    parameter: (region, account, name, version) =>
      parameterFact(records, { region, account, name, ...version }),
    bucket(name) {
      const given = settings?.buckets.find((bucket) => bucket.name === name)
      const record = records.find('AWS::S3::Bucket', name)
      // What was read of an account is not the project's word.
      const isProjects = record && record.source.line > 0
      if (isProjects) return present({ region: record.region }, sourceAt(record))
      if (given?.region !== undefined) return present({ region: given.region }, placeText(given.source))
      if (record) return present({ region: record.region }, sourceAt(record))
      return outside(records, 'bucket', name, `aws s3api get-bucket-location --bucket ${name}`)
    },
    object: (bucket, key) => objectFact(facts, bucket, key),
    logGroup(region, name) {
      const [record] = records.keyed('AWS::Logs::LogGroup', 'region and name', groupKeys, `${region} ${name}`)
      if (record) return present(true, sourceAt(record))
      const call = `aws logs describe-log-groups --region ${region} --log-group-name-prefix ${name}`
      const fact = outside(records, 'log group', name, call)
      const near = fact.known || isUnknownText(name) ? undefined : nearLogGroup(facts, region, name)
      return near === undefined ? fact : { ...fact, near }
    },
    image: (reference) => imageFact(facts, reference),
    describedImage: (reference) => describedImage(settings?.images ?? [], reference),
    subnet(_, subnetId) {
      const record = records.find('AWS::EC2::Subnet', subnetId)
      if (!record) {
        return outside(records, 'subnet', subnetId, `aws ec2 describe-subnets --subnet-ids ${subnetId}`)
      }
      const subnet = subnets.get(subnetId) ?? subnetFact(subnetId, record)
      subnets.set(subnetId, subnet)
      return subnet
    },
    mayPerform: projectAccess(facts, stand),
    canReach: projectReach(facts, stand),
  }
}

function roleFact(facts: ProjectFacts, roleArn: string, record: WorldRecord): Fact<RoleFact> {
  const document = record.properties.AssumeRolePolicyDocument
  const open = firstUnknown(document)
  if (open) return unknownFact(`the trust policy of ${roleArn}: ${open.settledBy}`)
  const source = sourceAt(record, 'AssumeRolePolicyDocument')
  return present({ assumeRolePolicyDocument: document, ...attachedTo(facts, roleArn) }, source)
}

function subnetFact(subnetId: string, record: WorldRecord): Fact<SubnetFact> {
  const counted = numberOf(record.properties.AvailableIpAddressCount)
  if (counted !== undefined) return present({ freeAddresses: counted }, sourceAt(record))
  const block = record.properties.CidrBlock
  const cidr = typeof block === 'string' ? parseCidr(block) : undefined
  if (!cidr) return unknownFact(`how many addresses subnet ${subnetId} has free`)
  // AWS keeps five addresses of every subnet.
  return present({ freeAddresses: Math.max(0, Number(sizeOf(cidr)) - 5) }, sourceAt(record))
}

function attachedTo({ policies }: ProjectFacts, roleArn: string): Pick<RoleFact, 'managedPolicyArns'> {
  const role = policies.role(roleArn)
  return role.known && !role.absent
    ? { managedPolicyArns: role.value.policies.flatMap(({ arn }) => arn ?? []) }
    : {}
}

function groupKeys({ region, names: [name] }: WorldRecord): readonly string[] {
  return name === undefined ? [] : [`${region} ${name}`]
}

/** Of a project that says to be complete, its settings know the images; of another they know how to run them here. */
function imageFact({ records, settings }: ProjectFacts, reference: string): Fact<ImageFact> {
  const given = settings?.complete === true ? matchImage(settings.images, reference) : undefined
  if (!given) return foundImage(records, reference)
  const { entryPoint = [], run = [], environment, platform = [] } = given
  return present(
    {
      entryPoint,
      command: run,
      environment,
      platforms: typeof platform === 'string' ? [platform] : platform,
      isIndex: typeof platform !== 'string' && platform.length > 0,
    },
    placeText(given.source),
  )
}

/** Objects are not part of a template; `seatrial.yaml` may say what a bucket holds. */
function objectFact({ records, settings }: ProjectFacts, bucket: string, key: string): Fact<ObjectFact> {
  const given = settings?.buckets.find(({ name }) => name === bucket)
  const object = given?.objects.find((one) => one.key === key)
  if (!object) return foundObject(records, bucket, key)
  const { body, source } = object
  const text = body.kind === 'file' ? readTextFile(body.path) : body.text
  return present({ text: present(text, placeText(source)) }, placeText(source))
}

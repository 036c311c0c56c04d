import { defineCause } from '../cause.ts'
import { cutOffMount, fileSystemOf, findMountBlocked, mountMessage } from './mounted-file-systems.ts'

/** The name of the file system is not resolved in the VPC. */
export const efsMountFailureDns = defineCause({
  code: 'efs-mount-failure-dns',
  group: 'J',
  summary: "the VPC does not resolve the file system's name",
  rationale:
    "A file system is mounted by its name, `fs-….efs.REGION.amazonaws.com`, which exists only inside the VPC of its mount targets and is known only to Amazon's resolver. It takes a VPC with `enableDnsSupport` and `enableDnsHostnames` both on; the second is off in a VPC that is made by hand or by a template which does not say so. Where DHCP options name other servers, these must forward the name to Amazon's resolver.",
  source: 'https://docs.aws.amazon.com/efs/latest/ug/mounting-fs-mount-cmd-dns-name.html',
  signs: [
    { failure: 'file-system-not-resolved', words: /"fs-/, share: 55 },
    { words: /Failed to resolve "?fs-/i, share: 55 },
    { words: /Failed to resolve "?[a-z0-9]+-az\d\./i, share: 30 },
    {
      words: /lookup fs-\S{1,200}|fs-\S{1,200}\.efs\..{0,600}(?:Name or service not known|no such host)/i,
      share: 55,
    },
    {
      words: cutOffMount,
      share: 17,
    },
  ],
  settle: [
    {
      what: 'whether the VPC has DNS support and DNS host names on',
      how: 'aws ec2 describe-vpc-attribute --vpc-id VPC --attribute enableDnsHostnames',
    },
    {
      what: 'whether there is a mount target in every Availability Zone of the task, in this VPC',
      how: 'aws efs describe-mount-targets --file-system-id FILE_SYSTEM --query "MountTargets[].[AvailabilityZoneName,VpcId,SubnetId,LifeCycleState]"',
    },
  ],
  find: (launch) => findMountBlocked(launch, 'efs-mount-failure-dns'),
  tell: (facts) => ({
    message: mountMessage(
      facts,
      `the VPC does not resolve the name of ${nameOf(facts.fileSystem ?? fileSystemOf(facts.host))}`,
    ),
    fix: [
      {
        title: 'turn on DNS support and DNS host names in the VPC',
        text: 'aws ec2 modify-vpc-attribute --vpc-id VPC --enable-dns-support\naws ec2 modify-vpc-attribute --vpc-id VPC --enable-dns-hostnames',
      },
      {
        title: 'the same in a template',
        text: 'Type: AWS::EC2::VPC\nProperties:\n  CidrBlock: 10.0.0.0/16\n  EnableDnsSupport: true\n  EnableDnsHostnames: true',
      },
    ],
  }),
})

function nameOf(fileSystem: string | undefined): string {
  return fileSystem === undefined ? 'the file system' : `file system ${fileSystem}`
}

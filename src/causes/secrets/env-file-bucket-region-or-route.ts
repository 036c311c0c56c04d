import { endpointOf } from '../network/endpoint-fix.ts'
import { defineCause, type CauseFacts } from '../cause.ts'
import type { Fix } from '../fix.ts'
import { findEnvFilePath } from './env-file-path.ts'

/** What a text shows when S3 answered, whatever the answer was. */
const answeredByS3 =
  /env(?:ironment)? files?.{0,600}(?:Forbidden|AccessDenied|NoSuch(?:Key|Bucket)|status code: 40[34])/i

/** No way from a subnet of the task to the bucket of its environment file. */
export const envFileBucketRegionOrRoute = defineCause({
  code: 'env-file-bucket-region-or-route',
  group: 'A',
  summary: 'a subnet of the task has no way to the S3 bucket of its environment file',
  rationale:
    "The file is fetched over the task's own interface, before any container starts. An S3 gateway endpoint leads to buckets of its own region only: a bucket in another region takes a NAT gateway or a public address. Where only some subnets have one, some launches fail and others do not. `startTimeout` counts from the start of a container, so that raising it changes nothing.",
  source: 'https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-s3.html',
  signs: [
    { failure: 'env-files-failed', share: 28 },

    { failure: 'env-file-unreachable', without: answeredByS3, share: 75 },
    {
      words:
        /env(?:ironment)? (?:variable )?files?.{0,600}(?:RequestCanceled|deadline exceeded|time(?:d )?-?out|connection issue)/i,
      share: 70,
    },
  ],
  settle: [
    { what: 'the region of the bucket', how: 'aws s3api get-bucket-location --bucket BUCKET' },
    {
      what: 'the routes of each subnet of the task: a NAT gateway, an internet gateway or only an S3 endpoint',
      how: 'aws ec2 describe-route-tables --filters Name=association.subnet-id,Values=SUBNET',
    },
    {
      what: 'which subnets the failed tasks were in',
      how: 'aws ecs describe-tasks --cluster CLUSTER --tasks TASK --query "tasks[].attachments[].details[?name==\'subnetId\'].value"',
    },
  ],
  find: findEnvFilePath,
  tell: (facts) => ({ message: message(facts), fix: fixes(facts) }),
})

function message(facts: CauseFacts): string {
  const { subject, bucket, bucketRegion, taskRegion, subnets, failing, of, otherSubnets } = facts
  const far = bucketRegion !== undefined && bucketRegion !== taskRegion
  const where = far ? ` in ${bucketRegion}` : ''
  const target = bucket === undefined ? 'the S3 bucket of its environment file' : `bucket ${bucket}${where}`
  if (subject === undefined)
    return `the task has no way to ${target}; raising startTimeout cannot help, as no container has started yet`
  if (failing === undefined)
    return `task \`${subject}\` will not start: it has no way to ${target}, and raising startTimeout cannot help`
  const others = otherSubnets === undefined ? '' : ` while ${otherSubnets} has one`
  return `${failing} of ${of} launches of \`${subject}\` will fail: ${subnets} has no way to ${target}${others}, and raising startTimeout cannot help`
}

function fixes(facts: CauseFacts): Fix[] {
  const { bucket = 'BUCKET', key = 'FILE.env', bucketRegion, taskRegion, otherSubnets, subnets } = facts
  const far = bucketRegion !== undefined && taskRegion !== undefined && bucketRegion !== taskRegion
  const near = bucketRegion !== undefined && bucketRegion === taskRegion
  const region = taskRegion ?? 'REGION'
  const copy: Fix = {
    title: `keep the file in a bucket of the task's own region, which the S3 gateway endpoint leads to`,
    text: `aws s3 cp s3://${bucket}/${key} s3://BUCKET_IN_REGION/${key} --source-region ${bucketRegion ?? 'BUCKET_REGION'} --region ${region}\n# and in the task definition:\nEnvironmentFiles:\n  - Type: s3\n    Value: arn:aws:s3:::BUCKET_IN_REGION/${key}`,
  }
  const choose: Fix[] =
    otherSubnets === undefined
      ? []
      : [
          {
            title: 'or launch only in the subnets that have a way to it',
            text: `NetworkConfiguration:\n  AwsvpcConfiguration:\n    Subnets:\n${listed(otherSubnets)}`,
          },
        ]
  const nat: Fix = {
    title: `or route ${subnets ?? 'the subnets of the task'} to a NAT gateway that stands in a public subnet`,
    text: 'Type: AWS::EC2::Route\nProperties:\n  RouteTableId: !Ref PrivateRouteTable\n  DestinationCidrBlock: 0.0.0.0/0\n  NatGatewayId: !Ref NatGateway',
  }
  const gateway: Fix = {
    title: `${near ? '' : 'or, for a bucket of the same region, '}make an S3 gateway endpoint for the route tables of the subnets`,
    text: endpointOf('s3'),
  }
  if (near) return [gateway, ...choose, nat]
  return [copy, ...choose, nat, ...(far ? [] : [gateway])]
}

function listed(subnets: string): string {
  return subnets
    .split(', ')
    .map((subnet) => `      - ${subnet}`)
    .join('\n')
}

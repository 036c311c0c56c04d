import { defineCause } from '../cause.ts'
import { keepsFromStarting } from '../launch-message.ts'
import { findUnplaced } from './unplaced.ts'

/** A quota of the account keeps the instances, or the capacity of Fargate, from being launched. */
export const placementNoInstancesQuota = defineCause({
  code: 'placement-no-instances-quota',
  group: 'G',
  summary: 'a vCPU quota of the account keeps capacity from being launched',
  rationale:
    'Quotas count vCPUs by family of instance types, and those of GPU types are 0 in many accounts. The Auto Scaling group then launches nothing and only its activity history says why; ECS sees an empty cluster. Fargate has vCPU quotas of its own, On-Demand and Spot apart.',
  source: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-event-messages-list.html',
  signs: [
    { failure: 'concurrency-limit-reached', share: 90 },
    { failure: 'configuration-above-limit', share: 85 },
    { failure: 'instance-launch-failed', share: 75 },
    { words: /VcpuLimitExceeded|requested more vCPU capacity/i, share: 95 },
    { words: /reached the limit on the number of (?:tasks|vCPUs)/i, share: 90 },
    { words: /requested (?:CPU|MEMORY) configuration is above your limit/i, share: 85 },
    { words: /InstanceLimitExceeded|MaxSpotInstanceCountExceeded/i, share: 88 },
    { words: /No Container Instances were found in your (?:cluster|capacity provider)/i, share: 8 },
    { words: /EMPTY CAPACITY PROVIDER/i, share: 5 },
    {
      words:
        /No Container Instances were found.{0,400}\b(?:GPU|G (?:and VT|type)|[gp]\d\w{0,4}\.\d{0,2}\w{1,8})\b|\b(?:GPU|G and VT|[gp]\d\w{0,4}\.\d{0,2}x?large)\b.{0,400}No Container Instances were found/i,
      share: 66,
    },
    {
      words:
        /\b(?:vCPU|instance|service|on-demand|spot)\b.{0,30}\b(?:quotas?|limits? (?:exceeded|reached|increase))\b/i,
      share: 55,
    },
  ],
  settle: [
    {
      what: 'why the Auto Scaling group launched nothing',
      how: 'aws autoscaling describe-scaling-activities --auto-scaling-group-name GROUP --query "Activities[].[StatusCode,StatusMessage]"',
    },
    {
      what: 'the quotas',
      how: 'aws service-quotas list-service-quotas --service-code ec2; aws service-quotas list-service-quotas --service-code fargate',
    },
  ],
  find: (launch) =>
    findUnplaced(launch, {
      launchTypes: ['EC2', 'FARGATE'],
      said: /VcpuLimitExceeded|reached the limit on the number of (?:tasks|vCPUs)|configuration is above your limit/,
      open: 'the vCPU quotas of the account and what is in use',
    }),
  tell: (facts) => ({
    message: keepsFromStarting(facts.subject, 'a quota of the account keeps capacity from being launched'),
    fix: [
      {
        title: 'ask for a higher quota',
        text: 'aws service-quotas request-service-quota-increase --service-code fargate --quota-code QUOTA --desired-value 64',
      },
      { title: 'or use another family of instance types', text: 'InstanceType: m7i.large' },
    ],
  }),
})

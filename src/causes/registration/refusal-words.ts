import type { Fix } from '../fix.ts'

/** What mends a refusal, by its rule, where there is one thing that does. */
const fixes: Readonly<Record<string, Fix>> = {
  'dependency-on-essential': {
    title: 'let the task go on when that container ends',
    text: 'Essential: false',
  },
  'dependency-without-health-check': {
    title: 'give that container a health check',
    text: 'HealthCheck:\n  Command: [CMD-SHELL, curl -f http://127.0.0.1:8080/health || exit 1]',
  },
  'memory-missing': { title: 'give the container memory, in MiB', text: 'Memory: 512' },
  'log-options': {
    title: 'say where the log goes',
    text: 'LogConfiguration:\n  LogDriver: awslogs\n  Options:\n    awslogs-group: GROUP\n    awslogs-region: REGION\n    awslogs-stream-prefix: PREFIX',
  },
  'log-options-other': {
    title: 'leave them out: what the awslogs driver takes are these',
    text: 'Options:\n  awslogs-group: GROUP\n  awslogs-region: REGION\n  awslogs-stream-prefix: PREFIX\n  # and awslogs-create-group, awslogs-datetime-format, awslogs-multiline-pattern, mode, max-buffer-size',
  },
  'host-port-taken': {
    title: 'give one of them another port, or let the instance choose one that is free',
    text: 'HostPort: 0',
  },
  'security-group-vpc': {
    title: 'give the service security groups of the VPC that its subnets are in',
    text: 'Type: AWS::EC2::SecurityGroup\nProperties:\n  GroupDescription: the tasks\n  VpcId: !Ref Vpc',
  },
  'mount-path-taken': { title: 'mount one of the volumes somewhere else', text: 'ContainerPath: /PATH' },
  'load-balancer-port-twice': {
    title: 'map the port once, and serve the other protocol from a service of its own',
    text: '',
  },
  'log-router': {
    title: 'add the container that routes the log',
    text: '- Name: log-router\n  Image: public.ecr.aws/aws-observability/aws-for-fluent-bit:stable\n  FirelensConfiguration:\n    Type: fluentbit',
  },
  'efs-encryption': { title: 'encrypt the way to the file system', text: 'TransitEncryption: ENABLED' },
  'deployment-percents': {
    title: 'leave room for one task more, or one fewer',
    text: 'DeploymentConfiguration:\n  MinimumHealthyPercent: 100\n  MaximumPercent: 200',
  },
  'execute-command': { title: 'give the containers a role', text: 'TaskRoleArn: !GetAtt TaskRole.Arn' },
  'launch-type-and-strategy': {
    title: 'keep one of the two',
    text: 'CapacityProviderStrategy:\n  - CapacityProvider: FARGATE\n    Weight: 1\n# no LaunchType',
  },
  'strategy-weight': {
    title: 'give one provider a weight',
    text: 'CapacityProviderStrategy:\n  - CapacityProvider: FARGATE\n    Weight: 1',
  },
  awsvpc: {
    title: 'leave it out: the containers of a task have one network, and reach each other at localhost',
    text: '# no Links, Hostname, ExtraHosts, DnsServers, DnsSearchDomains or DisableNetworking',
  },
}

const timeout: Fix = { title: 'stay between 2 and 120 seconds', text: 'StopTimeout: 120' }

/** What mends what a rule refuses. */
export function fixesOf(rule: string): readonly Fix[] {
  if (rule === 'timeout') return [timeout]
  const fix = fixes[rule]
  return fix === undefined ? [] : [fix]
}

/** A part of a task definition or service as a person would call it: `portMappings 1 of container app`. */
export function partWords(part: string): string {
  const [kind = '', name = '', ...rest] = part.split('/')
  const counted = rest.map((step) => (/^\d+$/.test(step) ? String(Number(step) + 1) : step)).join(' ')
  if (kind === 'containerDefinitions' && name !== '') return `container ${Number(name) + 1}`
  if (kind === 'container') return counted === '' ? `container ${name}` : `${counted} of container ${name}`
  return [kind, name, counted].filter((word) => word !== '').join(' ')
}

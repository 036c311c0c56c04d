import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { AgentTask, ReachableAddress } from '../../model/agent-protocol.ts'
import type { TaskSandbox } from '../../model/sandbox.ts'

/** Amazon's own resolver inside a VPC; the agent answers there. */
const nameServerAddress = '169.254.169.253'

/** Declared names get addresses of this network, on the task's loopback: .1 to .254. */
const reachableNetwork = '169.254.171.'

/** Gives each declared name an address of its own; throws an Error beyond 254 names. */
export function addressReachable(declared: TaskSandbox['reachable']): ReachableAddress[] {
  const names = [...new Set(declared.map(({ name }) => name))]
  if (names.length > 254) throw new Error(`${names.length} reachable names are declared, at most 254 can be`)
  return declared.map(({ name, port, hostPort }) => ({
    name,
    address: `${reachableNetwork}${names.indexOf(name) + 1}`,
    port,
    hostPort,
  }))
}

/** /etc/hosts of a task as the ECS agent writes it, and the declared names. */
export function hostsText(task: AgentTask): string {
  const { sandbox, reachable } = task
  const declared = new Map(reachable.map(({ name, address }) => [name, address]))
  return [
    '127.0.0.1 localhost',
    `${sandbox.address} ${sandbox.hostname}`,
    ...sandbox.hosts.map(({ address, names }) => `${address} ${names.join(' ')}`),
    ...[...declared].map(([name, address]) => `${address} ${name}`),
    '',
  ].join('\n')
}

/** /etc/resolv.conf of a task: the resolver of the VPC, and the region's domain to search. */
export function resolvConfText(hostname: string): string {
  const domain = hostname.split('.').slice(1).join('.')
  return `${domain === '' ? '' : `search ${domain}\n`}nameserver ${nameServerAddress}\noptions timeout:2 attempts:2\n`
}

/**
 * The commands for `ip -batch` that make the networks of a task. The agent has one of its own, joined to the task's by
 * a link, so that 169.254.170.2 is reached as on Fargate and yet takes no port from the task's programs.
 */
export interface NetworkPlan {
  /** In the agent's network; the task's is open there as file descriptor 4. */
  readonly agentSide: string
  /** In the task's network. */
  readonly taskSide: string
  /** The name of the interface's other end, in the VPC's network. */
  readonly vpcSide: string
}

/** The two ends of the link between agent and task, as Fargate numbers them. */
const link = { agent: '169.254.172.1', task: '169.254.172.2' } as const

/**
 * The number of one end of each link. Were both ends, in their networks, the same number, Linux would not see that
 * they are a pair, and take up to a second to bring the link up.
 */
const farIndex = 1_000_000

/** Plans the networks of a task whose VPC is held by the given process. */
export function planNetwork(task: AgentTask, vpcSide: string, vpcProcess: number): NetworkPlan {
  const { sandbox, reachable } = task
  const served = [
    ...new Set(['169.254.170.2', nameServerAddress, ...reachable.map(({ address }) => address)]),
  ]
  return {
    vpcSide,
    agentSide: [
      `link add agent0 index ${farIndex} type veth peer name ecs-eth0 netns /proc/self/fd/4`,
      `addr add ${link.agent}/30 dev agent0`,
      ...served.map((address) => `addr add ${address}/32 dev agent0`),
      'link set agent0 up',
      // The loopback here is never up: 127.0.0.1 is the task's, and so are all its addresses.
      `route add 127.0.0.0/8 via ${link.task} dev agent0 src ${link.agent}`,
      `route add ${sandbox.address} via ${link.task} dev agent0 src ${link.agent}`,
    ].join('\n'),
    taskSide: [
      'link set lo up',
      `addr add ${link.task}/30 dev ecs-eth0`,
      'link set ecs-eth0 up',
      ...served.map((address) => `route add ${address} via ${link.agent} dev ecs-eth0 src ${link.task}`),
      `link add eth1 index ${farIndex} address ${sandbox.macAddress} type veth peer name ${vpcSide} netns ${vpcProcess}`,
      `addr add ${sandbox.address}/32 dev eth1`,
      'link set eth1 up',
      ...sandbox.vpcCidrs.map((cidr) => `route add ${cidr} dev eth1 src ${sandbox.address}`),
    ].join('\n'),
  }
}

/** Writes the files of a task into its folder, which nobody else can enter. */
export function writeSandboxFiles(taskFolder: string, task: AgentTask): void {
  mkdirSync(taskFolder, { recursive: true, mode: 0o700 })
  const write = (name: string, text: string): void =>
    writeFileSync(join(taskFolder, name), text, { mode: 0o644 })
  write('hosts', hostsText(task))
  write('hostname', `${task.sandbox.hostname}\n`)
  write('resolv.conf', resolvConfText(task.sandbox.hostname))
}

import { defineCause } from '../cause.ts'
import { keepsFromStarting } from '../launch-message.ts'
import { findUnplaced, instanceTypes } from './unplaced.ts'

/** The agent of the container instance has lost its connection to ECS. */
export const agentDisconnected = defineCause({
  code: 'agent-disconnected',
  group: 'G',
  summary: 'the agent of the container instance is not connected to ECS',
  rationale:
    'An agent renews its connection several times an hour, so short gaps are normal. One that stays away points to the instance itself: a full disk, no memory left, a Docker daemon that hangs, an old agent, or a route that is gone. Tasks go on running, and none is placed.',
  source: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/api_failures_messages.html',
  signs: [
    { failure: 'agent-disconnected', share: 40 },
    { words: /doesn't have the agent connected|agent is not connected/i, share: 90 },
    { words: /(?:error|reason|fail\w{0,30})\W{0,8}AGENT\b/, share: 92 },
    { words: /\bagent.{0,60}\bdisconnect/i, share: 60 },
    { words: /agent[_ ]?connected["']?\W{1,4}(?:false|no)\b/i, share: 50 },
    { words: /\bdisconnect\w{0,4}.{0,40}\becs[- ]agents?\b/i, share: 60 },
    { words: /ConnectionExpired: Reconnect to continue/i, share: 40 },
    { words: /Timed out waiting for Amazon ECS Agent to start/i, share: 50 },
    {
      words:
        /agent[_ ]?connected\W{0,4}(?:is |turns? (?:to )?|shows? |says |status |becomes )\W{0,4}(?:false|no)\b/i,
      share: 64,
    },
    {
      words:
        /\bdocker (?:ps|daemon|commands?|info)\b.{0,60}\b(?:hangs?|hanging|hung|stuck|unresponsive|not respond\w{0,3}|n't respond)|\b(?:stop(?:s|ped)? respond\w{0,3}|hang(?:s|ing)?)\b.{0,40}\bdocker\b/i,
      share: 66,
    },
    { words: /\brestart\w{0,3} (?:the )?(?:ecs[- ]?)?agent\b/i, share: 58 },
    {
      words:
        /ACS Connection hasn't had any activity|Disconnected from ACS|Error getting message from ws backend/i,
      share: 66,
    },
  ],
  settle: [
    {
      what: 'whether the agent is connected and how old it is',
      how: 'aws ecs describe-container-instances --cluster CLUSTER --container-instances INSTANCE --query "containerInstances[].[agentConnected,versionInfo]"',
    },
    {
      what: 'what the agent says on the instance',
      how: 'sudo tail -n 100 /var/log/ecs/ecs-agent.log; df -h; free -m',
    },
  ],
  find: (launch) =>
    findUnplaced(launch, {
      launchTypes: instanceTypes,
      said: /^AGENT$|encountered error "AGENT"/,
      open: 'whether the agents of the container instances are connected',
    }),
  tell: (facts) => ({
    message: keepsFromStarting(facts.subject, 'the agent of the container instance is not connected to ECS'),
    fix: [
      {
        title: 'restart Docker and the agent on the instance',
        text: 'sudo systemctl restart docker && sudo systemctl restart ecs',
      },
      {
        title: 'then bring the agent up to date',
        text: 'aws ecs update-container-agent --cluster CLUSTER --container-instance INSTANCE',
      },
      {
        title: 'or replace the instance',
        text: 'aws autoscaling terminate-instance-in-auto-scaling-group --instance-id ID --no-should-decrement-desired-capacity',
      },
    ],
  }),
})

import { defineCause } from '../cause.ts'
import { answerOfRule } from '../registration/answer-of-rule.ts'

/** A launch type and a capacity provider strategy are given together. */
export const launchTypeAndCapacityProviderConflict = defineCause({
  code: 'launch-type-and-capacity-provider-conflict',
  group: 'F',
  summary: 'a launch type and a capacity provider strategy are given together',
  rationale:
    'Both say where tasks run, so ECS takes one of them at most. Modules and tools often fill in a launch type by default, and adding a strategy then makes two. A service that exists keeps what it was made with: to change it takes a new deployment, and from a launch type to a strategy `--force-new-deployment`.',
  source: 'https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_CreateService.html',
  signs: [
    { failure: 'launch-type-and-capacity-provider', share: 98 },
    { words: /Specifying both a launch type and (?:a )?capacity provider strategy/i, share: 98 },
    {
      words:
        /launch_?type.{0,60}conflicts with.{0,30}capacity_?provider|capacity_?provider_?strategy.{0,60}conflicts with.{0,30}launch_?type/i,
      share: 95,
    },
    { words: /(?:switching|changing) from launch type to capacity provider/i, share: 80 },
    {
      words:
        /capacity provider (?:strategy )?or a launch type,? but not both|launch type or a capacity provider(?: strategy)?,? but not both/i,
      share: 97,
    },
  ],
  settle: [
    {
      what: 'whether the command or template, or a default of the module, names both',
      how: 'look for LaunchType and CapacityProviderStrategy in what is really sent, e.g. aws … --debug or terraform plan',
    },
  ],
  find: (launch) =>
    answerOfRule(launch, 'launch-type-and-strategy', () => ({
      code: 'launch-type-and-capacity-provider',
      facts: {},
    })),
  tell: () => ({
    message: 'a launch type and a capacity provider strategy are given together, and ECS takes one of them',
    fix: [
      {
        title: 'keep the strategy and remove the launch type',
        text: 'CapacityProviderStrategy:\n  - CapacityProvider: FARGATE_SPOT\n    Weight: 1\n# no LaunchType',
      },
      { title: 'or keep the launch type and remove the strategy', text: 'LaunchType: FARGATE' },
    ],
  }),
})

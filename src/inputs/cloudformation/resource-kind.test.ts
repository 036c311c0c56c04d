import { expect, it } from 'vitest'
import { resourceKind } from './resource-kind.ts'

it.each([
  ['AWS::ECS::Service', 'service'],
  ['AWS::CDK::Metadata', 'metadata'],
  ['AWS::CloudFormation::WaitConditionHandle', 'service'],
  ['AWS::Serverless::Function', 'serverless'],
  ['AWS::CloudFormation::CustomResource', 'custom'],
  ['Custom::Seed', 'custom'],
  ['AWS::CloudFormation::Stack', 'nested-stack'],
  ['AWS::CloudFormation::Macro', 'macro'],
  ['Acme::Network::Base::MODULE', 'module'],
])('%s is of the kind %s', (type, kind) => {
  expect(resourceKind(type)).toBe(kind)
})

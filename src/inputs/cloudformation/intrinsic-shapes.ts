import type { IntrinsicName } from '../../model/template.ts'

/** How a function is written. `arguments` bounds the length of its list; `anything` takes any one value. */
export interface IntrinsicShape {
  readonly arguments: readonly [least: number, most: number] | 'anything'
  /** What its argument looks like, for messages. */
  readonly expected: string
  /** True where only conditions may use it. */
  readonly conditionsOnly?: boolean
}

/** What each function takes. `Ref`, `Condition`, `Fn::GetAtt` and `Fn::Sub` have forms of their own besides. */
export const intrinsicShapes: Readonly<Record<IntrinsicName, IntrinsicShape>> = {
  Ref: { arguments: 'anything', expected: 'the name of a parameter or resource' },
  Condition: { arguments: 'anything', expected: 'the name of a condition' },
  'Fn::And': { arguments: [2, 10], expected: 'a list of 2 to 10 conditions', conditionsOnly: true },
  'Fn::Base64': { arguments: 'anything', expected: 'a string' },
  'Fn::Cidr': { arguments: [2, 3], expected: 'a list: address block, count and, if needed, host bits' },
  'Fn::Equals': { arguments: [2, 2], expected: 'a list of two values', conditionsOnly: true },
  'Fn::FindInMap': { arguments: [3, 4], expected: 'a list: mapping, top-level key, second-level key' },
  'Fn::GetAtt': { arguments: 'anything', expected: 'LogicalId.Attribute, or a list of both' },
  'Fn::GetAZs': { arguments: 'anything', expected: 'a region, or an empty string for this one' },
  'Fn::GetStackOutput': { arguments: 'anything', expected: 'a map with StackName and OutputName' },
  'Fn::If': { arguments: [3, 3], expected: 'a list: condition, value if true, value if false' },
  'Fn::ImportValue': { arguments: 'anything', expected: 'the name of an export' },
  'Fn::Join': { arguments: [2, 2], expected: 'a list: delimiter, list of values' },
  'Fn::Length': { arguments: 'anything', expected: 'a list, or a function that returns one' },
  'Fn::Not': { arguments: [1, 1], expected: 'a list of one condition', conditionsOnly: true },
  'Fn::Or': { arguments: [2, 10], expected: 'a list of 2 to 10 conditions', conditionsOnly: true },
  'Fn::Select': { arguments: [2, 2], expected: 'a list: index, list of values' },
  'Fn::Split': { arguments: [2, 2], expected: 'a list: delimiter, string' },
  'Fn::Sub': { arguments: [2, 2], expected: 'a string, or a list of a string and a map of variables' },
  'Fn::ToJsonString': { arguments: 'anything', expected: 'a map or a list' },
  'Fn::Transform': { arguments: 'anything', expected: 'a map with Name and Parameters' },
}

/** Functions of the Rules section and of template-level loops; they are not values. */
export const otherFunctions: ReadonlySet<string> = new Set([
  'Fn::Contains',
  'Fn::EachMemberEquals',
  'Fn::EachMemberIn',
  'Fn::RefAll',
  'Fn::ValueOf',
  'Fn::ValueOfAll',
])

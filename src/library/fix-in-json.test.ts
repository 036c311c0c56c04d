import { describe, expect, it } from 'vitest'
import type { CheckFinding } from '../causes/check-report.ts'
import { FixesInJson } from './fix-in-json.ts'

const sources = new Map([
  ['task.json', '{ "family": "shop", "containerDefinitions": [] }'],
  ['template.json', '{ "Resources": {} }'],
  ['template.yaml', 'Resources: {}'],
  ['plan.json', '{ "format_version": "1.2", "planned_values": { "family": "containerDefinitions" } }'],
])

function textIn(file: string, text: string): string | undefined {
  const finding: CheckFinding = {
    code: 'log-group-missing',
    severity: 'error',
    subject: 'shop',
    message: 'it is not there',
    place: `${file}:1:1`,
    why: [],
    fix: [{ title: 'mend it', text }],
  }
  return new FixesInJson(sources).of(finding).fix[0]?.text
}

const options = 'LogConfiguration:\n  LogDriver: awslogs\n  Options:\n    awslogs-group: !Ref Logs'

describe('a fix in the language of its file', () => {
  it('is as it was in YAML, in a plan, and without a place', () => {
    for (const file of ['template.yaml', 'plan.json', 'elsewhere.json'])
      expect(textIn(file, options)).toBe(options)
  })

  it('has the names of a template in JSON, and its functions', () => {
    const text = `${options}\nRoleArn: !GetAtt Role.Arn\nName: !Sub "\${Secret}:KEY::"`
    expect(textIn('template.json', text)).toBe(
      [
        '"LogConfiguration": {',
        '  "LogDriver": "awslogs",',
        '  "Options": {',
        '    "awslogs-group": { "Ref": "Logs" }',
        '  }',
        '},',
        '"RoleArn": { "Fn::GetAtt": ["Role", "Arn"] },',
        '"Name": { "Fn::Sub": "${Secret}:KEY::" }',
      ].join('\n'),
    )
  })

  it("has ECS's own names in a task definition, and words in place of references", () => {
    const text = `${options}\nExecutionRoleArn: !GetAtt ExecutionRole.Arn\nName: !Sub "\${DbSecret.Arn}:KEY::"`
    expect(textIn('task.json', text)).toBe(
      [
        '"logConfiguration": {',
        '  "logDriver": "awslogs",',
        '  "options": {',
        '    "awslogs-group": "LOGS"',
        '  }',
        '},',
        '"executionRoleArn": "EXECUTION_ROLE_ARN",',
        '"name": "DB_SECRET:KEY::"',
      ].join('\n'),
    )
  })

  it('keeps statements of policies, comments, commands, and resources that a task definition has none of', () => {
    expect(textIn('task.json', '- Effect: Allow\n  Action: logs:CreateLogGroup\n  Resource: "*"')).toBe(
      '{\n  "Effect": "Allow",\n  "Action": "logs:CreateLogGroup",\n  "Resource": "*"\n}',
    )
    const mixed = 'Memory: 512\n# or at once:\n# aws ecs update-service'
    expect(textIn('task.json', mixed)).toBe('"memory": 512\n# or at once:\n# aws ecs update-service')
    const command = 'aws logs create-log-group --log-group-name /shop'
    expect(textIn('template.json', command)).toBe(command)
    const resource = 'Role:\n  Type: AWS::IAM::Role\n  Properties: { RoleName: shop }'
    expect(textIn('task.json', resource)).toBe(resource)
    expect(textIn('template.json', resource)).toContain('"RoleName": "shop"')
  })
})

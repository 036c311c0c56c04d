import { describe, expect, it } from 'vitest'
import { requiredAttributes } from './required-attributes.ts'

const role = 'arn:aws:iam::000000000000:role/r'
const awslogs = { logDriver: 'awslogs', options: {} } as const
const ecr = '123456789012.dkr.ecr.us-east-1.amazonaws.com/shop:1'

describe('the attributes that ECS works out of a task definition', () => {
  it('lists those of an ECR image with logs, a parameter and an order, as ECS does', () => {
    const attributes = requiredAttributes({
      family: 'back',
      networkMode: 'awsvpc',
      taskRoleArn: role,
      executionRoleArn: role,
      containerDefinitions: [
        {
          name: 'app',
          image: ecr,
          logConfiguration: awslogs,
          readonlyRootFilesystem: true,
          dependsOn: [{ containerName: 'init', condition: 'START' }],
          secrets: [{ name: 'KEY', valueFrom: '/key' }],
        },
      ],
    })
    // From a describe-task-definition of a real account; ECS gives no order worth keeping.
    expect(new Set(attributes.map(({ name }) => name))).toEqual(
      new Set([
        'com.amazonaws.ecs.capability.docker-remote-api.1.17',
        'com.amazonaws.ecs.capability.docker-remote-api.1.18',
        'com.amazonaws.ecs.capability.docker-remote-api.1.19',
        'com.amazonaws.ecs.capability.ecr-auth',
        'com.amazonaws.ecs.capability.logging-driver.awslogs',
        'com.amazonaws.ecs.capability.task-iam-role',
        'ecs.capability.container-ordering',
        'ecs.capability.execution-role-awslogs',
        'ecs.capability.execution-role-ecr-pull',
        'ecs.capability.secrets.ssm.environment-variables',
        'ecs.capability.task-eni',
      ]),
    )
  })

  it('needs nothing for a plain container on a bridge', () => {
    expect(
      requiredAttributes({ family: 'a', containerDefinitions: [{ name: 'a', image: 'nginx' }] }),
    ).toEqual([])
  })

  it('tells a secret of Secrets Manager from a parameter', () => {
    const valueFrom = 'arn:aws:secretsmanager:us-east-1:000000000000:secret:db-Ab3dEf:password::'
    const containerDefinitions = [{ name: 'a', image: 'nginx', secrets: [{ name: 'A', valueFrom }] }]
    const attributes = requiredAttributes({ family: 'a', containerDefinitions })
    expect(attributes).toEqual([{ name: 'ecs.capability.secrets.asm.environment-variables' }])
  })
})

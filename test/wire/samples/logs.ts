const allow =
  '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":"*","Action":"*","Resource":"*","Condition":{"StringEquals":{"aws:SourceAccount":"000000000000"}}}]}'

/** Inputs of CloudWatch Logs that work in a seeded account, by operation. */
export const logsSamples: Readonly<Record<string, object>> = {
  CreateLogStream: { logGroupName: '/ecs/web', logStreamName: 'new' },
  PutResourcePolicy: { policyName: 'p', policyDocument: allow },
  PutRetentionPolicy: { logGroupName: '/ecs/web', retentionInDays: 7 },
  FilterLogEvents: {
    logGroupName: '/ecs/web',
    filterPattern: '{ $.a = 1 }',
    startTime: 0,
    logStreamNamePrefix: 'app',
  },
  GetLogEvents: { logGroupName: '/ecs/web', logStreamName: 'app/1', startFromHead: true, limit: 1 },
  TagLogGroup: { logGroupName: '/ecs/web', tags: { x: 'y' } },
  DescribeLogStreams: { logGroupName: '/ecs/web', orderBy: 'LastEventTime', descending: true },
}

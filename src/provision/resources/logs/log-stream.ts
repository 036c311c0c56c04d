import type { ResourceHandler } from '../../resource-handler.ts'

/** `AWS::Logs::LogStream` */
export const logStream: ResourceHandler = {
  type: 'AWS::Logs::LogStream',
  properties: ['LogGroupName', 'LogStreamName'],
  replacedBy: 'any',
  nameProperty: 'LogStreamName',
  nameIsId: true,
  nameScope: 'LogGroupName',
  create: async (properties, context) => {
    const logStreamName = context.name(properties.text('LogStreamName'), { max: 512 })
    const logGroupName = properties.requiredText('LogGroupName')
    await context.call('logs', 'CreateLogStream', { logGroupName, logStreamName })
    return logStreamName
  },
  remove: async (logStreamName, properties, context) => {
    const logGroupName = properties.requiredText('LogGroupName')
    await context.call('logs', 'DeleteLogStream', { logGroupName, logStreamName })
  },
}

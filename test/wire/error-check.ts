import type { OperationModel, ServiceModel } from '../../src/aws/service-model.ts'
import { commonErrors } from './common-errors.ts'
import { documentedErrors } from './documented-errors.ts'
import type { WireAnswer } from './send.ts'

/** What in an error is not as its service gives errors: its form, its code, its status, its request id. */
export function errorProblems(
  model: ServiceModel,
  operation: OperationModel,
  answer: WireAnswer,
): readonly string[] {
  const bare = operation.http.method === 'HEAD' || answer.status === 304
  if (bare) return answer.body === '' ? [] : ['an error of HEAD with a body']
  const problems: string[] = []
  const code = errorCode(model, answer, problems)
  const named = answer.headers[model.protocol === 'rest-xml' ? 'x-amz-request-id' : 'x-amzn-requestid']
  if (named === undefined) problems.push('no request id')
  if (code === 'NotImplemented' ? answer.status !== 501 : answer.status >= 500)
    problems.push(`status ${answer.status}`)
  if (code !== undefined && !isKnown(model, operation, code))
    problems.push(`${code} is no error of ${operation.name}`)
  return problems
}

/** The code of an error in the form of its protocol. */
function errorCode(model: ServiceModel, { body }: WireAnswer, problems: string[]): string | undefined {
  if (model.protocol === 'json') {
    const parsed = JSON.parse(body) as { __type?: unknown; message?: unknown }
    return typeof parsed.__type === 'string' ? parsed.__type : undefined
  }
  const forms: Readonly<Record<string, RegExp>> = {
    query:
      /^<ErrorResponse[^>]*><Error><Type>Sender<\/Type><Code>(\w+)<\/Code><Message>[^<]*<\/Message><\/Error><RequestId>[^<]+<\/RequestId><\/ErrorResponse>$/,
    ec2: /^<\?xml[^>]*>\n<Response><Errors><Error><Code>([\w.]+)<\/Code><Message>[^<]*<\/Message><\/Error><\/Errors><RequestID>[^<]+<\/RequestID><\/Response>$/,
    'rest-xml':
      /^<\?xml[^>]*>\n<Error><Code>(\w+)<\/Code><Message>[^<]*<\/Message>.*<RequestId>[^<]+<\/RequestId><HostId>[^<]+<\/HostId><\/Error>$/s,
  }
  const code = forms[model.protocol]?.exec(body)?.[1]
  if (code === undefined && !/<Type>Receiver/.test(body)) problems.push('not in the form of an error')
  return code ?? /<Code>(\w+)</.exec(body)?.[1]
}

function isKnown(model: ServiceModel, operation: OperationModel, code: string): boolean {
  const common = commonErrors[model.service]
  if (common?.test(code)) return true
  return documentedErrors(model.service, operation.name).some(
    (shape) => shape === code || model.errors[shape]?.code === code,
  )
}

import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openFrontDoor, type OpenDoor } from '../support/front-door.ts'
import { developer, WireSender, type WireAnswer } from './send.ts'

let open: OpenDoor
let sender: WireSender

beforeAll(async () => {
  open = await openFrontDoor()
  sender = new WireSender(open.url)
})

afterAll(async () => {
  sender.close()
  await open.close()
})

const iam = 'https://iam.amazonaws.com/doc/2010-05-08/'

async function post(service: string, body: string): Promise<WireAnswer> {
  const headers = { authorization: developer(service), 'content-type': 'application/x-www-form-urlencoded' }
  return checked(await sender.send({ method: 'POST', path: '/', headers, body }))
}

async function get(service: string, query: string): Promise<WireAnswer> {
  const headers = { authorization: developer(service) }
  return checked(await sender.send({ method: 'GET', path: `/?${query}`, headers, body: '' }))
}

function checked(answer: WireAnswer): WireAnswer {
  expect(open.bugs).toEqual([])
  expect(answer.headers['x-amzn-requestid']).toMatch(/^[0-9a-f-]{36}$/)
  return answer
}

/** The whole text of an error, with its request id put in. */
function queryError(
  answer: WireAnswer,
  code: string,
  message: string,
  namespace = ` xmlns="${iam}"`,
): unknown[] {
  const id = String(answer.headers['x-amzn-requestid'])
  const error = `<Error><Type>Sender</Type><Code>${code}</Code><Message>${message}</Message></Error>`
  return ['text/xml', `<ErrorResponse${namespace}>${error}<RequestId>${id}</RequestId></ErrorResponse>`]
}

function ec2Error(answer: WireAnswer, code: string, message: string): unknown[] {
  const id = String(answer.headers['x-amzn-requestid'])
  const error = `<Errors><Error><Code>${code}</Code><Message>${message}</Message></Error></Errors>`
  return [
    'text/xml;charset=UTF-8',
    `<?xml version="1.0" encoding="UTF-8"?>\n<Response>${error}<RequestID>${id}</RequestID></Response>`,
  ]
}

describe('awsQuery', () => {
  it.each([
    ['no parameters', 'a=b', 'MissingAction', 'The request must contain the parameter Action'],
    [
      'an unknown action',
      'Action=Nothing&Version=2010-05-08',
      'InvalidAction',
      'Could not find operation Nothing for version 2010-05-08',
    ],
    [
      'a name every object has',
      'Action=toString&Version=2010-05-08',
      'InvalidAction',
      'Could not find operation toString for version 2010-05-08',
    ],
    [
      'markup for an action',
      'Action=%3Ca%3E%00&Version=2010-05-08',
      'InvalidAction',
      'Could not find operation &lt;a&gt;\ufffd for version 2010-05-08',
    ],
    [
      'no version',
      'Action=ListRoles',
      'InvalidAction',
      'Could not find operation ListRoles for version NO_VERSION_SPECIFIED',
    ],
    [
      'another version',
      'Action=ListRoles&Version=2010-05-09',
      'NoSuchVersion',
      'The requested version (2010-05-09) of service AmazonIdentityManagement does not exist',
    ],
    [
      'a word for a number',
      'Action=ListRoles&Version=2010-05-08&MaxItems=many',
      'MalformedInput',
      "'many' is not of type integer, as MaxItems must be",
    ],
    [
      'a number too large',
      'Action=ListRoles&Version=2010-05-08&MaxItems=2147483648',
      'MalformedInput',
      "'2147483648' is not of type integer, as MaxItems must be",
    ],
    [
      'a word for a boolean',
      'Action=CreatePolicyVersion&Version=2010-05-08&PolicyArn=a&PolicyDocument=b&SetAsDefault=yes',
      'MalformedInput',
      "'yes' is not of type boolean, as SetAsDefault must be",
    ],
    [
      'steps without end',
      `Action=ListRoles&Version=2010-05-08&${'a.'.repeat(40)}b=1`,
      'MalformedQueryString',
      'The query string contains a syntax error',
    ],
  ])('refuses %s', async (_what, body, code, message) => {
    const answer = await post('iam', body)
    expect(answer.status).toBe(400)
    expect([answer.headers['content-type'], answer.body]).toEqual(queryError(answer, code, message))
  })

  it('says what it has not', async () => {
    const answer = await post('iam', 'Action=CreateGroup&Version=2010-05-08&GroupName=a')
    expect(answer.status).toBe(501)
    expect(answer.body).toContain(
      '<Code>NotImplemented</Code><Message>IAM CreateGroup is not implemented by seatrial',
    )
  })

  it('takes its parameters from the query of a GET', async () => {
    const answer = await get('sts', 'Action=GetCallerIdentity&Version=2011-06-15')
    expect([answer.status, answer.body.includes('<Account>000000000000</Account>')]).toEqual([200, true])
  })

  it('passes over parameters that it does not know, and any order and gaps of a list', async () => {
    const tags =
      'Tags.member.20.Key=b&Tags.member.20.Value=2&Tags.member.3.Key=a&Tags.member.3.Value=1&Tags.member.x.Key=c'
    const trust = encodeURIComponent(
      '{"Version":"2012-10-17","Statement":{"Effect":"Allow","Principal":{"Service":"ecs.amazonaws.com"},"Action":"sts:AssumeRole"}}',
    )
    const role = `Version=2010-05-08&RoleName=gaps&AssumeRolePolicyDocument=${trust}&None=1&${tags}`
    const answer = await post('iam', `Action=CreateRole&${role}`)
    expect([...answer.body.matchAll(/<Key>(.)<\/Key>/g)].map((found) => found[1])).toEqual(['a', 'b'])
  })

  it('is found by its version where nothing is signed', async () => {
    const headers = { 'content-type': 'application/x-www-form-urlencoded' }
    const body = 'Action=GetCallerIdentity&Version=2011-06-15'
    const answer = checked(await sender.send({ method: 'POST', path: '/', headers, body }))
    expect(answer.status).toBe(200)
  })

  it.each([
    [
      'a version of no service',
      'Action=A&Version=1999-01-01',
      'InvalidParameterValue',
      'The version 1999-01-01 is of no service',
    ],
    [
      'a version every object has',
      'Action=A&Version=constructor',
      'InvalidParameterValue',
      'The version constructor is of no service',
    ],
    ['nothing at all', '', 'MissingAction', 'The request must contain the parameter Action'],
  ])('refuses %s where nothing is signed', async (_what, body, code, message) => {
    const headers = { 'content-type': 'application/x-www-form-urlencoded' }
    const answer = checked(await sender.send({ method: 'POST', path: '/', headers, body }))
    expect([answer.headers['content-type'], answer.body]).toEqual(queryError(answer, code, message, ''))
  })

  it.each(['nothing', 'toString', ''])('refuses a signature for the service «%s»', async (service) => {
    const answer = await post(service, 'Action=A&Version=2010-05-08')
    expect([answer.status, /<Code>(\w+)</.exec(answer.body)?.[1]]).toEqual([
      400,
      'UnrecognizedClientException',
    ])
  })
})

describe('ec2Query', () => {
  it.each([
    ['no action', 'a=b', 'MissingAction', 'The request must contain the parameter Action'],
    [
      'an unknown action',
      'Action=Nothing&Version=2016-11-15',
      'InvalidAction',
      'The action Nothing is not valid for this web service.',
    ],
    [
      'no version',
      'Action=DescribeVpcs',
      'MissingParameter',
      'The request must contain the parameter Version',
    ],
    [
      'a version to come',
      'Action=DescribeVpcs&Version=2036-11-15',
      'NoSuchVersion',
      'The requested version (2036-11-15) of service AmazonEC2 does not exist',
    ],
    [
      'an unknown parameter',
      'Action=DescribeVpcs&Version=2016-11-15&VpcIds=a',
      'UnknownParameter',
      'The parameter VpcIds is not recognized',
    ],
    [
      'a word for a number',
      'Action=DescribeVpcs&Version=2016-11-15&MaxResults=many',
      'InvalidParameterValue',
      "Invalid value 'many' for maxResults. Must be of type integer.",
    ],
    [
      'a number too small',
      'Action=DescribeVpcs&Version=2016-11-15&MaxResults=1',
      'InvalidParameterValue',
      'Value ( 1 ) for parameter maxResults is invalid. Expecting a value greater than 5.',
    ],
    [
      'what is required and missing',
      'Action=CreateSubnet&Version=2016-11-15',
      'MissingParameter',
      'The request must contain the parameter vpcId',
    ],
    [
      'a dry run',
      'Action=CreateVpc&Version=2016-11-15&CidrBlock=10.0.0.0%2F16&DryRun=true',
      'DryRunOperation',
      'Request would have succeeded, but DryRun flag is set.',
    ],
  ])('refuses %s', async (_what, body, code, message) => {
    const answer = await post('ec2', body)
    expect([answer.headers['content-type'], answer.body]).toEqual(ec2Error(answer, code, message))
    expect(answer.status).toBe(code === 'DryRunOperation' ? 412 : 400)
  })

  it('still takes its older versions', async () => {
    const answer = await get('ec2', 'Action=DescribeRegions&Version=2015-10-01')
    expect(answer.status).toBe(200)
  })
})

describe('times on the wire', () => {
  const seconds = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/
  const milliseconds = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.000Z$/

  it('IAM gives whole seconds', async () => {
    const answer = await post('iam', 'Action=CreateUser&Version=2010-05-08&UserName=ada')
    expect(answer.body).toContain('<UserName>ada</UserName>')
    const read = await post('iam', 'Action=GetUser&Version=2010-05-08&UserName=ada')
    expect(/<CreateDate>([^<]*)</.exec(read.body)?.[1]).toMatch(seconds)
  })

  it('STS gives whole seconds', async () => {
    const answer = await post('sts', 'Action=GetSessionToken&Version=2011-06-15')
    expect(/<Expiration>([^<]*)</.exec(answer.body)?.[1]).toMatch(seconds)
  })

  it('EC2 gives milliseconds that are none', async () => {
    const made = await post('ec2', 'Action=AllocateAddress&Version=2016-11-15&Domain=vpc')
    const address = /<allocationId>([^<]*)</.exec(made.body)?.[1]
    const subnets = await post('ec2', 'Action=DescribeSubnets&Version=2016-11-15')
    const subnet = /<subnetId>([^<]*)</.exec(subnets.body)?.[1]
    const body = `Action=CreateNatGateway&Version=2016-11-15&SubnetId=${subnet}&AllocationId=${address}`
    expect(/<createTime>([^<]*)</.exec((await post('ec2', body)).body)?.[1]).toMatch(milliseconds)
  })

  it('S3 gives milliseconds that are none, and HTTP dates in headers', async () => {
    const headers = { authorization: developer('s3') }
    await sender.send({ method: 'PUT', path: '/times', headers, body: '' })
    await sender.send({ method: 'PUT', path: '/times/a', headers, body: 'a' })
    const list = await sender.send({ method: 'GET', path: '/times?list-type=2', headers, body: '' })
    expect(/<LastModified>([^<]*)</.exec(list.body)?.[1]).toMatch(milliseconds)
    const object = await sender.send({ method: 'HEAD', path: '/times/a', headers, body: '' })
    expect(object.headers['last-modified']).toMatch(/^\w{3}, \d\d \w{3} \d{4} \d\d:\d\d:\d\d GMT$/)
  })

  it('the JSON services give seconds since 1970, to the millisecond', async () => {
    open.clock.now = 1_795_323_600_123
    const headers = {
      authorization: developer('kms'),
      'content-type': 'application/x-amz-json-1.1',
      'x-amz-target': 'TrentService.CreateKey',
    }
    const answer = await sender.send({ method: 'POST', path: '/', headers, body: '{}' })
    expect(answer.body).toContain('"CreationDate":1795323600.123')
  })
})

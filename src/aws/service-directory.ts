import { readFileSync } from 'node:fs'
import { Fault } from './fault.ts'
import { OpenService } from './open-service.ts'
import { ownEntry } from './own-entry.ts'
import { jsonFault } from './protocols/aws-json.ts'
import type { WireRequest, WireResponse } from './protocols/protocol.ts'
import { formOf } from './protocols/query.ts'
import { escapeXml } from './protocols/xml-writer.ts'
import { serviceLoaders } from './service-loaders.ts'
import { readClaim } from './signature.ts'
import { assetUrl } from '../model/asset.ts'

/** How AWS's services are called on the wire; made by `tools/compile-models.ts` for every service there is. */
interface ServiceIndex {
  /** `X-Amz-Target` prefix → service. */
  readonly targets: Readonly<Record<string, string>>
  /** Signing name → services. */
  readonly signingNames: Readonly<Record<string, readonly string[]>>
  /** API version of a query service → service. */
  readonly versions: Readonly<Record<string, string>>
}

/** Signing names of the services that are called by path and answer in XML. */
const restXmlServices: ReadonlySet<string> = new Set([
  's3',
  's3-outposts',
  's3express',
  'cloudfront',
  'route53',
])

/** Finds the service that a request is for, and opens it at its first call. */
export class ServiceDirectory {
  private readonly index: ServiceIndex
  private readonly opened = new Map<string, OpenService>()
  private readonly opening = new Map<string, Promise<OpenService>>()

  constructor() {
    const path = assetUrl('aws/models/index.json')
    this.index = JSON.parse(readFileSync(path, 'utf8')) as ServiceIndex
  }

  /** Opens a service by the name of its model. Throws a Fault where it is not one of Seatrial's. */
  async open(name: string): Promise<OpenService> {
    let opening = this.opening.get(name)
    if (!opening) {
      const load = ownEntry(serviceLoaders, name)
      if (!load) {
        const message = `the AWS service ${name} is not implemented by seatrial`
        throw new Fault('NotImplemented', message, { status: 501 })
      }
      opening = load().then((service) => {
        const opened = new OpenService(service)
        this.opened.set(name, opened)
        return opened
      })
      this.opening.set(name, opening)
    }
    return await opening
  }

  /** The service a request is for; a promise of it where it was not called before. */
  find(request: WireRequest): OpenService | Promise<OpenService> {
    const name = this.nameOf(request)
    return this.opened.get(name) ?? this.open(name)
  }

  /** Whether the body of a request may have to go to the object store as it comes: uploads to S3. */
  mayStream({ method, headers }: WireRequest): boolean {
    return (method === 'PUT' || method === 'POST') && headers['x-amz-target'] === undefined
  }

  /** Whether it has to. */
  async streams(request: WireRequest): Promise<boolean> {
    // Without a signature, only S3 is called by PUT.
    const claim = readClaim(request)
    if (claim ? claim.service !== 's3' : request.method !== 'PUT') return false
    const service = await this.open('s3')
    try {
      return service.streamedPayload(service.identify(request).name) !== undefined
    } catch {
      return false
    }
  }

  /** An error of a request whose service could not be told, in the form its sender most likely reads. */
  plainFault(request: WireRequest, fault: Fault, requestId: string): WireResponse {
    const status = fault.status ?? 400
    if (this.readsJson(request)) return jsonFault(fault, status, requestId, 'application/x-amz-json-1.1')
    const message = escapeXml(fault.message)
    const error = `<Error><Type>Sender</Type><Code>${fault.code}</Code><Message>${message}</Message></Error>`
    const body = `<ErrorResponse>${error}<RequestId>${requestId}</RequestId></ErrorResponse>`
    return { status, headers: { 'content-type': 'text/xml', 'x-amzn-requestid': requestId }, body }
  }

  private readsJson(request: WireRequest): boolean {
    const { 'x-amz-target': target, 'content-type': type } = request.headers
    if (target !== undefined || type?.includes('json')) return true
    if (isForm(request) || request.query.has('Action')) return false
    // What is signed, and is no query, is called by its path: nearly all such services answer in JSON.
    const service = readClaim(request)?.service ?? 's3'
    return !restXmlServices.has(service)
  }

  private nameOf(request: WireRequest): string {
    const target = request.headers['x-amz-target']
    if (typeof target === 'string') return this.byTarget(target)
    const claim = readClaim(request)
    const form = isForm(request) ? formOf(request) : undefined
    const version = form?.get('Version') ?? request.query.get('Version') ?? undefined
    if (claim) return this.bySigningName(claim.service, version)
    if (version !== undefined) {
      const service = ownEntry(this.index.versions, version)
      if (service) return service
      throw new Fault('InvalidParameterValue', `The version ${version} is of no service`, { status: 400 })
    }
    if (form)
      throw new Fault('MissingAction', 'The request must contain the parameter Action', { status: 400 })
    // What carries neither a target, a form, nor a signature can only be an anonymous request to S3.
    return 's3'
  }

  private byTarget(target: string): string {
    const prefix = target.slice(0, target.lastIndexOf('.'))
    const service = ownEntry(this.index.targets, prefix)
    if (service) return service
    throw new Fault('UnknownOperationException', '', { status: 400 })
  }

  private bySigningName(signingName: string, version: string | undefined): string {
    const services = ownEntry(this.index.signingNames, signingName) ?? []
    const versioned = version === undefined ? undefined : ownEntry(this.index.versions, version)
    if (versioned && services.includes(versioned)) return versioned
    const here = services.find((service) => serviceLoaders[service]) ?? services[0]
    if (here) return here
    throw new Fault(
      'UnrecognizedClientException',
      `Credential should be scoped to a service; ${signingName} is none`,
      {
        status: 400,
      },
    )
  }
}

function isForm(request: WireRequest): boolean {
  const { 'content-type': type } = request.headers
  // Other methods are never a form, whatever their sender's HTTP library says by default.
  return (
    request.method === 'POST' &&
    typeof type === 'string' &&
    type.startsWith('application/x-www-form-urlencoded')
  )
}

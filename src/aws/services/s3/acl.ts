import type { BucketRow } from '../../../model/s3/bucket.ts'
import { canonicalId, ownerOf } from './owner.ts'
import { accessDenied, badRequest, notHere } from './s3-faults.ts'

/** How a request may speak of access control lists. */
export interface AclRequest {
  readonly ACL?: string | undefined
  readonly GrantFullControl?: string | undefined
  readonly GrantRead?: string | undefined
  readonly GrantReadACP?: string | undefined
  readonly GrantWrite?: string | undefined
  readonly GrantWriteACP?: string | undefined
}

/** Lists that come to the same as `private` where one account owns bucket and objects. */
const OWNER_ONLY_OF_OBJECT = new Set(['private', 'bucket-owner-full-control', 'bucket-owner-read'])
const OWNER_ONLY_OF_BUCKET = new Set(['private'])

/** The one list there is here: the owner may do everything. */
export function privateAcl(account: string) {
  return {
    Owner: ownerOf(account),
    Grants: [
      {
        Grantee: { ID: canonicalId(account), Type: 'CanonicalUser' as const },
        Permission: 'FULL_CONTROL' as const,
      },
    ],
  }
}

/** Refuses lists that a new object cannot have. */
export function checkObjectAcl(request: AclRequest, bucket: BucketRow): void {
  const grants = hasGrants(request)
  if (request.ACL === undefined && !grants) return
  if (bucket.ownership === 'BucketOwnerEnforced') {
    if (!grants && request.ACL === 'bucket-owner-full-control') return
    throw aclsNotAllowed()
  }
  refuseOthers(request, bucket, OWNER_ONLY_OF_OBJECT)
}

/** Refuses lists that a bucket cannot have. */
export function checkBucketAcl(request: AclRequest, bucket: BucketRow): void {
  if (bucket.ownership === 'BucketOwnerEnforced') throw aclsNotAllowed()
  refuseOthers(request, bucket, OWNER_ONLY_OF_BUCKET)
}

/** Refuses an access control policy that gives anything to anybody but the owner. */
export function checkAclDocument(policy: AclDocument, account: string): void {
  const owner = canonicalId(account)
  const grants = policy.Grants ?? []
  const mine = grants.every((grant) => grant.Grantee?.ID === owner && grant.Permission === 'FULL_CONTROL')
  if (!mine || grants.length === 0)
    throw notHere('an access control list with grants to others than the owner')
}

/** An access control list as an XML document. */
export interface AclDocument {
  readonly Grants?: readonly {
    readonly Grantee?: { readonly ID?: string | undefined } | undefined
    readonly Permission?: string | undefined
  }[]
}

function refuseOthers(request: AclRequest, bucket: BucketRow, allowed: ReadonlySet<string>): void {
  const { ACL: acl } = request
  if (acl !== undefined && acl.startsWith('public-') && bucket.publicAccessBlock?.BlockPublicAcls)
    throw accessDenied()
  if (acl !== undefined && !allowed.has(acl)) throw notHere(`the canned access control list ${acl}`)
  if (hasGrants(request)) throw notHere('an access control list made of grants')
}

function hasGrants(request: AclRequest): boolean {
  const { GrantFullControl, GrantRead, GrantReadACP, GrantWrite, GrantWriteACP } = request
  return [GrantFullControl, GrantRead, GrantReadACP, GrantWrite, GrantWriteACP].some(
    (grant) => grant !== undefined,
  )
}

function aclsNotAllowed() {
  return badRequest('AccessControlListNotSupported', 'The bucket does not allow ACLs')
}

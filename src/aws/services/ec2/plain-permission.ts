import type { IpPermission } from '@aws-sdk/client-ec2'

interface PlainRequest {
  readonly IpPermissions?: IpPermission[] | undefined
  readonly IpProtocol?: string | undefined
  readonly FromPort?: number | undefined
  readonly ToPort?: number | undefined
  readonly CidrIp?: string | undefined
  readonly SourceSecurityGroupName?: string | undefined
  readonly SourceSecurityGroupOwnerId?: string | undefined
}

/** The permissions of a request: its list, or the one that its older plain parameters describe. */
export function permissionsOfRequest(request: PlainRequest): readonly IpPermission[] {
  if (request.IpPermissions && request.IpPermissions.length > 0) return request.IpPermissions
  const { IpProtocol, FromPort, ToPort, CidrIp, SourceSecurityGroupName: GroupName } = request
  if (GroupName !== undefined) {
    // A group named this way may send anything.
    const pair = { GroupName, UserId: request.SourceSecurityGroupOwnerId }
    return [{ IpProtocol: IpProtocol ?? '-1', FromPort, ToPort, UserIdGroupPairs: [pair] }]
  }
  return CidrIp === undefined && IpProtocol === undefined
    ? []
    : [{ IpProtocol, FromPort, ToPort, IpRanges: CidrIp === undefined ? [] : [{ CidrIp }] }]
}

import { instanceProfiles, roles, users } from '../../model/iam/tables.ts'
import { serviceLinkedRoles } from '../services/iam/service-linked-roles.ts'
import {
  everything,
  text,
  type CallPlace,
  type Input,
  type Rule,
  type ServiceKeys,
  type ServiceRules,
  type Target,
  type Targets,
} from './rule.ts'

/** `arn:aws:iam::ACCOUNT:role/path/name` */
function arnOf(type: string, { account }: CallPlace, rest: string): string {
  return `arn:aws:iam::${account}:${type}/${rest.replace(/^\//, '')}`
}

/** IAM's denials name what is there by its name, `role worker`. */
const role: Targets = (input, place) => {
  const name = text(input, 'RoleName') ?? ''
  return [{ resource: place.view.get(roles, name)?.arn ?? arnOf('role', place, name), shown: `role ${name}` }]
}

/** Without a name the user who calls is meant. */
const user: Targets = (input, place) => {
  const { callerArn } = place
  const name = text(input, 'UserName') ?? callerArn.slice(callerArn.lastIndexOf('/') + 1)
  return [{ resource: place.view.get(users, name)?.arn ?? arnOf('user', place, name), shown: `user ${name}` }]
}

const profile: Targets = (input, place) => {
  const name = text(input, 'InstanceProfileName') ?? ''
  const resource = place.view.get(instanceProfiles, name)?.arn ?? arnOf('instance-profile', place, name)
  return [{ resource, shown: `instance profile ${name}` }]
}

const policy: Targets = (input) => {
  const arn = text(input, 'PolicyArn') ?? ''
  return [{ resource: arn, shown: `policy ${arn}` }]
}

/** What is made is named by the ARN that it will have. */
const newOne =
  (type: string, member: string): Targets =>
  (input, place) => [arnOf(type, place, `${text(input, 'Path') ?? '/'}${text(input, member) ?? ''}`)]

/** Listings are named by the path that they list. */
const listing =
  (type: string): Targets =>
  (input, place): readonly Target[] => [arnOf(type, place, text(input, 'PathPrefix') ?? '/')]

const keys = (input: Input): ServiceKeys => ({
  'iam:PermissionsBoundary': text(input, 'PermissionsBoundary'),
  'iam:PolicyARN': text(input, 'PolicyArn'),
  'iam:AWSServiceName': text(input, 'AWSServiceName'),
})

const linked: Targets = (input, place) => {
  const service = text(input, 'AWSServiceName') ?? ''
  const name = serviceLinkedRoles[service]?.roleName ?? '*'
  return [arnOf('role', place, `aws-service-role/${service}/${name}`)]
}

/** The role of the instance profile is passed to whatever will run with it. */
const addRole: Rule = {
  on: profile,
  also: (input, place) =>
    role(input, place).map((target) => ({
      action: 'iam:PassRole',
      resource: (target as Exclude<Target, string>).resource,
      keys: { 'iam:PassedToService': 'ec2.amazonaws.com' },
    })),
}

/** The id of a deletion is `task/aws-service-role/SERVICE/ROLE/UUID`. */
const deletedRole: Targets = (input, place) => [
  arnOf('role', place, (text(input, 'DeletionTaskId') ?? '').replace(/^task\//, '').replace(/\/[^/]*$/, '')),
]

/** AWS IAM, https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsidentityandaccessmanagementiam.html */
export const iamRules: ServiceRules = {
  prefix: 'iam',
  keys,
  open: ['iam:resourcetag/*', 'iam:associatedresourcearn'],
  operations: {
    AddRoleToInstanceProfile: addRole,
    AttachRolePolicy: role,
    AttachUserPolicy: user,
    CreateAccessKey: user,
    CreateInstanceProfile: newOne('instance-profile', 'InstanceProfileName'),
    CreatePolicy: newOne('policy', 'PolicyName'),
    CreatePolicyVersion: policy,
    CreateRole: newOne('role', 'RoleName'),
    CreateServiceLinkedRole: linked,
    CreateUser: newOne('user', 'UserName'),
    DeleteAccessKey: user,
    DeleteInstanceProfile: profile,
    DeletePolicy: policy,
    DeletePolicyVersion: policy,
    DeleteRole: role,
    DeleteRolePermissionsBoundary: role,
    DeleteRolePolicy: role,
    DeleteServiceLinkedRole: role,
    DeleteUser: user,
    DeleteUserPermissionsBoundary: user,
    DeleteUserPolicy: user,
    DetachRolePolicy: role,
    DetachUserPolicy: user,
    GetAccountAuthorizationDetails: everything,
    GetAccountSummary: everything,
    GetInstanceProfile: profile,
    GetPolicy: policy,
    GetPolicyVersion: policy,
    GetRole: role,
    GetRolePolicy: role,
    GetServiceLinkedRoleDeletionStatus: deletedRole,
    GetUser: user,
    GetUserPolicy: user,
    ListAccessKeys: user,
    ListAccountAliases: everything,
    ListAttachedRolePolicies: role,
    ListAttachedUserPolicies: user,
    ListEntitiesForPolicy: policy,
    ListGroupsForUser: user,
    ListInstanceProfileTags: profile,
    ListInstanceProfiles: listing('instance-profile'),
    ListInstanceProfilesForRole: role,
    ListPolicies: listing('policy'),
    ListPolicyTags: policy,
    ListPolicyVersions: policy,
    ListRolePolicies: role,
    ListRoleTags: role,
    ListRoles: listing('role'),
    ListUserPolicies: user,
    ListUserTags: user,
    ListUsers: listing('user'),
    PutRolePermissionsBoundary: role,
    PutRolePolicy: role,
    PutUserPermissionsBoundary: user,
    PutUserPolicy: user,
    RemoveRoleFromInstanceProfile: profile,
    SetDefaultPolicyVersion: policy,
    TagInstanceProfile: profile,
    TagPolicy: policy,
    TagRole: role,
    TagUser: user,
    UntagInstanceProfile: profile,
    UntagPolicy: policy,
    UntagRole: role,
    UntagUser: user,
    UpdateAccessKey: user,
    UpdateAssumeRolePolicy: role,
    UpdateRole: role,
    UpdateRoleDescription: role,
  },
}

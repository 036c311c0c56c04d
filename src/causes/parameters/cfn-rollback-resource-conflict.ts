import { defineCause } from '../cause.ts'

/** CloudFormation cannot go back because something live stands in the way. */
export const cfnRollbackResourceConflict = defineCause({
  code: 'cfn-rollback-resource-conflict',
  group: 'F',
  summary: 'a rollback of CloudFormation collides with a resource that exists or is in use',
  rationale:
    'A rollback makes the old resources again, with the old names. Where the new one still holds the name, the port, the listener or the priority, that fails, and the stack is left in UPDATE_ROLLBACK_FAILED: no update is taken until the rollback is continued. The first failure in the events is the reason for the rollback; this one only blocks the way back.',
  source: 'https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_ContinueUpdateRollback.html',
  signs: [
    { words: /UPDATE_ROLLBACK_FAILED/, share: 82 },
    { words: /^(?=.*ROLLBACK)(?=.*already (?:in use|exists|associated))/i, share: 80 },
    { words: /Resource of type '?AWS::\S{1,200} with identifier.{0,200}already exists/i, share: 62 },
    { words: /cannot update a stack when a custom-named resource requires replacing/i, share: 70 },
    { words: /(?:CREATE|UPDATE)_FAILED.{0,300}already (?:in use|exists)/i, share: 55 },
    {
      words: /\b(?:custom-named|custom named|explicit(?:ly)? named?)\b.{0,80}\b(?:replac|update|conflict)/i,
      share: 66,
    },
  ],
  settle: [
    {
      what: 'the first failed event of the update and that of the rollback',
      how: `aws cloudformation describe-stack-events --stack-name STACK --query "StackEvents[?contains(ResourceStatus,'FAILED')].[Timestamp,LogicalResourceId,ResourceStatusReason]"`,
    },
  ],
  tell: ({ logicalId = 'LOGICAL_ID' }) => ({
    message: 'the rollback of the stack collides with a resource that exists or is in use',
    fix: [
      {
        title: 'remove or rename what stands in the way, then continue the rollback',
        text: 'aws cloudformation continue-update-rollback --stack-name STACK',
      },
      {
        title: 'or leave the resource out of the rollback, and mend it afterwards',
        text: `aws cloudformation continue-update-rollback --stack-name STACK --resources-to-skip ${logicalId}`,
      },
    ],
  }),
})

import { defineCause } from '../cause.ts'
import { connectNameUnresolved, isOwnName, nameUnresolved } from './unresolved-name.ts'

/** A client was deployed before the name that it calls existed. */
export const serviceConnectDeployOrder = defineCause({
  code: 'service-connect-deploy-order',
  group: 'K',
  summary: 'the client was deployed before the service that it calls, so it does not know its name',
  rationale:
    "Service Connect writes the names of a namespace into the tasks of a client, and the list is made when the client is deployed. A service that joins the namespace afterwards is unknown to every task of that deployment, also to those that are started later to replace one or to scale out. Only a new deployment of the client makes the list anew; nothing in the client's configuration is wrong.",
  source: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-connect-concepts-deploy.html',
  signs: [
    { failure: 'name-not-resolved', when: ({ host }) => isOwnName(host), share: 45 },
    {
      words:
        /service[- ]?connect.{0,400}\b(?:until|unless|only after|after)\b.{0,60}\b(?:redeploy|re-deploy|force-new|new deployment|restart)|(?:redeploy|re-deploy|force-new|restart).{0,200}service[- ]?connect/i,
      share: 82,
    },
    { words: connectNameUnresolved, share: 62 },
    { words: nameUnresolved, share: 40 },
  ],
  settle: [
    {
      what: 'whether the name is in the list of the client',
      how: 'aws ecs execute-command --cluster CLUSTER --task CLIENT_TASK --container app --interactive --command "cat /etc/hosts"',
    },
    {
      what: 'which was deployed first',
      how: 'aws ecs describe-services --cluster CLUSTER --services CLIENT SERVER --query "services[].deployments[].[serviceConnectConfiguration.services[].discoveryName,createdAt]"',
    },
  ],
  tell: ({ host: name }) => ({
    message: `the client was deployed before ${name === undefined ? 'the service that it calls' : `\`${name}\``} was in its Service Connect namespace`,
    fix: [
      {
        title: 'deploy the client once more: it then gets the names that there are now',
        text: 'aws ecs update-service --cluster CLUSTER --service CLIENT --force-new-deployment',
      },
      {
        title: 'and let a stack make the server first, in CloudFormation',
        text: 'ClientService:\n  Type: AWS::ECS::Service\n  DependsOn: ServerService',
      },
      {
        title: 'or in Terraform',
        text: 'resource "aws_ecs_service" "client" {\n  depends_on = [aws_ecs_service.server]\n}',
      },
    ],
  }),
})

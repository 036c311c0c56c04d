import type { EvaluatedLaunch } from '../../launch/evaluated-launch.ts'
import { defineCause, type CauseAnswer } from '../cause.ts'
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
    {
      words:
        /\b(?:start|deploy)\w{0,6}\b.{0,40}\border\b.{0,200}\b(?:resolve|reach|connect|discover)|\bhost not found in upstream\b/i,
      share: 58,
    },
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
  find,
  tell: ({ host: name, subject, server }) => ({
    message:
      server === undefined
        ? `the client was deployed before ${name === undefined ? 'the service that it calls' : `\`${name}\``} was in its Service Connect namespace`
        : `service \`${subject}\` calls \`${name}\` and may be deployed before ${server}, whose name that is: nothing says that it comes after`,
    fix: [
      {
        title: 'deploy the client once more: it then gets the names that there are now',
        text: 'aws ecs update-service --cluster CLUSTER --service CLIENT --force-new-deployment',
      },
      {
        title: 'and let a stack make the server first, in CloudFormation',
        text: `ClientService:\n  Type: AWS::ECS::Service\n  DependsOn: ${server ?? 'ServerService'}`,
      },
      {
        title: 'or in Terraform',
        text: 'resource "aws_ecs_service" "client" {\n  depends_on = [aws_ecs_service.server]\n}',
      },
    ],
  }),
})

/**
 * Looks for names of the namespace in what the client's containers are told, whose server is not made before the client.
 * Both are then made at once, and which comes first is chance.
 */
function find({ asked, subject, task }: EvaluatedLaunch): CauseAnswer {
  const names = asked?.connectNames
  if (names === undefined)
    return { found: [], open: [`which services ${subject.name} calls, and what is deployed first`] }
  const found = task.containers.flatMap(({ name: container, environment }) =>
    environment.flatMap(({ name: variable, value }) => {
      const called = names.find(({ name, isThere }) => isThere === false && mentions(value, name))
      if (called === undefined) return []
      const { name: host, server } = called
      return [
        {
          facts: { subject: subject.name, host, server, container },
          why: [
            { fact: `container \`${container}\` is told ${variable}=${value}` },
            { fact: `${host} is a name of ${server}, which nothing makes come first` },
          ],
          part: 'serviceConnectConfiguration',
          isDoubtful: true,
        },
      ]
    }),
  )
  const open = names
    .filter(({ isThere }) => isThere === undefined)
    .map(({ server }) => `whether ${server} is deployed first`)
  return found.length > 0 ? { found, open: [] } : { found, open }
}

/** Whether a value has this host name, as a whole. */
function mentions(value: string, name: string): boolean {
  const at = value.indexOf(name)
  return at !== -1 && !/[\w.-]/.test(value.charAt(at - 1)) && !/[\w-]/.test(value.charAt(at + name.length))
}

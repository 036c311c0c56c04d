import { defineCause } from '../cause.ts'

/** Fields that came to the API after its first years: clients of that time do not know them. */
const laterFields =
  'requiresCompatibilities|executionRoleArn|networkConfiguration|platformVersion|secrets|dependsOn|firelensConfiguration|environmentFiles|proxyConfiguration|pidMode|ipcMode|inferenceAccelerators|ephemeralStorage|runtimePlatform|capacityProviderStrategy|enableExecuteCommand|propagateTags|tags|serviceConnectConfiguration|deploymentConfiguration|credentialSpecs|restartPolicy|versionConsistency|enableFaultInjection|availabilityZoneRebalancing|volumeConfigurations|startTimeout|stopTimeout|healthCheck'

const laterField = new RegExp(`^(?:${laterFields})$`)

function isLaterField(field: string | number | undefined): boolean {
  return typeof field === 'string' && laterField.test(field)
}

/** The tool that makes the call is older than a field of the request. */
export const sdkTooOldForField = defineCause({
  code: 'sdk-too-old-for-field',
  group: 'F',
  summary: 'the client is older than a field that the request has',
  rationale:
    'Clients check requests against the model that they were built with, so a field that the service knows is refused on your own machine when the client is old. The CLI of a build image, a pinned SDK, the SDK that Lambda brings and the AWS provider of Terraform are the usual places. The text names a key that the documentation has.',
  source: 'https://docs.aws.amazon.com/cli/latest/userguide/getting-started-install.html',
  signs: [
    { failure: 'parameter-unknown', when: ({ field }) => isLaterField(field), share: 92 },
    { words: /Unexpected key ["']\w{1,60}["'] found in params/i, share: 88 },
    { words: new RegExp(`Unknown parameter in input: ["'](?:${laterFields})["']`), share: 92 },
    {
      words: new RegExp(`Unknown parameter in [\\w.]+(?:\\[\\d+\\])?[\\w.]*: ["'](?:${laterFields})["']`),
      share: 92,
    },
    { words: /unexpected value at params\[/i, share: 80 },
    { words: /Unknown parameter in (?!input\b)\w{1,60}/i, share: 65 },
    { words: /Unknown parameter in input/i, share: 25 },
    {
      words: /An argument named "\w{1,60}" is not expected here|Unsupported (?:argument|block type)/i,
      share: 50,
    },
    { words: /Unknown options?: --|unrecognized arguments: --/i, share: 45 },
    {
      words:
        /(?:object has no attribute|is not a function|Invalid choice).{0,80}(?:execute.?command|capacity.?provider)/i,
      share: 70,
    },
  ],
  settle: [
    {
      what: 'whether the documentation has the key that the text names',
      how: 'https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_RegisterTaskDefinition.html',
    },
    {
      what: 'the version of the client that makes the call',
      how: 'aws --version; pip show botocore; npm ls @aws-sdk/client-ecs',
    },
  ],
  tell: ({ field }) => ({
    message: `the client that makes the call is older than ${field === undefined ? 'a field of the request' : `the field \`${field}\``}`,
    fix: [
      {
        title: 'update the client where the call is made',
        text: 'pip install --upgrade boto3 botocore awscli',
      },
      {
        title: 'or take the provider of Terraform forward',
        text: 'terraform {\n  required_providers {\n    aws = { source = "hashicorp/aws", version = ">= 5.0" }\n  }\n}',
      },
    ],
  }),
})

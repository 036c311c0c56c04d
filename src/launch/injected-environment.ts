/** What the injected variables are made from. */
export interface InjectedFacts {
  readonly region: string
  readonly launchType: string
  /** The container's id in the metadata paths, e.g. `<task id>-<number>` on Fargate. */
  readonly metadataId: string
  /** Set only for a task with a task role: without one ECS injects no credentials path. */
  readonly credentialsId?: string
  /** Where the local AWS APIs answer inside the task; the one variable that AWS does not set. */
  readonly endpointUrl?: string
}

/** Variables ECS sets in every container, and those it sets unless something else does (spec: LAUNCH step 10, step 5 rule 9). */
export interface InjectedEnvironment {
  readonly injected: Readonly<Record<string, string>>
  readonly defaults: readonly Readonly<Record<string, string>>[]
}

const agentUrl = 'http://169.254.170.2'

/** Makes the variables through which SDKs find credentials, metadata, region and endpoint. */
export function injectedEnvironment(facts: InjectedFacts): InjectedEnvironment {
  return {
    injected: {
      ...(facts.credentialsId === undefined
        ? {}
        : { AWS_CONTAINER_CREDENTIALS_RELATIVE_URI: `/v2/credentials/${facts.credentialsId}` }),
      ECS_CONTAINER_METADATA_URI: `${agentUrl}/v3/${facts.metadataId}`,
      ECS_CONTAINER_METADATA_URI_V4: `${agentUrl}/v4/${facts.metadataId}`,
      ECS_AGENT_URI: `${agentUrl}/api/${facts.metadataId}`,
      AWS_EXECUTION_ENV: facts.launchType === 'FARGATE' ? 'AWS_ECS_FARGATE' : 'AWS_ECS_EC2',
    },
    defaults: [
      { AWS_REGION: facts.region, AWS_DEFAULT_REGION: facts.region },
      ...(facts.endpointUrl === undefined ? [] : [{ AWS_ENDPOINT_URL: facts.endpointUrl }]),
    ],
  }
}

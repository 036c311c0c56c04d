import type { Source, Sourced } from './template.ts'

/** What `seatrial.yaml` says: what AWS cannot know about a project. Paths are absolute. */
export interface ProjectSettings {
  /** The file, as messages call it. */
  readonly file: string
  readonly template?: Sourced<string>
  readonly stack?: Sourced<string>
  readonly region?: Sourced<string>
  /** The role that deploys the project, by name or ARN: it has to pass the roles of tasks to ECS. */
  readonly deployer?: Sourced<string>
  /** The project holds everything it needs: what is not in it does not exist. */
  readonly complete?: boolean
  /** Values of the template's parameters. */
  readonly parameters: ReadonlyMap<string, Sourced<string>>
  readonly images: readonly ImageSettings[]
  readonly secrets: readonly SecretSettings[]
  readonly buckets: readonly BucketSettings[]
  readonly publish: readonly PublishedPort[]
  readonly hosts: readonly ReachableHost[]
  readonly tasks: readonly TaskSettings[]
  readonly ignore: readonly IgnoreSettings[]
}

/** A finding of a check that the project lives with, why, and until when. */
export interface IgnoreSettings {
  /** Code of the cause. */
  readonly code: string
  /** Only of this service, schedule or task definition; of every one where it is absent. */
  readonly subject?: string
  readonly reason: string
  /** The last day on which it holds, `YYYY-MM-DD`. */
  readonly until: string
  readonly source: Source
}

/** A platform that images are built for and tasks run on. */
export type ImagePlatform = 'linux/amd64' | 'linux/arm64'

/** Where the program of an image is, when it is run without the image. */
export interface ImageSettings {
  /** The image as the task definition names it; `*` stands for anything, such as another account's registry. */
  readonly reference: string
  readonly sourceDirectory: string
  /** Commands for the shell that prepare the folder, in order. */
  readonly build: readonly string[]
  /** What the image's ENTRYPOINT would be. */
  readonly entryPoint?: readonly string[]
  /** What the image's CMD would be. */
  readonly run?: readonly string[]
  /** What the image's ENV would be. */
  readonly environment: Readonly<Record<string, string>>
  /** A list is a manifest list: what it lacks fails at the pull, where a single image fails when it is started. */
  readonly platform?: ImagePlatform | readonly ImagePlatform[]
  /** All programs that a container of the image finds by name; missing: nothing is said of them. */
  readonly programs?: Sourced<readonly string[]>
  readonly needs?: ImageNeeds
  readonly source: Source
}

/** What the program of an image cannot do without, as its maker knows. */
export interface ImageNeeds {
  /** Variables without which it ends. */
  readonly environment: readonly Sourced<string>[]
  /** What it takes at least. */
  readonly memoryMiB?: Sourced<number>
}

/** Where a value for local use is taken from. */
export type LocalValue =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'environment'; readonly variable: string }
  | { readonly kind: 'file'; readonly path: string }

/** The value of one secret or parameter, in place of what the template holds. */
export interface SecretSettings {
  /** Name of a Secrets Manager secret, or of an SSM parameter. */
  readonly name: string
  readonly value: LocalValue
  readonly source: Source
}

/** Objects to put into a bucket. */
export interface BucketSettings {
  readonly name: string
  readonly region?: string
  readonly objects: readonly {
    readonly key: string
    readonly body: Exclude<LocalValue, { kind: 'environment' }>
    readonly source: Source
  }[]
  readonly source: Source
}

/** A container port that is reached on 127.0.0.1. */
export interface PublishedPort {
  readonly service: string
  /** The container that has the port, where more than one might. */
  readonly container?: string
  readonly containerPort: number
  readonly hostPort: number
  readonly source: Source
}

/** A service of the developer's machine that tasks reach by a name. */
export interface ReachableHost {
  readonly name: string
  readonly port: number
  /** Port on 127.0.0.1 of this machine. */
  readonly hostPort: number
  readonly source: Source
}

/** A task that `seatrial run` starts by a short name. */
export interface TaskSettings {
  readonly alias: string
  /** Family, family:revision, ARN, or logical id in the template. */
  readonly taskDefinition: string
  /** Name, ARN or logical id; the only cluster where it is absent. */
  readonly cluster?: string
  readonly network?: TaskNetwork
  readonly source: Source
}

/** Where the interface of a task is placed: as a service's, or in subnets and security groups by id or logical id. */
export type TaskNetwork =
  | { readonly kind: 'service'; readonly service: string }
  | {
      readonly kind: 'own'
      readonly subnets: readonly string[]
      readonly securityGroups: readonly string[]
      readonly assignPublicIp: boolean
    }

const ecrHost = /^\d{12}\.dkr[.-]ecr(?:-fips)?\.[a-z0-9-]+\.(?:amazonaws\.com(?:\.cn)?|on\.aws)\//

/** Whether an image is in a private ECR registry, so that pulling it needs a token. */
export function isEcrImage(image: string): boolean {
  return ecrHost.test(image)
}

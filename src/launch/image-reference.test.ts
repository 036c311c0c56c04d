import { describe, expect, it } from 'vitest'
import { parseImageReference } from './image-reference.ts'

const ecr = '111122223333.dkr.ecr.eu-west-1.amazonaws.com'

describe('parseImageReference', () => {
  it.each([
    ['nginx', 'docker.io/library/nginx:latest', 'registry-1.docker.io', undefined],
    ['nginx:1.27', 'docker.io/library/nginx:1.27', 'registry-1.docker.io', undefined],
    ['grafana/loki', 'docker.io/grafana/loki:latest', 'registry-1.docker.io', undefined],
    ['ghcr.io/acme/api:v1', 'ghcr.io/acme/api:v1', 'ghcr.io', undefined],
    ['localhost:5000/api', 'localhost:5000/api:latest', 'localhost:5000', undefined],
    ['nginx@sha256:ab', 'docker.io/library/nginx@sha256:ab', 'registry-1.docker.io', undefined],
    [`${ecr}/shop/api:3`, `${ecr}/shop/api:3`, ecr, { account: '111122223333', region: 'eu-west-1' }],
    [
      `${ecr}/shop/api:3@sha256:ab`,
      `${ecr}/shop/api:3@sha256:ab`,
      ecr,
      { account: '111122223333', region: 'eu-west-1' },
    ],
    ['public.ecr.aws/nginx/nginx:1', 'public.ecr.aws/nginx/nginx:1', 'public.ecr.aws', undefined],
  ])('%s', (image, canonical, host, repository) => {
    const reference = parseImageReference(image)
    expect(reference).toMatchObject({ canonical, host })
    expect(reference.ecr).toEqual(repository)
  })
})

import { expect, it } from 'vitest'
import type { ImageSettings } from './project.ts'
import { matchImage } from './match-image.ts'

const images = ['nginx', '*/user-api:*', '*/user-api:v2', '*api*', 'localhost:5000/tool'].map(
  (reference): ImageSettings => ({
    reference,
    sourceDirectory: '.',
    build: [],
    environment: {},
    source: { file: 'seatrial.yaml', line: 1, column: 1 },
  }),
)

it.each([
  ['nginx', 'nginx'],
  ['nginx:latest', 'nginx'],
  ['nginx:1.27', undefined],
  ['000000000000.dkr.ecr.ap-northeast-2.amazonaws.com/user-api:v1', '*/user-api:*'],
  ['000000000000.dkr.ecr.ap-northeast-2.amazonaws.com/user-api', '*/user-api:*'],
  ['000000000000.dkr.ecr.ap-northeast-2.amazonaws.com/user-api:v2', '*/user-api:v2'],
  ['other-api@sha256:abc', '*api*'],
  ['localhost:5000/tool:latest', 'localhost:5000/tool'],
  ['userXapi', undefined],
])('takes for %s the settings of %s', (image, reference) => {
  const chosen = image === 'userXapi' ? matchImage(images.slice(0, 3), image) : matchImage(images, image)
  expect(chosen?.reference).toBe(reference)
})

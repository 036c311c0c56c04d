import { defineCause } from '../cause.ts'
import { keepsFromStarting } from '../launch-message.ts'
import { findStoppedSaying, pulledImages } from './pulled-images.ts'

const shown = /in-toto|no processor for media-type|failed to get stream processor/i

/** What was pulled is the record of the build, not the image. */
export const imageBuildxAttestation = defineCause({
  code: 'image-buildx-attestation',
  group: 'C',
  summary: 'what was pulled is the record of how the image was built, not the image',
  rationale:
    'Newer Docker builds add an attestation (provenance) to what they push: a second manifest of platform `unknown/unknown`, whose only layer is an in-toto document. Tools that copy or tag manifests by hand, and older versions of CDK, then give the tag to that manifest. Amazon ECR shows an image of almost no size, and the pull ends at a layer that cannot be unpacked.',
  source: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task_cannot_pull_image.html',
  signs: [
    { words: shown, share: 96 },
    { words: /\bprovenance\b|attestation/i, share: 55 },
    { words: /unknown\/unknown/i, share: 45 },
    { words: /image (?:has |shows )?size (?:is )?0\b/i, share: 50 },
  ],
  settle: [
    {
      what: 'the manifests behind the tag: one of platform unknown/unknown is an attestation',
      how: 'docker buildx imagetools inspect IMAGE',
    },
    {
      what: 'the size that Amazon ECR shows for the image',
      how: 'aws ecr describe-images --repository-name NAME --query "imageDetails[].[imageTags,imageSizeInBytes,imageManifestMediaType]"',
    },
  ],
  find: (launch) => {
    const first = pulledImages(launch).find(({ image }) => {
      const fact = launch.world.image(image)
      return !fact.known || (!fact.absent && fact.value.platforms.some((one) => one.startsWith('unknown')))
    })
    const settledBy = first === undefined ? undefined : `which manifest the tag of ${first.image} leads to`
    return findStoppedSaying(launch, shown, settledBy)
  },
  tell: ({ subject, image }) => ({
    message: keepsFromStarting(
      subject,
      `the tag of ${image ?? 'the image'} leads to the record of its build, not to the image`,
    ),
    fix: [
      {
        title: 'build and push without attestations',
        text: `docker buildx build --provenance=false --sbom=false --platform linux/amd64 --tag ${image ?? 'IMAGE'} --push .`,
      },
      {
        title: 'or turn them off for every build of the shell or the pipeline, e.g. before `cdk deploy`',
        text: 'export BUILDX_NO_DEFAULT_ATTESTATIONS=1',
      },
    ],
  }),
})

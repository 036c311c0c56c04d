import { defineCause } from '../cause.ts'
import { findStoppedSaying } from './pulled-images.ts'

const shown = /no space left on device|ENOSPC|disk quota exceeded/i

/** There is no room for the image, or for what the program writes. */
export const diskFull = defineCause({
  code: 'disk-full',
  group: 'C',
  summary: 'the disk is full: no room is left for the image or for what the program writes',
  rationale:
    'On Fargate the image, compressed and unpacked, takes its room from the same ephemeral storage as everything that the containers write: 20 GiB unless `ephemeralStorage` says more. On EC2 images and containers that are no longer used stay on the disk of the instance until the agent cleans up, and small root volumes fill up with deployments.',
  source: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-task-storage.html',
  signs: [
    { failure: 'disk-full', share: 94 },
    { words: shown, share: 94 },
    { failure: 'docker-storage-full', share: 94 },
    { words: /\bdisk (?:is )?full\b|out of disk space|Insufficient space|No usable space/i, share: 75 },
    {
      words:
        /\b(?:100|9[89])% \/(?:var\/lib\/docker)?(?: |$)|\/var\/lib\/docker\b.{0,60}\bfill|Data Space Available: 0/i,
      share: 75,
    },
    {
      words:
        /\b(?:lack of|low|not enough|insufficient|no more|runs? out of|running out of|ran out of|out of|too little|exhaust\w{1,3}(?: the)?) (?:free )?(?:boot |local |ephemeral |root )?(?:disk|storage)\b|\bdue to (?:disk )?space|\bspace issues?\b|\bdevice is out of space|\bephemeral storage\b.{0,60}\b(?:small|full|exceed\w{0,3}|enough)/i,
      share: 82,
    },
  ],
  settle: [
    {
      what: 'the size of the image, unpacked',
      how: 'docker image inspect IMAGE --format "{{.Size}}"',
    },
    {
      what: 'the ephemeral storage of the task',
      how: 'aws ecs describe-task-definition --task-definition FAMILY --query taskDefinition.ephemeralStorage',
    },
    { what: 'on EC2, the room on the instance', how: 'df -h; docker system df' },
  ],
  find: (launch) => {
    const { ephemeralStorageGiB } = launch.task
    const room =
      ephemeralStorageGiB === undefined
        ? 'the disk of the instance'
        : `${ephemeralStorageGiB} GiB of ephemeral storage`
    const answer = findStoppedSaying(
      launch,
      shown,
      `whether the unpacked images and what is written fit into ${room}`,
    )
    return { ...answer, found: answer.found.map((found) => ({ ...found, facts: { ...found.facts, room } })) }
  },
  tell: ({ subject, room }) => ({
    message: `${subject === undefined ? 'the disk is full' : `task \`${subject}\` stopped: the disk is full`}${room === undefined ? '' : ` (${room})`}`,
    fix: [
      {
        title: 'on Fargate, give the task more storage (21 to 200 GiB)',
        text: 'EphemeralStorage:\n  SizeInGiB: 50',
      },
      {
        title: 'on EC2, remove what is no longer used, and let the agent do so sooner',
        text: 'docker system prune --all --force\necho ECS_ENGINE_TASK_CLEANUP_WAIT_DURATION=10m >> /etc/ecs/ecs.config',
      },
      {
        title: 'or give the instances a larger root volume',
        text: 'BlockDeviceMappings:\n  - DeviceName: /dev/xvda\n    Ebs: { VolumeSize: 100, VolumeType: gp3 }',
      },
    ],
  }),
})

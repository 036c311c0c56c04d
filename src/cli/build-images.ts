import { spawnSync } from 'node:child_process'
import type { ImageSettings } from '../model/project.ts'
import { CommandError } from './exit-codes.ts'

const OUTPUT_TAIL_LINES = 20

/** Runs the build commands that seatrial.yaml gives for images, in their folders. */
export function buildImages(images: readonly ImageSettings[]): void {
  for (const { reference, build, sourceDirectory, source } of images) {
    for (const command of build) {
      process.stderr.write(`building ${reference}: ${command}\n`)
      const done = spawnSync('sh', ['-c', command], { cwd: sourceDirectory, encoding: 'utf8' })
      if (done.status === 0) continue
      const output = `${done.stdout}${done.stderr}`.trimEnd().split('\n').slice(-OUTPUT_TAIL_LINES).join('\n')
      const end = done.error ? done.error.message : `exit code ${String(done.status)}`
      throw new CommandError(
        `${source.file}:${source.line}:${source.column}: \`${command}\` failed (${end})\n${output}`,
      )
    }
  }
}

import { isDeepStrictEqual } from 'node:util'
import { isPresent } from '../inputs/cloudformation/scope.ts'
import { formatPlace, inputError } from '../inputs/input-error.ts'
import type { StackOutput } from '../model/stack.ts'
import type { TemplateOutput, TemplateValue } from '../model/template.ts'
import { described, textOf } from './api-shapes.ts'
import type { Progress } from './progress.ts'
import type { StackScope } from './stack-scope.ts'

/** Evaluates the outputs. One that depends on what was skipped is said and left out. Throws an InputError. */
export async function stackOutputs(
  scope: StackScope,
  skipped: ReadonlySet<string>,
  report: (progress: Progress) => void,
): Promise<Readonly<Record<string, StackOutput>>> {
  const outputs: Record<string, StackOutput> = {}
  for (const output of scope.scope.template.outputs.values()) {
    if (isPresent(output, scope.scope) !== true) continue
    const value = await valueOf(output, scope)
    if (value) outputs[output.name] = value
    else {
      const why = skipped.size > 0 ? 'what it is taken from was skipped' : 'its value is not known'
      report({
        kind: 'note',
        text: `${formatPlace(output.source)}: output ${output.name} is left out: ${why}`,
      })
    }
  }
  return outputs
}

async function valueOf(output: TemplateOutput, scope: StackScope): Promise<StackOutput | undefined> {
  const { real, kept } = await scope.evaluate(output.value)
  if (real.unresolved.length > 0) return undefined
  const text = textOf(real.value)
  if (text === undefined) {
    throw inputError(`output ${output.name} is ${described(real.value)}`, output.source, {
      expected: 'a string',
    })
  }
  const secret = !isDeepStrictEqual(kept, real.value)
  const exportName = output.exportName && (await exportNameOf(output.exportName, scope))
  return { value: secret ? '****' : text, secret, ...(exportName === undefined ? {} : { exportName }) }
}

async function exportNameOf(value: TemplateValue, scope: StackScope): Promise<string | undefined> {
  return textOf((await scope.evaluate(value)).real.value)
}

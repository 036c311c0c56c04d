import { describe, expect, it } from 'vitest'
import { SourceDocument } from './source-document.ts'

const template = 'Resources:\n  A: &a { Type: x }\n  B: *a\n  C: !Sub "b"\n'

describe('a file that can be changed', () => {
  it.each([
    ['is not made by a generator', 'cdk.out/Stack.template.json', '{"Resources": {}}'],
    ['is not made by a build', 'infra/.aws-sam/build/template.yaml', template],
    ['is not a plan', 'plan.json', '{"format_version": "1.2", "terraform_version": "1.9.0"}'],
    ['can be read', 'template.yaml', 'a: [1, 2\n'],
    ['is a map', 'template.yaml', '- a\n'],
  ])('%s', (_, file, text) => {
    expect(SourceDocument.open(file, text)).toBeUndefined()
  })

  it('finds what begins at a place', () => {
    const document = SourceDocument.open('template.yaml', template)
    expect(document?.scalarAt(document.offsetOf(4, 6))?.value).toBe('b')
    expect(document?.scalarAt(document.offsetOf(4, 3))).toBeUndefined()
    expect(document?.valueOfKeyAt(document.offsetOf(1, 1))).toBe(
      document?.valueAt(document.root, 'Resources'),
    )
  })

  it('gives nothing that stands for other parts, too', () => {
    const document = SourceDocument.open('template.yaml', template)
    expect(document?.mapAt(document.offsetOf(2, 9))).toBeUndefined()
    expect(document?.valueAt(document.root, 'Resources', 'A')).toBeUndefined()
    expect(document?.valueAt(document.root, 'Resources', 'B')).toBeUndefined()
  })
})

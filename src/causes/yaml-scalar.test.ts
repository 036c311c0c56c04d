import { expect, it } from 'vitest'
import { parse } from 'yaml'
import { yamlScalar } from './yaml-scalar.ts'

it.each([
  [
    'arn:aws:secretsmanager:us-east-1:1:secret:n-a1b2c3:KEY::',
    "'arn:aws:secretsmanager:us-east-1:1:secret:n-a1b2c3:KEY::'",
  ],
  ['arn:aws:s3:::bucket/key', 'arn:aws:s3:::bucket/key'],
  ['*', "'*'"],
  ["it's: so", "'it''s: so'"],
  ['a #b', "'a #b'"],
])('writes %s so that it is read as it is', (text, written) => {
  expect(yamlScalar(text)).toBe(written)
  expect(parse(`key: ${written}`)).toEqual({ key: text })
})

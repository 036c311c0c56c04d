import { expect, it } from 'vitest'
import { likelyPlace } from './likely-place.ts'

it('takes the account and region that ARNs name most often', () => {
  const texts = [
    'arn:aws:ssm:ap-northeast-2:471112983866:parameter/a arn:aws:iam::471112983866:role/b',
    'arn:aws:s3:::bucket arn:aws:iam::aws:policy/x arn:aws:logs:us-east-1:111122223333:log-group:c',
  ]
  expect(likelyPlace(texts)).toEqual({ account: '471112983866', region: 'ap-northeast-2' })
})

it('takes the account of an image only where no ARN names one', () => {
  const image = '763104351884.dkr.ecr.eu-west-1.amazonaws.com/base:1'
  expect(likelyPlace([image])).toEqual({ account: '763104351884', region: 'eu-west-1' })
  expect(likelyPlace([`${image} ${image} arn:aws:iam::111122223333:role/a`]).account).toBe('111122223333')
})

it('takes the account of an ARN that is put together', () => {
  const joined = '["", ["arn:", { "Ref": "AWS::Partition" }, ":ecs:eu-west-1:444455556666:cluster/jobs"]]'
  expect(likelyPlace([joined])).toEqual({ account: '444455556666', region: 'eu-west-1' })
  expect(likelyPlace(['!Sub arn:${AWS::Partition}:iam::444455556666:role/a']).account).toBe('444455556666')
})

it('reads the region of log options in YAML and JSON', () => {
  expect(likelyPlace(['awslogs-region: eu-north-1']).region).toBe('eu-north-1')
  expect(likelyPlace(['"awslogs-region": "eu-north-1"']).region).toBe('eu-north-1')
})

it('says nothing where nothing is named', () => {
  expect(likelyPlace(['Resources: {}'])).toEqual({})
})

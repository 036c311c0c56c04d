import { describe, expect, it } from 'vitest'
import { loadServiceModel, type ServiceModel } from '../service-model.ts'
import { XmlReader } from './xml-reader.ts'

const reader = new XmlReader(loadServiceModel('s3'))
const read = (shape: string, xml: string, element?: string) => reader.read(shape, Buffer.from(xml), element)

describe('XmlReader', () => {
  it('reads a flattened list of one and of several', () => {
    expect(read('Delete', '<Delete><Object><Key>a</Key></Object><Quiet>true</Quiet></Delete>')).toEqual({
      Objects: [{ Key: 'a' }],
      Quiet: true,
    })
    const two = '<Delete><Object><Key>a</Key></Object><Object><Key>b</Key></Object></Delete>'
    expect(read('Delete', two)).toEqual({ Objects: [{ Key: 'a' }, { Key: 'b' }] })
  })

  it('reads a wrapped list, also an empty one over several lines', () => {
    const one = '<Tagging>\n  <TagSet>\n    <Tag><Key>a</Key><Value/></Tag>\n  </TagSet>\n</Tagging>'
    expect(read('Tagging', one)).toEqual({ TagSet: [{ Key: 'a', Value: '' }] })
    expect(read('Tagging', '<Tagging><TagSet>\n</TagSet></Tagging>')).toEqual({ TagSet: [] })
  })

  it('keeps the white space of a text', () => {
    expect(read('Delete', '<Delete><Object><Key> a b </Key></Object></Delete>')).toEqual({
      Objects: [{ Key: ' a b ' }],
    })
  })

  it('reads entities, character references and CDATA once', () => {
    const xml = '<Delete><Object><Key>&amp;lt;&#13;&#x0A;&#252;<![CDATA[<x>&amp;]]></Key></Object></Delete>'
    expect(read('Delete', xml)).toEqual({ Objects: [{ Key: '&lt;\r\nü<x>&amp;' }] })
  })

  it('reads prefixed elements and attributes', () => {
    const xml =
      '<g:Grant xmlns:g="urn:g" xmlns:xsi="urn:x"><g:Grantee xsi:type="CanonicalUser"><g:ID>1</g:ID></g:Grantee></g:Grant>'
    expect(read('Grant', xml)).toEqual({ Grantee: { Type: 'CanonicalUser', ID: '1' } })
  })

  it('reads maps', () => {
    const model: ServiceModel = {
      ...loadServiceModel('s3'),
      shapes: {
        Text: { type: 'string' },
        Map: { type: 'map', key: { shape: 'Text' }, value: { shape: 'Text' } },
        Root: {
          type: 'structure',
          members: { Wrapped: { shape: 'Map' }, Flat: { shape: 'Map', flattened: true } },
        },
      },
    }
    const entry = (key: string): string => `<key>${key}</key><value>v</value>`
    const xml = `<Root><Wrapped><entry>${entry('a')}</entry></Wrapped><Flat>${entry('b')}</Flat><Flat>${entry('c')}</Flat></Root>`
    expect(new XmlReader(model).read('Root', Buffer.from(xml))).toEqual({
      Wrapped: { a: 'v' },
      Flat: { b: 'v', c: 'v' },
    })
  })

  it.each([
    ['an element that is not closed', 'Delete', '<Delete><Object></Delete>'],
    ['no XML', 'Delete', 'hello'],
    ['nothing', 'Delete', ''],
    ['two roots', 'Delete', '<Delete/><Delete/>'],
    ['a text where elements belong', 'Delete', '<Delete>text</Delete>'],
    ['elements where a text belongs', 'Delete', '<Delete><Quiet><a/></Quiet></Delete>'],
    ['an element twice', 'Delete', '<Delete><Quiet>true</Quiet><Quiet>true</Quiet></Delete>'],
    ['a boolean that is none', 'Delete', '<Delete><Quiet>perhaps</Quiet></Delete>'],
    ['a number that is none', 'CompletedPart', '<Part><PartNumber>one</PartNumber></Part>'],
    [
      'a document type',
      'Delete',
      '<!DOCTYPE a [<!ENTITY e "x">]><Delete><Object><Key>&e;</Key></Object></Delete>',
    ],
    ['an element that reaches into objects', 'Delete', '<Delete><__proto__>1</__proto__></Delete>'],
  ])('refuses %s', (_what, shape, xml) => {
    expect(() => read(shape, xml)).toThrow(expect.objectContaining({ code: 'MalformedXML' }))
  })

  it('refuses another root than the one that was wanted', () => {
    expect(() => read('Delete', '<Remove/>', 'Delete')).toThrow(
      expect.objectContaining({ code: 'MalformedXML' }),
    )
  })
})

import type { ProjectRecords } from '../records/project-records.ts'
import type { WorldRecord } from '../records/world-record.ts'
import { SourceDocument } from './source-document.ts'
import type { TextChange } from './text-change.ts'

/** Changes of one file. */
export interface FileChanges {
  readonly file: string
  readonly changes: readonly TextChange[]
}

/** What was read, for changes of it: the texts by the names that places have, and the resources in them. */
export class FixPlaces {
  readonly records: ProjectRecords
  private readonly texts: ReadonlyMap<string, string>
  private readonly documents = new Map<string, SourceDocument | undefined>()

  constructor(texts: ReadonlyMap<string, string>, records: ProjectRecords) {
    this.texts = texts
    this.records = records
  }

  /** A file that can be changed. */
  document(file: string): SourceDocument | undefined {
    if (!this.documents.has(file)) {
      const text = this.texts.get(file)
      this.documents.set(file, text === undefined ? undefined : SourceDocument.open(file, text))
    }
    return this.documents.get(file)
  }

  /** The file and offset that a place `file:line:col` means. */
  at(place: string | undefined): { readonly document: SourceDocument; readonly offset: number } | undefined {
    const [, file = '', line = '', column = ''] = /^(.+):(\d+):(\d+)$/.exec(place ?? '') ?? []
    const document = this.document(file)
    return document && { document, offset: document.offsetOf(Number(line), Number(column)) }
  }

  /** The file that a resource is written in. */
  documentOf({ source }: WorldRecord): SourceDocument | undefined {
    return this.document(source.file)
  }
}

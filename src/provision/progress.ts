/** What happens while a template is applied or removed, in order. */
export type Progress =
  | {
      readonly kind: 'resource'
      readonly logicalId: string
      readonly type: string
      readonly action: 'create' | 'update' | 'replace' | 'delete' | 'keep'
      readonly state: 'done' | 'failed'
      readonly physicalId?: string
      readonly reason?: string
    }
  /** A resource that Seatrial cannot make: said, and left out. `where` is `file:line:column`. */
  | {
      readonly kind: 'skipped'
      readonly logicalId: string
      readonly type: string
      readonly reason: string
      readonly where: string
    }
  | { readonly kind: 'note'; readonly text: string }
  /** The end. Where it failed, what was made so far stays, and `message` says what to do. */
  | { readonly kind: 'failed'; readonly message: string }
  | { readonly kind: 'done'; readonly outputs: Readonly<Record<string, string>> }

/** The tags of one EC2 resource. Key: the resource's id. */
export interface ResourceTagsRow {
  readonly resourceId: string
  /** `vpc`, `subnet`, `elastic-ip`, … as `DescribeTags` spells them. */
  readonly resourceType: string
  readonly tags: readonly { readonly key: string; readonly value: string }[]
}

/** What a creation with a client token made, so that the same call again finds it. Key: `<operation>/<token>`. */
export interface ClientTokenRow {
  /** Its own key, so that it can be removed with the resource. */
  readonly key: string
  readonly resourceId: string
  /** The request as JSON. */
  readonly request: string
}

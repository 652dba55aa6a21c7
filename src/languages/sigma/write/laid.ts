/** A value as it is to be written: texts are in their quotes already. */
export type Laid = LaidScalar | LaidBlock | LaidList | LaidMap

export interface LaidScalar {
  readonly is: 'scalar'
  readonly text: string
}

/** A literal block: the mark after the key, and its lines. */
export interface LaidBlock {
  readonly is: 'block'
  readonly head: string
  readonly lines: readonly string[]
}

export interface LaidList {
  readonly is: 'list'
  readonly items: readonly LaidItem[]
  /** Comments after the last item. */
  readonly after: readonly string[]
}

export interface LaidMap {
  readonly is: 'map'
  readonly entries: readonly LaidEntry[]
  readonly after: readonly string[]
}

export interface LaidItem {
  readonly value: Laid
  /** Comments on lines of their own before it, and behind it. */
  readonly before: readonly string[]
  readonly behind: readonly string[]
}

export interface LaidEntry extends LaidItem {
  /** In its quotes, where it needs them. */
  readonly key: string
}

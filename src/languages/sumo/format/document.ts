import { comment, concat, type Doc, group, indent, softline } from '../../kit/layout.ts'
import type { Note, Noted } from './pieces.ts'

// What every part of the formatter makes documents from.

/** Columns that what stands in brackets is moved to the right by. */
export const step = 2

const note = ({ text, place, apart }: Note): Doc => comment(text, place, apart)

/** A token between its comments. */
export const leafDoc = (leaf: Noted): Doc =>
  leaf.before.length === 0 && leaf.after.length === 0
    ? leaf.text
    : concat(...leaf.before.map(note), leaf.text, ...leaf.after.map(note))

/** Comments with nothing behind them. */
export const notesDoc = (notes: readonly Note[]): Doc => concat(...notes.map(note))

/** Documents with one between each two of them. */
export const join = (between: Doc, parts: readonly Doc[]): Doc =>
  concat(...parts.flatMap((part, i) => (i === 0 ? [part] : [between, part])))

/** Brackets around something, which stands on lines of its own when it does not fit; `head` is all before those lines. */
export const enclosed = ({ close }: { readonly close: Noted | undefined }, head: Doc, opening: Doc, body: Doc): Doc =>
  group(
    concat(
      head,
      indent(step, concat(opening, body, notesDoc(close?.before ?? []))),
      opening === '' ? '' : softline,
      closeDoc(close),
    ),
  )

const closeDoc = (close: Noted | undefined): Doc => (close === undefined ? '' : leafDoc({ ...close, before: [] }))

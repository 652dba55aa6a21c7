// A small algebra of documents (Wadler, "A prettier printer", 1998; Oppen, 1980): what stays together, and where a line may break.

/** Text to lay out. `breaks`: a line inside of it breaks in any case. */
export type Doc =
  | string
  | { readonly kind: 'concat'; readonly parts: readonly Doc[]; readonly breaks: boolean }
  /** Columns to the right, for the lines that begin inside. */
  | { readonly kind: 'indent'; readonly by: number; readonly doc: Doc; readonly breaks: boolean }
  /** On one line if it fits; else all of its own lines break. */
  | { readonly kind: 'group'; readonly doc: Doc; readonly breaks: boolean }
  /** As many parts on each line as fit, a blank between them. */
  | { readonly kind: 'fill'; readonly parts: readonly Doc[]; readonly breaks: boolean }
  /** A new line, or `flat` where the group stays on one. */
  | { readonly kind: 'line'; readonly flat: string; readonly breaks: boolean }
  | Comment

/** `own`: on lines of its own; `end`: nothing may follow it on its line; `inline`: among the text of a line. */
export interface Comment {
  readonly kind: 'comment'
  readonly text: string
  readonly place: 'own' | 'end' | 'inline'
  /** Whether an empty line stands before it. */
  readonly apart: boolean
  readonly breaks: boolean
}

const breaks = (doc: Doc): boolean => typeof doc !== 'string' && doc.breaks

/** One after the other. */
export const concat = (...parts: readonly Doc[]): Doc => ({ kind: 'concat', parts, breaks: parts.some(breaks) })
/** So many columns to the right. */
export const indent = (by: number, doc: Doc): Doc => ({ kind: 'indent', by, doc, breaks: breaks(doc) })
/** On one line if it fits. */
export const group = (doc: Doc): Doc => ({ kind: 'group', doc, breaks: breaks(doc) })
/** As many on a line as fit. */
export const fill = (parts: readonly Doc[]): Doc => ({ kind: 'fill', parts, breaks: parts.some(breaks) })
/** A blank, or a new line. */
export const line: Doc = { kind: 'line', flat: ' ', breaks: false }
/** Nothing, or a new line. */
export const softline: Doc = { kind: 'line', flat: '', breaks: false }
/** A new line. */
export const hardline: Doc = { kind: 'line', flat: ' ', breaks: true }
/** A comment; only one among the text of a line leaves that line as it is. */
export const comment = (text: string, place: Comment['place'], apart = false): Doc => ({
  kind: 'comment',
  text,
  place,
  apart,
  breaks: place !== 'inline',
})

/** Something still to print: from `at` on, where it is a fill. */
interface Work {
  readonly doc: Doc
  readonly indent: number
  readonly flat: boolean
  readonly at?: number
}

/**
 * The text of a document whose lines are at most `width` columns long where it can be broken. Text that holds newlines is
 * kept as it is. O(its length times the depth of its nesting).
 */
export function print(doc: Doc, width: number): string {
  const page = createPage()
  const stack: Work[] = [{ doc, indent: 0, flat: false }]
  for (;;) {
    const work = stack.pop()
    if (work === undefined) return page.text()
    const { doc: next, indent: by, flat } = work
    if (typeof next === 'string') page.write(next, by)
    else if (next.kind === 'comment') page.comment(next, by)
    else if (next.kind === 'line') {
      if (!flat || page.mustBreak()) page.newLine(by)
      else page.write(next.flat, by)
    } else if (next.kind === 'concat') pushAll(stack, next.parts, by, flat)
    else if (next.kind === 'indent') stack.push({ doc: next.doc, indent: by + next.by, flat })
    else if (next.kind === 'group') {
      const one: Work = { doc: next.doc, indent: by, flat: true }
      const fits = flat || (!next.breaks && fitsIn(width - page.column(), one, stack))
      stack.push(fits ? one : { ...one, flat: false })
    } else if (flat) pushAll(stack, blanksBetween(next.parts), by, true)
    else pushFill(next.parts, work)
  }

  function pushFill(parts: readonly Doc[], { doc: whole, indent: by, at = 0 }: Work): void {
    const part = parts[at]
    if (part === undefined) return
    const one: Work = { doc: part, indent: by, flat: true }
    const rest: Work[] = at + 1 < parts.length ? [{ doc: whole, indent: by, flat: false, at: at + 1 }] : []
    if (at > 0) {
      const beside =
        !page.mustBreak() && !breaks(part) && fitsIn(width - page.column() - 1, one, stack, rest.length > 0)
      if (beside) page.write(' ', by)
      else page.newLine(by)
    }
    const fits = !breaks(part) && fitsIn(width - page.column(), one, stack, rest.length > 0)
    stack.push(...rest, fits ? one : { ...one, flat: false })
  }
}

const blanksBetween = (parts: readonly Doc[]): Doc[] => parts.flatMap((part, i) => (i === 0 ? [part] : [line, part]))

function pushAll(stack: Work[], parts: readonly Doc[], by: number, flat: boolean): void {
  for (let i = parts.length - 1; i >= 0; i--) {
    const doc = parts[i]
    if (doc !== undefined) stack.push({ doc, indent: by, flat })
  }
}

/** Whether something fits into so many columns, together with what follows it up to where a line may break. */
function fitsIn(columns: number, first: Work, after: readonly Work[], alone = false): boolean {
  const stack = [first]
  let left = columns
  let below = after.length
  while (left >= 0) {
    const work = stack.pop() ?? (alone ? undefined : after[--below])
    if (work === undefined) return true
    const { doc, flat } = work
    if (typeof doc === 'string') {
      const newline = doc.indexOf('\n')
      if (newline >= 0) return left >= newline
      left -= doc.length
    } else if (doc.kind === 'comment') {
      if (doc.place !== 'inline') return true
      left -= doc.text.length + 1
    } else if (doc.kind === 'line') {
      if (!flat || doc.breaks) return true
      left -= doc.flat.length
    } else if (doc.kind === 'concat') pushAll(stack, doc.parts, 0, flat)
    else if (doc.kind === 'indent') stack.push({ doc: doc.doc, indent: 0, flat })
    else if (doc.kind === 'group') stack.push({ doc: doc.doc, indent: 0, flat: flat && !doc.breaks })
    else if (!flat && work.at !== undefined && work.at > 0) return true
    else pushAll(stack, blanksBetween(doc.parts), 0, flat)
  }
  return false
}

/** The page that is written on: blanks wait until text follows them, so that no line ends in one. */
function createPage() {
  const written: string[] = []
  let column = 0
  let isFresh = true
  let blank = false
  let ended = false
  let afterComment = false

  const newLine = (by: number): void => {
    if (written.length > 0) written.push('\n')
    written.push(' '.repeat(by))
    column = by
    isFresh = true
    blank = false
    ended = false
    afterComment = false
  }
  const put = (text: string): void => {
    written.push(text)
    const newline = text.lastIndexOf('\n')
    column = newline < 0 ? column + text.length : text.length - newline - 1
    isFresh = false
    blank = false
  }
  return {
    column: () => column + (blank ? 1 : 0),
    /** Whether the line ended with a comment. */
    mustBreak: () => ended,
    newLine,
    write(text: string, by: number): void {
      if (text === '') return
      if (text === ' ') {
        blank = true
        return
      }
      if (ended) newLine(by)
      if (!isFresh && (blank || (afterComment && !/^[,)\]]/.test(text)))) put(' ')
      afterComment = false
      put(text)
    },
    comment({ text, place, apart }: Comment, by: number): void {
      if (ended || (place === 'own' && !isFresh)) newLine(by)
      if (apart && written.length > 1) written.splice(-1, 0, '\n')
      if (!isFresh) put(' ')
      put(text)
      if (place === 'own') ended = true
      else if (place === 'end') ended = true
      else afterComment = true
    },
    text: () => written.join(''),
  }
}

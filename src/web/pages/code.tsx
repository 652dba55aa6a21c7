import type { VNode } from 'preact'
import type { TextPiece } from '../../app/catalogue/model.ts'
import { Icon } from './icons.tsx'
import { linesOf } from './lines.ts'
import { scrollable } from './scrollable.ts'

interface Props {
  readonly pieces: readonly TextPiece[]
  /** The id of its language. */
  readonly language: string
  /** What the block is, for those who cannot see it. */
  readonly label: string
  readonly id?: string
  /** Lines are numbered where somebody may speak of them. */
  readonly numbered?: boolean
}

/**
 * A query with the colours of its language. Each piece stands in the page as its own element, in order and without a gap, so
 * that a place in the text can be found again by counting; help of a piece is looked up by its text in the page's list of words.
 */
export function Code({ pieces, language, label, id, numbered = true }: Props): VNode {
  return (
    <pre class={`code lang-${language}${numbered ? ' numbered' : ''}`} id={id} {...scrollable(label)}>
      <code>
        {linesOf(pieces).map((line, i) => (
          <span class="line" key={i}>
            {line.map((piece, j) => (
              <Piece piece={piece} key={j} />
            ))}
          </span>
        ))}
      </code>
    </pre>
  )
}

function Piece({ piece }: { readonly piece: TextPiece }): VNode {
  const kind = `t-${piece.kind}`
  return piece.help === undefined ? (
    <span class={kind}>{piece.text}</span>
  ) : (
    <span class={kind} data-help={wordOf(piece)}>
      {piece.text}
    </span>
  )
}

/** The name under which the help of a piece stands in the list of words. */
export const wordOf = ({ text }: TextPiece): string => text.trim().toLowerCase().replace(/\s+/g, ' ')

/** A button that copies the text of an element, by its id. */
export function CopyButton({ of, children }: { readonly of: string; readonly children: string }): VNode {
  return (
    <button type="button" class="plain copy js" data-copy={of}>
      <Icon name="copy" />
      <span>{children}</span>
    </button>
  )
}

/** A shell command: as it is, with nothing to colour. */
export function Command({
  text,
  id,
  label,
}: {
  readonly text: string
  readonly id: string
  readonly label: string
}): VNode {
  return (
    <pre class="code command" id={id} {...scrollable(label)}>
      <code>{text}</code>
    </pre>
  )
}

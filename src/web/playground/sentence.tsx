import type { VNode } from 'preact'

/** A sentence with what stands in backticks as code. */
export const Sentence = ({ text }: { readonly text: string }): VNode => (
  <>{text.split('`').map((part, i) => (i % 2 === 1 ? <code key={i}>{part}</code> : part))}</>
)

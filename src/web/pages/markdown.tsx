import { marked, type Token, type Tokens } from 'marked'
import type { ComponentChildren, VNode } from 'preact'
import { scrollable } from './scrollable.ts'
import { WebLink } from './web-link.tsx'

interface Props {
  readonly text: string
  /** The level that a `#` of the text has on the page. */
  readonly level?: 2 | 3 | 4
  /** Whether a first heading is left out, since the page has one of its own. */
  readonly headless?: boolean
}

/**
 * Markdown of a package. The reader only cuts the text into tokens; what is on the page is made of elements here, so nothing in
 * the text can become markup, HTML in it is shown as it is written, and only addresses of the web become links.
 */
export function Markdown({ text, level = 3, headless = false }: Props): VNode {
  const tokens = tokensOf(text)
  const start = headless ? tokens.findIndex(t => t.type !== 'space' && !(t.type === 'heading' && t['depth'] === 1)) : 0
  return <div class="prose">{blocks(tokens.slice(Math.max(start, 0)), level)}</div>
}

/** Markdown within a sentence: no blocks. */
export function InlineMarkdown({ text }: { readonly text: string }): VNode {
  return <>{inline(inlineTokensOf(text))}</>
}

/** The reader calls itself for what is nested, and stops where that is too deep: then the text is shown as it is written. */
function tokensOf(text: string): readonly Token[] {
  try {
    return marked.lexer(text, { gfm: true })
  } catch {
    return [{ type: 'code', raw: text, text }]
  }
}

const inlineTokensOf = (text: string): readonly Token[] =>
  tokensOf(text).flatMap(token => ('tokens' in token && token.tokens !== undefined ? token.tokens : [token]))

/** Deeper than any text a person writes; what lies below is shown as text, so that no package can exhaust the stack. */
const deepest = 40

const blocks = (tokens: readonly Token[], level: number, depth = 0): ComponentChildren =>
  depth > deepest ? tokens.map(t => t.raw).join('') : tokens.map(token => block(token, level, depth + 1))

function block(token: Token, level: number, depth: number): ComponentChildren {
  switch (token.type) {
    case 'space':
    case 'def':
      return null
    case 'heading':
      return heading(token as Tokens.Heading, level)
    case 'paragraph':
      return <p>{inline(token.tokens)}</p>
    case 'text':
      return token.tokens === undefined ? token.text : inline(token.tokens)
    case 'blockquote':
      return <blockquote>{blocks(token.tokens ?? [], level, depth)}</blockquote>
    case 'code':
      return (
        <pre class="sample" {...scrollable('Sample')}>
          <code>{token.text}</code>
        </pre>
      )
    case 'hr':
      return <hr />
    case 'list':
      return list(token as Tokens.List, level, depth)
    case 'table':
      return table(token as Tokens.Table)
    default:
      return <p>{token.raw}</p>
  }
}

function heading({ depth, tokens }: Tokens.Heading, level: number): VNode {
  const at = Math.min(level + depth - 1, 6)
  const Tag = `h${at}` as 'h2'
  return <Tag>{inline(tokens)}</Tag>
}

function list({ ordered, start, items }: Tokens.List, level: number, depth: number): VNode {
  const entries = items.map((item, i) => <li key={i}>{blocks(item.tokens, level, depth)}</li>)
  return ordered ? (
    <ol start={typeof start === 'number' && start !== 1 ? start : undefined}>{entries}</ol>
  ) : (
    <ul>{entries}</ul>
  )
}

function table({ header, rows }: Tokens.Table): VNode {
  return (
    <div class="scroll" {...scrollable('Table')}>
      <table>
        <thead>
          <tr>
            {header.map((cell, i) => (
              <th scope="col" key={i}>
                {inline(cell.tokens)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, i) => (
            <tr key={i}>
              {row.map((cell, j) => (
                <td key={j}>{inline(cell.tokens)}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

const inline = (tokens: readonly Token[] | undefined, depth = 0): ComponentChildren =>
  depth > deepest ? tokens?.map(t => t.raw).join('') : tokens?.map(token => span(token, depth + 1))

function span(token: Token, depth: number): ComponentChildren {
  switch (token.type) {
    case 'text':
      return token.tokens === undefined ? token.text : inline(token.tokens, depth)
    case 'escape':
      return token.text
    case 'strong':
      return <strong>{inline(token.tokens, depth)}</strong>
    case 'em':
      return <em>{inline(token.tokens, depth)}</em>
    case 'del':
      return <del>{inline(token.tokens, depth)}</del>
    case 'codespan':
      return <code>{token.text}</code>
    case 'br':
      return <br />
    case 'link':
      return <WebLink href={token.href}>{inline(token.tokens, depth)}</WebLink>
    default:
      return token.raw
  }
}

import { hasErrors, type Outcome } from '../../../base/diagnostic.ts'
import type { Source } from '../../../base/source.ts'
import { parseSigma } from '../rule/collection.ts'
import type { SigmaDocument } from '../rule/model.ts'
import { readYaml } from '../yaml/read.ts'
import { commentsOf, noComments } from './comments.ts'
import { layDocument } from './lay.ts'
import { printDocument } from './print.ts'

/**
 * Documents in the canonical layout, without the comments of their files: keys in the order of the specification, modifiers under
 * one name, quotes only where a reader could take a text for something else. O(length of the documents).
 */
export const writeDocuments = (documents: readonly SigmaDocument[]): string =>
  documents.map(({ node }) => printDocument([], layDocument(node))).join('---\n')

/** A file in the canonical layout, with its comments; undefined, with the errors, where a document in it has no meaning. */
export function formatSigma(source: Source): Outcome<string> {
  const { diagnostics } = parseSigma(source)
  if (hasErrors(diagnostics)) return { value: undefined, diagnostics }
  const text = source.text.replace(/^\ufeff/, '').replaceAll('\r\n', '\n')
  const { documents } = readYaml(text)
  const comments = text.includes('#') ? commentsOf(text, documents) : noComments
  const printed = documents.flatMap(node =>
    node.is === 'map' ? [printDocument(comments.top.get(node) ?? [], layDocument(node, comments))] : [],
  )
  return { value: printed.join('---\n'), diagnostics }
}

import { hasErrors, inOrder, type Outcome } from '../../../base/diagnostic.ts'
import type { Source } from '../../../base/source.ts'
import type { Reading } from '../detection/item.ts'
import { type Report, warn, wrong } from '../report.ts'
import { entryOf, type MapNode, type Node } from '../yaml/node.ts'
import { readYaml } from '../yaml/read.ts'
import type { Collection, Correlation, Filter, Rule, SigmaDocument } from './model.ts'
import { headOf, readDocument } from './read.ts'

/** What rules are told from outside: the values of placeholders, by name, as rules would write them. */
export interface SigmaOptions {
  readonly placeholders?: ReadonlyMap<string, readonly string[]>
}

/**
 * Reads all documents of a file: rules, correlations and filters, and collections of the first version (`action: global`,
 * `reset`, `repeat`). The value holds the documents that are right, also where others are not. O(length of the file).
 */
export function parseSigma(source: Source, options: SigmaOptions = {}): Outcome<Collection> {
  const yaml = readYaml(source.text)
  const report: Report = [...yaml.diagnostics]
  const reading: Reading = { report, placeholders: options.placeholders ?? new Map() }
  const documents: SigmaDocument[] = []
  for (const node of withGlobals(yaml.documents, report)) {
    const document = readDocument(reading, node, source.name)
    if (document !== undefined) documents.push(document)
  }
  if (yaml.documents.length === 0 && !hasErrors(report))
    wrong(report, 'document', { start: 0, end: 0 }, 'this file holds no document', {
      help: 'write `title: …`, `logsource: …` and `detection: …`',
    })
  return { value: documents.length === 0 ? undefined : { documents }, diagnostics: inOrder(report) }
}

/** Documents with what `action: global` before them says, and `action: repeat` of the one before. */
function withGlobals(nodes: readonly Node[], report: Report): Node[] {
  let global: MapNode | undefined
  let last: MapNode | undefined
  let told = false
  const out: Node[] = []
  for (const node of nodes) {
    const action = node.is === 'map' ? entryOf(node, 'action') : undefined
    if (node.is !== 'map' || action === undefined) {
      const merged: Node = node.is === 'map' && global !== undefined ? merge(global, node) : node
      if (merged.is === 'map') last = merged
      out.push(merged)
      continue
    }
    if (!told)
      warn(report, 'old-collection', action.span, '`action` is of the first version of Sigma', {
        because: 'the specification has it no more, and other programs pass over these rules',
        help: 'write each rule as a document of its own',
      })
    told = true
    const word = action.is === 'scalar' ? action.written : ''
    const rest: MapNode = { ...node, entries: node.entries.filter(e => e.key.written !== 'action') }
    if (word === 'global') global = global === undefined ? rest : merge(global, rest)
    else if (word === 'reset') global = undefined
    else if (word === 'repeat' && last !== undefined) {
      last = merge(last, rest)
      out.push(last)
    } else
      wrong(
        report,
        'action',
        action.span,
        word === 'repeat' ? 'there is no document before this to repeat' : `there is no action \`${word}\``,
        {
          because: 'collections of the first version have the actions global, reset and repeat',
          help: 'write each rule as a document of its own',
        },
      )
  }
  return out
}

/** The first map with what the second says: maps are merged, everything else is replaced. */
function merge(base: MapNode, over: MapNode): MapNode {
  const entries = base.entries.map(entry => {
    const other = over.entries.find(e => e.key.written === entry.key.written)
    if (other === undefined) return entry
    const value = entry.value.is === 'map' && other.value.is === 'map' ? merge(entry.value, other.value) : other.value
    return { key: other.key, value }
  })
  const names = new Set(base.entries.map(e => e.key.written))
  return { is: 'map', entries: [...entries, ...over.entries.filter(e => !names.has(e.key.written))], span: over.span }
}

/**
 * Several files as one collection, in which rules, correlations and filters find each other. An id or name that two
 * documents share is an error of the second; its diagnostics are by file.
 */
export function joinCollections(collections: readonly Collection[]): {
  readonly collection: Collection
  readonly diagnostics: ReadonlyMap<string, Report>
} {
  const documents = collections.flatMap(c => c.documents)
  const diagnostics = new Map<string, Report>()
  const seen = new Map<string, SigmaDocument>()
  for (const document of documents) {
    const report = diagnostics.get(document.file) ?? []
    for (const key of ['id', 'name'] as const) {
      const handle = document.head[key]
      const before = handle === undefined ? undefined : seen.get(handle)
      if (handle === undefined || (handle === document.head.id && key === 'name')) continue
      if (before === undefined) seen.set(handle, document)
      else {
        wrong(
          report,
          'duplicate',
          entryOf(document.node, key)?.span ?? headOf(document.node),
          `the ${key} \`${handle}\` is taken already`,
          {
            because: `\`${before.head.title}\`${before.file === document.file ? '' : ` (${before.file})`} has it, and references would be to either`,
            help: key === 'id' ? 'give it an id of its own (`uuidgen`)' : 'give it a name of its own',
          },
        )
        diagnostics.set(document.file, report)
      }
    }
  }
  return { collection: { documents }, diagnostics }
}

/** The document with an id or name, rules and correlations only. */
export function referred(collection: Collection, to: string): Rule | Correlation | undefined {
  return byHandle(collection).get(to)
}

const handles = new WeakMap<Collection, ReadonlyMap<string, Rule | Correlation>>()

function byHandle(collection: Collection): ReadonlyMap<string, Rule | Correlation> {
  const before = handles.get(collection)
  if (before !== undefined) return before
  const made = new Map<string, Rule | Correlation>()
  for (const document of collection.documents) {
    if (document.kind === 'filter') continue
    for (const handle of [document.head.id, document.head.name])
      if (handle !== undefined && !made.has(handle)) made.set(handle, document)
  }
  handles.set(collection, made)
  return made
}

/** The rules and correlations that alert: those that only feed correlations do not, unless one of these says so (`generate`). */
export function alerting(collection: Collection): (Rule | Correlation)[] {
  const fed = new Map<Rule | Correlation, boolean>()
  for (const document of collection.documents) {
    if (document.kind !== 'correlation') continue
    for (const { to } of document.rules) {
      const rule = referred(collection, to)
      if (rule !== undefined) fed.set(rule, (fed.get(rule) ?? false) || document.generate)
    }
  }
  return collection.documents.filter((d): d is Rule | Correlation => d.kind !== 'filter' && (fed.get(d) ?? true))
}

/** The filters of a collection that hold for a rule: those that name it, or any rule of their log source. */
export const filtersFor = (collection: Collection, rule: Rule): Filter[] =>
  filtersIn(collection).filter(
    d =>
      (['category', 'product', 'service'] as const).every(
        k => d.logSource[k] === undefined || d.logSource[k] === rule.logSource[k],
      ) &&
      (d.rules === undefined || d.rules.some(r => r.to === rule.head.id || r.to === rule.head.name)),
  )

const filters = new WeakMap<Collection, readonly Filter[]>()

/** All filters of a collection, looked for once: each of thousands of rules asks. */
function filtersIn(collection: Collection): readonly Filter[] {
  const before = filters.get(collection)
  if (before !== undefined) return before
  const made = collection.documents.filter(d => d.kind === 'filter')
  filters.set(collection, made)
  return made
}

/** What is referred to and not there. */
export function lintReferences(collection: Collection, document: SigmaDocument, report: Report): void {
  if (document.kind !== 'filter') return
  for (const reference of document.rules ?? [])
    if (referred(collection, reference.to) === undefined)
      warn(report, 'unknown-rule', reference.span, `there is no rule \`${reference.to}\` here`, {
        because: 'rules are named by id or by name, never by title',
        help: 'check the id, or add the file that holds the rule',
      })
}

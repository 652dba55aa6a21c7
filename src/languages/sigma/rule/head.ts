import type { About } from '../../detection.ts'
import { type Report, warn } from '../report.ts'
import { entryOf, kindOf, type MapNode, type Node, plainData } from '../yaml/node.ts'

/** Keys that every kind of document may have, by the specification (sigma-rules-specification.md). */
export const headKeys = [
  'title',
  'id',
  'name',
  'status',
  'level',
  'description',
  'license',
  'author',
  'date',
  'modified',
  'references',
  'tags',
  'fields',
  'falsepositives',
  'related',
  'scope',
  'taxonomy',
] as const

/** Keys that tell what kind of document it is. */
export const bodyKeys = ['logsource', 'detection', 'correlation', 'filter', 'action'] as const

/** Reads what a document says of itself; what is no text where one is wanted is told and left out. */
export function readHead(node: MapNode, report: Report): About {
  const text = (key: string): string | undefined => {
    const value = entryOf(node, key)
    if (value === undefined) return undefined
    if (value.is === 'scalar') return value.type === 'null' ? undefined : value.written
    notText(key, value, report)
    return undefined
  }
  const texts = (key: string): string[] => listOf(key, entryOf(node, key), report)
  const title = text('title')
  if (title === undefined)
    warn(report, 'missing-title', { start: node.span.start, end: node.span.start + 1 }, 'this document has no title', {
      because: 'matches are shown under it, and the specification requires it',
      help: 'write `title: …`',
    })
  const standard: readonly string[] = [...headKeys, ...bodyKeys]
  return {
    title: title ?? '',
    id: text('id'),
    name: text('name'),
    status: text('status'),
    level: text('level'),
    description: text('description'),
    license: text('license'),
    author: text('author'),
    date: text('date'),
    modified: text('modified'),
    references: texts('references'),
    tags: texts('tags'),
    fields: texts('fields'),
    falsePositives: texts('falsepositives'),
    related: related(entryOf(node, 'related')),
    others: Object.fromEntries(
      node.entries.filter(e => !standard.includes(e.key.written)).map(e => [e.key.written, plainData(e.value)]),
    ),
  }
}

function notText(key: string, value: Node, report: Report): void {
  warn(report, 'metadata', value.span, `\`${key}\` is ${kindOf(value)}, and should be a text`, {
    help: `write \`${key}: …\` with one value`,
  })
}

function listOf(key: string, value: Node | undefined, report: Report): string[] {
  if (value === undefined || (value.is === 'scalar' && value.type === 'null')) return []
  if (value.is === 'scalar') {
    warn(report, 'metadata', value.span, `\`${key}\` is a text, and should be a list`, {
      help: `write \`- …\` under \`${key}\``,
    })
    return [value.written]
  }
  if (value.is === 'map') {
    notText(key, value, report)
    return []
  }
  return value.items.flatMap(item => {
    if (item.is === 'scalar') return [item.written]
    notText(key, item, report)
    return []
  })
}

function related(value: Node | undefined): About['related'] {
  if (value?.is !== 'list') return []
  return value.items.flatMap(item => {
    const [id, type] = item.is === 'map' ? [entryOf(item, 'id'), entryOf(item, 'type')] : []
    return id?.is === 'scalar' && type?.is === 'scalar' ? [{ id: id.written, type: type.written }] : []
  })
}

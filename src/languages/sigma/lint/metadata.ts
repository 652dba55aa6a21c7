import { suggest } from '../../../base/suggest.ts'
import { type Report, warn } from '../report.ts'
import { bodyKeys, headKeys } from '../rule/head.ts'
import type { SigmaDocument } from '../rule/model.ts'
import { entryOf, type Node, type ScalarNode } from '../yaml/node.ts'

const statuses = ['stable', 'test', 'experimental', 'deprecated', 'unsupported']
const levels = ['informational', 'low', 'medium', 'high', 'critical']
const relations = ['derived', 'obsolete', 'merged', 'renamed', 'similar']
const namespaces = ['attack', 'car', 'cve', 'd3fend', 'detection', 'stp', 'tlp']
const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i

/** What the specification asks of the keys beside the detection (sigma-rules-specification.md and its JSON schema). */
export function lintMetadata({ node }: SigmaDocument, report: Report): void {
  const scalar = (key: string): ScalarNode | undefined => asScalar(entryOf(node, key))
  const title = scalar('title')
  if (title !== undefined && [...title.written].length > 256)
    warn(report, 'long-title', title.span, 'the title has more than 256 characters', {
      help: 'shorten it, and put the rest under `description`',
    })
  const id = scalar('id')
  if (id !== undefined && !uuid.test(id.written))
    warn(report, 'bad-id', id.span, 'the id is no UUID', {
      because: 'ids are to be unique in the world, so that rules can be referred to',
      help: 'make one with `uuidgen`',
    })
  oneOf(scalar('status'), 'status', statuses, report)
  oneOf(scalar('level'), 'level', levels, report)
  for (const key of ['date', 'modified']) lintDate(scalar(key), key, report)
  for (const tag of listed(entryOf(node, 'tags'))) lintTag(tag, report)
  for (const item of itemsOf(entryOf(node, 'related'))) {
    if (item.is !== 'map') continue
    const other = asScalar(entryOf(item, 'id'))
    if (other !== undefined && !uuid.test(other.written)) warn(report, 'bad-id', other.span, 'this id is no UUID')
    oneOf(asScalar(entryOf(item, 'type')), 'type of a relation', relations, report)
  }
  lintKeys(
    node.entries.map(e => e.key),
    report,
  )
}

const asScalar = (node: Node | undefined): ScalarNode | undefined => (node?.is === 'scalar' ? node : undefined)
const itemsOf = (node: Node | undefined): readonly Node[] => (node?.is === 'list' ? node.items : [])
const listed = (node: Node | undefined): ScalarNode[] => itemsOf(node).flatMap(item => asScalar(item) ?? [])

function oneOf(node: ScalarNode | undefined, name: string, known: readonly string[], report: Report): void {
  if (node === undefined || known.includes(node.written)) return
  const near = suggest(node.written, known)[0]
  warn(report, 'metadata', node.span, `\`${node.written}\` is no ${name}`, {
    because: `the specification has ${known.join(', ')}`,
    ...(near === undefined ? {} : { help: `write \`${near}\`` }),
  })
}

function lintDate(node: ScalarNode | undefined, key: string, report: Report): void {
  if (node === undefined || /^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$/.test(node.written)) return
  const parts = /^([0-9]{4})[/.]([0-9]{1,2})[/.]([0-9]{1,2})$/.exec(node.written)
  const fixed = parts === null ? undefined : `${parts[1]}-${parts[2]?.padStart(2, '0')}-${parts[3]?.padStart(2, '0')}`
  warn(report, 'date', node.span, `\`${key}\` is no date`, {
    because: 'dates are written year, month, day: 2024-01-31',
    ...(fixed === undefined ? {} : { help: `write ${fixed}`, fix: [{ span: node.span, text: fixed }] }),
  })
}

function lintTag(tag: ScalarNode, report: Report): void {
  const found = /^([a-z0-9_-]+)\.[a-z0-9._-]+$/.exec(tag.written)
  if (found === null)
    warn(report, 'tag', tag.span, `\`${tag.written}\` is no tag`, {
      because: 'a tag is a namespace, a dot and a name, in lower case',
      help: /^[a-z0-9_-]+\.[a-z0-9._-]+$/.test(tag.written.toLowerCase())
        ? `write \`${tag.written.toLowerCase()}\``
        : 'write it like `attack.t1059`',
    })
  else if (!namespaces.includes(found[1] ?? ''))
    warn(report, 'tag', tag.span, `there is no namespace \`${found[1]}\``, {
      because: `the namespaces are ${namespaces.join(', ')}`,
    })
}

/** Custom attributes are welcome; a key one slip away from one of the specification is hardly meant as one. */
function lintKeys(keys: readonly ScalarNode[], report: Report): void {
  const known: readonly string[] = [...headKeys, ...bodyKeys, 'generate']
  const written = new Set(keys.map(k => k.written))
  for (const key of keys) {
    if (known.includes(key.written) || key.written.length < 4) continue
    const near = suggest(key.written, known).find(name => !written.has(name) && close(name, key.written))
    if (near !== undefined)
      warn(report, 'unknown-key', key.span, `\`${key.written}\` is no key of the specification`, {
        because: 'it is carried as a custom attribute, and nothing reads it',
        help: `did you mean \`${near}\`?`,
      })
  }
}

/** Letters that two names share at both ends, so that a custom attribute of its own is not taken for a slip. */
const close = (a: string, b: string): boolean =>
  Math.abs(a.length - b.length) <= 2 && a[0]?.toLowerCase() === b[0]?.toLowerCase()

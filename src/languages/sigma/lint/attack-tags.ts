import { moved, newTactics, newTechniques, revoked, splitTactics, tactics, techniques } from '../../../attack/facts.ts'
import { suggest } from '../../../base/suggest.ts'
import { type Report, warn } from '../report.ts'
import type { SigmaDocument } from '../rule/model.ts'
import { entryOf, type ScalarNode } from '../yaml/node.ts'

/** Whether an id is a technique of either version, without what became of it. */
export const isTechnique = (id: string): boolean => techniques.has(id) || newTechniques.has(id)

/** What a technique is called from version 19 on; its own id where it kept it. Versions 18 and 19 are both understood. */
export function currentId(id: string): string {
  let now = id
  for (let step = 0; step < 4; step++) {
    const next = moved[now] ?? revoked[now]
    if (next === undefined || next === '') return now
    now = next
  }
  return now
}

/** Says which ATT&CK tags of a document name nothing, or something that was revoked or moved. */
export function lintAttackTags(document: SigmaDocument, report: Report): void {
  const list = entryOf(document.node, 'tags')
  if (list?.is !== 'list') return
  const tags = list.items.filter((node): node is ScalarNode => node.is === 'scalar')
  for (const tag of tags) {
    const name = /^attack\.(.+)$/.exec(tag.written)?.[1]
    if (name === undefined || /^(?:[gsc]|ds)[0-9]{4}$/.test(name)) continue
    if (/^t[0-9]/.test(name)) lintTechnique(name.toUpperCase(), tag, report)
    else lintTactic(name, tag, tags, report)
  }
}

function lintTechnique(id: string, tag: ScalarNode, report: Report): void {
  const replaced = revoked[id]
  const change = (to: string) => ({
    help: `write \`attack.${to.toLowerCase()}\``,
    fix: [{ span: tag.span, text: `attack.${to.toLowerCase()}` }],
  })
  if (replaced !== undefined)
    warn(report, 'revoked-tag', tag.span, `${id} was taken out of ATT&CK`, {
      because: replaced === '' ? 'nothing took its place' : `${replaced} took its place`,
      ...(replaced === '' ? {} : change(replaced)),
    })
  else if (moved[id] !== undefined)
    report.push({
      code: 'sigma/moved-tag',
      severity: 'note',
      message: `${id} is ${moved[id]} from version 19 of ATT&CK on`,
      because: 'both are understood here; tools that know one version only will miss the other',
      span: tag.span,
    })
  else if (!isTechnique(id)) {
    const near = suggest(id, techniques).slice(0, 1)
    warn(report, 'unknown-tag', tag.span, `there is no technique ${id} in ATT&CK`, {
      because: 'versions 18 and 19 were looked at',
      ...(near.length === 0 ? {} : { help: `did you mean \`attack.${near[0]?.toLowerCase()}\`?` }),
    })
  }
}

function lintTactic(name: string, tag: ScalarNode, tags: readonly ScalarNode[], report: Report): void {
  const split = splitTactics[name]
  if (split !== undefined) {
    const known = new Set(tags.flatMap(t => newTactics[t.written.replace(/^attack\./, '').toUpperCase()] ?? []))
    report.push({
      code: 'sigma/split-tactic',
      severity: 'note',
      message: `version 19 of ATT&CK split \`${name}\` into ${split.map(s => `\`${s}\``).join(' and ')}`,
      because: 'both versions are understood here',
      help: `for version 19 write ${[...(known.size === 0 ? split : known)].map(s => `\`attack.${s}\``).join(known.size === 0 ? ' or ' : ' and ')}`,
      span: tag.span,
    })
    return
  }
  const all = [...tactics, ...Object.values(splitTactics).flat()]
  if (all.includes(name)) return
  const dashed = name.replaceAll('_', '-')
  const near = all.includes(dashed) ? dashed : suggest(name, all)[0]
  warn(report, 'unknown-tag', tag.span, `there is no tactic \`${name}\` in ATT&CK`, {
    ...(near === undefined ? {} : { help: `write \`attack.${near}\`` }),
    ...(near === dashed ? { fix: [{ span: tag.span, text: `attack.${dashed}` }] } : {}),
  })
}
